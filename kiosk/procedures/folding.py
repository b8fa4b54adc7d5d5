"""Words as people type them on a counter's keyboard: no marks, no case, đ as d."""

from __future__ import annotations

import unicodedata

LONGEST = 200
"""Characters of a question that are looked at; nobody asks for longer."""


def folded(text: str) -> str:
    """`Mất  CCCD?` as `mat cccd`; what is neither letter nor digit becomes one space."""
    plain = unicodedata.normalize("NFKD", text).casefold()
    letters = (one for one in plain if not unicodedata.combining(one))
    return " ".join("".join("d" if one == "đ" else one if one.isalnum() else " " for one in letters).split())


def words_of(text: str) -> tuple[str, ...]:
    return tuple(folded(text[:LONGEST]).split())
