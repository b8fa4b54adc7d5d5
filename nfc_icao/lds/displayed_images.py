"""DG5, DG6 and DG7: pictures as printed on the document (Doc 9303-10 §4.7.5 to §4.7.7).

    65 { 02 number, 5F40 portrait … }    67 { 02 number, 5F43 signature or usual mark … }

DG6 is reserved: no structure is given to it, so none is expected and the file is only held against its hash.
"""

from __future__ import annotations

from nfc_icao.encoding import tlv
from nfc_icao.errors import MalformedData
from nfc_icao.lds.data_group import INSTANCES, count, open_data_group
from nfc_icao.lds.dg2 import Portrait, to_portrait

MAX_IMAGES = 16

_PORTRAIT = 0x5F40
_SIGNATURE = 0x5F43


def parse_dg5(file: bytes) -> tuple[Portrait, ...]:
    """The displayed portraits.

    Raises:
        MalformedData: none, another number than announced, or a picture of an unknown format.
    """
    return _images(file, 5, _PORTRAIT)


def parse_dg7(file: bytes) -> tuple[Portrait, ...]:
    """The displayed signatures or usual marks.

    Raises:
        MalformedData: none, another number than announced, or a picture of an unknown format.
    """
    return _images(file, 7, _SIGNATURE)


def _images(file: bytes, number: int, tag: int) -> tuple[Portrait, ...]:
    root = open_data_group(file, number)
    announced = count(tlv.require(root, INSTANCES), MAX_IMAGES)
    found = [node.value for node in root.children() if node.tag == tag]
    if not found or len(found) != announced:
        raise MalformedData(f"{len(found)} displayed images in DG{number}, {announced} announced")
    return tuple(to_portrait(value) for value in found)
