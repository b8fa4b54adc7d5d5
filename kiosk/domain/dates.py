"""Dates of birth as people have them: whole, month and year, or a year alone.

Older citizens were registered without a day. Inventing "01/01" makes a portal answer "birth date wrong", so the
precision is part of the value.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone

VIETNAM_TIME = timezone(timedelta(hours=7), "ICT")
"""One zone, no summer time; fixed, so that no time-zone database is needed on Windows."""


def vietnamese_date(moment: datetime) -> date:
    """The day it is in Vietnam at `moment` (aware)."""
    return moment.astimezone(VIETNAM_TIME).date()


@dataclass(frozen=True, order=True)
class PartialDate:
    """A calendar date of which the day, or the day and the month, may be unknown (None)."""

    year: int
    month: int | None = None
    day: int | None = None

    def __post_init__(self) -> None:
        if self.day is not None and self.month is None:
            raise ValueError("a day without a month")
        date(self.year, self.month or 1, self.day or 1)  # ValueError when there is no such day

    @classmethod
    def of(cls, whole: date) -> PartialDate:
        return cls(whole.year, whole.month, whole.day)

    @property
    def whole(self) -> date | None:
        """The date when every part is known, else None."""
        if self.month is None or self.day is None:
            return None
        return date(self.year, self.month, self.day)

    def vietnamese(self) -> str:
        """`dd/mm/yyyy`, `mm/yyyy` or `yyyy`, the three forms the insurance portal accepts."""
        parts = [f"{part:02d}" for part in (self.day, self.month) if part is not None]
        return "/".join([*parts, f"{self.year:04d}"])

    def iso(self) -> str:
        """`yyyy-mm-dd`, `yyyy-mm` or `yyyy` (ISO 8601)."""
        parts = [f"{part:02d}" for part in (self.month, self.day) if part is not None]
        return "-".join([f"{self.year:04d}", *parts])

    def age_on(self, today: date) -> int:
        """Whole years completed on `today`; unknown parts count as the earliest possible."""
        born = (self.month or 1, self.day or 1)
        return today.year - self.year - ((today.month, today.day) < born)
