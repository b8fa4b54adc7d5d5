"""Brings a store to the tables this version knows, inside one transaction: a power cut leaves the old store or the new
one."""

from __future__ import annotations

import threading

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.util import CommandError
from sqlalchemy import Connection

from kiosk.records.errors import StoreTooNew

HEAD = "0001"
"""The revision that `kiosk.records.models` describes."""

_one_at_a_time = threading.Lock()
"""alembic's `context` is a global of the process."""


def migrate(connection: Connection) -> None:
    """Run what is missing on `connection`, which is inside a write transaction. `StoreTooNew` when a later kiosk was
    here."""
    if MigrationContext.configure(connection).get_current_revision() == HEAD:
        return
    config = Config()
    config.set_main_option("script_location", "kiosk.records:migrations")
    config.attributes["connection"] = connection
    with _one_at_a_time:
        try:
            command.upgrade(config, HEAD)
        except CommandError:
            raise StoreTooNew from None
