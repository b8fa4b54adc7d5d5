"""Drawn faces for invented people: an illustration can be nobody's picture by mistake.

Deterministic for one version of Pillow: the same look gives the same bytes. A little grain keeps the size of the file
near that of a photograph, because transfer times are part of what the imagined chip imitates.
"""

from __future__ import annotations

import io
import random
from dataclasses import dataclass
from functools import cache

from PIL import Image, ImageColor, ImageDraw, ImageFilter

WIDTH, HEIGHT = 480, 640
_SCALE = 2  # drawn larger, then reduced: smooth edges
_JPEG_QUALITY = 70
_GRAIN = 0.032
_COMMENT_BYTES = 60_000  # a JPEG segment has a length of two bytes


@dataclass(frozen=True)
class Look:
    """How a drawn face looks."""

    seed: str
    """Varies the grain and the small proportions."""
    skin: str
    hair: str
    hair_style: str
    """`short`, `long`, `bun` or `bowl`."""
    shirt: str
    glasses: bool
    age: int
    """Years at the time of the photograph."""


@cache
def jpeg(look: Look) -> bytes:
    """The face as baseline JPEG."""
    return _saved(look, format="JPEG", quality=_JPEG_QUALITY)


@cache
def jp2(look: Look) -> bytes:
    """The face as JPEG 2000 in its JP2 wrapper, compressed about 60:1."""
    return _saved(look, format="JPEG2000", quality_mode="rates", quality_layers=[60], irreversible=True)


@cache
def retouched_jpeg(look: Look) -> bytes:
    """Another face in the same pose: what a forger would put in the place of the signed one."""
    other = Look(
        look.seed + "/forged", "#c98f62", "#6b4a2b", "bowl", "#3b3b3b", not look.glasses, max(20, look.age - 15)
    )
    return jpeg(other)


def filled_up(jpeg_file: bytes, size: int) -> bytes:
    """The same JPEG picture with comments after its first marker, at least `size` bytes long."""
    missing = size - len(jpeg_file)
    comments = b""
    while len(comments) < missing:
        text = b" " * max(0, min(_COMMENT_BYTES, missing - len(comments) - 4))
        comments += b"\xff\xfe" + (len(text) + 2).to_bytes(2, "big") + text
    return jpeg_file[:2] + comments + jpeg_file[2:]


def _saved(look: Look, **options: object) -> bytes:
    buffer = io.BytesIO()
    _draw(look).save(buffer, **options)  # type: ignore[arg-type]  # one typed signature for every format's options
    return buffer.getvalue()


def _draw(look: Look) -> Image.Image:
    dice = random.Random(look.seed)
    picture = _background()
    pen = _Pen(picture)
    wide = 118 + dice.randint(-6, 8) - (10 if look.age < 14 else 0)
    _shoulders(pen, look)
    if look.hair_style in {"long", "bun"}:
        _hair_behind(pen, look)
    _head(pen, look, wide)
    _features(pen, look, dice)
    _hair_in_front(pen, look, wide)
    small = picture.resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS).filter(ImageFilter.GaussianBlur(0.6))
    grain = Image.frombytes("L", (WIDTH, HEIGHT), dice.randbytes(WIDTH * HEIGHT)).convert("RGB")
    return Image.blend(small, grain, _GRAIN)


Oval = tuple[float, float, float, float]
"""Centre and radii in picture units."""


class _Pen:
    """Draws in picture units (480 × 640), whatever the real scale."""

    def __init__(self, picture: Image.Image) -> None:
        self._draw = ImageDraw.Draw(picture)

    def ellipse(self, x: float, y: float, rx: float, ry: float, color: str | tuple[int, ...]) -> None:
        self._draw.ellipse(_box(x - rx, y - ry, x + rx, y + ry), fill=color)

    def ring(self, x: float, y: float, rx: float, ry: float, color: str) -> None:
        self._draw.ellipse(_box(x - rx, y - ry, x + rx, y + ry), outline=color, width=4 * _SCALE)

    def pie(self, oval: Oval, start: int, end: int, color: str) -> None:
        self._draw.pieslice(_around(oval), start, end, fill=color)

    def arc(self, oval: Oval, start: int, end: int, color: str, width: int) -> None:
        self._draw.arc(_around(oval), start, end, fill=color, width=width * _SCALE)

    def polygon(self, points: list[tuple[float, float]], color: str) -> None:
        self._draw.polygon([(x * _SCALE, y * _SCALE) for x, y in points], fill=color)

    def line(self, points: list[tuple[float, float]], color: str, width: int) -> None:
        self._draw.line([(x * _SCALE, y * _SCALE) for x, y in points], fill=color, width=width * _SCALE)

    def rounded(self, left: float, top: float, right: float, bottom: float, color: str) -> None:
        self._draw.rounded_rectangle(_box(left, top, right, bottom), radius=60 * _SCALE, fill=color)


def _around(oval: Oval) -> tuple[float, float, float, float]:
    x, y, rx, ry = oval
    return _box(x - rx, y - ry, x + rx, y + ry)


def _box(left: float, top: float, right: float, bottom: float) -> tuple[float, float, float, float]:
    return left * _SCALE, top * _SCALE, right * _SCALE, bottom * _SCALE


def _shade(color: str, factor: float) -> str:
    red, green, blue = (min(255, int(part * factor)) for part in ImageColor.getrgb(color)[:3])
    return f"#{red:02x}{green:02x}{blue:02x}"


def _background() -> Image.Image:
    column = Image.linear_gradient("L").resize((WIDTH * _SCALE, HEIGHT * _SCALE))
    light = Image.new("RGB", column.size, "#f7fafc")
    dark = Image.new("RGB", column.size, "#d5e1ea")
    return Image.composite(dark, light, column)


def _shoulders(pen: _Pen, look: Look) -> None:
    collar = _shade(look.shirt, 0.82)
    pen.rounded(60, 500, 420, 760, look.shirt)
    pen.polygon([(192, 500), (240, 572), (288, 500)], _shade(look.skin, 0.9))
    pen.rounded(200, 400, 280, 530, _shade(look.skin, 0.88))
    pen.polygon([(176, 506), (206, 490), (240, 575), (222, 600)], collar)
    pen.polygon([(304, 506), (274, 490), (240, 575), (258, 600)], collar)


def _hair_behind(pen: _Pen, look: Look) -> None:
    pen.ellipse(240, 250, 140, 165, look.hair)
    if look.hair_style == "long":
        pen.rounded(104, 230, 376, 560, look.hair)
        pen.rounded(188, 400, 292, 540, _shade(look.skin, 0.86))
    else:
        pen.ellipse(240, 96, 62, 50, _shade(look.hair, 0.92))


def _head(pen: _Pen, look: Look, wide: int) -> None:
    for side in (-1, 1):
        pen.ellipse(240 + side * wide, 298, 20, 34, _shade(look.skin, 0.92))
    pen.ellipse(240, 290, wide, 152, look.skin)
    for side in (-1, 1):
        pen.ellipse(240 + side * 66, 345, 27, 17, _shade(look.skin, 0.96))


def _features(pen: _Pen, look: Look, dice: random.Random) -> None:
    apart = 48 + dice.randint(-3, 4)
    for side in (-1, 1):
        x = 240 + side * apart
        pen.ellipse(x, 282, 21, 12, "#fdfdfb")
        pen.ellipse(x, 282, 10, 11, "#33221a")
        pen.ellipse(x + 3, 278, 3, 3, "#ffffff")
        pen.arc((x, 284, 22, 14), 190, 350, _shade(look.hair, 0.7), 3)
        pen.arc((x, 262, 30, 16), 205, 335, look.hair, 6)
        if look.age >= 60:
            pen.arc((x, 312, 26, 10), 20, 160, _shade(look.skin, 0.8), 2)
        if look.glasses:
            pen.ring(x, 284, 36, 29, "#3f4750")
    if look.glasses:
        pen.line([(226, 282), (254, 282)], "#3f4750", 4)
    pen.arc((240, 326, 15, 14), 20, 160, _shade(look.skin, 0.72), 4)
    pen.arc((240, 368, 36 + dice.randint(-4, 4), 20), 20, 160, "#b5605a", 6)
    if look.age >= 60:
        for side in (-1, 1):
            start = 300 if side < 0 else 180
            pen.arc((240 + side * 52, 368, 16, 40), start, start + 60, _shade(look.skin, 0.82), 2)


def _hair_in_front(pen: _Pen, look: Look, wide: int) -> None:
    if look.hair_style == "bowl":
        pen.pie((240, 258, wide + 12, 140), 180, 360, look.hair)
        return
    pen.pie((240, 222, wide + 8, 104), 180, 360, look.hair)
    fringe = 232 if look.hair_style == "short" else 244
    pen.polygon([(240 - wide - 8, 222), (240 - wide + 30, 206), (196, 210), (240 - wide - 2, fringe + 40)], look.hair)
    pen.polygon([(240 + wide + 8, 222), (240 + wide - 30, 206), (284, 210), (240 + wide + 2, fringe + 40)], look.hair)
