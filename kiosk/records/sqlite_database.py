"""The store of one desk: an encrypted file of its own."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session
from sqlcipher3 import dbapi2

from kiosk.records.database import Database
from kiosk.records.derived_keys import KEY_BYTES, file_salt
from kiosk.records.encrypted_engine import WRITES, make_engine
from kiosk.records.errors import KeyFileError, StoreBusy, StoreCorrupt, StoreError, WrongKey
from kiosk.records.migrating import migrate
from kiosk.records.sqlite_errors import translate, translated

_PAGE = 4096
_PLAIN_HEADER = b"SQLite format 3\x00"
_RANDOM_ENOUGH = 200
"""Different byte values in the first page. A page of cipher text has all 256 but a few; text and images have fewer."""


class SqliteDatabase(Database):
    def __init__(self, path: Path, key: bytes, *, busy_timeout_s: float, check: bool) -> None:
        if len(key) != KEY_BYTES:
            raise KeyFileError("length")
        self.path = path
        self._key = key
        engine = make_engine(path, key, busy_timeout_s)
        super().__init__(engine, engine.execution_options(**WRITES))
        try:
            self._prepare(check)
        except StoreError:
            self.close()
            raise

    def close(self) -> None:
        with translated(self.path):
            self._reader.dispose()

    def problems(self, *, thorough: bool) -> list[str]:
        """What SQLite finds wrong with the file. `thorough` compares indexes with tables too."""
        pragma = "integrity_check" if thorough else "quick_check"
        with self._guarded(), self._reader.connect() as connection:
            found = [str(row[0]) for row in connection.exec_driver_sql(f"PRAGMA {pragma}")]
        return [] if found == ["ok"] else found

    def forget_deleted(self) -> None:
        """Move the write-ahead log into the file and cut it; deleted rows in the file are overwritten already
        (secure_delete)."""
        with self._turn, self._guarded(), self._reader.connect() as connection:
            raw = connection.connection.cursor()
            raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            raw.close()

    def _wait_for_turn(self, session: Session) -> None:
        """BEGIN IMMEDIATE waited already."""

    @contextmanager
    def _guarded(self) -> Iterator[None]:
        """After trouble with the disk the file is opened anew: a page cache after a failed fsync cannot be believed."""
        try:
            yield
        except (SQLAlchemyError, dbapi2.Error) as error:
            trouble = translate(error, self.path)
            if not isinstance(trouble, StoreBusy) and trouble.detail != "SQLITE_FULL":
                self.close()
            raise trouble from None

    def _prepare(self, check: bool) -> None:
        try:
            with translated(self.path):
                with self._reader.connect() as connection:
                    raw = connection.connection.cursor()
                    raw.execute("PRAGMA journal_mode = WAL")
                    raw.close()
                with self._writer.begin() as connection:
                    migrate(connection)
            if check and self.problems(thorough=False):
                raise StoreCorrupt("quick_check")
        except WrongKey as error:
            raise self._wrong_key_or_damage(error) from None

    def _wrong_key_or_damage(self, error: WrongKey) -> StoreError:
        """SQLCipher says "not a database" for both. The salt, derived from the key, and the look of the page decide."""
        try:
            with self.path.open("rb") as file:
                page = file.read(_PAGE)
        except OSError:
            return error
        ours = page.startswith(file_salt(self._key))
        random_looking = len(page) == _PAGE and len(set(page)) >= _RANDOM_ENOUGH
        if ours or page.startswith(_PLAIN_HEADER) or not random_looking:
            return StoreCorrupt(error.detail)
        return error
