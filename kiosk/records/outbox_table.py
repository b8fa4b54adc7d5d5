"""The half of the store that deliveries lean on: one row for each record and each office it goes to.

Offices know nothing of each other. A row leaves its queue by a receipt or by a refusal, never by an error, and what
happens to it changes no other row.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, bindparam, case, exists, func, select, true, update
from sqlalchemy.orm import Session

from kiosk.domain.record import Receipt, RecordFate, RecordId
from kiosk.records import audit
from kiosk.records.audit import AuditEvent
from kiosk.records.backlog import PENDING
from kiosk.records.columns import table_of
from kiosk.records.database import Database
from kiosk.records.errors import RecordUnknown
from kiosk.records.models import OutboxRow, RecordRow
from kiosk.records.rows import WaitingRecord, receipt_from, waiting_from
from kiosk.runtime.clock import Clock

_ROWS = table_of(OutboxRow)
_THIS_ROW = (_ROWS.c.record_id == bindparam("of_record")) & (_ROWS.c.delivery_id == bindparam("of_delivery"))
_STANDING = select(_ROWS.c.fate, _ROWS.c.attempts).where(_THIS_ROW)
_WHOLE = select(_ROWS).where(_THIS_ROW)
_CHANGE = update(_ROWS).where(_THIS_ROW)
OFFICE = "office"
"""The delivery of a site that has one."""
_WEAKEST_LAST = (RecordFate.DELIVERED, RecordFate.SAVED, RecordFate.WAITING, RecordFate.REFUSED)
"""Of a record that goes to several offices the last of these speaks for all: it is where somebody must still act."""


_LONGEST_LEASE = timedelta(hours=1)
"""Nobody takes one for so long; what ends later was taken by another clock."""
_NOBODYS: Mapping[str, object] = {"leased_by": None, "leased_until": None}


class OutboxTable:
    def __init__(self, database: Database, clock: Clock, desk_id: str | None = None) -> None:
        """With `desk_id`, `due` and `make_due` speak of that desk's records alone: desks that share a store deliver
        each its own, in its own order."""
        self._database = database
        self._clock = clock
        self._desk_id = desk_id

    def outbox(self, limit: int | None = None, *, own: bool = False) -> list[WaitingRecord]:
        """What has not reached its office yet, in the order of saving; a record appears once for each office. `own`:
        of this desk alone."""
        return self._waiting(OutboxRow.fate.in_(PENDING) & (self._of_desk() if own else true()), limit)

    def refused(self, limit: int | None = None, *, own: bool = False) -> list[WaitingRecord]:
        """What an office refused for good and a person must look at; `last_error` says why. `own`: of this desk
        alone."""
        refused = OutboxRow.fate == RecordFate.REFUSED.value
        return self._waiting(refused & (self._of_desk() if own else true()), limit)

    def due(
        self, now: datetime, latest: datetime, limit: int, delivery_id: str = OFFICE, holder: str | None = None
    ) -> list[WaitingRecord]:
        """Pending rows of one delivery whose time has come, in the order of saving, without those that somebody other
        than `holder` is sending.

        A row planned later than `latest` counts as due too: nobody plans so far, so the clock was moved back since.
        """
        ready = (OutboxRow.next_at <= now) | (OutboxRow.next_at > latest)
        wanted = (OutboxRow.delivery_id == delivery_id) & OutboxRow.fate.in_(PENDING) & ready
        return self._waiting(wanted & self._of_desk() & _free(now, holder), limit)

    def lease(self, record_id: RecordId, delivery_id: str, holder: str, until: datetime) -> bool:
        """Let `holder` alone send this row until that moment, or until what became of it is noted; False when somebody
        else is sending it, or it waits no more. One's own lease can be taken again."""
        this_row = (OutboxRow.record_id == record_id) & (OutboxRow.delivery_id == delivery_id)
        wanted = this_row & OutboxRow.fate.in_(PENDING) & _free(self._clock.now(), holder)
        with self._database.writing() as session:
            # Who waits for a locked row would find it leased: PostgreSQL passes over it. SQLite has one writer.
            row = session.scalar(select(OutboxRow).where(wanted).with_for_update(skip_locked=True))
            if row is None:
                return False
            row.leased_by, row.leased_until = holder, until
            return True

    def fate(self, record_id: RecordId, delivery_id: str | None = None) -> RecordFate:
        """Where the record is on its way to one office; without `delivery_id` the weakest of all (refused, waiting,
        saved, delivered), `SAVED` for a record that goes nowhere. Raises `RecordUnknown`."""
        with self._database.reading() as session:
            if delivery_id is not None:
                return RecordFate(_standing(session, record_id, delivery_id)[0])
            fates = set(session.scalars(select(OutboxRow.fate).where(OutboxRow.record_id == record_id)))
            if not fates:
                _must_exist(session, record_id)
                return RecordFate.SAVED
            return max(map(RecordFate, fates), key=_WEAKEST_LAST.index)

    def fates(self, record_id: RecordId) -> Mapping[str, RecordFate]:
        """Where the record is on its way to each office, by delivery id. Raises `RecordUnknown`."""
        with self._database.reading() as session:
            _must_exist(session, record_id)
            rows = session.execute(
                select(OutboxRow.delivery_id, OutboxRow.fate).where(OutboxRow.record_id == record_id)
            )
            return {delivery_id: RecordFate(fate) for delivery_id, fate in rows}

    def receipt(self, record_id: RecordId, delivery_id: str = OFFICE) -> Receipt | None:
        """The office's receipt, None while there is none. Raises `RecordUnknown`."""
        with self._database.reading() as session:
            row = session.connection().execute(_WHOLE, {"of_record": record_id, "of_delivery": delivery_id}).first()
            if row is None:
                raise RecordUnknown
            return receipt_from(row)

    def counts(self, delivery_id: str | None = None) -> Mapping[RecordFate, int]:
        """How many records stand where, in one delivery or by the weakest of all; every fate has an entry."""
        with self._database.reading() as session:
            if delivery_id is not None:
                own = OutboxRow.delivery_id == delivery_id
                rows = session.execute(select(OutboxRow.fate, func.count()).where(own).group_by(OutboxRow.fate))
                found = {RecordFate(fate): count for fate, count in rows}
            else:
                rank = case({fate.value: place for place, fate in enumerate(_WEAKEST_LAST)}, value=OutboxRow.fate)
                weakest = select(func.max(rank).label("rank")).group_by(OutboxRow.record_id).subquery()
                places = session.execute(select(weakest.c.rank, func.count()).group_by(weakest.c.rank))
                found = {_WEAKEST_LAST[place]: count for place, count in places}
        return {fate: found.get(fate, 0) for fate in RecordFate}

    def mark_delivered(self, receipt: Receipt, delivery_id: str = OFFICE) -> None:
        """Keep the receipt; the first one stands. A receipt that arrives after a refusal wins: the office does have
        it."""
        now = self._clock.now()
        with self._database.writing() as session:
            fate, attempts = _standing(session, receipt.record_id, delivery_id)
            if fate == RecordFate.DELIVERED.value:
                return
            arrived = {
                "fate": RecordFate.DELIVERED.value,
                "attempts": attempts + 1,
                "last_error": None,
                "receipt_number": receipt.number,
                "destination": receipt.destination,
                "received_at": receipt.received_at,
                "duplicate": receipt.duplicate,
                "settled_at": now,
                **_NOBODYS,
            }
            _change(session, receipt.record_id, delivery_id, arrived)
            detail = {"duplicate": receipt.duplicate, "attempts": attempts + 1, "delivery_id": delivery_id}
            audit.append(session, now, AuditEvent.RECORD_DELIVERED, receipt.record_id, detail)

    def mark_refused(self, record_id: RecordId, reason: str, delivery_id: str = OFFICE) -> None:
        """Take a record out of one queue until a person looks at it. `reason` is a dotted key."""
        now = self._clock.now()
        with self._database.writing() as session:
            fate, attempts = _standing(session, record_id, delivery_id)
            if fate not in PENDING:
                return
            refused = RecordFate.REFUSED.value
            changes = {"fate": refused, "last_error": reason, "settled_at": now, "attempts": attempts + 1}
            _change(session, record_id, delivery_id, {**changes, **_NOBODYS})
            detail = {"reason": reason, "delivery_id": delivery_id}
            audit.append(session, now, AuditEvent.RECORD_REFUSED, record_id, detail)

    def note_attempt(self, record_id: RecordId, error_key: str, next_at: datetime, delivery_id: str = OFFICE) -> None:
        """It did not work now; try again at `next_at`. Not audited: an outage would fill the chain."""
        with self._database.writing() as session:
            fate, attempts = _standing(session, record_id, delivery_id)
            if fate in PENDING:
                waiting = RecordFate.WAITING.value
                changes = {"fate": waiting, "last_error": error_key, "next_at": next_at, "attempts": attempts + 1}
                _change(session, record_id, delivery_id, {**changes, **_NOBODYS})

    def make_due(self, error_keys: tuple[str, ...], delivery_id: str = OFFICE) -> int:
        """The office is back: whatever waited only because of these errors may go now. Returns how many rows."""
        with self._database.writing() as session:
            way = (OutboxRow.delivery_id == delivery_id) & self._of_desk()
            waited = way & OutboxRow.fate.in_(PENDING) & OutboxRow.last_error.in_(error_keys)
            count = session.scalar(select(func.count()).select_from(OutboxRow).where(waited))
            session.execute(update(OutboxRow).where(waited).values(next_at=self._clock.now()))
            return count or 0

    def send_again(self, record_id: RecordId, delivery_id: str = OFFICE) -> None:
        """A person looked at a refused record and wants it tried once more, under its old idempotency key."""
        now = self._clock.now()
        with self._database.writing() as session:
            fate, _ = _standing(session, record_id, delivery_id)
            if fate == RecordFate.REFUSED.value:
                changes = {"fate": RecordFate.WAITING.value, "next_at": now, "settled_at": None}
                _change(session, record_id, delivery_id, changes)
                audit.append(session, now, AuditEvent.RECORD_SENT_AGAIN, record_id, {"delivery_id": delivery_id})

    def _of_desk(self) -> ColumnElement[bool]:
        if self._desk_id is None:
            return true()
        return exists().where(RecordRow.record_id == OutboxRow.record_id, RecordRow.desk_id == self._desk_id)

    def _waiting(self, wanted: ColumnElement[bool], limit: int | None) -> list[WaitingRecord]:
        ordered = select(_ROWS).where(wanted).order_by(_ROWS.c.sequence, _ROWS.c.delivery_id).limit(limit)
        with self._database.reading() as session:
            return [waiting_from(row) for row in session.connection().execute(ordered)]


def _free(now: datetime, holder: str | None) -> ColumnElement[bool]:
    until = OutboxRow.leased_until
    over = until.is_(None) | (until <= now) | (until > now + _LONGEST_LEASE)
    return over if holder is None else over | (OutboxRow.leased_by == holder)


def _standing(session: Session, record_id: RecordId, delivery_id: str) -> tuple[str, int]:
    """Fate and attempts."""
    row = session.connection().execute(_STANDING, {"of_record": record_id, "of_delivery": delivery_id}).first()
    if row is None:
        raise RecordUnknown
    return row.fate, row.attempts


def _change(session: Session, record_id: RecordId, delivery_id: str, columns: Mapping[str, object]) -> None:
    session.connection().execute(_CHANGE, {"of_record": record_id, "of_delivery": delivery_id, **columns})


def _must_exist(session: Session, record_id: RecordId) -> None:
    if session.scalar(select(RecordRow.sequence).where(RecordRow.record_id == record_id)) is None:
        raise RecordUnknown
