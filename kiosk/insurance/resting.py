"""When to leave the portal alone: it restricts accounts that ask much, and gets well sooner when nobody asks."""

from __future__ import annotations

import threading

from kiosk.runtime.clock import Clock


class Rest:
    """A circuit breaker: after so many failures in a row it closes the way for a while, then lets one call try."""

    def __init__(self, clock: Clock, failures_to_rest: int, rest_s: float) -> None:
        self._clock = clock
        self._failures_to_rest = failures_to_rest
        self._rest_s = rest_s
        self._lock = threading.Lock()
        self._failures = 0
        self._until: float | None = None

    @property
    def is_on(self) -> bool:
        """True while calls are held back."""
        with self._lock:
            return self._until is not None and self._clock.monotonic() < self._until

    def allows(self, *, by_person: bool = False) -> bool:
        """True when a call may be made now. After the rest only one goes first; a person who asks may always try."""
        with self._lock:
            if self._until is None or by_person:
                return True
            now = self._clock.monotonic()
            if now < self._until:
                return False
            self._until = now + self._rest_s  # This call tries; the others go on resting until it is known.
            return True

    def succeeded(self) -> None:
        with self._lock:
            self._failures, self._until = 0, None

    def failed(self) -> None:
        with self._lock:
            self._failures += 1
            if self._failures >= self._failures_to_rest:
                self._until = self._clock.monotonic() + self._rest_s

    def begin(self, rest_s: float) -> None:
        """Rest now, whatever was before: the portal said so itself."""
        with self._lock:
            self._until = self._clock.monotonic() + rest_s


class CallRate:
    """A token bucket over every call of one account: so many a minute, and so many at once after a quiet time."""

    def __init__(self, clock: Clock, calls_per_minute: float, burst: int) -> None:
        self._clock = clock
        self._per_second = calls_per_minute / 60
        self._burst = burst
        self._lock = threading.Lock()
        self._left = float(burst)
        self._seen_at = clock.monotonic()

    def take(self) -> float:
        """0 when one call may be made now and is counted, else the seconds until one may; then nothing is counted."""
        with self._lock:
            now = self._clock.monotonic()
            grown = max(0.0, now - self._seen_at) * self._per_second
            self._left, self._seen_at = min(float(self._burst), self._left + grown), now
            if self._left >= 1:
                self._left -= 1
                return 0.0
            return (1 - self._left) / self._per_second
