"""The rules of a site's queue: rooms with their series, priority classes, and how the lanes are mixed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import IntEnum

from kiosk.queueing.errors import PriorityUnknown, RoomUnknown, RulesInvalid

ORDINARY = "ordinary"
"""The class of everybody who has no other."""


class Lane(IntEnum):
    """Which queue of the room a class stands in; a lower one is weightier."""

    FIRST = 0
    """Before everybody, whatever the mixing says: emergencies."""
    PRIORITY = 1
    ORDINARY = 2


@dataclass(frozen=True)
class PriorityClass:
    """People who are called sooner, by a dated rule. With an age it decides itself; without one, staff tick it."""

    class_id: str
    label: Mapping[str, str]
    lane: Lane
    from_age: int | None = None
    """Whole years completed, this age included."""
    below_age: int | None = None
    """Whole years completed, this age excluded."""
    valid_from: date | None = None
    valid_until: date | None = None

    @property
    def by_age(self) -> bool:
        return self.from_age is not None or self.below_age is not None

    def in_force(self, day: date) -> bool:
        begun = self.valid_from is None or self.valid_from <= day
        return begun and (self.valid_until is None or day <= self.valid_until)


@dataclass(frozen=True)
class Room:
    room_id: str
    name: Mapping[str, str]
    """By language code."""
    series: Mapping[Lane, str]
    """The letters before the number, for each lane."""
    direction: Mapping[str, str] | None = None
    """How to find it, by language code."""


@dataclass(frozen=True)
class QueueRules:
    rooms: tuple[Room, ...]
    classes: tuple[PriorityClass, ...]
    """The weightiest first: who fits several stands in the first of them."""
    ordinary_per_priority: int = 2
    """After one from the priority lane so many ordinary numbers are called, when any wait. 0: priority always first."""

    def __post_init__(self) -> None:
        """Raises `RulesInvalid`."""
        _once("room", [room.room_id for room in self.rooms])
        _once("class", [one.class_id for one in self.classes])
        _once("series", [series for room in self.rooms for series in room.series.values()])
        for room in self.rooms:
            if set(room.series) != set(Lane):
                raise RulesInvalid(f"room {room.room_id!r} needs a series for each lane")
        if any(one.class_id == ORDINARY for one in self.classes) or self.ordinary_per_priority < 0:
            raise RulesInvalid("ordinary is no priority class, and a share is never below 0")

    def room(self, room_id: str) -> Room:
        """Raises `RoomUnknown`."""
        for room in self.rooms:
            if room.room_id == room_id:
                return room
        raise RoomUnknown(room_id)

    def in_force(self, day: date) -> tuple[PriorityClass, ...]:
        return tuple(one for one in self.classes if one.in_force(day))

    def class_of(self, class_id: str) -> PriorityClass | None:
        """None for `ordinary`, and for a class that was taken out of the rules since.

        A number given in the morning keeps its lane through its series, not through this.
        """
        return next((one for one in self.classes if one.class_id == class_id), None)

    def ticked(self, class_id: str, day: date) -> PriorityClass:
        """A class that staff may tick on `day`. Raises `PriorityUnknown`."""
        for one in self.in_force(day):
            if one.class_id == class_id:
                return one
        raise PriorityUnknown(class_id)


def _once(what: str, names: list[str]) -> None:
    for name in names:
        if not name or names.count(name) > 1:
            raise RulesInvalid(f"{what} {name!r} is empty or stands twice")
