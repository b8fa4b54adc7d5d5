"""From access keys to the secrets of BAC and PACE (Doc 9303-11 §4.3.2, §9.7.3)."""

from __future__ import annotations

import hashlib

from nfc_icao.access.keys import AccessKey, Can, MrzKey
from nfc_icao.encoding.mrz import check_digit, key_field

MRZ_REFERENCE = 0x01
CAN_REFERENCE = 0x02
"""Password references of MSE:Set AT, tag 83 (Doc 9303-11 §4.4.4.1)."""


def mrz_information(key: MrzKey) -> bytes:
    """Document number, birth and expiry dates, each with its check digit (Doc 9303-11 §4.3.2 b)."""
    fields = (key_field(key.document_number), key.date_of_birth_yymmdd, key.date_of_expiry_yymmdd)
    return "".join(field + check_digit(field) for field in fields).encode("ascii")


def bac_seed(key: MrzKey) -> bytes:
    """K_seed: the first 16 bytes of SHA-1 over the MRZ information."""
    return _sha1(mrz_information(key))[:16]


def pace_secret(key: AccessKey) -> bytes:
    """The secret that K_π is derived from: the six digits of a CAN, or SHA-1 over the MRZ information, whole."""
    if isinstance(key, Can):
        return key.digits.encode("ascii")
    return _sha1(mrz_information(key))


def pace_reference(key: AccessKey) -> int:
    """How MSE:Set AT names this kind of password."""
    return CAN_REFERENCE if isinstance(key, Can) else MRZ_REFERENCE


def _sha1(data: bytes) -> bytes:
    return hashlib.sha1(data).digest()  # noqa: S324 - Doc 9303-11 prescribes it
