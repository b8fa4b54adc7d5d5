"""A code that was found but could not be read, cut out, straightened and deblurred.

zxing-cpp tells where a code lies and which version it is even when error correction failed. Then we know how many
pixels a module should have, so a blur can be undone in units of modules, with a Wiener filter for a Gaussian: a far
better guess than any filter over the whole frame.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import zxingcpp
from numpy.typing import NDArray

from drivers.scanners.code_regions import GrayImage
from drivers.scanners.opencv import cv2

PX_PER_MODULE = 8
QUIET_MODULES = 4
"""ISO/IEC 18004 §5.3.8: four modules of white around the code."""

MAX_VERSION = 20
"""Codes on cards have versions up to about 14; deblurring a version 40 would take a quarter of a second."""

BLURS_MODULES = ((0.56, 0.005), (0.56, 0.02), (0.38, 0.02))
"""Blurs to undo, as a Gaussian's sigma in modules and the noise to be expected; the one that helps most comes first."""


@dataclass(frozen=True)
class LocatedCode:
    """Where an unread code lies in a view."""

    view: GrayImage
    corners: NDArray[np.float32]
    """Four points, clockwise from the code's own top left."""

    modules: int
    """Modules on a side."""


def located_code(view: GrayImage, code: zxingcpp.Barcode) -> LocatedCode | None:
    """The place of a code that was not read; None when its version was not seen, or is too large."""
    details = code.extra
    version = details.get("Version") if isinstance(details, dict) else None
    if not str(version).isdecimal() or not 1 <= int(str(version)) <= MAX_VERSION:
        return None
    position = code.position
    points = (position.top_left, position.top_right, position.bottom_right, position.bottom_left)
    corners = np.array([[point.x, point.y] for point in points], dtype=np.float32)
    return LocatedCode(view, corners, 17 + 4 * int(str(version)))


def straightened_views(code: LocatedCode) -> Iterator[GrayImage]:
    """The code alone, upright, with several blurs undone."""
    straight = _straighten(code)
    spectrum = np.fft.rfft2(straight.astype(np.float32))
    down = np.fft.fftfreq(straight.shape[0])[:, None]
    across = np.fft.rfftfreq(straight.shape[1])[None, :]
    for sigma_modules, noise in BLURS_MODULES:
        sigma = sigma_modules * PX_PER_MODULE
        transfer = np.exp(-2 * (np.pi * sigma) ** 2 * (down**2 + across**2))
        sharp = np.fft.irfft2(spectrum * transfer / (transfer**2 + noise), s=straight.shape)
        yield np.clip(sharp, 0, 255).astype(np.uint8)


def _straighten(code: LocatedCode) -> GrayImage:
    near, far = QUIET_MODULES * PX_PER_MODULE, (QUIET_MODULES + code.modules) * PX_PER_MODULE
    target = np.array([[near, near], [far, near], [far, far], [near, far]], dtype=np.float32)
    side = (code.modules + 2 * QUIET_MODULES) * PX_PER_MODULE
    matrix = cv2.getPerspectiveTransform(code.corners, target)
    straight = cv2.warpPerspective(
        code.view, matrix, (side, side), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE
    )
    return np.asarray(straight, dtype=np.uint8)
