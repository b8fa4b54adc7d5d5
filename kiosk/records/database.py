"""What every place a store can live in has in common: transactions in, our errors out. What the tables mean is said
elsewhere.

One writer at a time, wherever the store lives: whoever writes sees everything that was written before, so that chains,
numbers and keys need no other care.
"""

from __future__ import annotations

import threading
from abc import ABC, abstractmethod
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from kiosk.records.errors import StoreCorrupt


class Database(ABC):
    """Threads may share it: readers read side by side, one writes at a time."""

    def __init__(self, reader: Engine, writer: Engine) -> None:
        self._reader = reader
        self._writer = writer
        self._turn = threading.Lock()

    def close(self) -> None:
        with self._guarded():
            self._reader.dispose()
            if self._writer is not self._reader:
                self._writer.dispose()

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A snapshot. Content that no version of us wrote is `StoreCorrupt`."""
        with self._guarded(), _content_checked(), Session(self._reader) as session:
            yield session

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """One transaction: when the block ends well it is committed and synced before this returns, else nothing
        happened. Content that no version of us wrote is `StoreCorrupt`, here as when reading."""
        with (
            self._turn,
            self._guarded(),
            _content_checked(),
            Session(self._writer, expire_on_commit=False) as session,
            session.begin(),
        ):
            self._wait_for_turn(session)
            yield session

    @abstractmethod
    def problems(self, *, thorough: bool) -> list[str]:
        """What is found wrong with what is kept; empty when nothing is. `thorough` reads everything."""

    @abstractmethod
    def forget_deleted(self) -> None:
        """See to it that what was deleted is nowhere any more, as far as this place allows."""

    @abstractmethod
    def _wait_for_turn(self, session: Session) -> None:
        """Until no other program writes; called first in each writing transaction."""

    @abstractmethod
    @contextmanager
    def _guarded(self) -> Iterator[None]:
        """Let nothing of the database library leave: every error becomes a `StoreError`."""
        yield


@contextmanager
def _content_checked() -> Iterator[None]:
    try:
        yield
    except (ValueError, KeyError, TypeError):
        raise StoreCorrupt("content") from None
