"""The text of the QR code in a camera frame.

zxing-cpp does the reading, restricted to QR Model 2: with all formats it is ten times slower, and its wider "QR code"
format also means Micro QR, which found codes in plain texture. What we add is the order in which a frame is shown to
it: as it is; the likely region enlarged; softened against noise; locally thresholded against shadow; sharpened; and at
last, when a code was found but not read, that code straightened and deblurred. Each step is a few milliseconds and most
frames end at the first. Reed-Solomon is the judge at every step, so a step can fail but not invent. zbar, quirc and
OpenCV's own detector were measured and add little; zbar also guesses Asian encodings into Vietnamese names, which is
why the bytes are decoded here.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from itertools import chain
from typing import Any

import numpy as np
from numpy.typing import NDArray

from drivers.errors import LibraryMissing, UnreadableImage
from drivers.scanners.card_shape import begins_like_a_card
from drivers.scanners.code_regions import GrayImage, code_regions
from drivers.scanners.opencv import SCANNERS_REMEDY, cv2
from drivers.scanners.straightening import LocatedCode, located_code, straightened_views

try:
    import zxingcpp
except ImportError as error:
    raise LibraryMissing("zxing-cpp", SCANNERS_REMEDY) from error

MAX_FRAME_PIXELS = 64_000_000
MIN_FRAME_SIDE_PX = 21
"""A QR code has at least 21 modules a side (ISO/IEC 18004 §5.3.2)."""

MAX_ENLARGED_PIXELS = 6_000_000
MAX_STRAIGHTENED_CODES = 4
REPLACEMENT = "\N{REPLACEMENT CHARACTER}"
_QR_MODEL_2 = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCodeModel2)


def decode_frame(frame: NDArray[Any]) -> str | None:
    """The text (NFC) of the QR code in one frame, H×W uint8 gray or H×W×3 BGR; None when none is read.

    Of several codes one that begins like a card's wins, however small; else the largest in view, which is the one held
    to the camera. Bytes that are not UTF-8 become U+FFFD: what is left of the text may still open a chip, and no letter
    is guessed.

    Raises:
        UnreadableImage: the array is not such a frame.
    """
    return decode_gray(gray_frame(frame))


def decode_gray(gray: GrayImage) -> str | None:
    """The same for a frame that is already gray: views of it are tried from the cheapest to the costliest."""
    return _first_text(_views(gray))


def decode_averaged(gray: GrayImage) -> str | None:
    """The same for a picture averaged from frames that were all tried alone: only the enlarged regions are new."""
    return _first_text(_region_views([region.cut(gray) for region in code_regions(gray)]))


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


def read_text(view: GrayImage, unread: list[LocatedCode] | None = None) -> str | None:
    """The text of the likeliest QR code in exactly these pixels; codes found but not read join `unread`."""
    if min(view.shape) < MIN_FRAME_SIDE_PX:
        return None
    largest: str | None = None
    codes = zxingcpp.read_barcodes(
        view, formats=_QR_MODEL_2, text_mode=zxingcpp.TextMode.Plain, return_errors=unread is not None
    )
    for code in sorted(codes, key=_area, reverse=True):
        if code.valid:
            text = code_text(code.bytes, code.text)
            if begins_like_a_card(text):
                return text
            largest = largest or text or None
        elif unread is not None:
            located = located_code(view, code)
            unread.extend([] if located is None else [located])
    return largest


def code_text(raw: bytes, of_library: str) -> str:
    """Decode the bytes of a code ourselves: UTF-8 in NFC, U+FFFD for bytes that are none.

    Because of one bad byte the library takes the whole text for another encoding, at last for Latin-1, and makes other
    letters of good ones. Its word counts only for what is no card's code, where the code may have named its encoding.
    """
    text = raw.decode("utf-8", errors="replace")
    if REPLACEMENT in text and not begins_like_a_card(text) and of_library != raw.decode("latin-1"):
        text = of_library
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


def soften(image: GrayImage) -> GrayImage:
    """One pixel of blur: in dim frames the noise is finer than the modules."""
    return np.asarray(cv2.GaussianBlur(image, (0, 0), 1.0), dtype=np.uint8)


def sharpen(image: GrayImage) -> GrayImage:
    """Unsharp mask for slight blur; it ruins noisy frames, so it comes last."""
    soft = cv2.GaussianBlur(image, (0, 0), 1.8)
    return np.asarray(cv2.addWeighted(image, 2.5, soft, -1.5, 0), dtype=np.uint8)


def _views(gray: GrayImage) -> Iterator[GrayImage]:
    """The frame as it is, then ever costlier views of it."""
    if min(gray.shape) < MIN_FRAME_SIDE_PX:
        return
    yield gray
    regions = [region.cut(gray) for region in code_regions(gray)]
    if regions:
        yield from _region_views(regions)
        yield threshold_locally(gray)
        # Sharpened before it is enlarged: the same picture for a ninth of the work.
        yield from (view for part in regions if (view := enlarge(sharpen(part), 3)) is not None)


def _region_views(regions: list[GrayImage]) -> Iterator[GrayImage]:
    enlarged = [view for part in regions if (view := enlarge(part, 2)) is not None]
    yield from enlarged
    yield from (view for part in regions if (view := enlarge(soften(part), 2)) is not None)
    yield from (threshold_locally(view) for view in enlarged)


def _first_text(views: Iterator[GrayImage]) -> str | None:
    """The first text that begins like a card's, looking on past other codes; else the first text."""
    unread: list[LocatedCode] = []
    other: str | None = None
    for text in chain((read_text(view, unread) for view in views), _straightened_texts(unread)):
        if text is not None and begins_like_a_card(text):
            return text
        other = other or text
    return other


def _straightened_texts(unread: list[LocatedCode]) -> Iterator[str | None]:
    for code in unread[:MAX_STRAIGHTENED_CODES]:
        for view in straightened_views(code):
            yield read_text(view)


def _area(code: zxingcpp.Barcode) -> float:
    corners = code.position
    xs = [corners.top_left.x, corners.top_right.x, corners.bottom_right.x, corners.bottom_left.x]
    ys = [corners.top_left.y, corners.top_right.y, corners.bottom_right.y, corners.bottom_left.y]
    # Gauss's area formula for a quadrangle.
    return abs(sum(xs[i] * ys[(i + 1) % 4] - xs[(i + 1) % 4] * ys[i] for i in range(4))) / 2
