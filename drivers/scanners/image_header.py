"""The kind and size of an image file, from its first bytes.

Files come from strangers. OpenCV would pick any of twenty decoders by the file's content, and some of them take minutes
for a kilobyte; so the kind is limited to PNG and JPEG, and the size is known, before a decoder sees the file.
"""

from __future__ import annotations

import re
import struct
from dataclasses import dataclass

from drivers.errors import UnreadableImage

PNG_SIGNATURE = b"\x89PNG\r\n\x1a\n"
JPEG_START = b"\xff\xd8\xff"
MAX_JPEG_SEGMENTS = 500
_JPEG_FRAME_MARKERS = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
"""SOF0-SOF15 (ITU-T T.81 table B.1) without DHT, JPG and DAC."""


@dataclass(frozen=True)
class ImageHeader:
    """What a file claims to be."""

    kind: str
    """"png" or "jpeg"."""

    width: int
    height: int


def read_image_header(data: bytes) -> ImageHeader:
    """The header of a PNG or JPEG file.

    Raises:
        UnreadableImage: it is neither, or the header is broken.
    """
    if data.startswith(PNG_SIGNATURE):
        if len(data) < 24 or data[12:16] != b"IHDR":
            raise UnreadableImage("a PNG file without IHDR")
        width, height = struct.unpack(">II", data[16:24])
        return _sized("png", width, height)
    if data.startswith(JPEG_START):
        return _jpeg_header(data)
    raise UnreadableImage("neither a PNG nor a JPEG file")


def _jpeg_header(data: bytes) -> ImageHeader:
    position = 2
    for _ in range(MAX_JPEG_SEGMENTS):
        marker = re.compile(rb"\xff+([^\xff])", re.DOTALL).match(data, position)
        if marker is None:
            break
        code, position = marker[1][0], marker.end()
        if code == 0x01 or 0xD0 <= code <= 0xD7:
            continue
        if code in (0xD9, 0xDA) or position + 2 > len(data):
            break
        if code in _JPEG_FRAME_MARKERS:
            if position + 7 > len(data):
                break
            height, width = struct.unpack_from(">HH", data, position + 3)
            return _sized("jpeg", width, height)
        position += struct.unpack_from(">H", data, position)[0]
    raise UnreadableImage("a JPEG file without a frame header")


def _sized(kind: str, width: int, height: int) -> ImageHeader:
    if width < 1 or height < 1:
        raise UnreadableImage(f"an empty {kind} image")
    return ImageHeader(kind, width, height)
