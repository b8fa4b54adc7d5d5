"""A whole desk with imagined hardware, moved by hand on the test's own thread."""

from __future__ import annotations

import time
from collections.abc import Callable

from hardware_mocks import faults
from hardware_mocks.card import VirtualCard
from kiosk.bootstrap.demo import Demo, InProcessTable
from kiosk.bootstrap.desk import Desk
from kiosk.bootstrap.languages import language
from kiosk.domain.device import Device
from kiosk.domain.failure import FailureCode
from kiosk.domain.form import FilledField
from kiosk.domain.record import RecordFate
from kiosk.runtime.workers import Mailbox
from kiosk.visit import Visit, VisitState
from kiosk.visit import events as happened

LIMIT_S = 20.0


class Counter:
    """A reception desk under test: devices in one hand, the visit in the other."""

    def __init__(self, demo: Demo, desk: Desk, mailbox: Mailbox[happened.Event]) -> None:
        self.demo = demo
        self.desk = desk
        self.board: dict[Device, FailureCode | None] = {}
        self._mailbox = mailbox
        assert isinstance(demo.table, InProcessTable)
        self.reader = demo.table.virtual

    @property
    def visit(self) -> Visit:
        return self.desk.conductor.visit

    def do(self, event: happened.Event) -> None:
        self.desk.conductor.handle(event)

    def until(self, reached: Callable[[Visit], bool], what: str) -> Visit:
        """Handle what the devices and workers post until `reached`; fail after a while."""
        deadline = time.monotonic() + LIMIT_S
        while not reached(self.visit):
            assert time.monotonic() < deadline, f"never came to: {what}; now {self.visit.state} {self.visit.failure}"
            event = self._mailbox.wait(0.05)
            if event is not None:
                self.do(event)
        return self.visit

    def waiting(self) -> int:
        """Records that are not delivered yet."""
        return len(self.desk.store.outbox())

    def until_state(self, state: VisitState) -> Visit:
        return self.until(lambda visit: visit.state is state, state.value)

    def until_failure(self, failure: FailureCode) -> Visit:
        return self.until(lambda visit: visit.failure is failure, failure.key)

    def scan(self, text: str) -> None:
        """Some code goes under the scanner."""
        self.demo.scanner.driver.awake.wait(LIMIT_S)
        self.demo.scanner.hand.scan(text)

    def scan_person(self, persona_id: str) -> None:
        """The citizen's code goes under the scanner, and a visit has begun."""
        before = self.visit.visit_id
        self.demo.scan(persona_id)
        self.until(lambda visit: visit.visit_id != before, "a visit")

    def lay(self, persona_id: str, *fault_names: str) -> None:
        self.reader.tap(faults.faulty(VirtualCard.of(persona_id), *fault_names))

    def lift(self) -> None:
        self.demo.lift_card()

    def come_to_review(self, persona_id: str, *fault_names: str) -> Visit:
        self.scan_person(persona_id)
        self.lay(persona_id, *fault_names)
        return self.until_state(VisitState.REVIEWING)

    def correct(self, name: str, value: str) -> FilledField:
        """Type into a field, and wait until the form has it."""

        def field() -> FilledField:
            found = self.visit.form.field_named(name) if self.visit.form is not None else None
            assert found is not None
            return found

        self.do(happened.FieldCorrected(name, value))
        self.until(lambda visit: field().value == value, f"{name} corrected")
        return field()

    def confirm_to_the_end(self) -> Visit:
        self.do(happened.Confirmed())
        return self.until_state(VisitState.FINISHED)

    def next_citizen(self) -> None:
        self.do(happened.NextCitizen() if self.visit.state is VisitState.FINISHED else happened.Cancelled())
        self.lift()
        self.until(lambda visit: visit.state is VisitState.IDLE and visit.reader is None, "an empty desk")

    def serves_the_next_citizen(self) -> None:
        """The proof that a failure was one visit's failure only."""
        self.next_citizen()
        self.come_to_review("card2024")
        visit = self.confirm_to_the_end()
        assert visit.fate is RecordFate.DELIVERED
        assert visit.receipt is not None


def assert_told(failure: FailureCode) -> None:
    """One sentence in each language, and it says who can help."""
    for code in ("vi", "en"):
        words = language(code)
        assert words.knows(f"failure.{failure.key}")
        assert words.knows(f"helper.{failure.helper.value}")
