"""What was asked during one look-up and what became of it, also of a call that nobody waited for to the end."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from kiosk.domain.insurance import Happened, PortalCall, PortalCallName
from kiosk.insurance.errors import PortalTrouble, Unauthorized
from kiosk.runtime.clock import Clock


@dataclass
class Entry:
    """One call under way; whoever reads the answer may write its result code down."""

    call: PortalCallName
    at: datetime
    started: float
    result_code: str | None = None
    happened: Happened = Happened.ANSWERED


class Diary:
    """Two threads may write: the history and the co-payment are asked side by side."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._written: list[PortalCall] = []
        self._under_way: list[Entry] = []

    @contextmanager
    def call(self, name: PortalCallName) -> Iterator[Entry]:
        """Around one call: how it ends is written down, and the error goes on its way."""
        entry = Entry(name, self._clock.now(), self._clock.monotonic())
        with self._lock:
            self._under_way.append(entry)
        happened, status = Happened.NOT_REACHED, None
        try:
            yield entry
            happened = entry.happened
        except PortalTrouble as trouble:
            happened, status = trouble.happened, trouble.http_status
            raise
        except Unauthorized:
            happened = Happened.UNAUTHORIZED
            raise
        finally:
            with self._lock:
                self._under_way.remove(entry)
                self._written.append(self._as_call(entry, happened, status))

    def not_sent(self, name: PortalCallName, happened: Happened) -> None:
        """A call that was wanted and not made."""
        with self._lock:
            self._written.append(PortalCall(name, self._clock.now(), happened, 0.0))

    def read(self) -> tuple[PortalCall, ...]:
        """Everything so far, in the order in which it began; what is under way has no answer yet."""
        with self._lock:
            left = [self._as_call(one, Happened.NO_ANSWER_IN_TIME, None) for one in self._under_way]
            return tuple(sorted([*self._written, *left], key=lambda one: one.at))

    def _as_call(self, entry: Entry, happened: Happened, status: int | None) -> PortalCall:
        elapsed = max(0.0, self._clock.monotonic() - entry.started)
        return PortalCall(entry.call, entry.at, happened, round(elapsed, 3), entry.result_code, status)
