"""Pictures in a facial record of ISO/IEC 19794-5 (2005 §5; Doc 9303-10 §4.7.2). A record of 2011 goes to
`face_19794_5_2011`.

    FAC 00, version 010 00, length, number of images,
    { block length, number of feature points, 14 bytes of description, feature points, image information, picture } …

The place of a picture follows from the record. Where the record is wrong about it by a few bytes, as on real cards, the
picture is found by its magic number instead. Lengths are no reason to refuse a signed picture; a record that is not one
is.
"""

from __future__ import annotations

from nfc_icao.errors import LimitExceeded, MalformedData
from nfc_icao.lds import face_19794_5_2011
from nfc_icao.lds.image_header import find_image, is_image

MAX_IMAGES = 16
FORMAT_IDENTIFIER = b"FAC\x00"

_VERSION_2005 = b"010\x00"
_HEADER_BYTES = 14
_INFORMATION_BYTES = 20
_FEATURE_POINT_BYTES = 8
_IMAGE_INFORMATION_BYTES = 12
_UNKNOWN = 0xFF
_GENDERS = (0, 1, 2, _UNKNOWN)
_EYE_COLOURS = (*range(8), _UNKNOWN)
_HAIR_COLOURS = (*range(8), _UNKNOWN)
_LARGEST_ANGLE = 181
_FACE_IMAGE_TYPES = (0, 1, 2)
_IMAGE_DATA_TYPES = (0, 1)


def pictures(record: bytes) -> tuple[bytes, ...]:
    """The pictures of a facial record, in its order; the last one reaches to the end of the record.

    Raises:
        MalformedData: not a facial record, or no picture of a format we know in it.
    """
    if not record.startswith(FORMAT_IDENTIFIER):
        raise MalformedData("a facial record without its format identifier")
    version = record[4:8]
    if version not in (_VERSION_2005, face_19794_5_2011.VERSION):
        raise MalformedData("a facial record of an unknown version")
    images = int.from_bytes(record[12:14], "big")  # At the same place in both.
    if images > MAX_IMAGES:
        raise LimitExceeded(f"{images} images in a facial record")
    if version == face_19794_5_2011.VERSION:
        return face_19794_5_2011.pictures(record, MAX_IMAGES)
    return _by_structure(record, images) or (record[find_image(record) :],)


def _by_structure(record: bytes, images: int) -> tuple[bytes, ...]:
    """The pictures where the record says they are; none when it is wrong about one of them."""
    found: list[bytes] = []
    offset = _HEADER_BYTES
    for number in range(images):
        block_length = int.from_bytes(record[offset : offset + 4], "big")
        feature_points = int.from_bytes(record[offset + 4 : offset + 6], "big")
        start = offset + _INFORMATION_BYTES + feature_points * _FEATURE_POINT_BYTES + _IMAGE_INFORMATION_BYTES
        end = offset + block_length if number + 1 < images else len(record)
        if not start < end <= len(record) or not is_image(record[start:]):
            return ()
        found.append(record[start:end])
        offset = end
    return tuple(found)


def remarks(record: bytes) -> tuple[str, ...]:
    """Where a record departs from the standard without hiding its pictures (2005 §5.5 to §5.7).

    None of this is a reason to turn somebody away: the values describe a face, and nothing is decided by them.
    """
    if record[4:8] == face_19794_5_2011.VERSION:
        return face_19794_5_2011.remarks(record, MAX_IMAGES)
    found: list[str] = []
    if int.from_bytes(record[8:12], "big") != len(record):
        found.append("length of the record")
    offset = _HEADER_BYTES
    for _ in range(min(int.from_bytes(record[12:14], "big"), MAX_IMAGES)):
        block_length = int.from_bytes(record[offset : offset + 4], "big")
        points = int.from_bytes(record[offset + 4 : offset + 6], "big")
        found += _block_remarks(record[offset : offset + _INFORMATION_BYTES])
        image = offset + _INFORMATION_BYTES + points * _FEATURE_POINT_BYTES
        found += _image_remarks(record[image : image + _IMAGE_INFORMATION_BYTES])
        offset += block_length
    if offset != len(record):
        found.append("lengths of the facial record data")
    return tuple(found)


def _block_remarks(information: bytes) -> list[str]:
    """Facial information: gender, eyes, hair, pose angles and their uncertainties (§5.5)."""
    if len(information) < _INFORMATION_BYTES:
        return ["facial information cut short"]
    checks = (
        ("gender", information[6] in _GENDERS),
        ("eye colour", information[7] in _EYE_COLOURS),
        ("hair colour", information[8] in _HAIR_COLOURS),
        ("pose angle", max(information[14:17]) <= _LARGEST_ANGLE),
        ("pose angle uncertainty", max(information[17:20]) <= _LARGEST_ANGLE),
    )
    return [name for name, conforms in checks if not conforms]


def _image_remarks(information: bytes) -> list[str]:
    """Image information: face image type and image data type (§5.7)."""
    if len(information) < _IMAGE_INFORMATION_BYTES:
        return ["image information cut short"]
    checks = (
        ("face image type", information[0] in _FACE_IMAGE_TYPES),
        ("image data type", information[1] in _IMAGE_DATA_TYPES),
    )
    return [name for name, conforms in checks if not conforms]
