"""The machine that walks the table. Used from one thread only; knows no thread, no screen, no device."""

from __future__ import annotations

from dataclasses import replace

from kiosk.visit.effects import Effect
from kiosk.visit.events import Event, WorkEvent
from kiosk.visit.state import Visit
from kiosk.visit.steps import new_visit
from kiosk.visit.table import TABLE


class VisitMachine:
    """Holds the visit of one desk and moves it along, event by event."""

    def __init__(self) -> None:
        self._visit = new_visit()

    @property
    def visit(self) -> Visit:
        return self._visit

    def handle(self, event: Event) -> tuple[Effect, ...]:
        """Take one event; return what has to be done now, in order. Events that have no row, or that belong to a visit
        that is over, change nothing."""
        if isinstance(event, WorkEvent) and event.visit_id != self._visit.visit_id:
            return ()
        for row in TABLE:
            if row.source is not self._visit.state or not isinstance(event, row.event):
                continue
            if row.guard is not None and not row.guard(self._visit, event):
                continue
            after, effects = row.step(self._visit, event)
            self._visit = replace(after, state=row.target)
            return effects
        return ()
