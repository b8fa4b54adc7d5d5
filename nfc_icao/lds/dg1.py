"""DG1: the machine readable zone, as printed (Doc 9303-10 §4.7.1)."""

from __future__ import annotations

from nfc_icao.encoding import tlv
from nfc_icao.encoding.mrz import Mrz, parse_mrz
from nfc_icao.errors import MalformedData
from nfc_icao.lds.files import DATA_GROUPS

_MRZ = 0x5F1F


def parse_dg1(file: bytes) -> Mrz:
    """Read the file DG1.

    Raises:
        MalformedData: it holds no machine readable zone.
    """
    root = tlv.parse_prefix(file)
    if root.tag != DATA_GROUPS[1].tag:
        raise MalformedData(f"DG1 begins with tag {root.tag:X}")
    zone = tlv.require(root, _MRZ).value
    if not zone.isascii():
        raise MalformedData("a machine readable zone that is not ASCII")
    return parse_mrz(zone.decode("ascii"))
