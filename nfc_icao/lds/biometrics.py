"""Biometric templates: the envelope of DG2, DG3 and DG4 (Doc 9303-10 §4.7.2; ISO/IEC 7816-11 §8; ISO/IEC 19785-3).

    7F61 { 02 number of instances, 7F60 { A1 { 81 type, 87 format owner, 88 format type … }, 5F2E | 7F2E data } … }

The envelope is held to the standard: it says what is inside, and every program in the field relies on it. What is
inside is somebody else's: `face_19794_5` and `face_39794_5`.
"""

from __future__ import annotations

from dataclasses import dataclass

from nfc_icao.encoding import tlv
from nfc_icao.encoding.tlv import Tlv
from nfc_icao.errors import MalformedData
from nfc_icao.lds.data_group import INSTANCES, count

MAX_TEMPLATES = 16

FACE = 0x02
FORMAT_OWNER_SC37 = 0x0101
FORMAT_TYPE_FACE_19794_5 = 0x0008

_INFORMATION_GROUP = 0x7F61
_INFORMATION = 0x7F60
_HEADER = 0xA1
_BIOMETRIC_TYPE = 0x81
_FORMAT_OWNER = 0x87
_FORMAT_TYPE = 0x88
_DATA_BLOCK = 0x5F2E
_STRUCTURED_DATA_BLOCK = 0x7F2E


@dataclass(frozen=True)
class BiometricTemplate:
    """One biometric information template."""

    biometric_type: int | None
    """`FACE`; None when left out, which is allowed."""
    format_owner: int
    format_type: int
    data: Tlv
    """The biometric data block, 5F2E or 7F2E."""

    @property
    def is_structured(self) -> bool:
        """The data block is a tree of data objects (ISO/IEC 39794), not a record of fixed places (ISO/IEC 19794)."""
        return self.data.tag == _STRUCTURED_DATA_BLOCK


def parse_templates(root: Tlv) -> tuple[BiometricTemplate, ...]:
    """The templates inside a data group.

    Raises:
        MalformedData: none, fewer than announced, or one without its header or data.
    """
    group = tlv.require(root, _INFORMATION_GROUP)
    announced = count(tlv.require(group, INSTANCES), MAX_TEMPLATES)
    nodes = [child for child in group.children() if child.tag == _INFORMATION]
    if not nodes or len(nodes) != announced:
        raise MalformedData(f"{len(nodes)} biometric templates, {announced} announced")
    return tuple(_template(node) for node in nodes)


def _template(node: Tlv) -> BiometricTemplate:
    header = {child.tag: child.value for child in tlv.require(node, _HEADER).children()}
    block = next((child for child in node.children() if child.tag in (_DATA_BLOCK, _STRUCTURED_DATA_BLOCK)), None)
    if block is None:
        raise MalformedData("a biometric information template without data")
    if _FORMAT_OWNER not in header or _FORMAT_TYPE not in header:
        raise MalformedData("a biometric header without the owner or the type of its format")
    return BiometricTemplate(
        biometric_type=_number(header[_BIOMETRIC_TYPE]) if _BIOMETRIC_TYPE in header else None,
        format_owner=_number(header[_FORMAT_OWNER]),
        format_type=_number(header[_FORMAT_TYPE]),
        data=block,
    )


def _number(value: bytes) -> int:
    if not 1 <= len(value) <= 3:
        raise MalformedData(f"a number of {len(value)} bytes in a biometric header")
    return int.from_bytes(value, "big")
