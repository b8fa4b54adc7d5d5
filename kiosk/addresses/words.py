"""A card's address cut into words that remember where they stood, so that what is left over stays letter for letter."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from kiosk.addresses.folding import key

_WORD = re.compile(r"\d+|(?:[^\W\d_]|[\u0300-\u036f])+")
"""Digits and letters apart (`P15`); combining marks belong to the letter before them (NFD)."""
_COMMA = re.compile(r"[,;|\n\r]")
_DASH = re.compile(r"\s[-–]\s")
"""What separates the parts where nobody wrote a comma. One alone belongs to a name: `Bà Rịa - Vũng Tàu`."""


@dataclass(frozen=True, slots=True)
class Word:
    text: str = field(repr=False)
    key: str = field(repr=False)
    start: int
    """In the original text."""
    begins: bool
    """It stands first, or behind a separator."""
    tight: bool
    """Followed at once by a full stop or a digit, as an abbreviation is: `P.`, `Q9`."""


def cut(text: str) -> tuple[Word, ...]:
    """The words of a text; parts are separated by commas, or where there are none by dashes."""
    separator = _DASH if not _COMMA.search(text) and len(_DASH.findall(text)) > 1 else _COMMA
    words: list[Word] = []
    end = 0
    for found in _WORD.finditer(text):
        begins = not words or separator.search(text, end, found.start()) is not None
        end = found.end()
        following = text[end : end + 1]
        tight = following == "." or (following.isdigit() and not found.group().isdigit())
        words.append(Word(found.group(), key(found.group()), found.start(), begins, tight))
    return tuple(words)


def before(text: str, words: Sequence[Word], start: int) -> str:
    """What stands before the word number `start`, letter for letter, without the separator."""
    return text[: words[start].start].rstrip(" \t\r\n,;|-–") if start < len(words) else text


def last_part(words: Sequence[Word], end: int) -> Sequence[Word]:
    """The last part before the word number `end`."""
    if end == 0:
        return ()
    start = end - 1
    while start > 0 and not words[start].begins:
        start -= 1
    return words[start:end]
