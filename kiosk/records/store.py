"""The store: what a person confirmed, on this machine or on the clinic's server, until the office has it and the
retention time is over.

`save` returns only after COMMIT with everything synced (SQLite: WAL and synchronous=FULL; PostgreSQL:
synchronous_commit), that is after fsync: a screen may say "saved". The record, its places in the outbox and its audit
row are one transaction, so none exists without the others.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from types import TracebackType

from sqlalchemy import ColumnElement, bindparam, insert, or_, select
from sqlalchemy.orm import Session

from kiosk.domain.record import Record, RecordFate, RecordId
from kiosk.records import audit, forgetting, name_search, subjects
from kiosk.records.about_person import AboutPerson, everything_about
from kiosk.records.audit import AuditEvent, AuditHead, AuditVerdict
from kiosk.records.backlog import Backlog, BacklogGauge, BacklogLimits
from kiosk.records.ballast import Ballast
from kiosk.records.columns import read_time, table_of, write_time
from kiosk.records.database import Database
from kiosk.records.errors import BacklogFull, DiskFull, RecordDiffers, RecordUnknown
from kiosk.records.forgetting import Retention
from kiosk.records.models import OutboxRow, RecordRow, RememberedRow
from kiosk.records.outbox_table import OFFICE, OutboxTable
from kiosk.records.postgres_database import PostgresDatabase
from kiosk.records.rows import record_from, record_row, tokens_of
from kiosk.records.sqlite_database import SqliteDatabase
from kiosk.records.subjects import Erased, Subject
from kiosk.runtime.clock import Clock

_OFFICIAL_TIME = "official_time"
_RECORDS = table_of(RecordRow)
_KNOWN = select(_RECORDS.c.sequence).where(_RECORDS.c.record_id == bindparam("wanted"))
_WHOLE = select(_RECORDS).where(_RECORDS.c.record_id == bindparam("wanted"))
_ADD_RECORD = insert(_RECORDS).returning(_RECORDS.c.sequence)
_ADD_TO_OUTBOX = insert(table_of(OutboxRow))


class Store(OutboxTable):
    """The records of one kiosk, or of several desks on one server. Safe to use from several threads."""

    def __init__(
        self,
        database: Database,
        key: bytes,
        clock: Clock,
        *,
        limits: BacklogLimits,
        ballast: Ballast | None = None,
        desk_id: str | None = None,
    ) -> None:
        """Use `Store.open` or `Store.connect`."""
        super().__init__(database, clock, desk_id)
        self._key = key
        self._gauge = BacklogGauge(limits, clock)
        self._ballast = ballast

    @classmethod
    def open(
        cls,
        path: Path,
        key: bytes,
        *,
        clock: Clock,
        busy_timeout_s: float = 5.0,
        check: bool = True,
        ballast_bytes: int = 0,
        limits: BacklogLimits | None = None,
    ) -> Store:
        """Open or make the store at `path`, bring its tables up to date and look it over (`check`).

        `key` is 32 random bytes. With `ballast_bytes` a file of that size beside the store is given up when the disk
        is full, so that the visits under way can still be saved. Raises any `StoreError`.
        """
        database = SqliteDatabase(path, key, busy_timeout_s=busy_timeout_s, check=check)
        ballast = Ballast(path.with_name(path.name + ".ballast"), ballast_bytes) if ballast_bytes else None
        if ballast is not None:
            ballast.take()
        return cls(database, key, clock, limits=limits or BacklogLimits(), ballast=ballast)

    @classmethod
    def connect(
        cls,
        url: str,
        password: str | None,
        key: bytes,
        *,
        clock: Clock,
        busy_timeout_s: float = 5.0,
        check: bool = True,
        limits: BacklogLimits | None = None,
        desk_id: str | None = None,
    ) -> Store:
        """Use the PostgreSQL database at `url` (`postgresql://user@host/name`, without the password) as the store.

        Every desk brings the same `key`, and its own `desk_id` if it delivers. Raises any `StoreError`; `WrongKey` for
        a desk with another key.
        """
        database = PostgresDatabase(url, password, key, busy_timeout_s=busy_timeout_s, check=check)
        return cls(database, key, clock, limits=limits or BacklogLimits(), desk_id=desk_id)

    @property
    def database(self) -> Database:
        """For the tables of this store that other classes of this room keep."""
        return self._database

    def close(self) -> None:
        self._database.close()

    def __enter__(self) -> Store:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    # Records.

    def save(self, record: Record, deliveries: Sequence[str] = (OFFICE,)) -> None:
        """Keep a confirmed record, to go to each of `deliveries`; on return it is on the disk.

        Saving the same record again changes nothing, also when it was confirmed at another moment: after an error
        whose commit did reach the disk, a person confirms once more.

        Raises `RecordDiffers` when the id is taken by other content, `DiskFull` or `BacklogFull` when nothing was
        written.
        """
        try:
            self._save(record, deliveries)
        except DiskFull:
            if self._ballast is None or not self._ballast.release():
                raise
            self._save(record, deliveries)

    def record(self, record_id: RecordId) -> Record:
        """Raises `RecordUnknown`."""
        with self._database.reading() as session:
            row = session.connection().execute(_WHOLE, {"wanted": record_id}).first()
            if row is None:
                raise RecordUnknown
            return record_from(row)

    def find_by_name(self, text: str, limit: int = 50) -> list[Record]:
        """Records whose holder's name has a word that begins with each word of `text`, in any order, newest first;
        marks and case do not matter ("uyen do" finds "Đỗ Thị Uyên")."""
        with self._database.reading() as session:
            return [record_from(row) for row in name_search.newest_with_name(session, text, limit)]

    def find_by_number(self, number: str) -> list[Record]:
        """Every record of the person with exactly this personal number or insurance card, newest first."""
        tokens = tokens_of(self._key, number)
        known = or_(RecordRow.person_token.in_(tokens), RecordRow.card_token.in_(tokens))
        with self._database.reading() as session:
            rows = session.scalars(select(RecordRow).where(known).order_by(RecordRow.sequence.desc()))
            return [record_from(row) for row in rows]

    def backlog(self) -> Backlog:
        """How much waits for the office that most wait for, and whether that is too much."""
        with self._database.reading() as session:
            return self._gauge.count(session)

    # Retention and rights.

    def purge(self, before: datetime) -> int:
        """Forget records that every office has since before `before`; nothing else ever is. Returns how many."""
        gone = self._forget(forgetting.delivered_before(before, RecordRow.sequence > 0))
        if gone:
            self._database.forget_deleted()
        return gone

    def keep_only(self, retention: Retention) -> dict[str, int]:
        """Forget whatever was kept for as long as its purpose needs; how many rows of each kind went."""
        now = self._clock.now()
        own = retention.delivered_by_service
        others = RecordRow.service_id.not_in(list(own))
        gone = {"delivered": self._forget(forgetting.delivered_before(now - retention.delivered, others))}
        for service_id, kept in own.items():
            mine = RecordRow.service_id == service_id
            gone["delivered"] += self._forget(forgetting.delivered_before(now - kept, mine))
        if retention.refused is not None:
            gone["refused"] = self._forget(forgetting.refused_before(now - retention.refused))
        with self._database.writing() as session:
            gone |= forgetting.forget_clinic_rows(session, retention, now)
            if retention.audit is not None:
                gone["audit"] = audit.let_go(session, now, now - retention.audit)
        if any(gone.values()):
            self._database.forget_deleted()
        return gone

    def about_person(self, whom: Subject) -> AboutPerson:
        """Everything that is kept about one person, from every table. Raises `RecordUnknown` for a record that is not
        kept."""
        with self._database.reading() as session:
            return everything_about(session, subjects.found(session, self._key, whom))

    def erase_person(self, whom: Subject) -> Erased:
        """Forget every record of one person, delivered or not, because the person or the law asks. Raises
        `RecordUnknown` for a record that is not kept."""
        with self._database.writing() as session:
            found = subjects.found(session, self._key, whom)
            forgetting.forget_records(session, found.records)
            audit.append(session, self._clock.now(), AuditEvent.PERSON_ERASED, None, {"count": len(found.records)})
        self._database.forget_deleted()
        return Erased(len(found.records), found.further)

    # The audit.

    def note(self, event: AuditEvent, record_id: RecordId | None = None, **detail: object) -> None:
        """Add a row to the audit. Details are plain words and numbers; anything else is withheld."""
        with self._database.writing() as session:
            audit.append(session, self._clock.now(), event, record_id, detail)

    def verify_audit(self, anchor: AuditHead | None = None) -> AuditVerdict:
        with self._database.reading() as session:
            return audit.verify(session, anchor)

    def audit_head(self) -> AuditHead:
        with self._database.reading() as session:
            return audit.head(session)

    # The machine.

    def official_time(self) -> datetime | None:
        """The newest time an office gave, remembered across restarts (see `kiosk.runtime.time_quality`)."""
        with self._database.reading() as session:
            row = session.get(RememberedRow, _OFFICIAL_TIME)
            return read_time(row.content) if row is not None else None

    def remember_official_time(self, official: datetime) -> None:
        with self._database.writing() as session:
            row = session.get(RememberedRow, _OFFICIAL_TIME)
            if row is None:
                session.add(RememberedRow(name=_OFFICIAL_TIME, content=write_time(official)))
            elif read_time(row.content) < official:
                row.content = write_time(official)

    def problems(self) -> list[str]:
        """The long look at everything that is kept: empty when all is well."""
        return self._database.problems(thorough=True)

    def _save(self, record: Record, deliveries: Sequence[str]) -> None:
        now = self._clock.now()
        with self._database.writing() as session:
            if session.connection().execute(_KNOWN, {"wanted": record.record_id}).first() is not None:
                kept = session.scalars(select(RecordRow).where(RecordRow.record_id == record.record_id)).one()
                if record_from(kept) != replace(record, confirmed_at=kept.confirmed_at):
                    raise RecordDiffers
                return
            if self._gauge.is_full(session):
                raise BacklogFull
            self._insert(session, record, deliveries, now)
        self._gauge.one_more()

    def _insert(self, session: Session, record: Record, deliveries: Sequence[str], now: datetime) -> None:
        columns = record_row(record, self._key)
        connection = session.connection()
        sequence = connection.execute(_ADD_RECORD, columns).scalar_one()
        name_search.remember_name(session, columns["folded_name"])
        rows = [
            {
                "record_id": record.record_id,
                "delivery_id": delivery_id,
                "sequence": sequence,
                "fate": RecordFate.SAVED.value,
                "attempts": 0,
                "next_at": now,
            }
            for delivery_id in dict.fromkeys(deliveries)
        ]
        if rows:
            connection.execute(_ADD_TO_OUTBOX, rows)
        detail = {"desk_id": record.desk_id, "service_id": record.service_id}
        audit.append(session, now, AuditEvent.RECORD_SAVED, record.record_id, detail)

    def _forget(self, wanted: ColumnElement[bool]) -> int:
        """A batch at a time, each with its own row in the audit: a visit never waits for a long purge."""
        total = 0
        while True:
            with self._database.writing() as session:
                gone = forgetting.forget_some(session, wanted)
                if gone:
                    audit.append(session, self._clock.now(), AuditEvent.RECORDS_PURGED, None, {"count": gone})
            total += gone
            if gone < forgetting.BATCH:
                return total
