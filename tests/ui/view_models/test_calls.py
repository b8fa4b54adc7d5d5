"""What the waiting room reads, from what the queue knows."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from kiosk.domain.calls import Call, CallBoard
from kiosk.runtime.language import Language
from ui.sample_calls import NOW, boards
from ui.view_models.calls import RECENT, ROOMS, calls_view


def call(shown: str, *, counter: str | None = None, calls: int = 1, settled: bool = False) -> Call:
    return Call(shown, "noi-1", {"vi": "Phòng Nội", "en": "Internal"}, counter, calls, NOW, settled)


def test_the_newest_open_call_is_the_large_one_and_settled_ones_never_are(vietnamese: Language) -> None:
    view = calls_view(CallBoard((call("A003", settled=True), call("A002"), call("A001"))), NOW, vietnamese)
    assert view.now is not None
    assert view.now.number == "A002"
    assert [(one.number, one.over) for one in view.recent] == [("A003", True), ("A001", False)]


def test_when_all_were_served_nobody_is_called_and_the_last_ones_stay_listed(vietnamese: Language) -> None:
    view = calls_view(CallBoard((call("A002", settled=True),)), NOW, vietnamese)
    assert view.now is None
    assert view.called_at is None
    assert [one.number for one in view.recent] == ["A002"]


def test_a_counter_and_a_repeated_call_are_said_in_words(vietnamese: Language, english: Language) -> None:
    board = CallBoard((call("A001", counter="2", calls=3),))
    assert calls_view(board, NOW, vietnamese).now.detail == "Bàn 2 · Gọi lần 3"  # type: ignore[union-attr]
    assert calls_view(board, NOW, english).now.detail == "Counter 2 · Call no. 3"  # type: ignore[union-attr]
    assert calls_view(CallBoard((call("A001"),)), NOW, vietnamese).now.detail == ""  # type: ignore[union-attr]


def test_only_as_much_is_listed_as_the_wall_holds(vietnamese: Language) -> None:
    many = tuple(call(f"A{number:03d}") for number in range(40, 0, -1))
    rooms = tuple(({"vi": f"Phòng {number}"}, number) for number in range(20))
    view = calls_view(CallBoard(many, rooms), NOW, vietnamese)
    assert len(view.recent) == RECENT
    assert len(view.rooms) == ROOMS
    assert (view.rooms[0].waiting, view.rooms[1].waiting) == ("không còn ai chờ", "còn 1 người chờ")


def test_the_time_is_vietnamese(vietnamese: Language) -> None:
    view = calls_view(CallBoard(), datetime(2026, 12, 31, 17, 5, tzinfo=UTC), vietnamese)
    assert (view.time, view.date) == ("00:05", "01/01/2027")


def test_what_comes_from_elsewhere_is_one_bounded_line(vietnamese: Language) -> None:
    hostile = replace(call("A\n<b>" + "9" * 50, counter="2\u202e" * 40), room_name={"vi": "x\ny" * 100})
    view = calls_view(CallBoard((hostile,)), NOW, vietnamese)
    assert view.now is not None
    assert len(view.now.number) <= 12 and len(view.now.room) <= 60
    assert not any(sign in view.now.number + view.now.room + view.now.detail for sign in "\n\u202e")


def test_the_samples_show_a_call_a_long_number_and_an_empty_hall(vietnamese: Language) -> None:
    views = {name: calls_view(board, NOW, vietnamese) for name, board in boards().items()}
    assert views["calls"].now is not None
    assert len(views["calls-long-number"].now.number) > 5  # type: ignore[union-attr]
    assert views["calls-nobody"].now is None
