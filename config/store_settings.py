"""Where a site keeps its records, for how long, and how much may wait: the `[store]` part of a site's file."""

from __future__ import annotations

from typing import Self
from urllib.parse import parse_qs, urlsplit

from pydantic import Field, field_validator, model_validator

from config.addresses import has_a_port_that_exists, is_this_machine
from config.files import Strict
from config.values import ValueSource

_VERIFIED = "verify-full"
"""libpq's sslmode that checks the server's certificate and its name; weaker modes can be listened in on."""


class Keeping(Strict):
    """Days until what nobody needs any more is forgotten. How long the law wants some of it kept depends on the
    facility's own records, which the kiosk does not replace: these are choices of the site."""

    services: dict[str, int] = Field(default_factory=dict)
    """Delivered visits of a service that differs from `keep_days`, by the service's id."""
    refused_days: int | None = Field(default=None, ge=1, le=3650)
    """Visits an office refused; without it they stay until a person decides."""
    ticket_days: int = Field(default=30, ge=1, le=3650)
    figure_days: int = Field(default=730, ge=1, le=3650)
    look_up_days: int = Field(default=365, ge=1, le=3650)
    """The evidence of look-ups that failed, after their answer or after giving up."""
    audit_days: int | None = Field(default=None, ge=30, le=36500)
    """Without it the audit stays for ever."""

    @field_validator("services")
    @classmethod
    def _days(cls, value: dict[str, int]) -> dict[str, int]:
        if not all(1 <= days <= 3650 for days in value.values()):
            raise ValueError("days are between 1 and 3650")
        return value


class BacklogSettings(Strict):
    """Records that may wait for one office."""

    warn_at: int = Field(default=10_000, ge=1)
    stop_at: int = Field(default=100_000, ge=1)
    """No further record is taken."""

    @model_validator(mode="after")
    def _warned_before(self) -> Self:
        if self.warn_at >= self.stop_at:
            raise ValueError("warn_at is below stop_at")
        return self


class Store(Strict):
    url: str | None = None
    """`postgresql://user@host/database?sslmode=verify-full`: the store that several desks share. Without it, a file."""
    password: ValueSource | None = None
    """For `url`, when the server wants one."""
    path: str = "records.db"
    key_file: str = "records.key"
    """Created with owner-only permission when it is not there. Desks that share a store have the same."""
    keep_days: int = Field(default=30, ge=1, le=3650)
    """How long delivered records stay."""
    keep: Keeping = Keeping()
    backlog: BacklogSettings = BacklogSettings()

    @field_validator("url")
    @classmethod
    def _server(cls, value: str | None) -> str | None:
        if value is None:
            return None
        parts = urlsplit(value)
        if not has_a_port_that_exists(value):
            raise ValueError("a port is a number from 1 to 65535")
        if parts.scheme != "postgresql" or not parts.path.strip("/"):
            raise ValueError("a shared store is postgresql://user@host/database")
        if parts.password is not None:
            raise ValueError("the password stands in a file or the environment: store.password")
        asked = parse_qs(parts.query)
        hosts = [parts.hostname] if parts.hostname else asked.get("host", [])
        if not hosts:
            raise ValueError("name the host, or the folder of its socket with ?host=")
        here = all(host.startswith("/") or is_this_machine(host) for host in hosts)
        if not here and asked.get("sslmode") != [_VERIFIED]:
            raise ValueError(f"personal data travel: add ?sslmode={_VERIFIED}&sslrootcert=FILE")
        return value

    @model_validator(mode="after")
    def _password_for_a_server(self) -> Self:
        if self.password is not None and self.url is None:
            raise ValueError("store.password belongs to store.url")
        return self
