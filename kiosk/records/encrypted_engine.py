"""SQLCipher under SQLAlchemy: every page on the disk, the write-ahead log included, is encrypted and carries a MAC.

SQLAlchemy's own `pysqlcipher` dialect takes a passphrase inside the URL, where it ends up in reprs and logs, and
spends 160 ms deriving a key from it. Here the raw key is set by a connect event and nowhere else.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event
from sqlcipher3 import dbapi2

from kiosk.records.derived_keys import file_salt
from kiosk.records.errors import EngineUnsafe

WRITES = {"writes": True}
"""Execution options of an engine whose transactions take the write lock from the start, so that none fails half way
with BUSY."""

_FIXED_VERSION = (3, 51, 3)
_BACKPORTS = {(3, 50): 7, (3, 44): 6}
"""Older lines in which the WAL-reset bug was mended (sqlite.org/wal.html)."""


def refuse_unsafe(version: tuple[int, ...] = dbapi2.sqlite_version_info) -> None:
    """Raise `EngineUnsafe` for a SQLite that can lose acknowledged rows."""
    backport = _BACKPORTS.get((version[0], version[1]))
    if version < _FIXED_VERSION and (backport is None or version[2] < backport):
        raise EngineUnsafe(".".join(map(str, version)))


def make_engine(path: Path, key: bytes, busy_timeout_s: float) -> Engine:
    """An engine whose connections are keyed and set to survive a power cut (synchronous=FULL under WAL)."""
    refuse_unsafe()
    engine = create_engine(
        URL.create("sqlite+pysqlite", database=str(path)),
        module=dbapi2,
        hide_parameters=True,
        connect_args={"timeout": busy_timeout_s},
        pool_timeout=busy_timeout_s,
    )
    key_spec = f"x'{key.hex()}{file_salt(key).hex()}'"

    def prepare(connection: Any, _record: object) -> None:  # noqa: ANN401 - a DB-API connection has no type of its own
        connection.isolation_level = None  # We begin our own transactions, below.
        cursor = connection.cursor()
        cursor.execute("PRAGMA cipher_log_level = NONE")
        cursor.execute(f'PRAGMA key = "{key_spec}"')
        for name, value in _PRAGMAS:
            cursor.execute(f"PRAGMA {name} = {value}")
        cursor.close()

    event.listen(engine, "connect", prepare, insert=True)
    event.listen(engine, "begin", _begin)
    return engine


_PRAGMAS = (
    ("synchronous", "FULL"),
    ("foreign_keys", "ON"),
    ("secure_delete", "ON"),
    ("trusted_schema", "OFF"),
    ("cell_size_check", "ON"),
    ("mmap_size", "0"),
    ("temp_store", "MEMORY"),
    ("recursive_triggers", "ON"),
    ("cache_size", "-65536"),
)
"""`recursive_triggers` makes REPLACE fire the delete trigger that guards the audit. The cache (64 MiB at most) has
room for the words of all names: a page that is in it is not decrypted again."""


def _begin(connection: Connection) -> None:
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
