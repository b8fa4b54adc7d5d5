"""What the waiting room is shown: who is called now, who was called before, how many wait. Numbers and rooms only."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from kiosk.domain.calls import Call, CallBoard
from kiosk.domain.dates import vietnamese_date
from kiosk.domain.queue_place import PlaceState, QueuePlace
from kiosk.queueing.rules import QueueRules
from kiosk.runtime.clock import Clock


class CallRows(Protocol):
    """What a call screen asks, every second or two."""

    def newest_calls(self, day: date, limit: int, room_ids: Collection[str] | None = None) -> Sequence[QueuePlace]:
        """The places called last that day in these rooms (None: in all), the newest call first."""
        ...

    def waiting_counts(self, day: date) -> Mapping[str, int]:
        """How many wait, by room; a room where nobody waits may be missing."""
        ...


@dataclass(frozen=True)
class WaitingRoom:
    """The calls of some rooms, read anew at each look."""

    rows: CallRows
    rules: QueueRules
    clock: Clock
    room_ids: frozenset[str] | None = None
    """Which rooms this screen is for; None for all."""
    longest: int = 24
    """How far back the calls go."""

    def board(self) -> CallBoard:
        """Raises whatever the rows raise."""
        day = vietnamese_date(self.clock.now())
        places = self.rows.newest_calls(day, self.longest, self.room_ids)
        counts = self.rows.waiting_counts(day)
        rooms = [room for room in self.rules.rooms if self.room_ids is None or room.room_id in self.room_ids]
        waiting = tuple((room.name, counts.get(room.room_id, 0)) for room in rooms)
        return CallBoard(tuple(call for place in places if (call := self._call(place))), waiting)

    def _call(self, place: QueuePlace) -> Call | None:
        if place.called_at is None:
            return None
        room = next((one for one in self.rules.rooms if one.room_id == place.room_id), None)
        return Call(
            shown=place.shown,
            room_id=place.room_id,
            room_name=room.name if room else {"vi": place.room_id},
            counter=place.counter,
            calls=place.calls,
            called_at=place.called_at,
            settled=place.state is not PlaceState.CALLED,
        )
