"""Between the window and the one-stop page's work: errands go to a worker, what came of them back to the main thread.

Chips are read by a worker of their own, so that an officer can go on typing meanwhile.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import config
from kiosk.bootstrap.desk import Desk
from kiosk.bootstrap.languages import language
from kiosk.bootstrap.one_stop import OneStopDesk
from kiosk.bootstrap.one_stop_devices import ChipRoad, CounterDevices
from kiosk.domain.failure import FailureCode
from kiosk.domain.identity import Identity
from kiosk.runtime.clock import SystemClock
from kiosk.runtime.log import logger
from kiosk.runtime.workers import Worker
from ui.one_stop_data import OneStopState
from ui.one_stop_errands import OneStopErrand, OneStopLeft, OneStopOpened


@dataclass(frozen=True)
class _Told:
    state: OneStopState


class OneStopWindow:
    """Every method is called on the main thread."""

    def __init__(
        self,
        site: config.Site,
        state_folder: Path,
        desk: Desk,
        post: Callable[[object], None],
    ) -> None:
        """`post` brings a letter to the main thread, where `take` gets it back."""
        self._visit_desk, self._post = desk, post
        self._listeners: list[Callable[[OneStopState], None]] = []
        self._log = logger("one-stop")
        self._desk = OneStopDesk(site, state_folder, SystemClock(), language(site.language))
        self._worker = Worker("one-stop", self._report)
        self._reading = Worker("one-stop chip", self._report)
        self._devices = CounterDevices(
            ChipRoad(desk.chip.read, desk.chip.stop, desk.chip.wipe), self._reading.submit, self._add, self._fail
        )

    def listen(self, listener: Callable[[OneStopState], None]) -> None:
        """Have `listener` called with how the dossier stands, after everything that was done."""
        self._listeners.append(listener)

    def run(self, errand: OneStopErrand) -> None:
        if isinstance(errand, OneStopOpened):
            self._devices.open(self._visit_desk.conductor.visit.reader)
        self._worker.submit(lambda: self._post(_Told(self._desk.do(errand))))
        if isinstance(errand, OneStopLeft):
            for event in self._devices.leave():
                self._visit_desk.conductor.handle(event)

    def take(self, letter: object) -> bool:
        """True when the letter was for this page."""
        if isinstance(letter, _Told):
            for listener in self._listeners:
                listener(letter.state)
            return True
        return self._devices.take(letter)  # type: ignore[arg-type]  # The mailbox carries plain objects.

    def stop(self) -> None:
        """End the threads, then forget the dossier."""
        self._devices.leave()
        self._reading.stop()
        self._worker.stop()
        self._desk.do(OneStopLeft())

    def _add(self, identity: Identity) -> None:
        self._worker.submit(lambda: self._post(_Told(self._desk.add(identity))))

    def _fail(self, failure: FailureCode) -> None:
        self._worker.submit(lambda: self._post(_Told(self._desk.tell(f"failure.{failure.key}"))))

    def _report(self, error: BaseException) -> None:
        self._log.error("unexpected", exc_info=error)
