"""What was read of a card before it was lost, for as long as the citizen may be fumbling with it.

It is personal data of one visit: it goes when the visit goes, when it was used, or when its time is over. One desk has
one visit, so there is room for one.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

from nfc_icao.partial_reading import PartialReading

RETURN_GRACE_S = 30.0
"""How long after it was lost a card may come back and be read on from where it was."""


@dataclass(frozen=True)
class _Kept:
    visit_id: str
    partial: PartialReading
    until: float


class LostCards:
    """The one reading that was cut short. Used by the card worker and the main thread."""

    def __init__(self, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._monotonic = monotonic
        self._lock = threading.Lock()
        self._kept: _Kept | None = None
        self._visit_over: str | None = None

    def keep(self, visit_id: str, partial: PartialReading) -> None:
        """Keep this for the visit, unless the visit is over."""
        with self._lock:
            if visit_id != self._visit_over:
                self._kept = _Kept(visit_id, partial, self._monotonic() + RETURN_GRACE_S)

    def take(self, visit_id: str) -> PartialReading | None:
        """What was kept for the visit; it is kept no longer. None when there is nothing, or it is too old."""
        with self._lock:
            kept, self._kept = self._kept, None
        if kept is None or kept.visit_id != visit_id or self._monotonic() > kept.until:
            return None
        return kept.partial

    def forget(self, visit_id: str) -> None:
        """The visit is over: nothing of it is kept, now or later."""
        with self._lock:
            self._visit_over = visit_id
            if self._kept is not None and self._kept.visit_id == visit_id:
                self._kept = None
