"""The queue's numbers in the store, from several counters at once."""

from __future__ import annotations

import threading
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from kiosk.domain.queue_place import FinishedHow, NewPlace, QueuePlace
from kiosk.domain.record import RecordId
from kiosk.records import Store
from kiosk.records.tickets import TicketTable

DAY = date(2026, 11, 21)
AT = datetime(2026, 11, 21, 1, 0, 0, 123456, tzinfo=UTC)


def wanted(series: str = "A", *, room: str = "internal", record: str | None = None, day: date = DAY) -> NewPlace:
    return NewPlace(day, room, series, "ordinary", RecordId(record) if record else None, "desk-1", AT)


def give(table: TicketTable, **which: str) -> QueuePlace:
    return table.give(wanted(**which))[0]  # type: ignore[arg-type]  # only texts are passed here


def called(place: QueuePlace, seconds: float = 1) -> QueuePlace:
    return replace(place, called_at=AT + timedelta(seconds=seconds), calls=place.calls + 1, counter="2")


def test_numbers_count_by_day_and_series(store: Store) -> None:
    table = TicketTable(store.database)
    assert [give(table).number for _ in range(3)] == [1, 2, 3]
    assert give(table, series="UA").number == 1
    assert table.give(wanted(day=date(2026, 11, 22)))[0].number == 1


def test_a_record_has_one_number_for_ever(store: Store) -> None:
    table = TicketTable(store.database)
    first, fresh = table.give(wanted(record="r-1"))
    again, fresh_again = table.give(wanted("B", room="children", record="r-1", day=date(2026, 11, 22)))
    assert (fresh, fresh_again) == (True, False)
    assert again == first == table.of_record(RecordId("r-1"))
    assert table.of_record(RecordId("r-2")) is None


def test_a_place_comes_back_as_it_was_written(store: Store) -> None:
    table = TicketTable(store.database)
    before = give(table, record="r-1")
    after = replace(called(before), finished_at=AT + timedelta(minutes=3), finished_how=FinishedHow.ABSENT)
    assert table.change(before, after)
    assert table.of_room(DAY, "internal") == [after]
    assert table.of_room(DAY, "children") == []


def test_a_change_of_what_is_no_longer_so_changes_nothing(store: Store) -> None:
    table = TicketTable(store.database)
    before = give(table)
    assert table.change(before, called(before))
    assert not table.change(before, replace(before, finished_how=FinishedHow.SERVED))
    assert not table.change(replace(before, number=7), called(before))
    assert table.of_room(DAY, "internal") == [called(before)]


def test_calls_come_newest_first_and_only_those_of_the_day(store: Store) -> None:
    table = TicketTable(store.database)
    places = [give(table) for _ in range(4)]
    other_day = table.give(wanted(day=date(2026, 11, 20)))[0]
    table.change(other_day, called(other_day, 99))
    for seconds, place in enumerate([places[2], places[0], places[1]]):
        table.change(place, called(place, seconds))
    assert [one.number for one in table.newest_calls(DAY, 2)] == [2, 1]
    assert [one.number for one in table.newest_calls(DAY, 9)] == [2, 1, 3]


def test_the_calls_of_a_quiet_room_are_found_behind_those_of_a_busy_one(store: Store) -> None:
    table = TicketTable(store.database)
    quiet, *busy = [give(table, series="B", room="children"), *(give(table) for _ in range(3))]
    for seconds, place in enumerate([quiet, *busy]):
        table.change(place, called(place, seconds))
    assert [one.shown for one in table.newest_calls(DAY, 1, {"children"})] == ["B001"]
    assert table.newest_calls(DAY, 1, {"eyes"}) == []


def test_only_who_was_neither_called_nor_settled_counts_as_waiting(store: Store) -> None:
    table = TicketTable(store.database)
    first, second, _ = give(table), give(table), give(table)
    give(table, series="B", room="children")
    table.change(first, called(first))
    table.change(second, replace(second, finished_how=FinishedHow.ABSENT, finished_at=AT))
    assert table.waiting_counts(DAY) == {"internal": 1, "children": 1}
    assert table.waiting_counts(date(2026, 11, 22)) == {}


def test_many_counters_at_once_never_give_or_call_the_same_number(store: Store) -> None:
    table, given, mine = TicketTable(store.database), [], []

    def work(counter: str) -> None:
        for _ in range(10):
            given.append(give(table).number)
        for place in table.of_room(DAY, "internal"):
            if not place.calls and table.change(place, replace(called(place), counter=counter)):
                mine.append(place.number)

    threads = [threading.Thread(target=work, args=(str(number),)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(given) == list(range(1, 41))
    assert sorted(mine) == list(range(1, 41))
