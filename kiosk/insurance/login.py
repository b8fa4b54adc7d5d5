"""The session with the portal: one token for everybody, taken once at a time, kept in memory only."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Callable
from datetime import datetime, timedelta

from kiosk.domain.insurance import Happened
from kiosk.insurance.answers import Token
from kiosk.insurance.errors import PortalTrouble
from kiosk.runtime.clock import Clock

EARLY = timedelta(seconds=60)
"""A token this close to its end is not used any more."""
LONGEST = timedelta(hours=24)
"""No session of the portal was seen to last longer than 20 hours."""


def password_digest(password: str) -> str:
    """MD5 in upper-case hexadecimal, as the portal demands; it protects nothing and is treated as the password
    itself."""
    return hashlib.md5(password.encode("utf-8"), usedforsecurity=False).hexdigest().upper()


class TokenKeeper:
    """Keeps the current token; several look-ups that miss it at once take it once (single flight)."""

    def __init__(self, clock: Clock, lifetime_s: float) -> None:
        self._clock = clock
        self._lifetime = timedelta(seconds=lifetime_s)
        self._lock = threading.Lock()
        self._token: Token | None = None
        self._good_until: datetime | None = None

    def __repr__(self) -> str:
        return "TokenKeeper()"

    def token(self, take: Callable[[], Token], wait_s: float) -> Token:
        """The current token, or a new one from `take`.

        Raises:
            PortalTrouble: somebody else's login took longer than `wait_s`; and whatever `take` raises.
        """
        if not self._lock.acquire(timeout=wait_s):
            raise PortalTrouble("no login in time", Happened.NO_ANSWER_IN_TIME)
        try:
            now = self._clock.now()
            if self._token is None or self._good_until is None or now >= self._good_until:
                self._token = take()
                self._good_until = self._end_of(self._token, now) - EARLY
            return self._token
        finally:
            self._lock.release()

    def _end_of(self, token: Token, now: datetime) -> datetime:
        """The portal's own word when it is sensible. An end long past or far off says that one of two clocks is off."""
        if token.expires_at is not None and now < token.expires_at <= now + LONGEST:
            return token.expires_at
        return now + self._lifetime

    def forget(self, refused: Token) -> None:
        """Drop `refused`; a newer token that somebody else took meanwhile stays."""
        with self._lock:
            if self._token is refused:
                self._token = None
