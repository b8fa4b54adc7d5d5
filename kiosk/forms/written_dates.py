"""Dates as people read and type them, dd/mm/yyyy, and the way back."""

from __future__ import annotations

import re
from datetime import date, datetime

from kiosk.domain.dates import PartialDate

EARLIEST_YEAR, LATEST_YEAR = 1850, 2150
MOMENT_FORMAT = "%d/%m/%Y %H:%M"

_WRITTEN = re.compile(r"(?:(?:([0-9]{1,2})[/.-])?([0-9]{1,2})[/.-])?([0-9]{4})")
_PACKED = re.compile(r"([0-9]{2})([0-9]{2})([0-9]{4})")


def read_date(text: str) -> PartialDate | None:
    """The date in `15/03/1999`, `5/3/1999`, `15031999`, `03/1999` or `1999`; None when it is none of these or does
    not exist."""
    compact = text.replace(" ", "")
    match = _PACKED.fullmatch(compact) or _WRITTEN.fullmatch(compact)
    if match is None:
        return None
    day, month, year = (None if part is None else int(part) for part in match.groups())
    if year is None or not EARLIEST_YEAR <= year <= LATEST_YEAR:
        return None
    if day == 0 or month == 0:
        return None
    try:
        return PartialDate(year, month, day)
    except ValueError:
        return None


def read_whole_date(text: str) -> date | None:
    found = read_date(text)
    return None if found is None else found.whole


def write_date(day: date) -> str:
    return PartialDate.of(day).vietnamese()


def write_moment(moment: datetime) -> str:
    return moment.strftime(MOMENT_FORMAT)


def read_moment(text: str) -> datetime | None:
    """`dd/mm/yyyy HH:MM`, without a zone."""
    try:
        return datetime.strptime(text, MOMENT_FORMAT)
    except ValueError:
        return None


def day_of(text: str) -> date | None:
    """The day in a written date or moment."""
    moment = read_moment(text)
    return moment.date() if moment is not None else read_whole_date(text)
