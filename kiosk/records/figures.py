"""The figures of visits in the store."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import select

from kiosk.domain.figures import EndedHow, VisitFigure
from kiosk.records.database import Database
from kiosk.records.models_clinic import VisitFigureRow


class FigureTable:
    """Both methods raise `StoreError` when the store does not work."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def put(self, figure: VisitFigure) -> None:
        """Keep it; the same visit once more replaces what was kept of it."""
        with self._database.writing() as session:
            session.merge(
                VisitFigureRow(
                    visit_id=figure.visit_id,
                    desk_id=figure.desk_id,
                    service_id=figure.service_id,
                    day=figure.day.isoformat(),
                    started_at=figure.started_at,
                    ended_at=figure.ended_at,
                    ended_how=figure.ended_how.value,
                    way=figure.way,
                    assurance=figure.assurance,
                    portal_outcome=figure.portal_outcome,
                    result_code=figure.result_code,
                    failure=figure.failure,
                    seconds=dict(figure.seconds),
                )
            )

    def of_day(self, day: date, desk_id: str | None = None) -> list[VisitFigure]:
        """The visits that began that day and ended, at one desk or at all, in the order they began."""
        wanted = select(VisitFigureRow).where(VisitFigureRow.day == day.isoformat())
        if desk_id is not None:
            wanted = wanted.where(VisitFigureRow.desk_id == desk_id)
        ordered = wanted.order_by(VisitFigureRow.started_at, VisitFigureRow.visit_id)
        with self._database.reading() as session:
            return [_figure(row) for row in session.scalars(ordered)]


def _figure(row: VisitFigureRow) -> VisitFigure:
    """ValueError or TypeError when the row was not written by us."""
    if row.ended_at is None or row.ended_how is None:
        raise ValueError("a figure without an end")
    return VisitFigure(
        visit_id=row.visit_id,
        desk_id=row.desk_id,
        service_id=row.service_id or "",
        day=date.fromisoformat(row.day),
        started_at=row.started_at,
        ended_at=row.ended_at,
        ended_how=EndedHow(row.ended_how),
        way=row.way,
        assurance=row.assurance,
        portal_outcome=row.portal_outcome,
        result_code=row.result_code,
        failure=row.failure,
        seconds=_seconds(row.seconds),
    )


def _seconds(written: Mapping[str, Any]) -> Mapping[str, float]:
    return {str(name): float(value) for name, value in written.items()}
