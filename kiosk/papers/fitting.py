"""Data on their way into a layout: a tree of plain values, every text printable, bounded in size and depth.

Bytes (a picture) become a list of numbers, because the way in is JSON: the layout says `image(bytes(data.portrait))`.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence

from kiosk.papers.errors import DataUnfit
from kiosk.papers.glyphs import printable

DEEPEST = 12
LONGEST = 8_000_000
"""Characters of JSON: a portrait of a megabyte fits, a runaway list does not."""


def fitted(data: Mapping[str, object]) -> str:
    """The data as JSON. Raises `DataUnfit`."""
    text = json.dumps(_plain(data, "", DEEPEST), ensure_ascii=False, allow_nan=False)
    if len(text) > LONGEST:
        raise DataUnfit("", f"more than {LONGEST} characters")
    return text


def _plain(value: object, where: str, depth: int) -> object:
    if depth == 0:
        raise DataUnfit(where, "nested too deep")
    match value:
        case None | bool() | int():
            return value
        case float():
            if not math.isfinite(value):
                raise DataUnfit(where, "no number")
            return value
        case str() | bytes() if len(value) > LONGEST:
            raise DataUnfit(where, f"more than {LONGEST} characters")
        case str():
            return printable(value)
        case bytes():
            return list(value)
        case Mapping():
            return {
                _key(key, where): _plain(one, f"{where}.{key}".lstrip("."), depth - 1) for key, one in value.items()
            }
        case Sequence():
            return [_plain(one, f"{where}[{index}]", depth - 1) for index, one in enumerate(value)]
        case _:
            raise DataUnfit(where, f"a {type(value).__name__} cannot be printed: write it as text first")


def _key(key: object, where: str) -> str:
    if not isinstance(key, str):
        raise DataUnfit(where, "a key that is no text")
    return key
