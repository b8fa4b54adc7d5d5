"""What a citizen gets who asks what is kept about them: every table that can be led back to a person has its part here.

Figures have none: they say of nobody whose they are.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import inspect, select
from sqlalchemy.orm import Session

from kiosk.domain.record import Record
from kiosk.records.columns import Base, write_time
from kiosk.records.models import AuditRow, OutboxRow, RecordRow
from kiosk.records.models_clinic import LookUpRow, TicketRow
from kiosk.records.rows import record_from
from kiosk.records.subjects import Found

Row = Mapping[str, Any]
"""The columns of one row by name; times as ISO 8601 in UTC."""


@dataclass(frozen=True)
class AboutPerson:
    records: tuple[Record, ...] = field(repr=False)
    """Newest first, those included that add to another."""
    deliveries: tuple[Row, ...]
    """Where each record is on its way to each office, with the receipt."""
    tickets: tuple[Row, ...]
    look_ups: tuple[Row, ...] = field(repr=False)
    """What was asked of the health-insurance portal, each failed attempt, and what came of it."""
    audit: tuple[Row, ...]
    """What was done with the records, and when."""
    further: int = 0
    """How many other records share a personal or a card number with these."""


def everything_about(session: Session, whom: Found) -> AboutPerson:
    ids = whom.records
    records = {row.record_id: record_from(row) for row in _rows(session, RecordRow, ids)}
    return AboutPerson(
        records=tuple(records[one] for one in ids if one in records),
        deliveries=tuple(map(_columns, _rows(session, OutboxRow, ids))),
        tickets=tuple(map(_columns, _rows(session, TicketRow, ids))),
        look_ups=tuple(map(_columns, _rows(session, LookUpRow, ids))),
        audit=tuple(map(_columns, _rows(session, AuditRow, ids))),
        further=whom.further,
    )


def _rows(session: Session, table: type[Any], record_ids: Sequence[str]) -> Sequence[Any]:
    order = inspect(table).primary_key
    return session.scalars(select(table).where(table.record_id.in_(record_ids)).order_by(*order)).all()


def _columns(row: Base) -> Row:
    named = {column.key: getattr(row, column.key) for column in inspect(row).mapper.column_attrs}
    return {name: write_time(value) if hasattr(value, "astimezone") else value for name, value in named.items()}
