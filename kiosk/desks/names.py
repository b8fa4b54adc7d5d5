"""When two names are one name, for people who compare a card with a list that somebody typed."""

from __future__ import annotations

import unicodedata
from enum import StrEnum

_D = frozenset("đðɖ")
"""đ, and two letters that look like it and come from old character sets."""


class NameAgreement(StrEnum):
    SAME = "same"
    LIGHT = "light"
    """The same letters; case, blanks, diacritics or hyphens differ."""
    DIFFERENT = "different"
    UNKNOWN = "unknown"
    """One of them is missing."""


def folded(name: str) -> str:
    """Small letters a-z and digits with single blanks: `Đỗ Thị  Uyên` as `do thi uyen`."""
    plain = unicodedata.normalize("NFKD", name.casefold())
    letters = ("d" if one in _D else one if one.isalnum() else " " for one in plain if not unicodedata.combining(one))
    return " ".join("".join(letters).split())


def compare_names(one: str, other: str) -> NameAgreement:
    """Compare two names that may have been typed without diacritics."""
    left, right = folded(one), folded(other)
    if not left or not right:
        return NameAgreement.UNKNOWN
    if unicodedata.normalize("NFC", one) == unicodedata.normalize("NFC", other):
        return NameAgreement.SAME
    return NameAgreement.LIGHT if left.replace(" ", "") == right.replace(" ", "") else NameAgreement.DIFFERENT
