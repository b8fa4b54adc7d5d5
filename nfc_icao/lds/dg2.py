"""DG2: the portrait (Doc 9303-10 §4.7.2), in a biometric record of ISO/IEC 19794-5.

The picture is found by its magic number inside the biometric data block. Lengths and offsets of the record header are
not used: real cards have them wrong by a few bytes, and the 84 bytes that many programs cut off hold for one layout
only. A record of ISO/IEC 39794-5 is not taken apart; a picture inside it is found the same way.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from nfc_icao.encoding import tlv
from nfc_icao.encoding.tlv import Tlv
from nfc_icao.errors import MalformedData
from nfc_icao.lds.files import DATA_GROUPS
from nfc_icao.lds.image_header import find_image, parse_image_header

_INFORMATION_GROUP = 0x7F61
_INFORMATION = 0x7F60
_DATA_BLOCKS = (0x5F2E, 0x7F2E)


@dataclass(frozen=True)
class Portrait:
    """The first picture of DG2, undecoded."""

    format: str
    """`jpeg`, `jp2` or `j2k`."""
    width: int
    """Pixels, as the picture's own header says; weigh it before decoding."""
    height: int
    data: bytes = field(repr=False)
    """The picture, from its first byte to the end of the biometric data block."""


def parse_dg2(file: bytes) -> Portrait:
    """Read the file DG2.

    Raises:
        MalformedData: it holds no picture we know.
    """
    root = tlv.parse_prefix(file)
    if root.tag != DATA_GROUPS[2].tag:
        raise MalformedData(f"DG2 begins with tag {root.tag:X}")
    template = tlv.require(tlv.require(root, _INFORMATION_GROUP), _INFORMATION)
    record = _data_block(template)
    picture = record[find_image(record) :]
    header = parse_image_header(picture)
    return Portrait(header.format, header.width, header.height, picture)


def _data_block(template: Tlv) -> bytes:
    block = next((child for child in template.children() if child.tag in _DATA_BLOCKS), None)
    if block is None:
        raise MalformedData("a biometric information template without data")
    return block.value
