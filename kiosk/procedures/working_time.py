"""Working time: which days an office works, and how its minutes add up.

The office's hours are data; a working day is whatever its shifts hold. Days off, days made up for and days that nobody
could say anything certain about come from dated tables with an end. Times here are naive and Vietnamese: the country
has one zone without summer time.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from itertools import pairwise

from kiosk.procedures.definition import Certainty, Texts
from kiosk.procedures.errors import HoursUnfit

_ONE_DAY = timedelta(days=1)
_LONGEST_REST = 60
"""Days in a row without work that no table of a real year has: beyond, the hours are wrong."""


@dataclass(frozen=True)
class OfficeHours:
    shifts: tuple[tuple[time, time], ...]
    """In order, e.g. the morning and the afternoon."""
    days_off: frozenset[int] = frozenset({5, 6})
    """Weekdays without work, Monday is 0."""
    same_day_until: time = time(15, 0)
    """Received later, a same-day matter may be answered on the next working day."""

    def __post_init__(self) -> None:
        edges = [edge for shift in self.shifts for edge in shift]
        if not edges or any(first >= second for first, second in pairwise(edges)):
            raise HoursUnfit("shifts must follow one another")
        if not set(range(7)) - self.days_off:
            raise HoursUnfit("no day of the week has work")

    @property
    def day_minutes(self) -> int:
        return sum(_minutes(end) - _minutes(start) for start, end in self.shifts)

    @property
    def opening(self) -> time:
        return self.shifts[0][0]

    @property
    def closing(self) -> time:
        return self.shifts[-1][1]

    def minutes_before(self, moment: time) -> int:
        """Working minutes of a day that lie before `moment`."""
        now = _minutes(moment)
        return sum(max(0, min(now, _minutes(end)) - _minutes(start)) for start, end in self.shifts)

    def moment_after(self, minutes: int) -> time:
        """When `minutes` of the day are worked: the end of a shift rather than the start of the next."""
        left = minutes
        for start, end in self.shifts:
            length = _minutes(end) - _minutes(start)
            if left <= length:
                at = _minutes(start) + left
                return time(at // 60, at % 60)
            left -= length
        return self.closing


def _minutes(moment: time) -> int:
    return moment.hour * 60 + moment.minute


class DayKind(StrEnum):
    OFF = "off"
    WORKING = "working"
    """A day of the weekend that is worked, in exchange for another."""
    DOUBTFUL = "doubtful"
    """Nobody could say whether offices work."""


@dataclass(frozen=True)
class SpecialDay:
    day: date
    kind: DayKind
    name: Texts
    certainty: Certainty = Certainty.VERIFIED


@dataclass(frozen=True)
class YearlyDay:
    """A day off by law in every year, also in years whose table is not announced."""

    month: int
    day: int
    name: Texts


@dataclass(frozen=True)
class WorkCalendar:
    hours: OfficeHours
    special: Mapping[date, SpecialDay] = field(default_factory=dict)
    yearly: tuple[YearlyDay, ...] = ()
    covers_from: date = date.min
    covers_to: date = date.max
    """The table's last day. Beyond it only weekends and the yearly days are known."""

    def covers(self, first: date, last: date) -> bool:
        return self.covers_from <= first and last <= self.covers_to

    def is_working(self, day: date, *, doubtful_off: bool = False) -> bool:
        known = self.special.get(day)
        if known is not None and known.kind is not DayKind.DOUBTFUL:
            return known.kind is DayKind.WORKING
        if known is not None and doubtful_off:
            return False
        if day.weekday() in self.hours.days_off:
            return False
        return not any((one.month, one.day) == (day.month, day.day) for one in self.yearly)

    def doubtful(self, first: date, last: date) -> tuple[SpecialDay, ...]:
        """Doubtful days between, in order."""
        found = (one for one in self.special.values() if one.kind is DayKind.DOUBTFUL and first <= one.day <= last)
        return tuple(sorted(found, key=lambda one: one.day))


@dataclass(frozen=True, order=True)
class Place:
    """A place in working time: so many minutes into a working day."""

    day: date
    minutes: int


@dataclass(frozen=True)
class WorkClock:
    """Arithmetic in working time on one reading of the calendar."""

    calendar: WorkCalendar
    doubtful_off: bool = False

    def works(self, day: date) -> bool:
        return self.calendar.is_working(day, doubtful_off=self.doubtful_off)

    def working_day_from(self, day: date) -> date:
        """`day`, or the next that is worked."""
        for _ in range(_LONGEST_REST):
            if self.works(day):
                return day
            day += _ONE_DAY
        raise HoursUnfit(f"no working day in {_LONGEST_REST} days")

    def place(self, moment: datetime) -> Place:
        """Where the work on something received at `moment` can begin: after closing on the next working morning, at
        lunch with the afternoon."""
        hours = self.calendar.hours
        if not self.works(moment.date()) or moment.time() > hours.closing:
            later = moment.date() + _ONE_DAY if self.works(moment.date()) else moment.date()
            return Place(self.working_day_from(later), 0)
        return Place(moment.date(), hours.minutes_before(moment.time()))

    def begins(self, place: Place) -> datetime:
        """The clock at a place, seen as a beginning: after lunch rather than before."""
        for start, end in self.calendar.hours.shifts:
            if place.minutes < self.calendar.hours.minutes_before(end):
                done = self.calendar.hours.minutes_before(start)
                return datetime.combine(place.day, start) + timedelta(minutes=max(0, place.minutes - done))
        return datetime.combine(place.day, self.calendar.hours.closing)

    def ends(self, place: Place) -> datetime:
        """The clock at a place, seen as an end: before lunch, and the evening before rather than the morning."""
        return datetime.combine(place.day, self.calendar.hours.moment_after(place.minutes))

    def plus_days(self, place: Place, days: int) -> Place:
        """So many working days on, at the same time of day. Counted from opening, a day ends with its closing."""
        steps, minutes = (days - 1, self.calendar.hours.day_minutes) if place.minutes == 0 and days else (days, None)
        day = place.day
        for _ in range(steps):
            day = self.working_day_from(day + _ONE_DAY)
        return Place(day, place.minutes if minutes is None else minutes)

    def plus_minutes(self, place: Place, minutes: int) -> Place:
        whole = self.calendar.hours.day_minutes
        day, at = place.day, place.minutes + minutes
        while at > whole:
            day, at = self.working_day_from(day + _ONE_DAY), at - whole
        return Place(day, at)

    def minutes_between(self, first: Place, second: Place) -> int:
        """Working minutes from one place to a later one."""
        total, day = second.minutes - first.minutes, first.day
        while day < second.day:
            day = self.working_day_from(day + _ONE_DAY)
            total += self.calendar.hours.day_minutes
        return total
