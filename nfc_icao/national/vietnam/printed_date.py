"""Dates as Vietnamese cards print them: text first, a date only when it is one.

Older citizens were registered without a day, or without a month: `00/00/1950` and `1950` name a year and nothing more,
and inventing the first of January would name a day nobody was born on.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from datetime import date

_FORMS = (
    re.compile(r"(?P<day>\d{1,2})(?P<mark>[/.-])(?P<month>\d{1,2})(?P=mark)(?P<year>\d{4})", re.ASCII),
    re.compile(r"(?P<day>\d{2})(?P<month>\d{2})(?P<year>\d{4})", re.ASCII),
    re.compile(r"(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})", re.ASCII),
    re.compile(r"(?P<month>\d{1,2})[/.-](?P<year>\d{4})", re.ASCII),
    re.compile(r"(?P<year>\d{4})", re.ASCII),
)
_NON_EXPIRING = "không thời hạn"


@dataclass(frozen=True)
class PrintedDate:
    """A date as it stands on the card."""

    text: str = field(repr=False)
    """Exactly as the card has it, trimmed: `15/03/2039`, `Không thời hạn`, or only a year."""
    value: date | None = field(repr=False)
    """The calendar day it names; None when it names none (text, an unknown day, 31 February)."""
    year: int | None = field(default=None, repr=False)
    """The year it names, also where the day is unknown; None when it names none, or a day that does not exist."""
    month: int | None = field(default=None, repr=False)
    """The month, where it is known."""

    @property
    def is_non_expiring(self) -> bool:
        """It says "Không thời hạn": the card is valid for life."""
        return " ".join(unicodedata.normalize("NFC", self.text).casefold().split()) == _NON_EXPIRING

    @property
    def iso(self) -> str | None:
        """`yyyy-mm-dd`, `yyyy-mm` or `yyyy` (ISO 8601), as much as is known; None when it names no year."""
        if self.value is not None:
            return self.value.isoformat()
        if self.year is None:
            return None
        return f"{self.year:04d}" if self.month is None else f"{self.year:04d}-{self.month:02d}"


def parse_printed_date(text: str) -> PrintedDate:
    """Read dd/MM/yyyy (also with dots, hyphens or one digit), ddMMyyyy, yyyy-MM-dd, MM/yyyy or yyyy; `00` is a part
    that is unknown. Any other text is kept without a date."""
    trimmed = text.strip()
    match = next((match for form in _FORMS if (match := form.fullmatch(trimmed))), None)
    if match is None:
        return PrintedDate(trimmed, None)
    day, month, year = (int(match.groupdict().get(part) or 0) for part in ("day", "month", "year"))
    try:
        first = date(year, month or 1, day or 1)
    except ValueError:
        return PrintedDate(trimmed, None)
    if day and month:
        return PrintedDate(trimmed, first, year, month)
    return PrintedDate(trimmed, None, year, month or None)
