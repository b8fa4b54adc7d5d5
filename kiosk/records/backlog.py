"""How much waits for an office, and when that is too much.

A desk whose office is away goes on saving, but not for ever: before the disk or the patience of the office is used up,
a person must hear of it, and in the end it is better to send citizens to the window than to take what nobody may ever
get.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from kiosk.domain.record import RecordFate
from kiosk.records.columns import table_of
from kiosk.records.models import OutboxRow
from kiosk.runtime.clock import Clock

PENDING = (RecordFate.SAVED.value, RecordFate.WAITING.value)
_ROWS = table_of(OutboxRow)
_PER_OFFICE = (
    select(func.count().label("waiting")).where(_ROWS.c.fate.in_(PENDING)).group_by(_ROWS.c.delivery_id).subquery()
)
_MOST = select(func.max(_PER_OFFICE.c.waiting))
_COUNT_AGAIN_S = 60.0


@dataclass(frozen=True)
class BacklogLimits:
    """In records that wait for the same office."""

    warn_at: int = 10_000
    """A full day of a large clinic."""
    stop_at: int = 100_000
    """No record is taken any more. At some 5 kB each, half a gigabyte."""


class BacklogState(StrEnum):
    NORMAL = "normal"
    WARNING = "warning"
    FULL = "full"


@dataclass(frozen=True)
class Backlog:
    state: BacklogState
    waiting: int
    """For the office that most wait for."""
    limits: BacklogLimits


class BacklogGauge:
    """Counts now and then, and in between adds what was saved since: counting at each save would slow it down.

    The estimate errs upwards only by what was delivered meanwhile, and is replaced by a count before it says `FULL`.
    """

    def __init__(self, limits: BacklogLimits, clock: Clock) -> None:
        self.limits = limits
        self._clock = clock
        self._waiting = 0
        self._counted_at: float | None = None

    def count(self, session: Session) -> Backlog:
        self._waiting = session.connection().execute(_MOST).scalar() or 0
        self._counted_at = self._clock.monotonic()
        return Backlog(self._state(), self._waiting, self.limits)

    def is_full(self, session: Session) -> bool:
        """Called inside the transaction that would save one more."""
        now = self._clock.monotonic()
        fresh = self._counted_at is not None and now - self._counted_at < _COUNT_AGAIN_S
        if not fresh or self._state() is BacklogState.FULL:
            self.count(session)
        return self._state() is BacklogState.FULL

    def one_more(self) -> None:
        self._waiting += 1

    def _state(self) -> BacklogState:
        if self._waiting >= self.limits.stop_at:
            return BacklogState.FULL
        return BacklogState.WARNING if self._waiting >= self.limits.warn_at else BacklogState.NORMAL
