"""Boxes and papers of one-stop services, counted when they are given; and the weekly report out of the store."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from datetime import date

import config
from config.desks_data import load_desk
from kiosk.bootstrap.paper_forms import paper_form
from kiosk.bootstrap.procedures import catalogue
from kiosk.domain.counter_figures import CounterFigure
from kiosk.domain.form import FilledForm
from kiosk.figures import OneStopBook
from kiosk.forms import BoxCount, count_boxes
from kiosk.records import Store
from kiosk.records.counter_figures import CounterFigureTable
from kiosk.records.figures import FigureTable
from kiosk.runtime.language import Language
from kiosk.visit import Visit, VisitState


def one_stop_book(store: Store) -> OneStopBook:
    """The book of the counter's weeks in a store."""
    return OneStopBook(CounterFigureTable(store.database), FigureTable(store.database))


def papers_spared(procedures: Collection[str]) -> int | None:
    """How many papers the catalogue says nobody has to bring for these; None when it knows none of them."""
    if not procedures:
        return None  # A desk's visit: the catalogue need not be read for it.
    known = [len(one.not_needed) for one in catalogue().procedures if one.code in procedures]
    return sum(known) if known else None


def counter_figure(
    figure_id: str,
    forms: Iterable[FilledForm],
    *,
    desk_id: str,
    service_id: str,
    day: date,
    procedures: Collection[str] = (),
    seconds: float | None = None,
) -> CounterFigure:
    """What the boxes of these forms, given together, come to."""
    counts = [count_boxes(one) for one in forms]
    count = sum(counts, BoxCount(0, 0, 0, 0, 0))
    return CounterFigure(
        figure_id=figure_id,
        desk_id=desk_id,
        service_id=service_id,
        day=day,
        by_code=count.by_code,
        by_chip=count.by_chip,
        typed=count.typed,
        by_desk=count.by_desk,
        empty=count.empty,
        papers_made=len(counts),
        papers_saved=papers_spared(procedures),
        seconds=seconds,
    )


class BoxCounter:
    """A listener for `Conductor.listen`: notes the boxes of each visit whose record was kept, once. How long the visit
    took stands in its own figure."""

    def __init__(
        self, today: Callable[[], date], note: Callable[[CounterFigure], None], *, desk_id: str, service_id: str
    ) -> None:
        self._today = today
        self._note = note
        self._desk_id = desk_id
        self._service_id = service_id
        self._noted: str | None = None

    def visit_changed(self, visit: Visit) -> None:
        if visit.state is not VisitState.FINISHED or visit.form is None or visit.visit_id == self._noted:
            return
        self._noted = visit.visit_id
        figure = counter_figure(
            visit.visit_id, (visit.form,), desk_id=self._desk_id, service_id=self._service_id, day=self._today()
        )
        self._note(figure)


def service_name(service_id: str, language: Language) -> str:
    """What people call a procedure, a desk's service or a form; empty when no file knows it (any more)."""
    procedures = [one.label for one in catalogue().procedures if one.code == service_id]
    groups = [one.label for one in catalogue().groups if service_id in one.codes]
    services = [service for desk_id in config.desks() for service in load_desk(desk_id).services]
    titles = [one.title.model_dump() for one in services if one.service_id == service_id]
    forms = [paper_form(service_id).title] if service_id in config.paper_forms() else []
    return next((language.choose(one) for one in (*procedures, *groups, *titles, *forms)), "")
