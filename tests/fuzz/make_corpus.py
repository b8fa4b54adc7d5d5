"""Writes `corpus/`: well-formed inputs for every target, made from invented people.

    PYTHONPATH=tests:. .venv/bin/python -m fuzz.make_corpus

Run it again after a change of what the imagined issuer writes. Nothing real is in these files.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator
from pathlib import Path

from fuzz.runner import CORPUS
from fuzz.small_documents import KINDS, keys_of, repeatable_randomness, small_document, stamp
from fuzz.streams import frame, recorded_answers
from hardware_mocks import issuer, personas
from hardware_mocks.card import VirtualCard
from kiosk.cli import stored_reading
from nfc_icao.encoding import tlv
from nfc_icao.encoding.mrz import build_td3
from nfc_icao.lds.files import EMRTD_APPLICATION
from nfc_icao.reading import read_chip

_PEOPLE = ("adult", "card2024", "child", "passport")


def corpus() -> Iterator[tuple[str, str, bytes]]:
    """(target, name, bytes) of every seed."""
    yield from _files()
    yield from _rare_files()
    yield from _certificates()
    yield from _texts()
    yield from _answers()
    yield from _streams()
    yield from (("portrait", kind, stamp(kind)) for kind in ("jpeg", "jp2"))


def _files() -> Iterator[tuple[str, str, bytes]]:
    for person in _PEOPLE:
        document = small_document(person, image_format="jp2" if person == "card2024" else "jpeg")
        for name, content in document.files.items():
            yield name, person, content
        yield "reading", person, _stored(document)
    for kind in KINDS:
        document = small_document("adult", kind)
        for name, content in document.files.items():
            if kind == "all-data-groups" or name in ("EF_CardAccess", "EF_CardSecurity"):
                yield name, kind, content
    yield "reading", "pace-cam", _stored(small_document("adult", "pace-cam"))
    for kind in ("ecdsa-p384", "brainpool-explicit", "rsa-pss"):
        yield "EF_SOD", kind, small_document(authority_kind=kind).files["EF_SOD"]


def _stored(document: issuer.IssuedDocument) -> bytes:
    """The summary of a stored reading."""
    card = VirtualCard(document, randomness=repeatable_randomness("card"))
    reading = read_chip(card, keys_of(document), randomness=repeatable_randomness("terminal"))
    with tempfile.TemporaryDirectory() as folder:
        stored_reading.store(reading, Path(folder))
        summary = json.loads((Path(folder) / stored_reading.SUMMARY).read_text(encoding="utf-8"))
    summary["traffic"]["elapsed_s"] = 1.5
    return json.dumps(summary, indent=1).encode()


def _rare_files() -> Iterator[tuple[str, str, bytes]]:
    """Files no persona shows."""
    for tag, name in ((0x63, "DG3"), (0x76, "DG4")):
        yield name, "empty", tlv.encode(tag, tlv.encode(0x7F61, tlv.encode(0x02, b"\x00"), tlv.encode(0x53, bytes(8))))
    for tag, name in ((0x66, "DG6"), (0x68, "DG8"), (0x69, "DG9"), (0x6A, "DG10")):
        yield name, "template", tlv.encode(tag, tlv.encode(0x02, b"\x01"), tlv.encode(0x53, bytes(8)))
    yield "EF_DIR", "one-application", tlv.encode(0x61, tlv.encode(0x4F, EMRTD_APPLICATION))
    security_object = tlv.parse(small_document().files["EF_SOD"])
    yield "EF_CardSecurity", "of-another-content", security_object.value


def _certificates() -> Iterator[tuple[str, str, bytes]]:
    for kind in issuer.AUTHORITY_KINDS:
        document = small_document(authority_kind=kind)
        yield "certificate", f"csca-{kind}", document.csca_der
        yield "certificate", f"signer-{kind}", document.signer_der


def _texts() -> Iterator[tuple[str, str, bytes]]:
    for person in personas.ids():
        persona = personas.load(person)
        yield "mrz", person, persona.mrz().encode()
        if person != "passport":
            yield "code", person, persona.qr_text().encode()
    passport = build_td3(
        document_code="P", issuing_state="UTO", document_number="L898902C", nationality="UTO", surname="ERIKSSON",
        given_names="ANNA MARIA", date_of_birth="690806", sex="F", date_of_expiry="940623", optional_data="ZE184226B",
    )  # fmt: skip
    yield "mrz", "td3", passport.encode()
    name = "Trần Bình An".encode().hex()
    address = "1 Đường Số Một, Phường Tưởng Tượng".encode().hex()
    rest = "01 - 001|01/01/2026|-|26/12/2025|0110012345678|-|4|01/01/2030|11|-|$"
    card = f"DN4010123456789|{name}|15/02/1990|1|{address}|{rest}"
    yield "code", "bhyt-long", card.encode()
    yield "code", "bhyt-short", card.replace("DN4010123456789", "0123456789").encode()


def _answers() -> Iterator[tuple[str, str, bytes]]:
    yield (
        "receipt",
        "new",
        b'{"receipt": "BV-2026-000123", "received_at": "2026-11-21T09:00:00+07:00", "duplicate": false}',
    )
    card = {
        "maKetQua": "000", "hoTen": "Trần Bình An", "ngaySinh": "15/02/1990", "maThe": "DN4010123456789",
        "ghiChu": "Thẻ còn giá trị",
        "gtTheTu": "01/01/2026", "gtTheDen": "31/12/2026", "maDKBD": "01001", "maKV": "K1", "ngayDu5Nam": "01/01/2030",
        "maTheMoi": "DN4010123456780", "gtTheTuMoi": "01/01/2027", "gtTheDenMoi": "31/12/2027", "maDKBDMoi": "01002",
        "dsLichSuKCB2018": [{"maHoSo": 1, "maCSKCB": "01001", "ngayVao": "202601010800", "kqDieuTri": "1"}],
    }  # fmt: skip
    yield "portal", "card", json.dumps(card, ensure_ascii=False).encode()
    token = {
        "access_token": "a" * 32,
        "id_token": "b" * 32,
        "token_type": "Bearer",
        "expires_in": "2026-11-21T10:00:00.1234567Z",
    }
    yield "portal", "token", json.dumps({"maKetQua": "200", "APIKey": token}).encode()


def _streams() -> Iterator[tuple[str, str, bytes]]:
    for person, profile in (("adult", None), ("adult", "bac-only"), *(("adult", kind) for kind in KINDS)):
        document = small_document(person, profile)
        yield "answers", f"{person}-{profile or 'own'}", frame(recorded_answers(document))
    control = [b"\x3b\x80\x80\x01\x01", b"\x90\x00", b"\x6a\x82", bytes(20) + b"\x90\x00"]
    yield "vpcd", "answers", frame(control)
    yield "vpcd", "commands", frame([b"\x01", b"\x04", bytes.fromhex("00A4040C07A0000002471001"), b"\x02", b"\x00"])


def write() -> None:
    for target, name, content in corpus():
        folder = CORPUS / target
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"{name}.bin").write_bytes(content)


if __name__ == "__main__":
    write()
