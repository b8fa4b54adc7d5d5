"""In which order the numbers of one room are called.

Emergencies at once; then the priority lane, after each of whose calls a share of ordinary numbers comes, so that in a
clinic full of old people the others are called too. The rule looks back only to the last priority call: a morning
without priority must not be paid back by an hour of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime

from kiosk.domain.queue_place import PlaceState, QueuePlace
from kiosk.queueing.rules import Lane, Room

_EVER = datetime.max.replace(tzinfo=UTC)


def calling_order(places: Iterable[QueuePlace], room: Room, ordinary_per_priority: int) -> Iterator[QueuePlace]:
    """The waiting places as they will be called if nobody else comes. `places` are all of the room and day."""
    lane_of = {series: lane for lane, series in room.series.items()}
    known = sorted(places, key=lambda one: one.order)
    waiting: Mapping[Lane, list[QueuePlace]] = {lane: [] for lane in Lane}
    for one in known:
        if one.state is PlaceState.WAITING:
            waiting[lane_of.get(one.series, Lane.ORDINARY)].append(one)
    yield from waiting[Lane.FIRST]
    priority, ordinary = iter(waiting[Lane.PRIORITY]), iter(waiting[Lane.ORDINARY])
    owed = _owed(known, lane_of, ordinary_per_priority)
    next_priority, next_ordinary = next(priority, None), next(ordinary, None)
    while next_priority is not None or next_ordinary is not None:
        if next_ordinary is not None and (owed > 0 or next_priority is None):
            yield next_ordinary
            next_ordinary, owed = next(ordinary, None), owed - 1
        elif next_priority is not None:
            yield next_priority
            next_priority, owed = next(priority, None), ordinary_per_priority


def _owed(places: list[QueuePlace], lane_of: Mapping[str, Lane], share: int) -> int:
    """How many ordinary numbers come before the next from the priority lane: the share less what was called since."""
    called = [one for one in places if one.called_at is not None]
    by_time = sorted(called, key=lambda one: one.called_at or _EVER, reverse=True)
    ordinary_since = 0
    for one in by_time:
        lane = lane_of.get(one.series, Lane.ORDINARY)
        if lane is Lane.PRIORITY:
            return max(0, share - ordinary_since)
        if lane is Lane.ORDINARY:
            ordinary_since += 1
    return 0
