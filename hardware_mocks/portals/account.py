"""Who may ask, what they were given, and what arrived."""

from __future__ import annotations

import hashlib
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

TOKEN_LIFE = timedelta(minutes=10)
"""The server's session limit (CV 1839/CNTT-PM)."""


@dataclass(frozen=True)
class PortalAccount:
    """The facility's account and its one registered staff member; the values of the demo site, invented like it."""

    username: str = "01999_BV"
    password: str = field(default="mot-cham-demo", repr=False)
    staff_name: str = "Nguyễn Thị Ví Dụ"
    staff_citizen_number: str = "001190000001"

    @property
    def password_digest(self) -> str:
        return hashlib.md5(self.password.encode("utf-8"), usedforsecurity=False).hexdigest().upper()


@dataclass(frozen=True)
class SeenRequest:
    """What arrived, for tests that ask what a client really sends."""

    path: str
    query: Mapping[str, str] = field(repr=False)
    body: Mapping[str, str] = field(repr=False)
    content_type: str
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    """Names in small letters."""


class Sessions:
    """The tokens given out."""

    def __init__(self, account: PortalAccount) -> None:
        self._account = account
        self._lock = threading.Lock()
        self._tokens: set[str] = set()

    def take(self, body: Mapping[str, str], expires_in: str | None = None) -> dict[str, Any]:
        """`POST /api/token/take`. `expires_in` is an absolute UTC time with seven digits of fraction, as the real
        one's."""
        if (body.get("username"), body.get("password")) != (self._account.username, self._account.password_digest):
            return {"maKetQua": "401", "APIKey": None}
        with self._lock:
            token = hashlib.sha256(f"token {len(self._tokens)} {time.monotonic_ns()}".encode()).hexdigest()
            self._tokens.add(token)
        expires = datetime.now(UTC) + TOKEN_LIFE
        key = {
            "access_token": token,
            "id_token": _id_token(token),
            "token_type": "bearer",
            "username": self._account.username,
            "expires_in": expires_in or f"{expires:%Y-%m-%dT%H:%M:%S}.0000000Z",
        }
        return {"maKetQua": "200", "APIKey": key}

    def forget(self) -> None:
        with self._lock:
            self._tokens.clear()

    def allow(self, query: Mapping[str, str]) -> bool:
        """True when both halves of a token and the password stand in the query, as the card and the history want it."""
        return self._knows(query.get("token"), query.get("id_token"), query.get("password"))

    def allow_headers(self, headers: Mapping[str, str]) -> bool:
        """The same in headers, as the co-payment wants it."""
        return self._knows(headers.get("accesstoken"), headers.get("tokenid"), headers.get("passwordhash"))

    def _knows(self, token: str | None, id_token: str | None, password: str | None) -> bool:
        with self._lock:
            known = token is not None and token in self._tokens and id_token == _id_token(token)
        return known and password == self._account.password_digest


def _id_token(token: str) -> str:
    return hashlib.sha256(token.encode("ascii")).hexdigest()[:32]
