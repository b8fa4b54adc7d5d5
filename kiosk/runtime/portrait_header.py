"""What a face image from a chip claims to be, read by us before any decoder sees it.

A forged JPEG 2000 header of a few hundred bytes can keep a decoder busy for minutes and take 16 GB. So magic, size,
components and tiles are checked here in plain Python, and what no passport office would print is refused. Formats are
those of ISO/IEC 19794-5 §5.7.3: JPEG, and JPEG 2000 as a JP2 file or as a bare codestream.
"""

from __future__ import annotations

import re
import struct
from dataclasses import dataclass
from enum import StrEnum

JPEG_START = b"\xff\xd8\xff"
JP2_SIGNATURE = b"\x00\x00\x00\x0cjP  \r\n\x87\n"
CODESTREAM_START = b"\xff\x4f\xff\x51"
"""SOC, then SIZ at once (ISO/IEC 15444-1 §A.4-A.5)."""

MAX_BYTES = 300 * 1024
MAX_PIXELS = 4_000_000
MAX_TILES = 1024
MAX_STEPS = 500
"""Segments of a JPEG or boxes of a JP2 that we are willing to walk over."""

_JPEG_FRAME_MARKERS = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_JPEG_MARKER = re.compile(rb"\xff+([^\xff])", re.DOTALL)


class Refusal(StrEnum):
    """Why a face image is not shown."""

    EMPTY = "empty"
    TOO_MANY_BYTES = "too_many_bytes"
    UNKNOWN_FORMAT = "unknown_format"
    BROKEN_HEADER = "broken_header"
    TOO_MANY_PIXELS = "too_many_pixels"
    UNSUPPORTED = "unsupported"
    """Bit depths, components or tiles that no face image uses."""

    UNDECODABLE = "undecodable"
    TIMED_OUT = "timed_out"
    DECODER_GONE = "decoder_gone"
    """The decoder's process died or could not be started."""


class HeaderRefusedError(Exception):
    """The header alone is reason enough. Stays inside the picture decoder."""

    def __init__(self, reason: Refusal) -> None:
        self.reason = reason
        super().__init__(reason.value)


@dataclass(frozen=True)
class PortraitHeader:
    """What the image claims."""

    kind: str
    """"jpeg" or "jpeg2000"."""

    width: int
    height: int


def read_portrait_header(data: bytes) -> PortraitHeader:
    """The claims of an image within our limits.

    Raises:
        HeaderRefusedError: it is empty, too large, of another format, or broken.
    """
    if not data:
        raise HeaderRefusedError(Refusal.EMPTY)
    if len(data) > MAX_BYTES:
        raise HeaderRefusedError(Refusal.TOO_MANY_BYTES)
    try:
        if data.startswith(JPEG_START):
            return _jpeg(data)
        if data.startswith(CODESTREAM_START):
            return _codestream(data)
        if data.startswith(JP2_SIGNATURE):
            return _jp2(data)
    except struct.error as error:
        raise HeaderRefusedError(Refusal.BROKEN_HEADER) from error
    raise HeaderRefusedError(Refusal.UNKNOWN_FORMAT)


def _jpeg(data: bytes) -> PortraitHeader:
    """Walk the segments up to the first frame header (ITU-T T.81 §B.2.2)."""
    position = 2
    for _ in range(MAX_STEPS):
        marker = _JPEG_MARKER.match(data, position)
        if marker is None or marker[1][0] in (0xD9, 0xDA):
            break
        code, position = marker[1][0], marker.end()
        if code in _JPEG_FRAME_MARKERS:
            precision, height, width, components = struct.unpack_from(">BHHB", data, position + 2)
            if precision != 8 or components not in (1, 3, 4):
                raise HeaderRefusedError(Refusal.UNSUPPORTED)
            return _within_limits("jpeg", width, height)
        if code != 0x01 and not 0xD0 <= code <= 0xD7:
            position += struct.unpack_from(">H", data, position)[0]
    raise HeaderRefusedError(Refusal.BROKEN_HEADER)


def _codestream(data: bytes) -> PortraitHeader:
    """The SIZ marker segment (ISO/IEC 15444-1 §A.5.1)."""
    x_size, y_size, x_offset, y_offset, tile_width, tile_height, tile_x, tile_y, components = struct.unpack_from(
        ">8IH", data, 8
    )
    if x_size <= x_offset or y_size <= y_offset or not tile_width or not tile_height:
        raise HeaderRefusedError(Refusal.BROKEN_HEADER)
    if tile_x > x_offset or tile_y > y_offset:
        raise HeaderRefusedError(Refusal.BROKEN_HEADER)
    header = _within_limits("jpeg2000", x_size - x_offset, y_size - y_offset)
    tiles = -(-(x_size - tile_x) // tile_width) * -(-(y_size - tile_y) // tile_height)
    if tiles > MAX_TILES or components not in (1, 3, 4):
        raise HeaderRefusedError(Refusal.UNSUPPORTED)
    for component in range(components):
        depth, x_step, y_step = struct.unpack_from(">3B", data, 42 + 3 * component)
        # Ssiz 7 is eight unsigned bits; subsampled colour is at most 2:1.
        if depth != 7 or x_step not in (1, 2) or y_step not in (1, 2):
            raise HeaderRefusedError(Refusal.UNSUPPORTED)
    return header


def _jp2(data: bytes) -> PortraitHeader:
    """The boxes of a JP2 file (ISO/IEC 15444-1 §I.4): `ihdr` and the codestream must claim the same size."""
    claimed: tuple[int, int] | None = None
    position = 0
    for _ in range(MAX_STEPS):
        length, kind = struct.unpack_from(">I4s", data, position)
        start, end = position + 8, position + length
        if kind == b"jp2c":
            start += 8 if length == 1 else 0
            if not data.startswith(CODESTREAM_START, start):
                break
            header = _codestream(data[start : start + 4096])
            if claimed != (header.width, header.height):
                break
            return header
        if kind == b"jp2h":
            if data[start + 4 : start + 8] != b"ihdr":
                break
            height, width = struct.unpack_from(">II", data, start + 8)
            claimed = width, height
        if length < 8:
            break
        position = end
    raise HeaderRefusedError(Refusal.BROKEN_HEADER)


def _within_limits(kind: str, width: int, height: int) -> PortraitHeader:
    if not width or not height:
        raise HeaderRefusedError(Refusal.BROKEN_HEADER)
    if width * height > MAX_PIXELS:
        raise HeaderRefusedError(Refusal.TOO_MANY_PIXELS)
    return PortraitHeader(kind, width, height)
