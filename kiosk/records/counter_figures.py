"""The figures of counters in the store."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select

from kiosk.domain.counter_figures import CounterFigure
from kiosk.records.database import Database
from kiosk.records.models_one_stop import CounterFigureRow


class CounterFigureTable:
    """Both methods raise `StoreError` when the store does not work."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def put(self, figure: CounterFigure) -> None:
        """Keep it; the same id once more replaces what was kept of it."""
        with self._database.writing() as session:
            session.merge(CounterFigureRow(**{**vars(figure), "day": figure.day.isoformat()}))

    def between(self, first: date, last: date, desk_id: str | None = None) -> list[CounterFigure]:
        """Those of the days from `first` to `last`, at one desk or at all."""
        wanted = select(CounterFigureRow).where(CounterFigureRow.day.between(first.isoformat(), last.isoformat()))
        if desk_id is not None:
            wanted = wanted.where(CounterFigureRow.desk_id == desk_id)
        with self._database.reading() as session:
            ordered = wanted.order_by(CounterFigureRow.day, CounterFigureRow.figure_id)
            return [_figure(row) for row in session.scalars(ordered)]


def _figure(row: CounterFigureRow) -> CounterFigure:
    """ValueError when the row was not written by us."""
    return CounterFigure(
        figure_id=row.figure_id,
        desk_id=row.desk_id,
        service_id=row.service_id,
        day=date.fromisoformat(row.day),
        by_code=row.by_code,
        by_chip=row.by_chip,
        typed=row.typed,
        by_desk=row.by_desk,
        empty=row.empty,
        papers_made=row.papers_made,
        papers_saved=row.papers_saved,
        seconds=row.seconds,
    )
