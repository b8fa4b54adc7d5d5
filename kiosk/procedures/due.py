"""When an answer is due.

The rules are those that two independent one-stop systems reckon by and the texts of the national portal agree with:

1. working days and hours are counted in the office's hours; a day has as many as its shifts;
2. weekends and days off do not count, days that are made up for do;
3. calendar days count through, but the result cannot fall on a day off: it moves forward;
4. received after closing counts from the next working morning, at lunch from the afternoon;
5. a request for supplements stops the clock until they come;
6. a same-day matter received after 15:00 is due on the next working day.

A day that nobody could say anything certain about is counted as worked, and the answer says what changes if it is not.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from kiosk.domain.dates import VIETNAM_TIME
from kiosk.procedures.definition import COUNTED, Channel, Procedure, Term, TermKind
from kiosk.procedures.errors import PauseUnfit, ReceivedUnfit
from kiosk.procedures.working_time import Place, SpecialDay, WorkCalendar, WorkClock

YEARS = range(2000, 2200)
"""Of a reception: outside, somebody mistyped."""
MOST = {TermKind.WORKING_DAYS: 1000, TermKind.DAYS: 3650, TermKind.HOURS: 10_000}
_MINUTES_PER_HOUR = 60


@dataclass(frozen=True)
class Pause:
    """A wait for supplements."""

    asked_at: datetime
    supplied_at: datetime | None = None
    """None: still waiting."""


@dataclass(frozen=True)
class DueDate:
    """When a dossier received at some moment is due, in Vietnamese time, by one term."""

    term: Term
    counted_from: datetime
    due: datetime | None
    """None: the term is not one that can be counted, or the clock stands still."""
    stopped: bool = False
    """Supplements are still missing."""
    doubtful: tuple[SpecialDay, ...] = ()
    """Days on the way that may be off."""
    due_if_off: datetime | None = None
    """The due time if they are; None where it is the same."""
    beyond_table: bool = False
    """The way leads past the end of the table of days off: later days may still be announced."""


@dataclass(frozen=True)
class DueOnWay:
    channel: Channel
    answer: DueDate


def due_dates(
    procedure: Procedure, received: datetime, calendar: WorkCalendar, pauses: Sequence[Pause] = ()
) -> tuple[DueOnWay, ...]:
    """One answer for each channel and each term of the procedure. Raises `ReceivedUnfit`, `PauseUnfit`."""
    return tuple(
        DueOnWay(way.channel, due_date(term, received, calendar, pauses))
        for way in procedure.ways
        for term in way.terms
    )


def due_date(term: Term, received: datetime, calendar: WorkCalendar, pauses: Sequence[Pause] = ()) -> DueDate:
    """`received` is aware, or naive in Vietnamese time. Raises `ReceivedUnfit`, `PauseUnfit`, `HoursUnfit`."""
    here = _local(received)
    if here.year not in YEARS:
        raise ReceivedUnfit(f"the year {here.year} is not between {YEARS.start} and {YEARS.stop - 1}")
    waits = tuple(Pause(_local(one.asked_at), one.supplied_at and _local(one.supplied_at)) for one in pauses)
    _in_order(here, waits)
    worked, off = (WorkClock(calendar, doubtful_off=choice) for choice in (False, True))
    begins = worked.begins(worked.place(here))
    if not _countable(term):
        return DueDate(term, _aware(begins), None)
    if any(one.supplied_at is None for one in waits):
        return DueDate(term, _aware(begins), None, stopped=True)
    due, later = _due(worked, term, here, waits), _due(off, term, here, waits)
    return DueDate(
        term=term,
        counted_from=_aware(begins),
        due=_aware(due),
        doubtful=calendar.doubtful(here.date(), max(due, later).date()) if due != later else (),
        due_if_off=_aware(later) if due != later else None,
        beyond_table=not calendar.covers(here.date(), max(due, later).date()),
    )


def _countable(term: Term) -> bool:
    if term.kind in COUNTED:
        return term.amount is not None and 0 < term.amount <= MOST[term.kind]
    return term.kind is TermKind.SAME_DAY


def _due(clock: WorkClock, term: Term, received: datetime, waits: tuple[Pause, ...]) -> datetime:
    if term.kind is TermKind.SAME_DAY:
        return _same_day(clock, received, waits)
    amount = term.amount or 0
    if term.kind is TermKind.DAYS:
        return _calendar_days(clock, received, amount, waits)
    place = clock.place(received)
    if term.kind is TermKind.HOURS:
        place = clock.plus_minutes(place, amount * _MINUTES_PER_HOUR)
    else:
        place = clock.plus_days(place, amount)
    for wait in waits:
        place = _after(clock, wait, place)
    return clock.ends(place)


def _after(clock: WorkClock, wait: Pause, due: Place) -> Place:
    """The due place moved on by the working time of the wait."""
    asked, supplied = clock.place(wait.asked_at), clock.place(_supplied(wait))
    if asked > due:
        raise PauseUnfit("supplements were asked for after the dossier was due")
    return clock.plus_minutes(due, clock.minutes_between(asked, supplied))


def _calendar_days(clock: WorkClock, received: datetime, days: int, waits: tuple[Pause, ...]) -> datetime:
    begins = clock.begins(clock.place(received))
    due = begins.date() + timedelta(days=days)
    for wait in waits:
        if wait.asked_at.date() > clock.working_day_from(due):
            raise PauseUnfit("supplements were asked for after the dossier was due")
        due += _supplied(wait).date() - wait.asked_at.date()
    return datetime.combine(clock.working_day_from(due), begins.time())


def _same_day(clock: WorkClock, received: datetime, waits: tuple[Pause, ...]) -> datetime:
    """A supplement that comes begins the day anew."""
    hours = clock.calendar.hours
    begins = clock.begins(clock.place(_supplied(waits[-1]) if waits else received))
    day = begins.date()
    if begins.time() > hours.same_day_until:
        day = clock.working_day_from(day + timedelta(days=1))
    return datetime.combine(day, hours.closing)


def _in_order(received: datetime, waits: tuple[Pause, ...]) -> None:
    last: datetime | None = received
    for wait in waits:
        if last is None or wait.asked_at < last:
            raise PauseUnfit("waits must follow the reception and one another")
        if wait.supplied_at is not None and wait.supplied_at < wait.asked_at:
            raise PauseUnfit("supplements came before they were asked for")
        last = wait.supplied_at


def _supplied(wait: Pause) -> datetime:
    if wait.supplied_at is None:
        raise PauseUnfit("supplements are still missing")
    return wait.supplied_at


def _local(moment: datetime) -> datetime:
    try:
        here = moment if moment.tzinfo is None else moment.astimezone(VIETNAM_TIME).replace(tzinfo=None)
    except (OverflowError, ValueError):
        raise ReceivedUnfit("a time outside the calendar") from None
    return here.replace(second=0, microsecond=0)


def _aware(moment: datetime) -> datetime:
    return moment.replace(tzinfo=VIETNAM_TIME)
