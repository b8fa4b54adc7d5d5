"""DG14: the signed SecurityInfos (Doc 9303-10 §4.7.14)."""

from __future__ import annotations

from nfc_icao.errors import MalformedData
from nfc_icao.lds.data_group import open_data_group
from nfc_icao.lds.security_infos import SecurityInfos, parse_security_infos


def parse_dg14(file: bytes) -> SecurityInfos:
    """Read the file DG14.

    Raises:
        MalformedData: it holds no SecurityInfos, not even one.
    """
    root = open_data_group(file, 14)
    infos = parse_security_infos(root.value)
    if infos == SecurityInfos():
        raise MalformedData("DG14 holds an empty set of SecurityInfos")
    return infos
