"""JSON from a stranger: one object, bounded, with nothing two readers could understand differently.

The standard library accepts NaN, lets the last of two equal keys win, and recurses as deep as the text tells it to.
"""

from __future__ import annotations

import json
import math
from typing import Any, NoReturn

from kiosk.insurance.errors import PortalTrouble

MAX_DEPTH = 16
_OPENING, _CLOSING = "[{", "]}"


def parse_object(data: bytes) -> dict[str, Any]:
    """The JSON object in `data`.

    Raises:
        PortalTrouble: it is not UTF-8, not JSON, not an object, too deep, or ambiguous.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise PortalTrouble("an answer that is not UTF-8") from None
    _refuse_depth(text)
    try:
        value = json.loads(
            text, object_pairs_hook=_object, parse_constant=_refuse_constant, parse_float=_finite, parse_int=_integer
        )
    except ValueError:
        raise PortalTrouble("an answer that is not JSON") from None
    if not isinstance(value, dict):
        raise PortalTrouble("an answer that is not a JSON object")
    return value


def _refuse_depth(text: str) -> None:
    depth, inside_string, escaped = 0, False, False
    for character in text:
        if inside_string:
            if escaped:
                escaped = False
            elif character == "\\":
                escaped = True
            elif character == '"':
                inside_string = False
        elif character == '"':
            inside_string = True
        elif character in _OPENING:
            depth += 1
            if depth > MAX_DEPTH:
                raise PortalTrouble(f"an answer nested deeper than {MAX_DEPTH}")
        elif character in _CLOSING:
            depth -= 1


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) != len(pairs):
        raise PortalTrouble("an answer that says one thing twice")
    return made


def _refuse_constant(text: str) -> NoReturn:
    raise PortalTrouble(f"an answer with {text}")


def _finite(text: str) -> float:
    value = float(text)
    if not math.isfinite(value):
        raise PortalTrouble("an answer with a number beyond all numbers")
    return value


def _integer(text: str) -> int:
    if len(text) > 20:
        raise PortalTrouble("an answer with a number beyond all numbers")
    return int(text)
