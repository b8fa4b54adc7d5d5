"""The process that decodes face images: standard library and Pillow, nothing else, and nothing to steal.

Started as `python -m kiosk.runtime.portrait_child` by `kiosk.runtime.portrait`. On stdin, per image: 4 bytes of length
(big-endian) and the image. On stdout: width and height, 4 bytes each, and the pixels as RGB; or eight zero bytes when
the image is refused. It ends when stdin does.
"""

from __future__ import annotations

import io
import struct
import sys
from typing import BinaryIO

from PIL.ImageFile import ImageFile
from PIL.Jpeg2KImagePlugin import Jpeg2KImageFile
from PIL.JpegImagePlugin import JpegImageFile

if sys.platform != "win32":
    from kiosk.runtime.portrait_limits_posix import limit_next_image, limit_process

CPU_SECONDS_PER_IMAGE = 3
JPEG_START = b"\xff\xd8\xff"
REFUSED = struct.pack(">II", 0, 0)


def serve(requests: BinaryIO, answers: BinaryIO) -> None:
    """Answer images until there are no more."""
    while len(prefix := requests.read(4)) == 4:
        data = requests.read(int.from_bytes(prefix, "big"))
        if sys.platform != "win32":
            limit_next_image(CPU_SECONDS_PER_IMAGE)
        answers.write(_answer(data))
        answers.flush()


def _answer(data: bytes) -> bytes:
    # The classes are named instead of Image.open, which would offer the bytes to every decoder Pillow has.
    decoder: type[ImageFile] = JpegImageFile if data.startswith(JPEG_START) else Jpeg2KImageFile
    try:
        with decoder(io.BytesIO(data)) as image:
            pixels = image.convert("RGB")
    except Exception:  # noqa: BLE001 - whatever a decoder raises on hostile bytes means one thing.
        return REFUSED
    return struct.pack(">II", pixels.width, pixels.height) + pixels.tobytes()


if __name__ == "__main__":
    if sys.platform != "win32":
        limit_process()
    serve(sys.stdin.buffer, sys.stdout.buffer)
