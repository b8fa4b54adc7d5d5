"""Pictures in a facial record of ISO/IEC 19794-5:2011, version 030: another order than that of 2005.

    FAC 00, version 030 00, length, number of representations (2), certification flag, temporal semantics (2),
    { length, 9 bytes of date and time, 5 of device, number of quality blocks (1), quality blocks of 5,
      number of landmark points (2), 15 bytes of description, landmark points of 8, 11 bytes of image information,
      length of the picture (4), picture, what there is in three dimensions } …

Doc 9303 asks for the record of 2005; issuers who order a face capture system of today get this one. Here a picture
brings its own length, so what follows it does not become part of it. As with the older record, a picture is looked for
by its magic number where the record is wrong about its place.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from nfc_icao.lds.image_header import find_image, is_image

VERSION = b"030\x00"

_GENERAL_HEADER_BYTES = 17
_BEFORE_QUALITY_BYTES = 18
_QUALITY_BLOCK_BYTES = 5
_FACIAL_INFORMATION_BYTES = 17
_LANDMARK_POINT_BYTES = 8
_IMAGE_INFORMATION_BYTES = 11
_LENGTH_BYTES = 4
_NOT_CERTIFIED = 0
"""The only value this part of the standard gives the certification flag."""


@dataclass(frozen=True)
class _Representation:
    """Where things stand in one representation, as it says itself."""

    picture_start: int
    picture_end: int
    end: int


def pictures(record: bytes, limit: int) -> tuple[bytes, ...]:
    """The pictures of a record, `limit` of them at most, in its order.

    Raises:
        MalformedData: no picture of a format we know in it.
    """
    found: list[bytes] = []
    for one in _representations(record, limit):
        if not one.picture_start < one.picture_end <= len(record) or not is_image(record[one.picture_start :]):
            found.clear()
            break
        found.append(record[one.picture_start : one.picture_end])
    return tuple(found) or (record[find_image(record) :],)


def remarks(record: bytes, limit: int) -> tuple[str, ...]:
    """Where a record departs from the standard without hiding its pictures."""
    found: list[str] = []
    if _number(record, 8, _LENGTH_BYTES) != len(record):
        found.append("length of the record")
    if _number(record, 14, 1) != _NOT_CERTIFIED:
        found.append("certification flag")
    end = _GENERAL_HEADER_BYTES
    for one in _representations(record, limit):
        if not one.picture_end <= one.end or not is_image(record[one.picture_start :]):
            found.append("place of the picture")
        end = one.end
    if end != len(record):
        found.append("lengths of the representations")
    return tuple(found)


def _representations(record: bytes, limit: int) -> Iterator[_Representation]:
    start = _GENERAL_HEADER_BYTES
    for _ in range(min(_number(record, 12, 2), limit)):
        quality = start + _BEFORE_QUALITY_BYTES
        information = quality + 1 + _number(record, quality, 1) * _QUALITY_BLOCK_BYTES
        landmarks = information + _FACIAL_INFORMATION_BYTES
        image = landmarks + _number(record, information, 2) * _LANDMARK_POINT_BYTES + _IMAGE_INFORMATION_BYTES
        picture = image + _LENGTH_BYTES
        end = start + _number(record, start, _LENGTH_BYTES)
        yield _Representation(picture, picture + _number(record, image, _LENGTH_BYTES), end)
        start = end


def _number(record: bytes, offset: int, size: int) -> int:
    """A big-endian number; 0 beyond the end of the record."""
    return int.from_bytes(record[offset : offset + size], "big")
