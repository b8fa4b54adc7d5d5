"""Signatures of invented people: a pen stroke nobody ever made, the same for the same seed."""

from __future__ import annotations

import io
import math
import random
from functools import cache

from PIL import Image, ImageDraw

_WIDTH, _HEIGHT = 400, 120
_STEPS = 160
_QUALITY = 60


@cache
def jpeg(seed: str) -> bytes:
    """The stroke as grey baseline JPEG."""
    dice = random.Random(seed)
    speeds = [dice.uniform(3, 9) for _ in range(3)]
    sheet = Image.new("L", (_WIDTH, _HEIGHT), 255)
    points = []
    for step in range(_STEPS):
        along = step / _STEPS
        height = sum(math.sin(speed * along * math.pi + index) for index, speed in enumerate(speeds)) / len(speeds)
        points.append((20 + along * (_WIDTH - 40), _HEIGHT / 2 + height * _HEIGHT * 0.4))
    ImageDraw.Draw(sheet).line(points, fill=20, width=3, joint="curve")
    buffer = io.BytesIO()
    sheet.save(buffer, format="JPEG", quality=_QUALITY)
    return buffer.getvalue()
