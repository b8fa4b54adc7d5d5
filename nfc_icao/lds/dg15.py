"""DG15: the public key of active authentication (Doc 9303-10 §4.7.15)."""

from __future__ import annotations

from nfc_icao.lds import der
from nfc_icao.lds.data_group import open_data_group

MAX_BYTES = 8 * 1024


def parse_dg15(file: bytes) -> bytes:
    """The DER SubjectPublicKeyInfo inside the file DG15.

    Raises:
        MalformedData: there is none.
    """
    root = open_data_group(file, 15)
    spki = der.decode(root.value, MAX_BYTES)
    algorithm, key = der.members(spki, der.SEQUENCE, at_least=2)[:2]
    der.algorithm_identifier(algorithm)
    der.bits(key)
    return root.value
