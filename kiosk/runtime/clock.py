"""The one way to know the time.

Wall time orders nothing and measures nothing: people set it, batteries die. Durations come from `monotonic`, order
comes from sequence numbers, and `now` is only what is written on paper. Time is a parameter everywhere so that a test
can hold it still.
"""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta
from typing import Protocol


class Clock(Protocol):
    def now(self) -> datetime:
        """The wall clock, aware, in UTC."""
        ...

    def monotonic(self) -> float:
        """Seconds since some moment; never runs backwards."""
        ...


class SystemClock:
    """The machine's own clock."""

    def now(self) -> datetime:
        return datetime.now(UTC)

    def monotonic(self) -> float:
        return time.monotonic()


class FakeClock:
    """A clock that stands still until told; wall and monotonic time move together unless the wall is set by hand."""

    def __init__(self, now: datetime = datetime(2026, 11, 21, 1, 0, tzinfo=UTC)) -> None:
        self._now = now
        self._monotonic = 1000.0

    def now(self) -> datetime:
        return self._now

    def monotonic(self) -> float:
        return self._monotonic

    def pass_time(self, seconds: float) -> None:
        self._now += timedelta(seconds=seconds)
        self._monotonic += seconds

    def set_wall(self, now: datetime) -> None:
        """Somebody changed the machine's time: the wall jumps, no time passes."""
        self._now = now
