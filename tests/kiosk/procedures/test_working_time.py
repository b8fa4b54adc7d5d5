"""Office hours that cannot be, and hours of other offices."""

from __future__ import annotations

from datetime import date, datetime, time

import pytest
from offices import HOURS, calendar, special, working_days

from kiosk.procedures import DayKind, HoursUnfit, OfficeHours, WorkCalendar, due_date


@pytest.mark.parametrize(
    "shifts",
    [(), ((time(17), time(7)),), ((time(7), time(12)), (time(11), time(17)))],
    ids=["none", "backwards", "overlapping"],
)
def test_hours_without_order_are_refused(shifts: tuple[tuple[time, time], ...]) -> None:
    with pytest.raises(HoursUnfit):
        OfficeHours(shifts)


def test_an_office_that_never_works_is_refused() -> None:
    with pytest.raises(HoursUnfit):
        OfficeHours(HOURS.shifts, days_off=frozenset(range(7)))


def test_a_calendar_with_no_working_day_in_sight_is_refused_rather_than_searched_for_ever() -> None:
    days = [special(date.fromordinal(date(2026, 3, 1).toordinal() + at), DayKind.OFF) for at in range(120)]
    with pytest.raises(HoursUnfit):
        due_date(working_days(1), datetime(2026, 3, 2, 10, 0), calendar(*days))


def test_an_office_with_one_long_shift_counts_its_own_day() -> None:
    hours = OfficeHours(shifts=((time(8), time(16)),), days_off=frozenset({6}))
    answer = due_date(working_days(1), datetime(2026, 11, 20, 15, 0), WorkCalendar(hours))
    assert answer.due is not None
    assert answer.due.replace(tzinfo=None) == datetime(2026, 11, 21, 15, 0)
