"""Damage to JSON that stays JSON: values of another type, members gone, doubled, or nested."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from random import Random
from typing import Any

_VALUES: tuple[Any, ...] = (
    None, True, False, 0, -1, 1.5, 2**31, 2**63, 10**19, 10**400, 1e308, "", "0", "zz", "\x00", "Ế" * 300, "00" * 5000,
    [], {}, [[]], [None], {"": 0}, {"version": 1}, "999999999999999999999", "\u202e", "2026-11-21T09:00:00Z",
    "9999-12-31T23:59:59-23:59", "31/02/2026", "DN4010123456789",
)  # fmt: skip


def mutate(dice: Random, data: bytes, _: Sequence[bytes]) -> bytes:
    """`data` with one value of its tree replaced; unchanged when it is not JSON."""
    try:
        tree = json.loads(data)
    except (ValueError, RecursionError):
        return data
    places = list(_places(tree))
    if not places:
        return data
    holder, key = places[dice.randrange(len(places))]
    choice = dice.randrange(8)
    if choice == 0:
        del holder[key]
    elif choice == 1 and isinstance(holder, dict):
        holder[dice.choice(("extra", "", "version", key.upper()))] = dice.choice(_VALUES)
    elif choice == 2:
        other, at = places[dice.randrange(len(places))]
        holder[key] = json.loads(json.dumps(other.get(at) if isinstance(other, dict) else other[at]))
    else:
        holder[key] = dice.choice(_VALUES)
    return json.dumps(tree, ensure_ascii=dice.random() < 0.5).encode("utf-8", "surrogatepass")


def _places(tree: Any) -> Iterator[tuple[Any, Any]]:
    """(holder, key) of every value below `tree`."""
    keys = list(tree) if isinstance(tree, dict) else range(len(tree)) if isinstance(tree, list) else ()
    for key in keys:
        yield tree, key
        yield from _places(tree[key])
