"""What every data group has in common: one data object under the tag of its number (Doc 9303-10 table 38)."""

from __future__ import annotations

from nfc_icao.encoding import tlv
from nfc_icao.encoding.tlv import Tlv
from nfc_icao.errors import MalformedData
from nfc_icao.lds import der
from nfc_icao.lds.files import DATA_GROUPS

INSTANCES = der.INTEGER
"""Tag 02: how many of something follow (Doc 9303-10 §4.7.2.1)."""


def open_data_group(file: bytes, number: int) -> Tlv:
    """The outermost data object of the file of data group `number`; bytes after it are a card's padding.

    Raises:
        MalformedData: cut short, or it begins with the tag of something else.
    """
    root = tlv.parse_prefix(file)
    if root.tag != DATA_GROUPS[number].tag:
        raise MalformedData(f"DG{number} begins with tag {root.tag:X}")
    return root


def count(node: Tlv, limit: int) -> int:
    """The number in a data object that counts: one byte nearly always.

    Raises:
        MalformedData: no number, or more than `limit`.
    """
    number = int.from_bytes(node.value, "big") if 1 <= len(node.value) <= 2 else -1
    if not 0 <= number <= limit:
        raise MalformedData(f"a count of {len(node.value)} bytes, or above {limit}")
    return number
