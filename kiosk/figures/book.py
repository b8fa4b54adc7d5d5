"""The book of figures: a row for each visit that ended, a summary for each day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Protocol

from kiosk.domain.figures import DayFigures, VisitFigure
from kiosk.domain.record import RecordFate
from kiosk.figures.reckoning import reckon


class FigureRows(Protocol):
    """Where figures are kept."""

    def put(self, figure: VisitFigure) -> None:
        """Keep it; the same visit once more replaces what was kept of it."""
        ...

    def of_day(self, day: date, desk_id: str | None = None) -> Iterable[VisitFigure]:
        """The visits that began that day, at one desk or at all, in the order they began."""
        ...


class RecordCounts(Protocol):
    def counts(self) -> Mapping[RecordFate, int]:
        """How many records stand where on their way out."""
        ...


class FigureBook:
    """Both methods raise what the rows raise."""

    def __init__(self, rows: FigureRows, records: RecordCounts | None = None) -> None:
        self._rows = rows
        self._records = records

    def note(self, figure: VisitFigure) -> None:
        self._rows.put(figure)

    def day(self, day: date, desk_id: str | None = None) -> DayFigures:
        """The day's figures; of one desk only, when named. What waits is counted for all desks and days."""
        counts = self._records.counts() if self._records is not None else None
        if counts is None:
            return reckon(day, self._rows.of_day(day, desk_id))
        pending = counts.get(RecordFate.SAVED, 0) + counts.get(RecordFate.WAITING, 0)
        return reckon(day, self._rows.of_day(day, desk_id), pending, counts.get(RecordFate.REFUSED, 0))
