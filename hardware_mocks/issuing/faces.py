"""The face in DG2: in an ISO/IEC 19794-5 record or an ISO/IEC 39794-5 block (Doc 9303-10 §4.7.2)."""

from __future__ import annotations

from dataclasses import dataclass

from nfc_icao.encoding import tlv

ISO_19794_5, ISO_39794_5 = "19794-5", "39794-5"
_FORMAT_OWNER_ICAO = b"\x01\x01"
_FORMAT_TYPE_FACE = b"\x00\x08"
_FORMAT_TYPE_FACE_39794 = b"\x00\x28"  # assumed; the tag 7F2E, not this number, tells the two formats apart
_FULL_FRONTAL = 0x01
_SRGB24 = 0x01
_GENERATION, _YEAR = 3, 2019
_IMAGE_FORMAT_CODES = {"jpeg": 2, "jp2": 3}


@dataclass(frozen=True, repr=False)
class Face:
    """A picture and what a record says about it."""

    image: bytes
    image_format: str
    """`jpeg` or `jp2`."""
    width: int
    height: int
    female: bool


def information_template(face: Face, face_format: str = ISO_19794_5) -> bytes:
    """The biometric information template 7F60: one face, no feature points."""
    if face_format == ISO_39794_5:
        header = _header(_FORMAT_TYPE_FACE_39794)
        data = tlv.encode(0x7F2E, tlv.encode(0xA1, _face_image_data_block(face)))
    else:
        header = _header(_FORMAT_TYPE_FACE)
        data = tlv.encode(0x5F2E, _facial_record(face))
    return tlv.encode(0x7F60, header, data)


def _header(format_type: bytes) -> bytes:
    """The biometric header template (Doc 9303-10 §4.7.2, Table 46)."""
    return tlv.encode(
        0xA1,
        tlv.encode(0x81, b"\x02"),
        tlv.encode(0x82, b"\x00"),
        tlv.encode(0x87, _FORMAT_OWNER_ICAO),
        tlv.encode(0x88, format_type),
    )


def _facial_record(face: Face) -> bytes:
    """ISO/IEC 19794-5:2005 §5.4 to §5.7."""
    image_information = (
        bytes([_FULL_FRONTAL, 1 if face.image_format == "jp2" else 0])
        + face.width.to_bytes(2, "big")
        + face.height.to_bytes(2, "big")
        + bytes([_SRGB24, 0x02])  # source: static photograph from a digital camera
        + b"\x00\x00\x00\x00"  # device type and quality unspecified
    )
    block_length = 20 + len(image_information) + len(face.image)
    information = (
        block_length.to_bytes(4, "big")
        + b"\x00\x00"  # feature points
        + bytes([0x02 if face.female else 0x01, 0x00, 0x00])  # gender; eye and hair colour unspecified
        + b"\x00\x00\x00"  # property mask
        + b"\x00\x01"  # neutral expression
        + b"\x00" * 6  # pose angle and its uncertainty unspecified
    )
    header = b"FAC\x00" + b"010\x00" + (14 + block_length).to_bytes(4, "big") + b"\x00\x01"
    return header + information + image_information + face.image


def _face_image_data_block(face: Face) -> bytes:
    """FaceImageDataBlock, [APPLICATION 5], of ISO/IEC 39794-5:2019 Annex A, in implicit DER tags."""
    image_information = tlv.encode(
        0xA1,
        tlv.encode(0xA0, _number(0x80, _IMAGE_FORMAT_CODES[face.image_format])),
        tlv.encode(0xA7, _number(0x80, face.width), _number(0x81, face.height)),
    )
    two_dimensions = tlv.encode(0xA0, tlv.encode(0x80, face.image), image_information)
    image_representation = tlv.encode(0xA1, tlv.encode(0xA0, two_dimensions))
    representation = tlv.encode(0x30, _number(0x80, 1), image_representation)
    version = tlv.encode(0xA0, _number(0x80, _GENERATION), _number(0x81, _YEAR))
    return tlv.encode(0x65, version, tlv.encode(0xA1, representation))


def _number(tag: int, value: int) -> bytes:
    return tlv.encode(tag, value.to_bytes(value.bit_length() // 8 + 1, "big"))
