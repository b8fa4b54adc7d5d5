"""The store of a clinic with several desks: one PostgreSQL database that they share.

Desks take turns at writing by an advisory lock, as programs do on a file: the audit stays one chain, numbers are given
once, and no transaction fails half way because another was quicker. A clinic writes a few rows a second; a commit
takes a few milliseconds.
"""

from __future__ import annotations

import hmac
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, inspect, text
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from kiosk.records.columns import Base
from kiosk.records.database import Database
from kiosk.records.derived_keys import KEY_BYTES, key_check
from kiosk.records.errors import KeyFileError, StoreError, WrongKey
from kiosk.records.migrating import migrate
from kiosk.records.models import RememberedRow
from kiosk.records.postgres_engine import make_engine, refuse_unsafe, server_url
from kiosk.records.postgres_errors import translate, translated

_TURN = 0x4D4F5443
"""`MOTC`: the advisory lock of whoever writes. Locks belong to one database; two stores on one server do not meet."""
_KEY_CHECK = "key_check"
_ERASABLE = ("record", "outbox", "name_word", "look_up", "ticket")


class PostgresDatabase(Database):
    def __init__(self, url: str, password: str | None, key: bytes, *, busy_timeout_s: float, check: bool) -> None:
        """`key` is the same for every desk: it makes the tokens by which a person is found."""
        if len(key) != KEY_BYTES:
            raise KeyFileError("length")
        engine = make_engine(server_url(url, password), busy_timeout_s)
        reader = engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
        super().__init__(reader, engine)
        try:
            with translated():
                self._prepare(key, check)
        except StoreError:
            self.close()
            raise

    def problems(self, *, thorough: bool) -> list[str]:
        """Tables that cannot be read. `thorough` reads every row, so that pages whose checksum is wrong are found."""
        tables = [table.name for table in Base.metadata.sorted_tables]
        with self._guarded(), self._reader.connect() as connection:
            missing = sorted(set(tables) - set(inspect(connection).get_table_names()))
            for name in () if missing else tables:
                rows = "*" if thorough else "* LIMIT 1"
                connection.execute(text(f"SELECT count(t) FROM (SELECT {rows.replace('*', '* FROM ' + name)}) t"))  # noqa: S608 - names of our own tables
        return [f"{name}: missing" for name in missing]

    def forget_deleted(self) -> None:
        """Free the deleted rows for overwriting. The server's own log and copies are its administrator's
        (docs/store.md)."""
        with self._guarded(), self._writer.connect() as connection:
            alone = connection.execution_options(isolation_level="AUTOCOMMIT")
            alone.execute(text(f"VACUUM {', '.join(_ERASABLE)}"))

    def _wait_for_turn(self, session: Session) -> None:
        session.execute(text("SELECT pg_advisory_xact_lock(:turn)"), {"turn": _TURN})

    @contextmanager
    def _guarded(self) -> Iterator[None]:
        try:
            yield
        except SQLAlchemyError as error:
            raise translate(error) from None

    def _prepare(self, key: bytes, check: bool) -> None:
        with Session(self._writer) as session, session.begin():
            self._wait_for_turn(session)
            connection = session.connection()
            if check:
                refuse_unsafe(connection.dialect.server_version_info, _durability(connection))
            migrate(connection)
            _same_key(session, key)


def _durability(connection: Connection) -> dict[str, str]:
    rows = connection.execute(text("SELECT name, setting FROM pg_settings WHERE name IN ('fsync', 'full_page_writes')"))
    return {str(name): str(setting) for name, setting in rows}


def _same_key(session: Session, key: bytes) -> None:
    """A desk with another key would find nobody and erase nobody: it is refused before it writes anything."""
    row = session.get(RememberedRow, _KEY_CHECK)
    if row is None:
        session.add(RememberedRow(name=_KEY_CHECK, content=key_check(key)))
    elif not hmac.compare_digest(row.content, key_check(key)):
        raise WrongKey("key_check")
