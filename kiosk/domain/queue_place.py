"""A ticket on its way through the queue: waiting, called, served, or not there when called."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from kiosk.domain.record import RecordId


class FinishedHow(StrEnum):
    SERVED = "served"
    ABSENT = "absent"
    """Called and did not come; may still be called again."""


class PlaceState(StrEnum):
    WAITING = "waiting"
    CALLED = "called"
    SERVED = "served"
    ABSENT = "absent"


@dataclass(frozen=True)
class NewPlace:
    """Somebody who wants a number; which one is decided where numbers are kept."""

    day: date
    room_id: str
    series: str
    priority: str
    record_id: RecordId | None
    desk_id: str
    issued_at: datetime


@dataclass(frozen=True)
class QueuePlace:
    """One number of one series on one day, and what became of it. No name: a queue does not need one."""

    day: date
    """In Vietnam."""
    room_id: str
    series: str
    """The letters in front of the number. A series belongs to one room and one lane."""
    priority: str
    """The id of the priority class."""
    number: int
    """From 1 each day, without gaps within a series."""
    record_id: RecordId | None
    desk_id: str
    """Where it was given."""
    issued_at: datetime
    order: int = 0
    """Where numbers are kept they have an order of their own; times are not an order."""
    called_at: datetime | None = None
    """The last call."""
    calls: int = 0
    counter: str | None = None
    """Which counter of the room called; None when it has one only."""
    finished_at: datetime | None = None
    finished_how: FinishedHow | None = None

    @property
    def shown(self) -> str:
        """As printed and called, e.g. `A012`."""
        return f"{self.series}{self.number:03d}"

    @property
    def state(self) -> PlaceState:
        if self.finished_how is not None:
            return PlaceState(self.finished_how.value)
        return PlaceState.CALLED if self.calls else PlaceState.WAITING
