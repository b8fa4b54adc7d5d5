"""PostgreSQL under SQLAlchemy, with every wait bounded and every commit on the server's disk before it is said.

psycopg is loaded only here, when a site asks for it: a single desk does without the library.
"""

from __future__ import annotations

from sqlalchemy import URL, Engine, create_engine, make_url
from sqlalchemy.exc import ArgumentError

from kiosk.records.errors import EngineUnsafe, StoreSettingsInvalid

_CONNECT_TIMEOUT_S = 5
_STATEMENT_TIMEOUT_FACTOR = 6
"""A long look over the whole store is longer than any wait for a lock."""
_SCHEMES = ("postgresql", "postgres")
_OLDEST_MAJOR = 13


def server_url(text: str, password: str | None) -> URL:
    """The address as SQLAlchemy wants it; `StoreSettingsInvalid` for another kind of address."""
    try:
        url = make_url(text)
    except ArgumentError:
        raise StoreSettingsInvalid("url") from None
    if url.drivername not in _SCHEMES or url.password is not None:
        raise StoreSettingsInvalid("scheme" if url.drivername not in _SCHEMES else "password_in_url")
    url = url.set(drivername="postgresql+psycopg")
    return url.set(password=password) if password is not None else url


def make_engine(url: URL, busy_timeout_s: float) -> Engine:
    milliseconds = int(busy_timeout_s * 1000)
    settings = {
        "synchronous_commit": "on",
        "lock_timeout": milliseconds,
        "statement_timeout": milliseconds * _STATEMENT_TIMEOUT_FACTOR,
        "idle_in_transaction_session_timeout": milliseconds * _STATEMENT_TIMEOUT_FACTOR,
        "client_min_messages": "error",
        "application_name": "mot-cham",
    }
    options = " ".join(f"-c {name}={value}" for name, value in settings.items())
    try:
        return create_engine(
            url,
            hide_parameters=True,
            connect_args={
                "options": options,
                "connect_timeout": _CONNECT_TIMEOUT_S,
                # A dead network is noticed in about 20 s instead of two hours.
                "keepalives_idle": 10,
                "keepalives_interval": 3,
                "keepalives_count": 3,
                "tcp_user_timeout": 20_000,
            },
            pool_timeout=busy_timeout_s,
            pool_pre_ping=True,
        )
    except ModuleNotFoundError:
        raise StoreSettingsInvalid("psycopg_missing") from None


def refuse_unsafe(version: tuple[int | str, ...] | None, settings: dict[str, str]) -> None:
    """Raise `EngineUnsafe` for a server that is too old or set up to lose acknowledged rows."""
    if version is None or not isinstance(version[0], int) or version[0] < _OLDEST_MAJOR:
        raise EngineUnsafe("version")
    for name in ("fsync", "full_page_writes"):
        if settings.get(name) != "on":
            raise EngineUnsafe(name)
