"""SQLite's result codes, once, in our words (https://www.sqlite.org/rescode.html)."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlcipher3 import dbapi2

from kiosk.records.errors import DiskFull, StoreBusy, StoreCorrupt, StoreError, WrongKey

_PRIMARY = 0xFF
"""Extended result codes keep the primary one in the low byte."""
_BUSY, _LOCKED, _IOERR, _CORRUPT, _FULL, _CANTOPEN, _NOTADB = 5, 6, 10, 11, 13, 14, 26
_NO_ROOM_BYTES = 256 * 1024
"""A disk with less than this is full whatever the failed call says: making the shared-memory file fails as an I/O
error."""


def translate(error: BaseException, path: Path) -> StoreError:
    """The store error for what the database library raised about the store at `path`."""
    original = error.orig if isinstance(error, DBAPIError) else error
    code = getattr(original, "sqlite_errorcode", None)
    name = getattr(original, "sqlite_errorname", None) or type(original).__name__
    if isinstance(error, PoolTimeout):
        return StoreBusy("pool")
    if not isinstance(code, int):
        return StoreError(name)
    primary = code & _PRIMARY
    if primary == _FULL or (primary in (_IOERR, _CANTOPEN) and _no_room(path)):
        return DiskFull(name)
    if primary in (_BUSY, _LOCKED):
        return StoreBusy(name)
    if primary == _NOTADB:
        return WrongKey(name)
    return StoreCorrupt(name) if primary == _CORRUPT else StoreError(name)


@contextmanager
def translated(path: Path) -> Iterator[None]:
    """Let nothing of the database library leave. The cause is cut off: its text may hold parameters."""
    try:
        yield
    except (SQLAlchemyError, dbapi2.Error) as error:
        raise translate(error, path) from None


def _no_room(path: Path) -> bool:
    try:
        return shutil.disk_usage(path.parent).free < _NO_ROOM_BYTES
    except OSError:
        return False
