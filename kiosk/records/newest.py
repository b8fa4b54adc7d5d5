"""The newest records of a day, for the list that staff look at."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from kiosk.domain.record import Record
from kiosk.records.database import Database
from kiosk.records.models import RecordRow
from kiosk.records.rows import record_from


def newest_records(database: Database, since: datetime, limit: int) -> list[Record]:
    """Visits confirmed since then, the newest first; answers that came later are left out. Raises `StoreError`.

    Walks back from the newest record and looks at no more than four times `limit`, so that a long day costs no more
    than a short one.
    """
    newest = select(RecordRow).order_by(RecordRow.sequence.desc()).limit(4 * limit)
    with database.reading() as session:
        rows = [row for row in session.scalars(newest) if row.confirmed_at >= since and row.follows is None]
        return [record_from(row) for row in rows[:limit]]
