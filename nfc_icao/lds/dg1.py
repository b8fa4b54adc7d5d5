"""DG1: the machine readable zone, as printed (Doc 9303-10 §4.7.1)."""

from __future__ import annotations

from nfc_icao.encoding import tlv
from nfc_icao.encoding.mrz import Mrz, parse_mrz
from nfc_icao.errors import MalformedData
from nfc_icao.lds.data_group import open_data_group

_MRZ = 0x5F1F


def parse_dg1(file: bytes) -> Mrz:
    """Read the file DG1.

    Raises:
        MalformedData: it holds no machine readable zone.
    """
    zone = tlv.require(open_data_group(file, 1), _MRZ).value
    if not zone.isascii():
        raise MalformedData("a machine readable zone that is not ASCII")
    return parse_mrz(zone.decode("ascii"))
