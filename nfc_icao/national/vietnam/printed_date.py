"""Dates as Vietnamese cards print them: text first, a date only when it is one."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from datetime import date

_FORMS = (
    re.compile(r"(?P<day>\d{2})/(?P<month>\d{2})/(?P<year>\d{4})", re.ASCII),
    re.compile(r"(?P<day>\d{2})(?P<month>\d{2})(?P<year>\d{4})", re.ASCII),
    re.compile(r"(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})", re.ASCII),
)
_NON_EXPIRING = "không thời hạn"


@dataclass(frozen=True)
class PrintedDate:
    """A date as it stands on the card."""

    text: str = field(repr=False)
    """Exactly as the card has it, trimmed: `15/03/2039`, `Không thời hạn`, or only a year."""
    value: date | None = field(repr=False)
    """The calendar day it names; None when it names none (text, an unknown day, 31 February)."""

    @property
    def is_non_expiring(self) -> bool:
        """It says "Không thời hạn": the card is valid for life."""
        return unicodedata.normalize("NFC", self.text).casefold() == _NON_EXPIRING


def parse_printed_date(text: str) -> PrintedDate:
    """Read dd/MM/yyyy, ddMMyyyy or yyyy-MM-dd; any other text is kept without a date."""
    trimmed = text.strip()
    for form in _FORMS:
        if match := form.fullmatch(trimmed):
            try:
                return PrintedDate(trimmed, date(*(int(match[part]) for part in ("year", "month", "day"))))
            except ValueError:
                break
    return PrintedDate(trimmed, None)
