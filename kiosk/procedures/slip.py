"""Slip numbers of this counter: a name for a paper, not a dossier code.

A dossier's code belongs to the one-stop software; a code of ours that looked like one would be searched for there in
vain. A slip number therefore begins with a word no agency code has, and says which counter gave it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from kiosk.procedures.errors import SlipBookError

PREFIX = "PHIEU"
_COUNTER = re.compile(r"[A-Z0-9]{1,12}")


class SlipBook(Protocol):
    """Where a counter's numbers are kept."""

    def take(self, day: date, counter: str) -> int:
        """The next number of the day, from 1; never the same twice. Raises `SlipBookError`."""
        ...


@dataclass(frozen=True)
class SlipNumber:
    day: date
    counter: str
    number: int

    @property
    def text(self) -> str:
        """`PHIEU/20261121/Q1/007`; slashes, so that no reader of dossier codes takes it for one."""
        return f"{PREFIX}/{self.day:%Y%m%d}/{self.counter}/{self.number:03d}"


def next_slip(book: SlipBook, day: date, counter: str) -> SlipNumber:
    """A new slip number of this counter. Raises `SlipBookError`."""
    name = "".join(one for one in counter.upper() if one.isascii() and one.isalnum())
    if not _COUNTER.fullmatch(name):
        raise SlipBookError("a counter's name is 1 to 12 letters and digits")
    return SlipNumber(day, name, book.take(day, name))
