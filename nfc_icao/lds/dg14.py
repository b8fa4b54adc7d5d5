"""DG14: the signed SecurityInfos (Doc 9303-10 §4.7.14)."""

from __future__ import annotations

from nfc_icao.encoding import tlv
from nfc_icao.errors import MalformedData
from nfc_icao.lds.files import DATA_GROUPS
from nfc_icao.lds.security_infos import SecurityInfos, parse_security_infos


def parse_dg14(file: bytes) -> SecurityInfos:
    """Read the file DG14.

    Raises:
        MalformedData: it holds no SecurityInfos.
    """
    root = tlv.parse_prefix(file)
    if root.tag != DATA_GROUPS[14].tag:
        raise MalformedData(f"DG14 begins with tag {root.tag:X}")
    return parse_security_infos(root.value)
