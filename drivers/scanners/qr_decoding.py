"""The text of the QR code in a camera frame.

zxing-cpp does the reading, restricted to QR Model 2: with all formats it is ten times slower, and its wider "QR code"
format also means Micro QR, which found codes in plain texture. What we add is the order in which a frame is shown to
it: as it is; the likely region enlarged; locally thresholded, which lifts dim frames; both together; and sharpened, for
blur. Each step is a few milliseconds and most frames end at the first. Reed-Solomon is the judge at every step, so a
step can fail but not invent. zbar, quirc and OpenCV's own detector were measured and add little; zbar also guesses
Asian encodings into Vietnamese names, which is why the bytes are decoded here.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from drivers.errors import LibraryMissing, UnreadableImage
from drivers.scanners.code_regions import GrayImage, code_regions
from drivers.scanners.opencv import SCANNERS_REMEDY, cv2

try:
    import zxingcpp
except ImportError as error:
    raise LibraryMissing("zxing-cpp", SCANNERS_REMEDY) from error

MAX_FRAME_PIXELS = 64_000_000
MIN_FRAME_SIDE_PX = 21
"""A QR code has at least 21 modules a side (ISO/IEC 18004 §5.3.2)."""

MAX_ENLARGED_PIXELS = 6_000_000
_QR_MODEL_2 = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCodeModel2)


def decode_frame(frame: NDArray[Any]) -> str | None:
    """The text (NFC) of the QR code in one frame, H×W uint8 gray or H×W×3 BGR; None when none is read.

    Of several codes the largest in view wins: it is the one held to the camera.

    Raises:
        UnreadableImage: the array is not such a frame.
    """
    return decode_gray(gray_frame(frame))


def decode_gray(gray: GrayImage) -> str | None:
    """The same for a frame that is already gray: views of it are tried from the cheapest to the costliest."""
    for view in _views(gray):
        text = read_text(view)
        if text is not None:
            return text
    return None


def gray_frame(frame: NDArray[Any]) -> GrayImage:
    """The frame in gray.

    Raises:
        UnreadableImage: it is not an H×W or H×W×3 array of uint8, or too large.
    """
    if not isinstance(frame, np.ndarray) or frame.dtype != np.uint8:
        raise UnreadableImage("a frame is an array of uint8")
    if frame.ndim == 3 and frame.shape[2] == 1:
        frame = frame[:, :, 0]
    if frame.ndim not in (2, 3) or (frame.ndim == 3 and frame.shape[2] != 3):
        raise UnreadableImage(f"a frame has the shape H×W or H×W×3, not {frame.shape}")
    if frame.shape[0] * frame.shape[1] > MAX_FRAME_PIXELS:
        raise UnreadableImage(f"a frame of {frame.shape[1]}×{frame.shape[0]} is too large")
    if frame.ndim == 3 and frame.size:
        return np.asarray(cv2.cvtColor(frame, cv2.COLOR_BGR2GRAY), dtype=np.uint8)
    return np.ascontiguousarray(frame)


def read_text(view: GrayImage) -> str | None:
    """The text of the largest readable QR code in exactly these pixels."""
    if min(view.shape) < MIN_FRAME_SIDE_PX:
        return None
    codes = zxingcpp.read_barcodes(view, formats=_QR_MODEL_2, text_mode=zxingcpp.TextMode.Plain)
    for code in sorted((code for code in codes if code.valid), key=_area, reverse=True):
        text = code_text(code.bytes, code.text)
        if text:
            return text
    return None


def code_text(raw: bytes, guessed: str) -> str:
    """Decode the bytes of a code ourselves: strict UTF-8, and only then the library's guess; always NFC."""
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        text = guessed
    return unicodedata.normalize("NFC", text)


def enlarge(image: GrayImage, factor: int) -> GrayImage | None:
    """The image `factor` times as wide and high, or None where that would be too much work."""
    if image.size * factor * factor > MAX_ENLARGED_PIXELS:
        return None
    return np.asarray(cv2.resize(image, None, fx=factor, fy=factor, interpolation=cv2.INTER_CUBIC), dtype=np.uint8)


def threshold_locally(image: GrayImage) -> GrayImage:
    """Black and white by comparison with the neighbourhood: evens out shadows, and noise in dim frames."""
    return np.asarray(
        cv2.adaptiveThreshold(image, 255, cv2.ADAPTIVE_THRESH_GAUSSIAN_C, cv2.THRESH_BINARY, 31, 2), dtype=np.uint8
    )


def sharpen(image: GrayImage) -> GrayImage:
    """Unsharp mask for slight blur; it ruins noisy frames, so it comes last."""
    soft = cv2.GaussianBlur(image, (0, 0), 1.8 * 3)
    return np.asarray(cv2.addWeighted(image, 2.5, soft, -1.5, 0), dtype=np.uint8)


def _views(gray: GrayImage) -> Iterator[GrayImage]:
    """The frame as it is, then ever costlier views of it."""
    if min(gray.shape) < MIN_FRAME_SIDE_PX:
        return
    yield gray
    regions = [region.cut(gray) for region in code_regions(gray)]
    yield from _each(regions, lambda part: enlarge(part, 2))
    yield threshold_locally(gray)
    yield from _each(regions, lambda part: _then(enlarge(part, 2), threshold_locally))
    yield from _each(regions, lambda part: _then(enlarge(part, 3), sharpen))


def _each(parts: list[GrayImage], prepare: Callable[[GrayImage], GrayImage | None]) -> Iterator[GrayImage]:
    for part in parts:
        view = prepare(part)
        if view is not None:
            yield view


def _then(image: GrayImage | None, step: Callable[[GrayImage], GrayImage]) -> GrayImage | None:
    return None if image is None else step(image)


def _area(code: zxingcpp.Barcode) -> float:
    corners = code.position
    xs = [corners.top_left.x, corners.top_right.x, corners.bottom_right.x, corners.bottom_left.x]
    ys = [corners.top_left.y, corners.top_right.y, corners.bottom_right.y, corners.bottom_left.y]
    # Gauss's area formula for a quadrangle.
    return abs(sum(xs[i] * ys[(i + 1) % 4] - xs[(i + 1) % 4] * ys[i] for i in range(4))) / 2
