"""Imagined documents, signed and read: what `read_chip` would have brought home from cards nobody holds."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import ecdsa
from lds.samples import dg2_of, facial_record
from trust.imagined_issuer import (
    LDS_SECURITY_OBJECT,
    SIGNER_SIGNING,
    Signing,
    csca,
    security_object,
    signed_data,
    signer,
)

from nfc_icao.encoding.mrz import build_td1
from nfc_icao.encoding.tlv import encode
from nfc_icao.evidence import (
    AccessSummary,
    ActiveAuthenticationEvidence,
    ChipAuthenticationEvidence,
    ChipReading,
    Traffic,
)
from nfc_icao.lds.files import DATA_GROUP_TAGS
from nfc_icao.trust import TrustStore

NOW = datetime(2026, 11, 21, 8, 0, tzinfo=UTC)
CHALLENGE = bytes.fromhex("0102030405060708")
CHIP = Signing("brainpoolP256r1", number=40)
CLONE = Signing("brainpoolP256r1", number=41)
CHIP_AUTHENTICATION_KEY = Signing("brainpoolP256r1", number=42)

KNOWN_CARD_ACCESS = bytes.fromhex(
    "3134300d060804007f0007020202020101300f060a04007f000702020302020201013012060a04007f0007020204020202010202010d"
)
_ID_PK_ECDH = bytes.fromhex("04007f000702020102")
_ID_CA_AES_128 = bytes.fromhex("04007f00070202030202")


def mrz(**changes: str) -> str:
    values = {
        "document_code": "ID",
        "issuing_state": "VNM",
        "document_number": "099012345",
        "optional_data": "001099012345<<0",
        "date_of_birth": "990315",
        "sex": "M",
        "date_of_expiry": "390315",
        "nationality": "VNM",
        "surname": "NGUYEN",
        "given_names": "VAN AN",
    }
    return build_td1(**{**values, **changes})


def dg1(text: str | None = None) -> bytes:
    return encode(0x61, encode(0x5F1F, (text or mrz()).encode("ascii")))


def jpeg(width: int = 240, height: int = 320) -> bytes:
    frame = (
        bytes.fromhex("FFC0000B08") + height.to_bytes(2, "big") + width.to_bytes(2, "big") + bytes.fromhex("01011100")
    )
    return bytes.fromhex("FFD8FFE000104A46494600010100000100010000") + frame + bytes.fromhex("FFD9")


def dg2(picture: bytes | None = None, *, gender: int = 0) -> bytes:
    record = bytearray(facial_record(picture or jpeg()))
    record[20] = gender
    return dg2_of(bytes(record))


def dg14(*extra: bytes) -> bytes:
    chip_authentication = encode(0x30, encode(0x06, _ID_CA_AES_128), encode(0x02, b"\x01"))
    key = encode(0x30, encode(0x06, _ID_PK_ECDH), CHIP_AUTHENTICATION_KEY.spki())
    return encode(0x6E, encode(0x31, chip_authentication, key, *extra))


def card_security(*infos: bytes, signing: Signing = SIGNER_SIGNING, **options: Any) -> bytes:
    """EF.CardSecurity over these SecurityInfos."""
    certificates = options.pop("certificates", None)
    return signed_data(
        encode(0x31, *infos),
        "0.4.0.127.0.7.3.2.1",
        signing,
        [signer(signing)] if certificates is None else certificates,
        **options,
    )


def dg15(signing: Signing = CHIP) -> bytes:
    return encode(0x6F, signing.spki())


def com(*numbers: int) -> bytes:
    tags = bytes(DATA_GROUP_TAGS[number] for number in numbers)
    return encode(0x60, encode(0x5F01, b"0107"), encode(0x5F36, b"040000"), encode(0x5C, tags))


def data_groups() -> dict[str, bytes]:
    return {"DG1": dg1(), "DG2": dg2(), "DG14": dg14(), "DG15": dg15()}


def plain_ecdsa(signing: Signing, challenge: bytes = CHALLENGE) -> bytes:
    return signing.private.sign_digest_deterministic(
        hashlib.new(signing.digest, challenge).digest(),
        hashfunc=hashlib.sha256,
        sigencode=ecdsa.util.sigencode_string,
        allow_truncate=True,
    )


def active(response: bytes | None = None, status_word: int = 0x9000) -> ActiveAuthenticationEvidence:
    return ActiveAuthenticationEvidence(CHALLENGE, plain_ecdsa(CHIP) if response is None else response, status_word)


def chip(**changes: Any) -> ChipAuthenticationEvidence:
    evidence = ChipAuthenticationEvidence(
        protocol_oid="0.4.0.127.0.7.2.2.3.2.2",
        key_id=None,
        public_key_info=CHIP_AUTHENTICATION_KEY.spki(),
        completed=True,
        failure=None,
    )
    return replace(evidence, **changes)


def sod(groups: Mapping[str, bytes], signing: Signing = SIGNER_SIGNING, **options: Any) -> bytes:
    content = options.pop("content", None) or security_object(
        groups,
        digest=options.pop("hash_digest", "sha256"),
        version=options.pop("version", 0),
        extra_hashes=options.pop("extra_hashes", None),
    )
    certificates = options.pop("certificates", None)
    content_type = options.pop("content_type", LDS_SECURITY_OBJECT)
    return encode(
        0x77,
        signed_data(
            content, content_type, signing, [signer(signing)] if certificates is None else certificates, **options
        ),
    )


def reading(groups: Mapping[str, bytes] | None = None, **changes: Any) -> ChipReading:
    """A whole good reading; `sod` and `files` may be given, other names are fields of `ChipReading`."""
    groups = data_groups() if groups is None else groups
    numbers = [int(name.removeprefix("DG")) for name in groups]
    files = {
        "EF_CardAccess": KNOWN_CARD_ACCESS,
        "EF_COM": com(*numbers),
        "EF_SOD": changes.pop("sod", None) or sod(groups),
        **groups,
        **changes.pop("files", {}),
    }
    built = ChipReading(
        access=AccessSummary("PACE", "GM", "AES-128", "brainpoolP256r1", "CAN", 0),
        files={name: data for name, data in files.items() if data is not None},
        traffic=Traffic(0, 0, 0, 0.0),
        active_authentication=active(),
        chip_authentication=chip(),
    )
    return replace(built, **changes)


def store(*certificates: bytes, revocation_lists: tuple[bytes, ...] = ()) -> TrustStore:
    return TrustStore.from_certificates(certificates or (csca(),), revocation_lists)
