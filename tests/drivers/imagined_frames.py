"""Camera frames that were never filmed: a code on a patterned card, seen as badly as asked."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import zxingcpp
from numpy.typing import NDArray

from drivers.scanners.opencv import cv2

CARD_TEXT = (
    "001099000001|012000001|Nguyễn Thị Ánh Tuyết|01021999|Nữ|"
    "Số 12, Ngõ 34, Phố Hoàng Đạo Thúy, Phường Ngô Thì Nhậm, Quận Hai Bà Trưng, Hà Nội|15082021"
)


@dataclass(frozen=True)
class Look:
    """How a scene is seen."""

    px_per_module: float = 4.0
    angle: float = 0.0
    blur_modules: float = 0.0
    light: float = 1.0
    noise: float = 2.0
    tilt: float = 0.0
    inverted: bool = False
    seed: int = 1


def code_matrix(text: str, scale: int = 1) -> NDArray[np.uint8]:
    """A clean code, black on white, with its quiet zone."""
    code = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode, ec_level="M")
    return np.array(zxingcpp.write_barcode_to_image(code, scale=scale, add_quiet_zones=True))


def scene(text: str = CARD_TEXT, look: Look | None = None) -> NDArray[np.uint8]:
    """A 1280×720 BGR frame with the code in it."""
    look = look or Look()
    dice = np.random.default_rng(look.seed)
    card = _card(dice)
    code = code_matrix(text, 16)
    modules = code.shape[0] / 16
    side = round(look.px_per_module * modules * 2)
    small = cv2.resize(code, (side, side), interpolation=cv2.INTER_AREA)
    if look.inverted:
        small = 255 - small
    top, left = (1440 - side) // 2, 1100
    card[top : top + side, left : left + side] = 40 + small * 0.75
    turn = cv2.getRotationMatrix2D((left + side / 2, 720), look.angle, 1.0)
    lean = np.array([[1, 0, 0], [0, 1, 0], [look.tilt / 1280, 0, 1]])
    matrix = lean @ np.vstack([turn, [0, 0, 1]])
    seen = cv2.warpPerspective(card, matrix, (2560, 1440), borderMode=cv2.BORDER_REFLECT)
    if look.blur_modules:
        seen = cv2.GaussianBlur(seen, (0, 0), look.blur_modules * look.px_per_module * 2)
    return filmed(cv2.resize(seen, (1280, 720), interpolation=cv2.INTER_AREA), look, dice)


def filmed(clean: NDArray[np.float32], look: Look, dice: np.random.Generator) -> NDArray[np.uint8]:
    """The clean picture through a sensor with noise."""
    gray = clean * look.light + dice.normal(0, look.noise, clean.shape)
    return np.repeat(np.clip(gray, 0, 255).astype(np.uint8)[:, :, None], 3, axis=2)


def _card(dice: np.random.Generator) -> NDArray[np.float32]:
    """A background with fine lines, a few lines of print, and a dark patch where a face would be."""
    rows, columns = np.mgrid[0:1440, 0:2560].astype(np.float32)
    card = 195 + 12 * np.sin(columns / 9 + 3 * np.sin(rows / 31)) + dice.normal(0, 3, (1440, 2560))
    card = np.clip(card, 0, 255).astype(np.uint8)
    for line in range(6):
        cv2.putText(card, "HO VA TEN / FULL NAME", (150, 300 + 90 * line), cv2.FONT_HERSHEY_SIMPLEX, 1.6, 40, 3)
    cv2.circle(card, (400, 1050), 200, 90, -1)
    return card.astype(np.float32)
