"""Words as people type them on a counter's keyboard: no case, and no marks unless they typed them; đ as d."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

_TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")
"""Grave, acute, tilde, hook above, dot below: they stand on either vowel of `oà`/`òa`."""
_D = str.maketrans({"ð": "đ", "ɖ": "đ"})
"""Letters that look like đ and come from old character sets."""

LONGEST = 200
"""Characters of a question that are looked at; nobody asks for longer."""


def folded(text: str) -> str:
    """`Mất  CCCD?` as `mat cccd`; what is neither letter nor digit becomes one space."""
    return " ".join(bare(word) for word in spelled(text))


def spelled(text: str) -> tuple[str, ...]:
    """`Mất  CCCD?` as `mất`, `cccd` in one spelling of many: taken apart, the tone at the end of its word."""
    plain = unicodedata.normalize("NFKD", text).casefold().translate(_D)
    words = "".join(one if one.isalnum() or unicodedata.combining(one) else " " for one in plain).split()
    return tuple(_tone_last(word) for word in words if bare(word))


@lru_cache(maxsize=4096)
def bare(word: str) -> str:
    """A word of `spelled` without its marks."""
    return "".join(one for one in word if not unicodedata.combining(one)).replace("đ", "d")


@lru_cache(maxsize=4096)
def _tone_last(word: str) -> str:
    return "".join(one for one in word if one not in _TONES) + "".join(one for one in word if one in _TONES)


def words_of(text: str) -> tuple[str, ...]:
    """The words of a question, as `spelled`."""
    return spelled(text[:LONGEST])
