"""The records of one service in the order they were saved: what a desk marks people by.

The record of a visit is the mark. It was on disk before anybody was told, so a list brought in again after a power cut
has its marks back, and two desks on one store see each other's.
"""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import select

from kiosk.domain.record import Record
from kiosk.records.database import Database
from kiosk.records.errors import StoreCorrupt
from kiosk.records.models import RecordRow
from kiosk.records.rows import record_from

_AT_ONCE = 500


class DeskRecords:
    """Raises `StoreError` when the store does not work."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def since(self, service_id: str, sequence: int = 0) -> Iterator[tuple[int, Record]]:
        """The records saved after number `sequence`, each with its own number."""
        while rows := self._some(service_id, sequence):
            yield from rows
            sequence = rows[-1][0]

    def _some(self, service_id: str, sequence: int) -> list[tuple[int, Record]]:
        wanted = (
            select(RecordRow)
            .where(RecordRow.service_id == service_id, RecordRow.sequence > sequence)
            .order_by(RecordRow.sequence)
            .limit(_AT_ONCE)
        )
        with self._database.reading() as session:
            try:
                return [(row.sequence, record_from(row)) for row in session.scalars(wanted)]
            except (KeyError, TypeError, ValueError) as error:
                raise StoreCorrupt(type(error).__name__) from None
