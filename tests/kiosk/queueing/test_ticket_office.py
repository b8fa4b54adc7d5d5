"""Numbers: given once, called once, counted anew each day."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from counting import CHILDREN, INTERNAL, RULES, MemoryRows

from kiosk.domain.dates import PartialDate
from kiosk.domain.queue_place import PlaceState
from kiosk.domain.record import RecordId
from kiosk.queueing import (
    PriorityFacts,
    PriorityUnknown,
    RoomUnknown,
    TicketMoved,
    TicketOffice,
    TicketServed,
    TicketUnknown,
    WaitingRoom,
)
from kiosk.runtime.clock import FakeClock

OLD = PriorityFacts(date_of_birth=PartialDate(1940, 5, 1))
EMERGENCY = PriorityFacts(ticked=frozenset({"emergency"}))


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock(datetime(2026, 11, 21, 1, 0, tzinfo=UTC))


@pytest.fixture
def rows() -> MemoryRows:
    return MemoryRows()


@pytest.fixture
def office(rows: MemoryRows, clock: FakeClock) -> TicketOffice:
    return TicketOffice(rows, RULES, clock, desk_id="desk-1")


def give(office: TicketOffice, count: int, facts: PriorityFacts | None = None, room: str = INTERNAL) -> list[str]:
    return [office.issue(None, room, facts or PriorityFacts()).shown for _ in range(count)]


def test_numbers_of_a_room_follow_one_another_for_each_lane(office: TicketOffice) -> None:
    assert give(office, 2) == ["A001", "A002"]
    assert give(office, 1, OLD) == ["UA001"]
    assert give(office, 1, EMERGENCY) == ["CA001"]
    assert give(office, 1, room=CHILDREN) == ["B001"]


def test_the_same_record_asked_again_has_the_same_number(office: TicketOffice, rows: MemoryRows) -> None:
    first = office.issue(RecordId("r-1"), INTERNAL)
    again = office.issue(RecordId("r-1"), INTERNAL, OLD)
    assert (again.shown, again.number, again.issued_at) == (first.shown, 1, first.issued_at)
    assert len(rows.places) == 1
    assert (first.waiting_before, again.waiting_before) == (0, None)


def test_two_people_without_a_record_are_two_people(office: TicketOffice) -> None:
    assert give(office, 2) == ["A001", "A002"]


def test_numbers_begin_anew_with_the_vietnamese_day_and_not_with_the_utc_one(
    office: TicketOffice, clock: FakeClock
) -> None:
    clock.set_wall(datetime(2026, 11, 21, 16, 59, tzinfo=UTC))
    late = office.issue(None, INTERNAL)
    clock.set_wall(datetime(2026, 11, 21, 17, 0, tzinfo=UTC))
    early = office.issue(None, INTERNAL)
    assert (late.day.isoformat(), late.shown) == ("2026-11-21", "A001")
    assert (early.day.isoformat(), early.shown) == ("2026-11-22", "A001")
    assert [one.shown for one in office.waiting(INTERNAL)] == ["A001"]


def test_a_ticket_tells_how_many_will_be_called_sooner(office: TicketOffice) -> None:
    give(office, 3)
    assert office.issue(None, INTERNAL).waiting_before == 3
    assert office.issue(None, INTERNAL, OLD).waiting_before == 0
    assert office.issue(None, INTERNAL, EMERGENCY).waiting_before == 0


def test_who_is_called_no_longer_waits_and_the_next_one_is_called_next(office: TicketOffice) -> None:
    give(office, 2)
    called = office.call_next(INTERNAL, "2")
    assert called is not None
    assert (called.shown, called.state, called.calls, called.counter) == ("A001", PlaceState.CALLED, 1, "2")
    assert [one.shown for one in office.waiting(INTERNAL)] == ["A002"]
    assert office.call_next(INTERNAL) is not None
    assert office.call_next(INTERNAL) is None


def test_a_number_that_another_counter_just_called_is_not_called_twice(office: TicketOffice, rows: MemoryRows) -> None:
    give(office, 2)
    rows.before_change = lambda: rows.someone_else_calls("A001")
    called = office.call_next(INTERNAL)
    assert called is not None and called.shown == "A002"


def test_a_queue_that_changes_under_every_try_is_told_and_not_waited_for(
    office: TicketOffice, rows: MemoryRows
) -> None:
    give(office, 1)
    rows.change = lambda before, after: False  # type: ignore[method-assign]
    with pytest.raises(TicketMoved):
        office.call_next(INTERNAL)


def test_a_call_is_repeated_with_its_count_and_keeps_its_counter(office: TicketOffice) -> None:
    give(office, 1)
    office.call_next(INTERNAL, "3")
    again = office.call_again("a001")
    assert (again.calls, again.counter) == (2, "3")
    assert office.call_again("A001", "4").counter == "4"


def test_who_did_not_come_can_be_called_again_and_be_served(office: TicketOffice) -> None:
    give(office, 1)
    office.call_next(INTERNAL)
    assert office.skip("A001").state is PlaceState.ABSENT
    assert office.call_next(INTERNAL) is None
    assert office.call_again("A001").state is PlaceState.CALLED
    assert office.finish("A001").state is PlaceState.SERVED


def test_who_was_served_is_not_absent_before_another_call(office: TicketOffice) -> None:
    give(office, 1)
    office.call_next(INTERNAL)
    office.finish("A001")
    with pytest.raises(TicketServed):
        office.skip("A001")
    assert office.find("A001").state is PlaceState.SERVED
    office.call_again("A001")
    assert office.skip("A001").state is PlaceState.ABSENT


def test_finishing_twice_changes_nothing_the_second_time(office: TicketOffice, clock: FakeClock) -> None:
    give(office, 1)
    office.call_next(INTERNAL)
    first = office.finish("A001")
    clock.pass_time(60)
    assert office.finish("A001").finished_at == first.finished_at


def test_a_change_that_came_too_late_is_told(office: TicketOffice, rows: MemoryRows) -> None:
    give(office, 1)
    rows.before_change = lambda: rows.someone_else_calls("A001")
    with pytest.raises(TicketMoved):
        office.skip("A001")


def test_a_reprint_is_the_same_ticket_without_a_guess_about_the_queue(office: TicketOffice) -> None:
    first = office.issue(None, INTERNAL, OLD)
    again = office.reprint(" ua001 ")
    assert (again.shown, again.priority, again.issued_at) == (first.shown, "elderly", first.issued_at)
    assert again.waiting_before is None


@pytest.mark.parametrize("shown", ["A002", "Z001", "", "A", "A0001", "x" * 5000])
def test_a_number_nobody_got_today_is_unknown(office: TicketOffice, shown: str) -> None:
    give(office, 1)
    with pytest.raises(TicketUnknown) as caught:
        office.call_again(shown)
    assert len(str(caught.value)) < 60


def test_yesterdays_number_is_unknown_today(office: TicketOffice, clock: FakeClock) -> None:
    give(office, 1)
    clock.pass_time(24 * 3600)
    with pytest.raises(TicketUnknown):
        office.reprint("A001")


def test_a_room_or_a_class_the_site_does_not_have_is_refused_before_a_number_is_given(
    office: TicketOffice, rows: MemoryRows
) -> None:
    with pytest.raises(RoomUnknown):
        office.issue(None, "cellar")
    with pytest.raises(RoomUnknown):
        office.call_next("cellar")
    with pytest.raises(PriorityUnknown):
        office.issue(None, INTERNAL, PriorityFacts(ticked=frozenset({"friend-of-the-house"})))
    assert rows.places == []


def test_numbers_above_999_keep_growing(office: TicketOffice) -> None:
    give(office, 1000)
    assert office.issue(None, INTERNAL).shown == "A1001"
    assert office.find("A1001").number == 1001


def test_the_waiting_room_sees_calls_newest_first_and_how_many_wait(
    office: TicketOffice, rows: MemoryRows, clock: FakeClock
) -> None:
    give(office, 3)
    give(office, 1, OLD)
    give(office, 2, room=CHILDREN)
    for room in (INTERNAL, CHILDREN, INTERNAL):
        office.call_next(room, "1")
        clock.pass_time(1)
    office.finish("B001")
    board = WaitingRoom(rows, RULES, clock).board()
    assert [(one.shown, one.settled) for one in board.calls] == [
        ("A001", False),
        ("B001", True),
        ("UA001", False),
    ]
    assert board.waiting == (({"vi": "Phòng A", "en": "Room A"}, 2), ({"vi": "Phòng B", "en": "Room B"}, 1))


def test_a_screen_for_one_room_shows_that_room_alone(office: TicketOffice, rows: MemoryRows, clock: FakeClock) -> None:
    give(office, 1)
    give(office, 1, room=CHILDREN)
    office.call_next(INTERNAL)
    office.call_next(CHILDREN)
    board = WaitingRoom(rows, RULES, clock, frozenset({CHILDREN})).board()
    assert [one.shown for one in board.calls] == ["B001"]
    assert [count for _, count in board.waiting] == [0]
