"""The way to one office: what waits for it goes out in the order of saving, and its failures are its own.

Order. A record that could not go because the office was away keeps its place, and the next try begins with it; the
breaker alone decides when. Only a record over which the office itself stumbles (an error of its server, no answer again
and again) steps aside with a wait of its own, so that it does not hold those behind it.

Two programs of one desk (a window and a command, a machine that took over another's name) never send one record at the
same time: each takes a lease on a row before it sends it.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import Enum, auto
from secrets import token_hex
from typing import Protocol

from kiosk.delivery.breaker import LONGEST_S, Breaker, Jitter, backoff_s
from kiosk.delivery.errors import (
    PERHAPS_THE_RECORD,
    WHOLE_OFFICE,
    DeliveryLater,
    DeliveryProblem,
    DeliveryRefused,
)
from kiosk.domain.record import Receipt, Record, RecordFate, RecordId
from kiosk.runtime.clock import Clock

_BATCH = 50
_LONGEST_PLAN = timedelta(seconds=4 * LONGEST_S)
"""Nothing is ever planned later than this (the longest Retry-After we honour); what is, was planned by another clock.
"""
PATIENCE_S = 10.0
"""How long a visit waits for its turn, and for those before it, while the backlog is being sent."""
TRIES_IN_PLACE = 5
"""So often a record keeps its place when the office gives no answer; after that it may be the record."""


LEASE = timedelta(minutes=3)
"""So long a row is this program's alone while it is being sent: longer than the longest time-out of a delivery. What a
killed program held is sent when its lease is over."""


class Waiting(Protocol):
    """What must be known of a record on its way."""

    @property
    def record_id(self) -> RecordId: ...
    @property
    def attempts(self) -> int: ...


class OutboxStore(Protocol):
    """The part of the store that deliveries lean on; `kiosk.records.Store` has it."""

    def record(self, record_id: RecordId) -> Record: ...
    def fate(self, record_id: RecordId, delivery_id: str | None = None) -> RecordFate: ...
    def receipt(self, record_id: RecordId, delivery_id: str) -> Receipt | None: ...
    def due(self, now: datetime, latest: datetime, limit: int, delivery_id: str, holder: str) -> Sequence[Waiting]: ...
    def lease(self, record_id: RecordId, delivery_id: str, holder: str, until: datetime) -> bool: ...
    def mark_delivered(self, receipt: Receipt, delivery_id: str) -> None: ...
    def mark_refused(self, record_id: RecordId, reason: str, delivery_id: str) -> None: ...
    def note_attempt(self, record_id: RecordId, error_key: str, next_at: datetime, delivery_id: str) -> None: ...
    def make_due(self, error_keys: tuple[str, ...], delivery_id: str) -> int: ...


class Sender(Protocol):
    """Delivers one record or raises `DeliveryLater` or `DeliveryRefused`; `Webhook` is one."""

    def deliver(self, record: Record) -> Receipt: ...


@dataclass(frozen=True)
class OutboxState:
    """How the way to an office looks, for the staff's board."""

    open: bool
    """True while records go through, or would."""
    problem: DeliveryProblem | None
    """What the last failed delivery failed of; None after a success."""
    next_try_in_s: float


class _Next(Enum):
    """What follows after one record."""

    GO_ON = auto()
    LOOK_AGAIN = auto()
    """The office came back: what waited for it may stand before the rest of the batch."""
    STOP = auto()


class Lane:
    """One office, one sender at a time. Errors of the store pass through unchanged."""

    def __init__(self, delivery_id: str, store: OutboxStore, sender: Sender, clock: Clock, jitter: Jitter) -> None:
        self._id = delivery_id
        self._holder = token_hex(8)
        self._store = store
        self._sender = sender
        self._clock = clock
        self._jitter = jitter
        self._breaker = Breaker(clock, jitter)
        self._turn = threading.Lock()
        self._problem: DeliveryProblem | None = None

    @property
    def state(self) -> OutboxState:
        return OutboxState(not self._breaker.is_open, self._problem, self._breaker.wait_s())

    def deliver_now(self, record_id: RecordId) -> Receipt | None:
        """Deliver what was just confirmed, after those that wait before it; None when it has to wait itself. Raises
        `DeliveryRefused` when it was refused for good."""
        if not self._turn.acquire(timeout=PATIENCE_S):
            return None
        try:
            if not self._breaker.allows():
                return self._kept_receipt(record_id)
            return self._attempt(record_id, attempts=0) if self._deliver_before(record_id) else None
        except DeliveryLater:
            return None
        finally:
            self._turn.release()

    def deliver_due(self, cancelled: Callable[[], bool]) -> list[Receipt]:
        """Deliver everything whose time has come, in order, until done, cancelled, or the office is found away."""
        receipts: list[Receipt] = []
        while not cancelled() and self._breaker.allows():
            batch = self._due()
            if not batch:
                break
            for row in batch:
                if cancelled():
                    return receipts
                following = self._deliver_row(row, receipts)
                if following is _Next.STOP:
                    return receipts
                if following is _Next.LOOK_AGAIN:
                    break
        return receipts

    def retry(self, cancelled: Callable[[], bool]) -> list[Receipt]:
        """Take every wait away and deliver."""
        self._store.make_due(tuple(DeliveryProblem), self._id)
        return self.deliver_due(cancelled)

    def _due(self) -> Sequence[Waiting]:
        now = self._clock.now()
        return self._store.due(now, now + _LONGEST_PLAN, _BATCH, self._id, self._holder)

    def _deliver_before(self, record_id: RecordId) -> bool:
        """Send those that were saved earlier; False when it is not this record's turn yet. Under the turn."""
        ends_at = self._clock.monotonic() + PATIENCE_S
        batch = self._due()
        for row in batch:
            if row.record_id == record_id:
                return True
            if self._clock.monotonic() > ends_at:
                return False
            try:
                self._attempt(row.record_id, row.attempts)
            except DeliveryRefused:
                continue  # That one is a person's work now; the way is free.
            except DeliveryLater as error:
                if error.problem in WHOLE_OFFICE:
                    raise
        return len(batch) < _BATCH

    def _deliver_row(self, row: Waiting, receipts: list[Receipt]) -> _Next:
        with self._turn:
            if not self._breaker.allows():
                return _Next.STOP
            was_open = self._breaker.is_open
            try:
                receipt = self._attempt(row.record_id, row.attempts)
            except DeliveryRefused:
                return _Next.LOOK_AGAIN if was_open else _Next.GO_ON
            except DeliveryLater as error:
                return _Next.STOP if error.problem in WHOLE_OFFICE else _Next.GO_ON
        if receipt is not None:
            receipts.append(receipt)
        return _Next.LOOK_AGAIN if was_open else _Next.GO_ON

    def _attempt(self, record_id: RecordId, attempts: int) -> Receipt | None:
        fate = self._store.fate(record_id, self._id)
        if fate is RecordFate.DELIVERED:
            return self._kept_receipt(record_id)
        if fate is RecordFate.REFUSED:
            raise DeliveryRefused(DeliveryProblem.REJECTED)
        if not self._store.lease(record_id, self._id, self._holder, self._clock.now() + LEASE):
            return None  # Another program of this desk is sending it.
        try:
            receipt = self._sender.deliver(self._store.record(record_id))
        except DeliveryLater as error:
            self._note(record_id, attempts, error)
            raise
        except DeliveryRefused as error:
            self._office_answered()
            self._store.mark_refused(record_id, error.reason, self._id)
            raise
        self._store.mark_delivered(receipt, self._id)
        self._office_answered()
        return receipt

    def _kept_receipt(self, record_id: RecordId) -> Receipt | None:
        """What the store has. The time in it was learned from when it came."""
        kept = self._store.receipt(record_id, self._id)
        return None if kept is None else replace(kept, office_time=False)

    def _note(self, record_id: RecordId, attempts: int, error: DeliveryLater) -> None:
        self._problem = error.problem
        whole_office = error.problem in WHOLE_OFFICE
        self._breaker.failed(error.retry_after_s if whole_office else None)
        wait_s = backoff_s(attempts + 1, self._jitter, error.retry_after_s)
        if whole_office:
            stays = error.problem not in PERHAPS_THE_RECORD or attempts < TRIES_IN_PLACE
            # One that steps aside lets at least the next probe be another record's.
            wait_s = 0.0 if stays else wait_s + 2 * self._breaker.wait_s()
        next_at = self._clock.now() + timedelta(seconds=wait_s)
        self._store.note_attempt(record_id, error.problem.value, next_at, self._id)

    def _office_answered(self) -> None:
        self._problem = None
        if self._breaker.succeeded():
            self._store.make_due(tuple(problem.value for problem in WHOLE_OFFICE), self._id)
