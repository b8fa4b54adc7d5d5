"""The queue's numbers in the store: one table for every desk and counter.

The store has one writer at a time, on one machine as at a centre, so the next number is one more than the largest and
needs no retry; the table's own constraint (one number per day and series) would notice if that ever broke.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from kiosk.domain.queue_place import FinishedHow, NewPlace, QueuePlace
from kiosk.domain.record import RecordId
from kiosk.records.database import Database
from kiosk.records.models_clinic import TicketRow


class TicketTable:
    """Places in the queue, kept. Every method raises `StoreError` when the store does not work."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def give(self, wanted: NewPlace) -> tuple[QueuePlace, bool]:
        """The next number of the series that day and True; or the place the record already has and False."""
        with self._database.writing() as session:
            kept = _of_record(session, wanted.record_id)
            if kept is not None:
                return _place(kept), False
            row = TicketRow(
                day=wanted.day.isoformat(),
                room_id=wanted.room_id,
                series=wanted.series,
                priority=wanted.priority,
                number=_largest(session, wanted) + 1,
                record_id=wanted.record_id,
                desk_id=wanted.desk_id,
                issued_at=wanted.issued_at,
                calls=0,
            )
            session.add(row)
            session.flush()
            return _place(row), True

    def of_room(self, day: date, room_id: str) -> list[QueuePlace]:
        """Every place of the room that day, in the order they were given."""
        wanted = select(TicketRow).where(TicketRow.day == day.isoformat(), TicketRow.room_id == room_id)
        with self._database.reading() as session:
            return [_place(row) for row in session.scalars(wanted.order_by(TicketRow.sequence))]

    def change(self, before: QueuePlace, after: QueuePlace) -> bool:
        """Write the calls and the end of `after`; False, and nothing, when the row no longer is `before`."""
        with self._database.writing() as session:
            row = session.scalar(select(TicketRow).where(_is(before)))
            if row is None or _place(row) != before:
                return False
            row.called_at, row.calls, row.counter = after.called_at, after.calls, after.counter
            row.finished_at = after.finished_at
            row.finished_how = after.finished_how.value if after.finished_how else None
            return True

    def newest_calls(self, day: date, limit: int, room_ids: Collection[str] | None = None) -> list[QueuePlace]:
        """The places called last that day in these rooms (None: in all), the newest call first."""
        called = select(TicketRow).where(TicketRow.day == day.isoformat(), TicketRow.called_at.is_not(None))
        if room_ids is not None:
            called = called.where(TicketRow.room_id.in_(room_ids))
        newest = called.order_by(TicketRow.called_at.desc(), TicketRow.sequence.desc()).limit(limit)
        with self._database.reading() as session:
            return [_place(row) for row in session.scalars(newest)]

    def waiting_counts(self, day: date) -> Mapping[str, int]:
        """How many wait that day, by room; rooms where nobody waits are missing."""
        waiting = (TicketRow.day == day.isoformat()) & (TicketRow.calls == 0) & TicketRow.finished_how.is_(None)
        counted = select(TicketRow.room_id, func.count()).where(waiting).group_by(TicketRow.room_id)
        with self._database.reading() as session:
            return {row[0]: row[1] for row in session.execute(counted)}

    def of_record(self, record_id: RecordId) -> QueuePlace | None:
        """The place that was given for this record, on whatever day."""
        with self._database.reading() as session:
            row = _of_record(session, record_id)
            return _place(row) if row is not None else None


def _of_record(session: Session, record_id: RecordId | None) -> TicketRow | None:
    if record_id is None:
        return None
    return session.scalar(select(TicketRow).where(TicketRow.record_id == record_id))


def _largest(session: Session, wanted: NewPlace) -> int:
    of_series = (TicketRow.day == wanted.day.isoformat()) & (TicketRow.series == wanted.series)
    return session.scalar(select(func.max(TicketRow.number)).where(of_series)) or 0


def _is(place: QueuePlace) -> ColumnElement[bool]:
    return (
        (TicketRow.day == place.day.isoformat())
        & (TicketRow.series == place.series)
        & (TicketRow.number == place.number)
    )


def _place(row: TicketRow) -> QueuePlace:
    """ValueError when the row was not written by us."""
    return QueuePlace(
        day=date.fromisoformat(row.day),
        room_id=row.room_id,
        series=row.series,
        priority=row.priority,
        number=row.number,
        record_id=RecordId(row.record_id) if row.record_id is not None else None,
        desk_id=row.desk_id,
        issued_at=row.issued_at,
        order=row.sequence,
        called_at=row.called_at,
        calls=row.calls,
        counter=row.counter,
        finished_at=row.finished_at,
        finished_how=FinishedHow(row.finished_how) if row.finished_how is not None else None,
    )
