"""The store: what a person confirmed, on this machine, until the office has it and the retention time is over.

`save` returns only after COMMIT under WAL and synchronous=FULL, that is after fsync: a screen may say "saved". The
record, its place in the outbox and its audit row are one transaction, so none exists without the others.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from types import TracebackType

from sqlalchemy import delete, exists, select
from sqlalchemy.orm import Session

from kiosk.domain.record import Record, RecordFate, RecordId
from kiosk.records import audit
from kiosk.records.audit import AuditEvent, AuditHead, AuditVerdict
from kiosk.records.ballast import Ballast
from kiosk.records.columns import read_time, write_time
from kiosk.records.database import Database
from kiosk.records.derived_keys import person_token
from kiosk.records.errors import DiskFull, RecordDiffers, RecordUnknown
from kiosk.records.folding import fold
from kiosk.records.models import OutboxRow, RecordRow, RememberedRow
from kiosk.records.outbox_table import OFFICE, OutboxTable
from kiosk.records.rows import record_from, record_row
from kiosk.runtime.clock import Clock

_OFFICIAL_TIME = "official_time"
_SHORTEST_SEARCH = 2


class Store(OutboxTable):
    """The records of one kiosk. Safe to use from several threads; one program at a time."""

    def __init__(self, database: Database, key: bytes, clock: Clock, ballast: Ballast | None) -> None:
        """Use `Store.open`."""
        super().__init__(database, clock)
        self._key = key
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
    ) -> Store:
        """Open or make the store at `path`, bring its tables up to date and look it over (`check`).

        `key` is 32 random bytes. With `ballast_bytes` a file of that size beside the store is given up when the disk
        is full, so that the visits under way can still be saved. Raises any `StoreError`.
        """
        database = Database(path, key, busy_timeout_s=busy_timeout_s, check=check)
        ballast = Ballast(path.with_name(path.name + ".ballast"), ballast_bytes) if ballast_bytes else None
        if ballast is not None:
            ballast.take()
        return cls(database, key, clock, ballast)

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

        Raises `RecordDiffers` when the id is taken by other content, `DiskFull` when nothing was written.
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
            return record_from(_record_row(session, record_id))

    def find_by_name(self, text: str, limit: int = 50) -> list[Record]:
        """Records whose holder's name contains `text`, newest first; marks and case do not matter ("do thi" finds "Đỗ
        Thị")."""
        folded = fold(text)
        if len(folded) < _SHORTEST_SEARCH:
            return []
        wanted = RecordRow.folded_name.contains(folded, autoescape=True)
        with self._database.reading() as session:
            rows = session.scalars(select(RecordRow).where(wanted).order_by(RecordRow.sequence.desc()).limit(limit))
            return [record_from(row) for row in rows]

    def find_by_number(self, number: str) -> list[Record]:
        """Every record of the person with exactly this personal number, newest first."""
        with self._database.reading() as session:
            token = person_token(self._key, number)
            rows = session.scalars(
                select(RecordRow).where(RecordRow.person_token == token).order_by(RecordRow.sequence.desc())
            )
            return [record_from(row) for row in rows]

    # Retention and rights.

    def purge(self, before: datetime) -> int:
        """Forget delivered records whose receipt came before `before`; nothing else ever is. Returns how many."""
        with self._database.writing() as session:
            of_record = OutboxRow.record_id == RecordRow.record_id
            kept = exists().where(
                of_record, (OutboxRow.fate != RecordFate.DELIVERED.value) | (OutboxRow.settled_at >= before)
            )
            wanted = select(RecordRow.record_id).where(exists().where(of_record), ~kept)
            gone = _forget(session, list(session.scalars(wanted)))
            if gone:
                audit.append(session, self._clock.now(), AuditEvent.RECORDS_PURGED, None, {"count": gone})
        if gone:
            self._database.shrink_log()
        return gone

    def erase_person(self, number: str) -> int:
        """Forget every record of one person, delivered or not, because the person or the law asks. Returns how many."""
        with self._database.writing() as session:
            wanted = select(RecordRow.record_id).where(RecordRow.person_token == person_token(self._key, number))
            gone = _forget(session, list(session.scalars(wanted)))
            audit.append(session, self._clock.now(), AuditEvent.PERSON_ERASED, None, {"count": gone})
        self._database.shrink_log()
        return gone

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
        """The long look at the whole file: empty when all is well."""
        return self._database.problems(thorough=True)

    def _save(self, record: Record, deliveries: Sequence[str]) -> None:
        now = self._clock.now()
        with self._database.writing() as session:
            kept = session.scalar(select(RecordRow).where(RecordRow.record_id == record.record_id))
            if kept is not None:
                if record_from(kept) != replace(record, confirmed_at=kept.confirmed_at):
                    raise RecordDiffers
                return
            row = record_row(record, self._key)
            session.add(row)
            session.flush()
            for delivery_id in dict.fromkeys(deliveries):
                session.add(
                    OutboxRow(
                        record_id=row.record_id,
                        delivery_id=delivery_id,
                        sequence=row.sequence,
                        fate=RecordFate.SAVED.value,
                        attempts=0,
                        next_at=now,
                    )
                )
            detail = {"desk_id": record.desk_id, "service_id": record.service_id}
            audit.append(session, now, AuditEvent.RECORD_SAVED, record.record_id, detail)


def _record_row(session: Session, record_id: RecordId) -> RecordRow:
    row = session.scalar(select(RecordRow).where(RecordRow.record_id == record_id))
    if row is None:
        raise RecordUnknown
    return row


def _forget(session: Session, record_ids: list[str]) -> int:
    for record_id in record_ids:
        session.execute(delete(RecordRow).where(RecordRow.record_id == record_id))
    return len(record_ids)
