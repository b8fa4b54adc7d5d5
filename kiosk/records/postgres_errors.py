"""PostgreSQL's error codes, once, in our words (PostgreSQL documentation, appendix A)."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from kiosk.records.errors import DiskFull, StoreBusy, StoreCorrupt, StoreError, StoreUnreachable

_BUSY = {"55P03", "57014", "40001", "40P01", "53300"}
"""lock_not_available, query_canceled (our own time limit), serialization_failure, deadlock_detected,
too_many_connections."""
_DAMAGED = {"XX001", "XX002"}
"""data_corrupted, index_corrupted."""
_DISK_FULL = "53100"
_AWAY = ("08", "57P", "28", "3D")
"""Classes: connection trouble, the server is going down, who we are is not accepted, there is no such database."""


def translate(error: BaseException) -> StoreError:
    original = error.orig if isinstance(error, DBAPIError) else error
    state = getattr(original, "sqlstate", None)
    if isinstance(error, PoolTimeout):
        return StoreBusy("pool")
    if not isinstance(state, str):
        # Without a code there was no answer: the connection could not be made, or it broke.
        lost = isinstance(error, DBAPIError) and type(original).__name__ in ("OperationalError", "ConnectionTimeout")
        return StoreUnreachable("no_answer") if lost else StoreError(type(original).__name__)
    if state == _DISK_FULL:
        return DiskFull(state)
    if state in _BUSY:
        return StoreBusy(state)
    if state in _DAMAGED:
        return StoreCorrupt(state)
    return StoreUnreachable(state) if state.startswith(_AWAY) else StoreError(state)


@contextmanager
def translated() -> Iterator[None]:
    """Let nothing of the database library leave. The cause is cut off: its text may hold parameters and addresses."""
    try:
        yield
    except SQLAlchemyError as error:
        raise translate(error) from None
