"""What a picture says about itself in its first bytes: format, width, height. No pixel is decoded.

The numbers in the biometric header around a picture are often wrong; those in the picture's own header decide how much
memory a decoder will ask for, so they are the ones to weigh before one is let loose.
"""

from __future__ import annotations

from dataclasses import dataclass

from nfc_icao.errors import MalformedData

JPEG_MAGIC = bytes.fromhex("FFD8FF")
JP2_MAGIC = bytes.fromhex("0000000C6A502020")
J2K_MAGIC = bytes.fromhex("FF4FFF51")

MAGICS = ((JPEG_MAGIC, "jpeg"), (JP2_MAGIC, "jp2"), (J2K_MAGIC, "j2k"))

_MAX_SEGMENTS = 512
_NOT_FRAMES = (0xC4, 0xC8, 0xCC)  # DHT, JPG and DAC lie among the SOF markers (ITU-T T.81 table B.1).


@dataclass(frozen=True)
class ImageHeader:
    """What the first bytes of a picture promise."""

    format: str
    """`jpeg`, `jp2` (JPEG 2000 in its file format) or `j2k` (a bare JPEG 2000 codestream)."""
    width: int
    height: int


def is_image(data: bytes) -> bool:
    """Whether a picture of a known format begins right here."""
    return data.startswith(tuple(magic for magic, _ in MAGICS))


def find_image(data: bytes) -> int:
    """Where the first picture in `data` begins.

    Raises:
        MalformedData: no known magic number in it.
    """
    offsets = [offset for magic, _ in MAGICS if (offset := data.find(magic)) >= 0]
    if not offsets:
        raise MalformedData("no JPEG or JPEG 2000 picture")
    return min(offsets)


def parse_image_header(data: bytes) -> ImageHeader:
    """Read the header of the picture that begins `data`.

    Raises:
        MalformedData: unknown format, no size, or a size of nothing.
    """
    kind = next((name for magic, name in MAGICS if data.startswith(magic)), None)
    if kind is None:
        raise MalformedData("not a JPEG or JPEG 2000 picture")
    width, height = {"jpeg": _jpeg_size, "jp2": _jp2_size, "j2k": _codestream_size}[kind](data)
    if width <= 0 or height <= 0:
        raise MalformedData("a picture without area")
    return ImageHeader(kind, width, height)


def _number(data: bytes, offset: int, size: int) -> int:
    if offset + size > len(data):
        raise MalformedData("a picture cut inside its header")
    return int.from_bytes(data[offset : offset + size], "big")


def _jpeg_size(data: bytes) -> tuple[int, int]:
    """Walk the segments to the frame header, SOFn (ITU-T T.81 §B.2.2)."""
    offset = 2
    for _ in range(_MAX_SEGMENTS):
        while _number(data, offset, 1) == 0xFF and _number(data, offset + 1, 1) == 0xFF:
            offset += 1  # Fill bytes may stand before any marker (§B.1.1.2).
        if _number(data, offset, 1) != 0xFF:
            raise MalformedData("a JPEG marker was expected")
        marker = _number(data, offset + 1, 1)
        if 0xC0 <= marker <= 0xCF and marker not in _NOT_FRAMES:
            return _number(data, offset + 7, 2), _number(data, offset + 5, 2)
        if marker in (0xD9, 0xDA):
            break
        if marker == 0x01 or 0xD0 <= marker <= 0xD8:  # TEM, RSTn and SOI stand alone.
            offset += 2
        else:
            offset += 2 + max(_number(data, offset + 2, 2), 2)
    raise MalformedData("a JPEG without a frame header")


def _jp2_size(data: bytes) -> tuple[int, int]:
    """The image header box inside the JP2 header box (ISO/IEC 15444-1 §I.5.3), confirmed by the codestream.

    A decoder may believe either; where they differ, somebody is playing with one of them.
    """
    header = data.find(b"ihdr")
    if header < 0:
        raise MalformedData("a JP2 without an image header box")
    size = _number(data, header + 8, 4), _number(data, header + 4, 4)
    codestream = data.find(J2K_MAGIC)
    if codestream < 0:
        raise MalformedData("a JP2 without a codestream")
    if _codestream_size(data[codestream:]) != size:
        raise MalformedData("a JP2 whose two sizes differ")
    return size


def _codestream_size(data: bytes) -> tuple[int, int]:
    """The SIZ segment (ISO/IEC 15444-1 §A.5.1): the reference grid less its offset."""
    right, bottom, left, top = (_number(data, 8 + 4 * index, 4) for index in range(4))
    return right - left, bottom - top
