"""A queue in memory with invented rooms, for tests of its rules."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from datetime import date

from kiosk.domain.queue_place import NewPlace, PlaceState, QueuePlace
from kiosk.queueing import Lane, PriorityClass, QueueRules, Room

INTERNAL, CHILDREN = "internal", "children"


def room(room_id: str, letter: str) -> Room:
    series = {Lane.FIRST: f"C{letter}", Lane.PRIORITY: f"U{letter}", Lane.ORDINARY: letter}
    return Room(room_id, {"vi": f"Phòng {letter}", "en": f"Room {letter}"}, series)


CLASSES = (
    PriorityClass("emergency", {"vi": "Cấp cứu"}, Lane.FIRST),
    PriorityClass("elderly", {"vi": "Người cao tuổi"}, Lane.PRIORITY, from_age=80, valid_from=date(2010, 7, 1)),
    PriorityClass("child", {"vi": "Trẻ em"}, Lane.PRIORITY, below_age=6),
    PriorityClass("pregnant", {"vi": "Phụ nữ có thai"}, Lane.PRIORITY, valid_until=date(2027, 12, 31)),
)
RULES = QueueRules((room(INTERNAL, "A"), room(CHILDREN, "B")), CLASSES, ordinary_per_priority=2)


class MemoryRows:
    """`TicketRows` and `CallRows` in a list."""

    def __init__(self) -> None:
        self.places: list[QueuePlace] = []
        self.before_change: Callable[[], None] = lambda: None
        """Called before each change: where another counter can be quicker."""

    def give(self, wanted: NewPlace) -> tuple[QueuePlace, bool]:
        for one in self.places:
            if wanted.record_id is not None and one.record_id == wanted.record_id:
                return one, False
        number = 1 + sum(1 for one in self.places if (one.day, one.series) == (wanted.day, wanted.series))
        place = QueuePlace(
            day=wanted.day,
            room_id=wanted.room_id,
            series=wanted.series,
            priority=wanted.priority,
            number=number,
            record_id=wanted.record_id,
            desk_id=wanted.desk_id,
            issued_at=wanted.issued_at,
            order=len(self.places) + 1,
        )
        self.places.append(place)
        return place, True

    def of_room(self, day: date, room_id: str) -> list[QueuePlace]:
        return [one for one in self.places if one.day == day and one.room_id == room_id]

    def change(self, before: QueuePlace, after: QueuePlace) -> bool:
        self.before_change()
        if before not in self.places:
            return False
        self.places[self.places.index(before)] = after
        return True

    def newest_calls(self, day: date, limit: int, room_ids: Collection[str] | None = None) -> list[QueuePlace]:
        called = [one for one in self.places if one.day == day and one.called_at is not None]
        called = [one for one in called if room_ids is None or one.room_id in room_ids]
        return sorted(called, key=lambda one: str(one.called_at), reverse=True)[:limit]

    def waiting_counts(self, day: date) -> Mapping[str, int]:
        return Counter(one.room_id for one in self.places if one.day == day and one.state is PlaceState.WAITING)

    def someone_else_calls(self, shown: str) -> None:
        """Another counter calls this number right now."""
        self.before_change = lambda: None
        for index, one in enumerate(self.places):
            if one.shown == shown:
                self.places[index] = replace(one, calls=1, called_at=one.issued_at)
