"""A name in the three parts that many forms ask for: họ, chữ đệm, tên.

The card knows only the whole. First word, last word and what is between is what offices do; it is wrong for double
family names and for names of some minorities, so whoever splits also asks for a look.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, repr=False)
class NameParts:
    family: str
    """Họ; empty for a name of one word."""
    middle: str
    """Chữ đệm; empty for a name of two words."""
    given: str
    """Tên."""

    @property
    def middle_and_given(self) -> str:
        return f"{self.middle} {self.given}".strip()


def name_parts(full_name: str) -> NameParts:
    words = full_name.split()
    if len(words) < 2:
        return NameParts("", "", full_name.strip())
    return NameParts(words[0], " ".join(words[1:-1]), words[-1])
