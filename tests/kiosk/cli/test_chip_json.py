"""The JSON of a reading: its transaction report is as the published schema says, and holds nothing personal unasked."""

from __future__ import annotations

import copy
import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from schema_check import problems

from hardware_mocks import issuer, personas
from kiosk.cli.chip_json import report_json
from nfc_icao import ChipReading, TrustStore, parse_lds, verify_chip
from nfc_icao.encoding.mrz import build_td3
from nfc_icao.encoding.tlv import encode
from nfc_icao.evidence import AccessSummary, ActiveAuthenticationEvidence, Traffic

ROOT = Path(__file__).parents[3]
SCHEMA = json.loads((ROOT / "docs" / "report.schema.json").read_text(encoding="utf-8"))
AT = datetime(2026, 11, 21, 9, tzinfo=UTC)
CHALLENGE = bytes(8)


def document(persona: str) -> issuer.IssuedDocument:
    return issuer.issue(personas.load(persona))


def reading(persona: str = "adult") -> ChipReading:
    files = {name: content for name, content in document(persona).files.items() if name != "EF_ATR"}
    return ChipReading(
        access=AccessSummary("PACE", "GM", "AES-128", "brainpoolP256r1", "CAN", 0),
        files=files,
        traffic=Traffic(12, 345, 6789, 0.5),
        refusals={"DG3": 0x6982},
        active_authentication=ActiveAuthenticationEvidence(CHALLENGE, b"\x01" * 64, 0x9000),
    )


def values_of(read: ChipReading, trust: TrustStore | None = None, *, extended: bool = False) -> dict[str, Any]:
    trusted = trust if trust is not None else TrustStore.from_certificates([document("adult").csca_der])
    report = verify_chip(read, trusted, at=AT)
    return report_json(read, parse_lds(read.files), report, extended=extended)


def entry(number: int, *values: bytes) -> bytes:
    return encode(0x30, encode(0x02, bytes([number])), *values)


def utf8(text: str) -> bytes:
    return encode(0x0C, text.encode("utf-8"))


def with_dg13(*entries: bytes) -> ChipReading:
    """A reading whose DG13 holds these fields; nobody signed them."""
    dg13 = encode(0x6D, encode(0x30, encode(0x02, b"\x01"), encode(0x31, *entries)))
    return replace(reading(), files={**reading().files, "DG13": dg13})


def with_mrz(**changes: str) -> ChipReading:
    """A passport with this zone in its DG1; nobody signed it."""
    fields = {
        "document_code": "P",
        "issuing_state": "UTO",
        "document_number": "L898902C3",
        "date_of_birth": "740812",
        "sex": "F",
        "date_of_expiry": "330415",
        "nationality": "UTO",
        "surname": "ERIKSSON",
        "given_names": "ANNA",
    }
    zone = build_td3(**{**fields, **changes})
    return replace(reading("passport"), files={"DG1": encode(0x61, encode(0x5F1F, zone.encode("ascii")))})


def wrong(value: Any) -> list[str]:
    return list(problems(json.loads(json.dumps(value)), SCHEMA, SCHEMA))


READINGS = {
    "genuine": reading(),
    "nothing read": replace(reading(), files={}, refusals={}, active_authentication=None),
    "broken files": replace(reading(), files=dict.fromkeys(reading().files, b"\x00")),
    "altered photo": replace(reading(), files={**reading().files, "DG2": reading("elder").files["DG2"]}),
    "passport": reading("passport"),
}


@pytest.mark.parametrize("extended", [False, True])
@pytest.mark.parametrize("name", READINGS)
def test_every_report_is_as_the_schema_says(name, extended):
    assert wrong(values_of(READINGS[name], extended=extended)["transaction"]) == []
    assert wrong(values_of(READINGS[name], TrustStore(), extended=extended)["transaction"]) == []


def test_the_schema_notices_what_is_missing_unknown_or_wrong():
    good = values_of(reading())["transaction"]
    for change in (
        lambda one: one.pop("checks"),
        lambda one: one.update(extra=1),
        lambda one: one.update(overall="green"),
        lambda one: one["checks"].pop(),
        lambda one: one["checks"][0].update(reason="Free text"),
        lambda one: one["timing"].update(reported_at="2026-11-21T09:00:00"),
        lambda one: one["data_groups"].update(DG17="identical"),
        lambda one: one.update(transaction_id="1"),
        lambda one: one.update(signer_sha256="00"),
        lambda one: one["timing"].update(commands=-1),
        lambda one: one["timing"].update(commands=True),
    ):
        changed = copy.deepcopy(good)
        change(changed)
        assert wrong(changed), change


def test_the_report_of_a_good_card_holds_nothing_personal():
    person = personas.load("adult")
    for extended in (False, True):
        text = json.dumps(values_of(reading(), extended=extended)["transaction"], ensure_ascii=False)
        for personal in (person.person.personal_number, person.person.full_name, person.document.number):
            assert personal not in text


def test_files_are_added_on_request_and_only_behind_what_is_not_successful():
    altered = READINGS["altered photo"]
    assert values_of(altered)["transaction"]["extended"] is None
    nodes = {one["id"]: one for one in values_of(altered, extended=True)["transaction"]["extended"]}
    assert set(nodes["C12"]["files"]) == {"EF_SOD", "DG2"}
    assert "C1" not in nodes
    assert nodes["C4"]["active_authentication"]["challenge"] == CHALLENGE.hex()


def test_each_data_group_has_its_status():
    statuses = values_of(READINGS["altered photo"])["transaction"]["data_groups"]
    assert (statuses["DG1"], statuses["DG2"], statuses["DG3"]) == ("identical", "not_identical", "not_present")


def test_the_lists_that_were_used_are_named_with_their_hash(tmp_path):
    (tmp_path / "csca.der").write_bytes(document("adult").csca_der)
    (tmp_path / "known.defects.toml").write_text("format = 1\nissued = 2026-11-01\n", encoding="utf-8")
    (used,) = values_of(reading(), TrustStore.from_directory(tmp_path))["transaction"]["lists"]
    assert (used["name"], used["kind"], len(used["sha256"])) == ("known.defects.toml", "defect_list", 64)
    assert used["signed_at"].startswith("2026-11-01")


def test_two_reports_of_one_reading_are_two_transactions():
    assert (
        values_of(reading())["transaction"]["transaction_id"] != values_of(reading())["transaction"]["transaction_id"]
    )


def test_the_object_around_the_report_keeps_its_shape():
    assert {"access", "files", "refused", "mrz", "vietnam", "portrait", "verification", "traffic"} <= set(
        values_of(reading())
    )


def test_one_damaged_field_of_dg13_is_named_and_the_others_are_there():
    values = values_of(with_dg13(entry(2, utf8("Nguyễn Văn An")), entry(8, encode(0x16, b"\xff"))))
    assert (values["vietnam"]["full_name"], values["vietnam"]["place_of_origin"]) == ("Nguyễn Văn An", None)
    assert values["vietnam"]["problems"] == {"place_of_origin": "undecodable_text"}
    assert values["unreadable"] == []


def test_a_dg13_without_any_field_is_said_to_be_unreadable():
    values = values_of(with_dg13())
    assert (values["vietnam"], values["unreadable"]) == (None, ["DG13"])


def test_the_dg13_of_another_country_is_left_alone():
    foreign = with_mrz()
    foreign = replace(foreign, files={**foreign.files, "DG13": reading().files["DG13"]})
    assert (values_of(foreign)["vietnam"], values_of(foreign)["unreadable"]) == (None, [])


@pytest.mark.parametrize(
    ("text", "iso", "non_expiring"),
    [
        ("15/03/2039", "2039-03-15", False),
        ("15-03-2039", "2039-03-15", False),
        ("15.3.2039", "2039-03-15", False),
        ("00/00/2039", "2039", False),
        ("31/02/2039", None, None),
        ("Không thời hạn", None, True),
        ("?", None, None),
    ],
)
def test_a_date_of_dg13_is_iso_or_null_with_what_was_written_beside_it(text, iso, non_expiring):
    vietnam = values_of(with_dg13(entry(12, utf8(text))))["vietnam"]
    assert (vietnam["date_of_expiry"], vietnam["date_of_expiry_text"]) == (iso, text)
    assert vietnam["non_expiring"] is non_expiring


def test_a_date_that_dg13_does_not_have_is_null_under_both_names():
    vietnam = values_of(with_dg13(entry(2, utf8("An"))))["vietnam"]
    assert {vietnam[name] for name in ("date_of_birth", "date_of_birth_text", "date_of_issue_text")} == {None}
    assert vietnam["non_expiring"] is None


@pytest.mark.parametrize(
    ("written", "iso"),
    [(b"19990315", "1999-03-15"), (b"19990000", "1999"), (b"199903<<", "1999-03"), (b"1999xxyy", None)],
)
def test_a_date_of_dg11_is_iso_or_null_as_well(written, iso):
    dg11 = encode(0x6B, encode(0x5C, b"\x5f\x2b"), encode(0x5F2B, written))
    details = values_of(replace(reading(), files={**reading().files, "DG11": dg11}))["personal_details"]
    assert (details["date_of_birth"], details["date_of_birth_text"]) == (iso, written.decode())


@pytest.mark.parametrize(
    ("birth", "iso"),
    [("281101", "1928-11-01"), ("261121", None), ("261122", "1926-11-22"), ("740812", "1974-08-12")],
    ids=["year-to-come", "today", "tomorrow", "past"],
)
def test_nobody_is_born_after_the_day_of_reading(birth, iso):
    """281101 would be 2028; 261121 may be a new-born or somebody of a hundred years, so it stays open."""
    assert values_of(with_mrz(date_of_birth=birth))["mrz"]["date_of_birth"] == iso


def test_names_a_zone_leaves_empty_are_null():
    mrz = values_of(with_mrz(given_names=""))["mrz"]
    assert (mrz["surname"], mrz["given_names"]) == ("ERIKSSON", None)


def test_a_card_for_life_is_marked_in_the_zone_and_in_dg13():
    values = values_of(reading("elder"))
    assert (values["mrz"]["date_of_expiry"], values["mrz"]["non_expiring"]) == (None, True)
    assert (values["vietnam"]["date_of_expiry"], values["vietnam"]["non_expiring"]) == (None, True)
    assert values_of(reading())["mrz"]["non_expiring"] is False


@pytest.mark.parametrize("word", [None, 0])
def test_a_file_that_was_not_refused_by_a_status_word_has_null(word):
    values = values_of(replace(reading(), refusals={"DG3": 0x6982, "DG2": word}))
    assert values["refused"] == {"DG3": "6982", "DG2": None}
    assert wrong(values["transaction"]) == []


def test_findings_stand_in_the_verification_and_in_the_transaction():
    clone = replace(reading(), active_authentication=ActiveAuthenticationEvidence(CHALLENGE, b"", 0x6982))
    values = values_of(clone)
    expected = {"finding": "active_authentication_failed", "check": "C4", "file": None}
    assert expected in values["verification"]["findings"]
    assert expected in values["transaction"]["findings"]
    assert wrong(values["transaction"]) == []
