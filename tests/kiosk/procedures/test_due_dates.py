"""Due dates by the rules of one-stop offices."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from offices import at, calendar, procedure, special, working_days

from kiosk.domain.dates import VIETNAM_TIME
from kiosk.procedures import (
    Channel,
    DayKind,
    Pause,
    PauseUnfit,
    ReceivedUnfit,
    Term,
    TermKind,
    Way,
    due_date,
    due_dates,
)
from kiosk.procedures.working_time import WorkClock

FRIDAY, MONDAY, TUESDAY, WEDNESDAY = "2026-11-20", "2026-11-23", "2026-11-24", "2026-11-25"
SAME_DAY = Term(TermKind.SAME_DAY)


def due(term: Term, received: str, *pauses: Pause, **changes: object) -> str | None:
    answer = due_date(term, at(received), changes.get("calendar") or calendar(), pauses)  # type: ignore[arg-type]
    return None if answer.due is None else answer.due.strftime("%Y-%m-%d %H:%M")


@pytest.mark.parametrize(
    ("term", "received", "expected"),
    [
        (working_days(3), f"{FRIDAY}T16:00", f"{WEDNESDAY} 16:00"),
        (working_days(1), f"{FRIDAY}T17:30", f"{MONDAY} 17:00"),
        (Term(TermKind.DAYS, 10), f"{WEDNESDAY}T10:00", "2026-12-07 10:00"),
        (Term(TermKind.HOURS, 1), f"{FRIDAY}T11:15", f"{FRIDAY} 14:15"),
    ],
    ids=["over a weekend", "after closing", "calendar days end on a Saturday", "an hour over lunch"],
)
def test_the_four_worked_examples_of_the_rules_come_out_as_written(term: Term, received: str, expected: str) -> None:
    assert due(term, received) == expected


@pytest.mark.parametrize(
    ("received", "expected"),
    [
        ("06:10", f"{MONDAY} 17:00"),
        ("07:00", f"{MONDAY} 17:00"),
        ("12:00", f"{TUESDAY} 11:30"),
        ("11:30", f"{TUESDAY} 11:30"),
        ("17:00", f"{TUESDAY} 17:00"),
        ("17:01", f"{TUESDAY} 17:00"),
    ],
)
def test_a_working_day_counts_from_opening_from_lunch_or_from_the_next_morning(received: str, expected: str) -> None:
    assert due(working_days(1), f"{MONDAY}T{received}") == expected


def test_hours_run_on_the_next_working_morning_when_the_day_is_over() -> None:
    assert due(Term(TermKind.HOURS, 4), f"{FRIDAY}T16:00") == f"{MONDAY} 10:00"
    assert due(Term(TermKind.HOURS, 8), "2026-11-21T09:00") == f"{MONDAY} 17:00"


def test_a_day_off_is_skipped_and_a_saturday_made_up_for_counts() -> None:
    days = calendar(special(date(2026, 11, 23), DayKind.OFF), special(date(2026, 11, 21), DayKind.WORKING))
    assert due(working_days(2), f"{FRIDAY}T16:00", calendar=days) == f"{TUESDAY} 16:00"


def test_a_yearly_day_off_counts_as_off_beyond_every_table() -> None:
    assert due(working_days(1), "2031-09-01T10:00") == "2031-09-03 10:00"


def test_calendar_days_count_through_days_off_but_do_not_end_on_one() -> None:
    days = calendar(special(date(2026, 11, 27), DayKind.OFF), special(date(2026, 11, 30), DayKind.OFF))
    assert due(Term(TermKind.DAYS, 7), f"{FRIDAY}T10:00", calendar=days) == "2026-12-01 10:00"


@pytest.mark.parametrize(
    ("received", "expected"),
    [
        (f"{FRIDAY}T15:00", f"{FRIDAY} 17:00"),
        (f"{FRIDAY}T15:01", f"{MONDAY} 17:00"),
        (f"{FRIDAY}T12:30", f"{FRIDAY} 17:00"),
        (f"{FRIDAY}T18:00", f"{MONDAY} 17:00"),
        ("2026-11-21T08:00", f"{MONDAY} 17:00"),
    ],
)
def test_a_same_day_matter_is_due_that_day_unless_it_came_after_three_o_clock(received: str, expected: str) -> None:
    assert due(SAME_DAY, received) == expected


def test_a_wait_for_supplements_moves_the_due_date_by_the_working_time_waited() -> None:
    wait = Pause(at(f"{MONDAY}T10:00"), at(f"{WEDNESDAY}T10:00"))
    assert due(working_days(3), f"{FRIDAY}T16:00", wait) == "2026-11-27 16:00"
    assert due(Term(TermKind.DAYS, 10), f"{FRIDAY}T16:00", wait) == "2026-12-02 16:00"


def test_a_supplement_to_a_same_day_matter_begins_the_day_anew() -> None:
    wait = Pause(at(f"{FRIDAY}T10:00"), at(f"{MONDAY}T16:00"))
    assert due(SAME_DAY, f"{FRIDAY}T09:00", wait) == f"{TUESDAY} 17:00"


def test_the_clock_stands_while_supplements_are_missing() -> None:
    answer = due_date(working_days(3), at(f"{FRIDAY}T16:00"), calendar(), (Pause(at(f"{MONDAY}T10:00")),))
    assert answer.stopped
    assert answer.due is None


@pytest.mark.parametrize(
    "pauses",
    [
        (Pause(at("2026-11-19T10:00"), at(f"{MONDAY}T10:00")),),
        (Pause(at(f"{MONDAY}T10:00"), at(f"{FRIDAY}T16:30")),),
        (Pause(at(f"{MONDAY}T10:00")), Pause(at(f"{TUESDAY}T10:00"), at(f"{WEDNESDAY}T10:00"))),
        (Pause(at("2026-12-20T10:00"), at("2026-12-21T10:00")),),
    ],
    ids=["before reception", "backwards", "after one that still lasts", "after the due date"],
)
def test_a_wait_that_cannot_be_is_refused(pauses: tuple[Pause, ...]) -> None:
    with pytest.raises(PauseUnfit):
        due_date(working_days(3), at(f"{FRIDAY}T16:00"), calendar(), pauses)


def test_a_doubtful_day_is_worked_and_the_answer_says_what_changes_if_it_is_not() -> None:
    days = calendar(special(date(2026, 11, 24), DayKind.DOUBTFUL, "Ngày Văn hóa"))
    answer = due_date(working_days(3), at(f"{FRIDAY}T16:00"), days)
    assert answer.due == at(f"{WEDNESDAY}T16:00").replace(tzinfo=VIETNAM_TIME)
    assert answer.due_if_off == at("2026-11-26T16:00").replace(tzinfo=VIETNAM_TIME)
    assert [one.day for one in answer.doubtful] == [date(2026, 11, 24)]
    assert due_date(working_days(3), at("2026-11-26T16:00"), days).due_if_off is None


def test_an_answer_beyond_the_table_of_days_off_says_so() -> None:
    assert not due_date(working_days(3), at("2026-12-24T10:00"), calendar()).beyond_table
    assert due_date(working_days(5), at("2026-12-28T10:00"), calendar()).beyond_table
    assert due_date(working_days(1), at("2025-12-30T10:00"), calendar()).beyond_table


@pytest.mark.parametrize(
    "term",
    [Term(TermKind.UNKNOWN), Term(TermKind.CALENDAR), Term(TermKind.WORKING_DAYS), Term(TermKind.WORKING_DAYS, 10**9)],
)
def test_a_term_that_cannot_be_counted_has_no_due_date_and_no_guess(term: Term) -> None:
    answer = due_date(term, at(f"{FRIDAY}T16:00"), calendar())
    assert answer.due is None
    assert not answer.stopped


def test_a_time_with_a_zone_is_taken_to_vietnam_first() -> None:
    answer = due_date(working_days(3), datetime(2026, 11, 20, 9, 0, tzinfo=UTC), calendar())
    assert answer.due == at(f"{WEDNESDAY}T16:00").replace(tzinfo=VIETNAM_TIME)


@pytest.mark.parametrize("received", [datetime(1, 1, 1, tzinfo=UTC), datetime(9999, 12, 31, 23, tzinfo=UTC)])
def test_a_reception_at_the_ends_of_time_is_refused(received: datetime) -> None:
    with pytest.raises(ReceivedUnfit):
        due_date(working_days(1), received, calendar())


def test_each_channel_and_each_term_has_its_own_answer() -> None:
    ways = (Way(Channel.DIRECT, (working_days(1), SAME_DAY)), Way(Channel.ONLINE, (working_days(2),)))
    answers = due_dates(procedure("1.000001", "Thử", ways=ways), at(f"{MONDAY}T10:00"), calendar())
    assert [(one.channel, one.answer.due and one.answer.due.day) for one in answers] == [
        (Channel.DIRECT, 24),
        (Channel.DIRECT, 23),
        (Channel.ONLINE, 25),
    ]


MOMENTS = st.datetimes(at("2026-01-01T00:00"), at("2027-06-30T00:00"))


@given(received=MOMENTS, days=st.integers(1, 60))
def test_a_due_date_of_working_days_lies_in_office_hours_and_so_many_days_on(received: datetime, days: int) -> None:
    office = calendar(special(date(2026, 5, 1), DayKind.OFF), special(date(2026, 5, 9), DayKind.WORKING))
    answer = due_date(working_days(days), received, office)
    assert answer.due is not None
    assert office.is_working(answer.due.date())
    assert office.hours.opening <= answer.due.time() <= office.hours.closing
    clock = WorkClock(office)
    begins = clock.place(received.replace(second=0, microsecond=0))
    ends = clock.place(answer.due.replace(tzinfo=None))
    assert clock.minutes_between(begins, ends) == days * office.hours.day_minutes


@given(received=MOMENTS, later=st.integers(1, 10_000), days=st.integers(1, 30))
def test_what_is_received_later_is_never_due_on_an_earlier_day(received: datetime, later: int, days: int) -> None:
    for term in (working_days(days), Term(TermKind.DAYS, days), Term(TermKind.HOURS, days), SAME_DAY):
        first = due_date(term, received, calendar()).due
        second = due_date(term, received + timedelta(minutes=later), calendar()).due
        assert first is not None
        assert second is not None
        assert first.date() <= second.date()
        assert first <= second or term.kind is TermKind.DAYS  # A moved day keeps its time of reception.
