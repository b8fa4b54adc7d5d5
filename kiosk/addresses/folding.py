"""When two spellings name the same place.

Two degrees: the key forgets everything a card, a keyboard or a scanner may lose; the spelling forgets only what is a
matter of taste (case, where the tone mark sits in `òa`/`oà`, `y` for `i`), so that it can still tell `Đông` from `Đồng`
where both exist side by side.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

_TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")
"""Grave, acute, tilde, hook above, dot below: the five marks that move about within a syllable."""
_TASTE = (("y", "i"), ("dac", "dak"), ("lac", "lak"))
"""`Quy Nhơn`/`Qui Nhơn`; `Đắk Lắk` was long written `Đắc Lắc`."""

_D = str.maketrans({"ð": "đ", "ɖ": "đ"})
"""Letters that look like đ and come from old character sets: `Ðắk Lắk` with U+00D0."""
_DAK = frozenset(("đak", "đa\u0306k", "đa\u0306c"))
"""`Đăk`, `Đắk`, `Đắc`: water, in the languages of the highlands; registers differ and mean the same."""


@lru_cache(maxsize=16_384)
def key(text: str) -> str:
    """`Đắk R'Lấp` as `dakrlap`: letters and digits alone, without marks, blanks and case; `01` as `1`."""
    plain = unicodedata.normalize("NFKD", text.casefold()).translate(_D).replace("đ", "d")
    folded = "".join(one for one in plain if one.isalnum())
    return (folded.lstrip("0") or "0") if folded.isdecimal() else _by_taste(folded)


@lru_cache(maxsize=16_384)
def spelling(text: str) -> str:
    """`Hoà Bình` and `HÒA BÌNH` alike; `Hoa Binh` differently."""
    return "".join(_syllable(word) for word in unicodedata.normalize("NFD", text.casefold()).translate(_D).split())


def _syllable(word: str) -> str:
    """Its letters with their own marks, then its tone."""
    letters = "".join(one for one in word if one not in _TONES and (one.isalnum() or unicodedata.combining(one)))
    if letters in _DAK:
        return "đak"
    return letters.replace("y", "i") + "".join(one for one in word if one in _TONES)


def _by_taste(folded: str) -> str:
    for written, common in _TASTE:
        folded = folded.replace(written, common)
    return folded
