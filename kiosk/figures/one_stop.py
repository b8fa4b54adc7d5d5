"""The week of a one-stop counter, service by service: what the weekly report on Đề án 06 asks for.

Two kinds of rows meet here: visits, which know how long they took, and counter figures, which know who filled which
boxes. They meet by the visit's id. Pure.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median
from typing import Protocol

from kiosk.domain.counter_figures import CounterFigure, ServiceFigures, WeekFigures
from kiosk.domain.figures import WHOLE_VISIT, WITH_RECORD, VisitFigure
from kiosk.figures.book import FigureRows

DAYS = 7


class CounterFigureRows(Protocol):
    """Where the figures of counters are kept."""

    def put(self, figure: CounterFigure) -> None:
        """Keep it; the same id once more replaces what was kept of it."""
        ...

    def between(self, first: date, last: date, desk_id: str | None = None) -> Iterable[CounterFigure]:
        """Those of the days from `first` to `last`, at one desk or at all."""
        ...


class OneStopBook:
    """Both methods raise what the rows raise."""

    def __init__(self, rows: CounterFigureRows, visits: FigureRows) -> None:
        self._rows = rows
        self._visits = visits

    def note(self, figure: CounterFigure) -> None:
        self._rows.put(figure)

    def week(self, day: date, desk_id: str | None = None) -> WeekFigures:
        """The week from Monday to Sunday in which `day` lies; of one desk only, when named."""
        first = day - timedelta(days=day.weekday())
        days = [first + timedelta(days=passed) for passed in range(DAYS)]
        visits = [visit for one in days for visit in self._visits.of_day(one, desk_id)]
        return reckon_week(first, visits, self._rows.between(first, days[-1], desk_id))


@dataclass(frozen=True)
class _Given:
    """One service given once, from whichever rows know of it."""

    service_id: str
    seconds: float | None
    figure: CounterFigure | None


def reckon_week(first: date, visits: Iterable[VisitFigure], figures: Iterable[CounterFigure]) -> WeekFigures:
    """The week that begins on `first`. Visits that left no record are not counted: nothing was done."""
    every = tuple(visits)
    done = {one.visit_id: one for one in every if one.ended_how in WITH_RECORD}
    undone = {one.visit_id for one in every} - done.keys()
    counted = {one.figure_id: one for one in figures if one.figure_id not in undone}
    given = [
        _Given(one.service_id, one.seconds.get(WHOLE_VISIT), counted.get(visit_id)) for visit_id, one in done.items()
    ]
    given += [_Given(one.service_id, one.seconds, one) for name, one in counted.items() if name not in done]
    by_service: dict[str, list[_Given]] = {}
    for one in given:
        by_service.setdefault(one.service_id, []).append(one)
    services = [_service(name, some) for name, some in by_service.items()]
    services.sort(key=lambda one: (-one.count, one.service_id))
    return WeekFigures(first, first + timedelta(days=DAYS - 1), tuple(services), _service("", given))


def _service(service_id: str, given: Sequence[_Given]) -> ServiceFigures:
    minutes = [one.seconds / 60 for one in given if one.seconds is not None]
    figures = [one.figure for one in given if one.figure is not None]
    return ServiceFigures(
        service_id=service_id,
        count=len(given),
        minutes=round(sum(minutes), 1) if minutes else None,
        median_minutes=round(median(minutes), 1) if minutes else None,
        by_code=_sum(figures, lambda one: one.by_code),
        by_chip=_sum(figures, lambda one: one.by_chip),
        typed=_sum(figures, lambda one: one.typed),
        by_desk=_sum(figures, lambda one: one.by_desk),
        empty=_sum(figures, lambda one: one.empty),
        papers_made=_sum(figures, lambda one: one.papers_made),
        papers_saved=_sum(figures, lambda one: one.papers_saved),
    )


def _sum(figures: Iterable[CounterFigure], of: Callable[[CounterFigure], int | None]) -> int | None:
    """Of those that know it; None when none does."""
    known = [value for value in map(of, figures) if value is not None]
    return sum(known) if known else None
