"""Between the machine and the workers: effects go out to performers, their events come back.

The conductor is called on the main thread only (`handle`). Performers are started through `run`, which the front door
gives: a worker thread for what blocks, a plain call for what does not. A performer posts its events through `post`,
which must bring them back to the main thread. An exception that no performer expected becomes `WorkCrashed` here, in
one place.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from kiosk.visit.effects import Effect
from kiosk.visit.events import Event, WorkCrashed
from kiosk.visit.machine import VisitMachine
from kiosk.visit.state import Visit

Post = Callable[[Event], None]
Performer = Callable[[Any, Post], None]
"""Takes an effect of its kind and a way to post events; may block."""
Run = Callable[[Effect, Callable[[], None]], None]
"""Takes an effect and the job that fulfils it, and has the job done: by a worker of its own kind, or at once."""


class Conductor:
    """Moves one visit: `handle` an event, fulfil the wishes, tell the listeners."""

    def __init__(
        self,
        performers: Mapping[type[Effect], Performer],
        *,
        run: Run,
        post: Post,
        report_crash: Callable[[BaseException], None],
    ) -> None:
        self._machine = VisitMachine()
        self._performers = performers
        self._run = run
        self._post = post
        self._report_crash = report_crash
        self._listeners: list[Callable[[Visit], None]] = []

    @property
    def visit(self) -> Visit:
        return self._machine.visit

    def listen(self, listener: Callable[[Visit], None]) -> None:
        """Have `listener` called with the visit after every event that was handled."""
        self._listeners.append(listener)

    def handle(self, event: Event) -> None:
        for effect in self._machine.handle(event):
            performer = self._performers.get(type(effect))
            if performer is not None:
                self._start(performer, effect)
        for listener in self._listeners:
            listener(self._machine.visit)

    def _start(self, performer: Performer, effect: Effect) -> None:
        def perform() -> None:
            try:
                performer(effect, self._post)
            except Exception as error:  # noqa: BLE001 - the one place where the unexpected ends a visit, not the kiosk
                self._report_crash(error)
                self._post(WorkCrashed(effect.visit_id, type(effect).__name__))

        self._run(effect, perform)
