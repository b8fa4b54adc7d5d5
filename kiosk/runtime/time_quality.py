"""Whether the wall clock may be believed.

Validity of certificates and of cards is judged by the date, and a kiosk's battery dies. The clock is believed when it
lies between a floor that cannot be wrong (the program's own release, and the newest time an office gave or signed) and
a span after it, agrees with the last time an office gave, and did not run backwards while we watched. Otherwise dates
are undetermined, never green, and the verdict says why.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from enum import StrEnum

from kiosk.runtime.clock import Clock

RELEASED_AT = datetime(2026, 11, 21, tzinfo=UTC)
"""No honest clock shows an earlier time than the day this program was made."""

_BEHIND = timedelta(hours=24)
_AHEAD = timedelta(days=400)
_BACKWARDS = timedelta(minutes=2)
"""Time services correct a clock by seconds; more than this is somebody's hand."""
_AGREES = timedelta(minutes=5)
_FAR_OFF = timedelta(hours=24)


class TimeQuality(StrEnum):
    TRUSTED = "trusted"
    BEHIND = "behind"
    """Earlier than a time we know has been."""
    AHEAD = "ahead"
    """So far after the last known time that it is likelier wrong than right."""
    DISAGREES = "disagrees"
    """More than a day away from the last time an office gave: one of the two is wrong."""
    RAN_BACKWARDS = "ran_backwards"
    """It was moved back while the program ran and no office has confirmed it since."""


class TimeKeeper:
    """Watches one clock. Used from any thread; ask `quality` as often as you like."""

    def __init__(
        self, clock: Clock, *, released_at: datetime = RELEASED_AT, last_official: datetime | None = None
    ) -> None:
        """`last_official` is the newest office time remembered from before (kept by the store)."""
        self._clock = clock
        self._floor = max(released_at, last_official or released_at)
        self._ran_backwards = False
        self._disagrees = False
        self._seen_wall = clock.now()
        self._seen_monotonic = clock.monotonic()

    @property
    def floor(self) -> datetime:
        """The newest time that certainly has been; worth remembering across restarts."""
        return self._floor

    def saw(self, official: datetime) -> None:
        """An office gave or signed this time. A clock that agrees is believed again; one that lies far off is not,
        until they agree.

        The floor is kept for good, so only a time that our own clock has reached raises it: an office with a broken
        clock must not make every later day look wrong.
        """
        self._watch()
        now = self._clock.now()
        if abs(now - official) <= _AGREES:
            self._ran_backwards = False
        self._disagrees = abs(now - official) > _FAR_OFF
        if official <= now + _AGREES:
            self._floor = max(self._floor, official.astimezone(UTC))

    def quality(self) -> TimeQuality:
        self._watch()
        now = self._clock.now()
        if now < self._floor - _BEHIND:
            return TimeQuality.BEHIND
        if now > self._floor + _AHEAD:
            return TimeQuality.AHEAD
        if self._disagrees:
            return TimeQuality.DISAGREES
        return TimeQuality.RAN_BACKWARDS if self._ran_backwards else TimeQuality.TRUSTED

    @property
    def trusted(self) -> bool:
        return self.quality() is TimeQuality.TRUSTED

    def _watch(self) -> None:
        wall, monotonic = self._clock.now(), self._clock.monotonic()
        expected = self._seen_wall + timedelta(seconds=monotonic - self._seen_monotonic)
        if wall < expected - _BACKWARDS:
            self._ran_backwards = True
        self._seen_wall, self._seen_monotonic = wall, monotonic
