"""The outbox: everything that was confirmed reaches every office it is meant for, once in effect, however often it is
sent.

A record leaves an office's queue by a receipt or by a refusal, never by an error. After a timeout nobody here knows
whether the office has the record; it is sent again under the same key and the office says "duplicate". So a kill at any
moment loses nothing and doubles nothing. Each office has a lane of its own: one that is down, slow or rude holds no
other.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from kiosk.delivery.breaker import Jitter, system_jitter
from kiosk.delivery.errors import DeliverySettingsInvalid
from kiosk.delivery.lane import Lane, OutboxState, OutboxStore, Sender
from kiosk.domain.record import Receipt, RecordId
from kiosk.runtime.clock import Clock


class Outbox:
    """The lanes of one desk, by delivery id; the first is the primary, whose receipt a visit waits for."""

    def __init__(
        self, store: OutboxStore, senders: Mapping[str, Sender], clock: Clock, *, jitter: Jitter = system_jitter
    ) -> None:
        if not senders:
            raise DeliverySettingsInvalid("deliveries")
        self._lanes = {one: Lane(one, store, sender, clock, jitter) for one, sender in senders.items()}
        self._primary = next(iter(self._lanes.values()))

    @property
    def deliveries(self) -> tuple[str, ...]:
        """The delivery ids, the primary first: what `Store.save` wants to know."""
        return tuple(self._lanes)

    @property
    def state(self) -> OutboxState:
        """The way to the primary office."""
        return self._primary.state

    @property
    def states(self) -> Mapping[str, OutboxState]:
        return {one: lane.state for one, lane in self._lanes.items()}

    def deliver_now(self, record_id: RecordId) -> Receipt | None:
        """Deliver what was just confirmed to the primary office; None when it has to wait. The others get it with the
        next `deliver_due`. Raises `DeliveryRefused` when the primary office refused it for good."""
        return self._primary.deliver_now(record_id)

    def retry(self, cancelled: Callable[[], bool]) -> list[Receipt]:
        """Deliver everything that waits, whatever wait it was given: a person asked for it."""
        return [receipt for lane in self._lanes.values() for receipt in lane.retry(cancelled)]

    def deliver_due(self, cancelled: Callable[[], bool], delivery_id: str | None = None) -> list[Receipt]:
        """Deliver everything whose time has come, to one office or, None, to one after the other. Lanes may run at
        the same time, each in its own thread: that is how a slow office leaves the others their pace.

        Raises `DeliverySettingsInvalid` for an id that is not one of `deliveries`.
        """
        if delivery_id is None:
            return [receipt for lane in self._lanes.values() for receipt in lane.deliver_due(cancelled)]
        lane = self._lanes.get(delivery_id)
        if lane is None:
            raise DeliverySettingsInvalid("deliveries")
        return lane.deliver_due(cancelled)
