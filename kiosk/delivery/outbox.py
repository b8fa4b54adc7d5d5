"""The outbox: everything that was confirmed reaches the office, once in effect, however often it is sent.

A record leaves the queue by a receipt or by a refusal, never by an error. After a timeout nobody here knows whether
the office has the record; it is sent again under the same key and the office says "duplicate". So a kill at any moment
loses nothing and doubles nothing.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from kiosk.delivery.breaker import LONGEST_S, Breaker, Jitter, backoff_s, system_jitter
from kiosk.delivery.errors import WHOLE_OFFICE, DeliveryLater, DeliveryProblem, DeliveryRefused
from kiosk.domain.record import Receipt, Record, RecordFate, RecordId
from kiosk.runtime.clock import Clock

_BATCH = 50
_LONGEST_PLAN = timedelta(seconds=4 * LONGEST_S)
"""Nothing is ever planned later than this (the longest Retry-After we honour); what is, was planned by another clock.
"""
_PATIENCE_S = 10.0
"""How long a visit waits for its turn while the backlog is being sent."""


class Waiting(Protocol):
    """What the outbox must know of a record on its way."""

    @property
    def record_id(self) -> RecordId: ...
    @property
    def attempts(self) -> int: ...


class OutboxStore(Protocol):
    """The part of the store that the outbox leans on; `kiosk.records.Store` has it."""

    def record(self, record_id: RecordId) -> Record: ...
    def fate(self, record_id: RecordId) -> RecordFate: ...
    def receipt(self, record_id: RecordId) -> Receipt | None: ...
    def due(self, now: datetime, latest: datetime, limit: int) -> Sequence[Waiting]: ...
    def mark_delivered(self, receipt: Receipt) -> None: ...
    def mark_refused(self, record_id: RecordId, reason: str) -> None: ...
    def note_attempt(self, record_id: RecordId, error_key: str, next_at: datetime) -> None: ...
    def make_due(self, error_keys: tuple[str, ...]) -> int: ...


class Sender(Protocol):
    """Delivers one record or raises `DeliveryLater` or `DeliveryRefused`; `Webhook` is one."""

    def deliver(self, record: Record) -> Receipt: ...


@dataclass(frozen=True)
class OutboxState:
    """How the way to the office looks, for the staff's board."""

    open: bool
    """True while records go through, or would."""
    problem: DeliveryProblem | None
    """What the last failed delivery failed of; None after a success."""
    next_try_in_s: float


class Outbox:
    """One sender at a time. Errors of the store pass through unchanged."""

    def __init__(self, store: OutboxStore, sender: Sender, clock: Clock, *, jitter: Jitter = system_jitter) -> None:
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
        """Deliver what was just confirmed; None when it has to wait. Raises `DeliveryRefused` when it was refused for
        good."""
        if not self._turn.acquire(timeout=_PATIENCE_S):
            return None
        try:
            return self._attempt(record_id, attempts=0) if self._breaker.allows() else self._store.receipt(record_id)
        except DeliveryLater:
            return None
        finally:
            self._turn.release()

    def deliver_due(self, cancelled: Callable[[], bool]) -> list[Receipt]:
        """Deliver everything whose time has come, oldest first, until done, cancelled, or the office is found away."""
        receipts: list[Receipt] = []
        while not cancelled() and self._breaker.allows():
            now = self._clock.now()
            batch = self._store.due(now, now + _LONGEST_PLAN, _BATCH)
            for row in batch:
                if cancelled() or not self._deliver_row(row, receipts):
                    return receipts
            if not batch:
                break
        return receipts

    def _deliver_row(self, row: Waiting, receipts: list[Receipt]) -> bool:
        """False when the rest of the queue should wait as well."""
        with self._turn:
            if not self._breaker.allows():
                return False
            try:
                receipt = self._attempt(row.record_id, row.attempts)
            except DeliveryRefused:
                return True
            except DeliveryLater as error:
                return error.problem not in WHOLE_OFFICE
        if receipt is not None:
            receipts.append(receipt)
        return True

    def _attempt(self, record_id: RecordId, attempts: int) -> Receipt | None:
        fate = self._store.fate(record_id)
        if fate is RecordFate.DELIVERED:
            return self._store.receipt(record_id)
        if fate is RecordFate.REFUSED:
            raise DeliveryRefused(DeliveryProblem.REJECTED)
        try:
            receipt = self._sender.deliver(self._store.record(record_id))
        except DeliveryLater as error:
            self._note(record_id, attempts, error)
            raise
        except DeliveryRefused as error:
            self._office_answered()
            self._store.mark_refused(record_id, error.reason)
            raise
        self._store.mark_delivered(receipt)
        self._office_answered()
        return receipt

    def _note(self, record_id: RecordId, attempts: int, error: DeliveryLater) -> None:
        self._problem = error.problem
        self._breaker.failed(error.retry_after_s if error.problem in WHOLE_OFFICE else None)
        wait = timedelta(seconds=backoff_s(attempts + 1, self._jitter, error.retry_after_s))
        self._store.note_attempt(record_id, error.problem.value, self._clock.now() + wait)

    def _office_answered(self) -> None:
        self._problem = None
        if self._breaker.succeeded():
            self._store.make_due(tuple(problem.value for problem in WHOLE_OFFICE))
