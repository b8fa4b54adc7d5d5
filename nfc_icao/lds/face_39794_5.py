"""Pictures in a face image data block of ISO/IEC 39794-5 (2019, Annex A), the successor Doc 9303 asks for.

Implicit DER tags all the way; most members are optional, so a picture is reached by tags, never by position:

    7F2E { A1 { 65 { A0 version, A1 { 30 { 80 id, A1 { A0 { A0 { 80 picture, A1 information } } } } … } } } }

Of all the rest (landmarks, quality, capture device) nothing is used, so nothing is taken apart.
"""

from __future__ import annotations

from nfc_icao.encoding import tlv
from nfc_icao.encoding.tlv import Tlv
from nfc_icao.errors import LimitExceeded, MalformedData
from nfc_icao.lds import der

MAX_IMAGES = 16

_STANDARDIZED_DATA = 0xA1  # ISO/IEC 7816-11: biometric data in a standardized format, constructed
_FACE_IMAGE_DATA_BLOCK = 0x65  # [APPLICATION 5]
_VERSION = 0xA0
_REPRESENTATIONS = 0xA1
_IMAGE_REPRESENTATION = 0xA1
_BASE = 0xA0
_TWO_DIMENSIONS = 0xA0
_PICTURE = 0x80


def pictures(block: Tlv) -> tuple[bytes, ...]:
    """The pictures of the data block 7F2E, in its order.

    Raises:
        MalformedData: another structure, or a block without a picture.
    """
    node = block
    for envelope in (_STANDARDIZED_DATA, _FACE_IMAGE_DATA_BLOCK):
        node = next((child for child in node.children() if child.tag == envelope), node)
    if node.tag != _FACE_IMAGE_DATA_BLOCK:
        raise MalformedData("no face image data block")
    tlv.require(node, _VERSION)
    representations = tlv.require(node, _REPRESENTATIONS).children()
    if len(representations) > MAX_IMAGES:
        raise LimitExceeded(f"{len(representations)} face representations")
    found = [picture for one in representations if (picture := _picture(der.expect(one, der.SEQUENCE))) is not None]
    if not found:
        raise MalformedData("a face image data block without a picture")
    return tuple(found)


def _picture(representation: Tlv) -> bytes | None:
    """The bytes of a two-dimensional picture; None for a shape in three dimensions or an extension."""
    node = tlv.require(representation, _IMAGE_REPRESENTATION)
    for tag in (_BASE, _TWO_DIMENSIONS):
        inner = next((child for child in node.children() if child.tag == tag), None)
        if inner is None:
            return None
        node = inner
    return tlv.require(node, _PICTURE).value
