"""Brings a store to the tables this version knows, inside one transaction: a power cut leaves the old store or the new
one.

alembic takes half a second to load and nearly every start finds nothing to do, so it is loaded only when there is
something.
"""

from __future__ import annotations

import threading

from sqlalchemy import Connection, inspect, text

from kiosk.records.errors import StoreTooNew

HEAD = "0004"
"""The revision that `kiosk.records.models` describes."""

_one_at_a_time = threading.Lock()
"""alembic's `context` is a global of the process."""


def migrate(connection: Connection, to: str = HEAD) -> None:
    """Run what is missing on `connection`, which is inside a write transaction. `StoreTooNew` when a later kiosk was
    here."""
    if _revision(connection) == to:
        return
    with _one_at_a_time:
        _upgrade(connection, to)


def _revision(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one_or_none()


def _upgrade(connection: Connection, to: str) -> None:
    from alembic import command  # noqa: PLC0415 - see the module's first lines
    from alembic.config import Config  # noqa: PLC0415
    from alembic.util import CommandError  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", "kiosk.records:migrations")
    config.attributes["connection"] = connection
    try:
        command.upgrade(config, to)
    except CommandError:
        raise StoreTooNew from None
