"""When to try, and when to leave an office alone.

Durations are measured on the monotonic clock: a wall clock that jumps neither hurries nor stops anything. Delays have
full jitter, so that a thousand kiosks whose office comes back do not all knock in the same second.
"""

from __future__ import annotations

import random
from collections.abc import Callable

from kiosk.runtime.clock import Clock

Jitter = Callable[[], float]
"""A number between 0 and 1, evenly spread."""

SHORTEST_S = 1.0
LONGEST_S = 900.0
FAILURES_TO_OPEN = 5
_LARGEST_EXPONENT = 30

system_jitter: Jitter = random.SystemRandom().random


def backoff_s(attempts: int, jitter: Jitter, retry_after_s: float | None = None) -> float:
    """The wait after `attempts` failures: evenly between nothing and 1 s · 2^attempts, at least a second, at most 15
    minutes.

    What the office asked for is the least it gets.
    """
    ceiling = min(LONGEST_S, SHORTEST_S * 2.0 ** min(attempts, _LARGEST_EXPONENT))
    return max(SHORTEST_S, jitter() * ceiling, retry_after_s or 0.0)


class Breaker:
    """Opens after five failures in a row; then lets one probe through each time the wait is over. Used under its
    owner's lock."""

    def __init__(self, clock: Clock, jitter: Jitter = system_jitter) -> None:
        self._clock = clock
        self._jitter = jitter
        self._failures = 0
        self._opens_at = clock.monotonic()

    @property
    def is_open(self) -> bool:
        return self._failures >= FAILURES_TO_OPEN

    def wait_s(self) -> float:
        """Seconds until something may be sent; 0 when it may be now."""
        return max(0.0, self._opens_at - self._clock.monotonic())

    def allows(self) -> bool:
        return self.wait_s() <= 0

    def succeeded(self) -> bool:
        """One went through; True when that ends an outage."""
        was_open = self.is_open
        self._failures, self._opens_at = 0, self._clock.monotonic()
        return was_open

    def failed(self, retry_after_s: float | None = None) -> None:
        self._failures += 1
        if self.is_open:
            wait = backoff_s(self._failures, self._jitter, retry_after_s)
        else:
            wait = retry_after_s or 0.0
        self._opens_at = self._clock.monotonic() + wait
