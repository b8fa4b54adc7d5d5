"""Where numbers are given, called and settled.

Nothing is kept in memory: every answer comes from the rows, so that several desks and counters, and a program that was
restarted, see one queue. A day is a day in Vietnam; with a new one every series begins at 1 by itself.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from typing import Protocol

from kiosk.domain.dates import vietnamese_date
from kiosk.domain.queue_place import FinishedHow, NewPlace, PlaceState, QueuePlace
from kiosk.domain.record import RecordId
from kiosk.domain.ticket import Ticket
from kiosk.queueing.errors import TicketMoved, TicketServed, TicketUnknown
from kiosk.queueing.order import calling_order
from kiosk.queueing.priority import PriorityFacts, class_for, lane_of
from kiosk.queueing.rules import ORDINARY, QueueRules, Room
from kiosk.runtime.clock import Clock

_TRIES = 20
"""Other counters may be quicker so many times before we say so."""
_NOTHING_KNOWN = PriorityFacts()


class TicketRows(Protocol):
    """Where places in the queue are kept: one table for all desks."""

    def give(self, wanted: NewPlace) -> tuple[QueuePlace, bool]:
        """The next number of the series that day, durably, and True; or, when the record already has a place, that
        one and False."""
        ...

    def of_room(self, day: date, room_id: str) -> Sequence[QueuePlace]:
        """Every place of the room that day, in any order."""
        ...

    def change(self, before: QueuePlace, after: QueuePlace) -> bool:
        """Write what `after` says about calls and finishing; False, and nothing, when the row no longer is `before`."""
        ...


class TicketOffice:
    """The queue of one site, as one desk or counter sees it. Safe from several threads when its rows are."""

    def __init__(self, rows: TicketRows, rules: QueueRules, clock: Clock, *, desk_id: str = "") -> None:
        self._rows = rows
        self._rules = rules
        self._clock = clock
        self._desk_id = desk_id

    def issue(self, record_id: RecordId | None, room_id: str, facts: PriorityFacts = _NOTHING_KNOWN) -> Ticket:
        """A number for `room_id`; asked again for the same record, the same ticket, also for another room.

        Raises `RoomUnknown`, `PriorityUnknown`, and whatever the rows raise.
        """
        room, now = self._rules.room(room_id), self._clock.now()
        day = vietnamese_date(now)
        found = class_for(facts, self._rules, day)
        series, priority = room.series[lane_of(found)], found.class_id if found else ORDINARY
        place, fresh = self._rows.give(NewPlace(day, room_id, series, priority, record_id, self._desk_id, now))
        return self._ticket(place, self._before(place, room) if fresh else None)

    def reprint(self, shown: str) -> Ticket:
        """Today's ticket of this number, to print it once more. Raises `TicketUnknown`."""
        return self._ticket(self.find(shown), None)

    def call_next(self, room_id: str, counter: str | None = None) -> QueuePlace | None:
        """Call whose turn it is; None when nobody waits. Two counters never get the same. Raises `RoomUnknown`."""
        for _ in range(_TRIES):
            waiting = self.waiting(room_id)
            if not waiting:
                return None
            called = self._called(waiting[0], counter)
            if self._rows.change(waiting[0], called):
                return called
        raise TicketMoved(waiting[0].shown)

    def call_again(self, shown: str, counter: str | None = None) -> QueuePlace:
        """Call a number once more, also one that was absent or served. Raises `TicketUnknown`, `TicketMoved`."""
        return self._change(shown, lambda place: self._called(place, counter or place.counter))

    def finish(self, shown: str) -> QueuePlace:
        """The person was served. Raises `TicketUnknown`, `TicketMoved`."""
        return self._change(shown, lambda place: self._finished(place, FinishedHow.SERVED))

    def skip(self, shown: str) -> QueuePlace:
        """The person did not come when called. Raises `TicketUnknown`, `TicketMoved`, and `TicketServed` for a number
        that was served and not called since."""
        return self._change(shown, self._missed)

    def waiting(self, room_id: str) -> tuple[QueuePlace, ...]:
        """Who waits for this room today, in the order of calling. Raises `RoomUnknown`."""
        room = self._rules.room(room_id)
        places = self._rows.of_room(self._today(), room_id)
        return tuple(calling_order(places, room, self._rules.ordinary_per_priority))

    def find(self, shown: str) -> QueuePlace:
        """Today's place of this number, written in any case. Raises `TicketUnknown`."""
        wanted = shown.strip().upper()
        for room in self._rules.rooms:
            if any(wanted.startswith(series) for series in room.series.values()):
                for place in self._rows.of_room(self._today(), room.room_id):
                    if place.shown == wanted:
                        return place
        raise TicketUnknown(wanted[:12])

    def _change(self, shown: str, changed: Callable[[QueuePlace], QueuePlace]) -> QueuePlace:
        before = self.find(shown)
        after = changed(before)
        if before.state is not after.state or after.calls != before.calls:
            if not self._rows.change(before, after):
                raise TicketMoved(before.shown)
            return after
        return before

    def _called(self, place: QueuePlace, counter: str | None) -> QueuePlace:
        now, calls = self._clock.now(), place.calls + 1
        return replace(place, called_at=now, calls=calls, counter=counter, finished_at=None, finished_how=None)

    def _finished(self, place: QueuePlace, how: FinishedHow) -> QueuePlace:
        return replace(place, finished_at=self._clock.now(), finished_how=how)

    def _missed(self, place: QueuePlace) -> QueuePlace:
        if place.state is PlaceState.SERVED:
            raise TicketServed(place.shown)
        return self._finished(place, FinishedHow.ABSENT)

    def _before(self, place: QueuePlace, room: Room) -> int | None:
        """How many will be called sooner; None when somebody was so quick that the place no longer waits."""
        places = self._rows.of_room(place.day, room.room_id)
        order = calling_order(places, room, self._rules.ordinary_per_priority)
        return next((index for index, one in enumerate(order) if one.shown == place.shown), None)

    def _ticket(self, place: QueuePlace, waiting_before: int | None) -> Ticket:
        room = next((one for one in self._rules.rooms if one.room_id == place.room_id), None)
        return Ticket(
            record_id=place.record_id,
            day=place.day,
            room_id=place.room_id,
            room_name=room.name if room else {"vi": place.room_id},
            priority=place.priority,
            number=place.number,
            shown=place.shown,
            issued_at=place.issued_at,
            waiting_before=waiting_before,
        )

    def _today(self) -> date:
        return vietnamese_date(self._clock.now())
