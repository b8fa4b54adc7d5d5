"""The QR code in a picture file, for testing a site and for `qr read`."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from drivers.errors import UnreadableFile, UnreadableImage
from drivers.scanners.image_header import read_image_header
from drivers.scanners.opencv import cv2
from drivers.scanners.qr_decoding import MAX_FRAME_PIXELS, decode_gray, gray_frame

MAX_FILE_BYTES = 32 * 1024 * 1024


def decode_image_file(path: Path | str) -> str | None:
    """The text (NFC) of the QR code in a PNG or JPEG file; None when there is none to read.

    Raises:
        UnreadableFile: no such file, or it may not be read.
        UnreadableImage: not an image of these kinds, broken, or larger than any camera's picture.
    """
    return decode_gray(gray_frame(_decode(_read(Path(path)))))


def _read(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            data = file.read(MAX_FILE_BYTES + 1)
    except (OSError, ValueError) as error:
        raise UnreadableFile(f"{path.name} cannot be read: {type(error).__name__}") from error
    if len(data) > MAX_FILE_BYTES:
        raise UnreadableImage(f"{path.name} is larger than {MAX_FILE_BYTES} bytes")
    return data


def _decode(data: bytes) -> np.ndarray[tuple[int, ...], np.dtype[np.uint8]]:
    header = read_image_header(data)
    if header.width * header.height > MAX_FRAME_PIXELS:
        raise UnreadableImage(f"a {header.kind} image of {header.width}×{header.height} is too large")
    try:
        pixels = cv2.imdecode(np.frombuffer(data, dtype=np.uint8), cv2.IMREAD_GRAYSCALE)
    except cv2.error as error:
        raise UnreadableImage(f"a broken {header.kind} image") from error
    if pixels is None:
        raise UnreadableImage(f"a broken {header.kind} image")
    return np.asarray(pixels, dtype=np.uint8)
