"""DG15: the public key of active authentication (Doc 9303-10 §4.7.15)."""

from __future__ import annotations

from nfc_icao.encoding import tlv
from nfc_icao.errors import MalformedData
from nfc_icao.lds import der
from nfc_icao.lds.files import DATA_GROUPS

MAX_BYTES = 8 * 1024


def parse_dg15(file: bytes) -> bytes:
    """The DER SubjectPublicKeyInfo inside the file DG15.

    Raises:
        MalformedData: there is none.
    """
    root = tlv.parse_prefix(file)
    if root.tag != DATA_GROUPS[15].tag:
        raise MalformedData(f"DG15 begins with tag {root.tag:X}")
    spki = der.decode(root.value, MAX_BYTES)
    algorithm, key = der.members(spki, der.SEQUENCE, at_least=2)[:2]
    der.algorithm_identifier(algorithm)
    der.bits(key)
    return root.value
