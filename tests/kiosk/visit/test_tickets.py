"""A number in the queue comes beside the delivery; neither waits for the other."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from walking import machine_in

from kiosk.domain.failure import FailureCode
from kiosk.domain.record import RecordId
from kiosk.domain.ticket import Ticket
from kiosk.visit import effects as wish
from kiosk.visit import events as happened
from kiosk.visit.machine import VisitMachine
from kiosk.visit.state import VisitState

TICKET = Ticket(
    record_id=RecordId("r"),
    day=date(2026, 11, 21),
    room_id="kham-1",
    room_name={"vi": "Phòng khám 1", "en": "Room 1"},
    priority="ordinary",
    number=12,
    shown="A012",
    issued_at=datetime(2026, 11, 21, 1, 0, tzinfo=UTC),
)


@pytest.fixture(params=[VisitState.DELIVERING, VisitState.FINISHED])
def machine(request: pytest.FixtureRequest) -> VisitMachine:
    return machine_in(request.param)


def test_a_number_is_shown_whether_the_delivery_is_over_or_not(machine: VisitMachine) -> None:
    before = machine.visit.state
    machine.handle(happened.TicketIssued(machine.visit.visit_id, TICKET))
    assert (machine.visit.ticket, machine.visit.ticket_failure, machine.visit.state) == (TICKET, None, before)


def test_a_number_without_paper_stands_and_says_why(machine: VisitMachine) -> None:
    machine.handle(happened.TicketIssued(machine.visit.visit_id, TICKET, FailureCode.UNEXPECTED))
    assert (machine.visit.ticket, machine.visit.ticket_failure) == (TICKET, FailureCode.UNEXPECTED)


def test_no_number_does_not_touch_the_record(machine: VisitMachine) -> None:
    before = machine.visit
    machine.handle(happened.TicketFailed(machine.visit.visit_id, FailureCode.STORE_FAILED))
    assert machine.visit.ticket_failure is FailureCode.STORE_FAILED
    assert (machine.visit.state, machine.visit.fate, machine.visit.failure) == (
        before.state,
        before.fate,
        before.failure,
    )


def test_a_crash_while_giving_the_number_ends_neither_visit_nor_delivery(machine: VisitMachine) -> None:
    before = machine.visit
    machine.handle(happened.WorkCrashed(machine.visit.visit_id, wish.IssueTicket.__name__))
    assert machine.visit.ticket_failure is FailureCode.UNEXPECTED
    assert (machine.visit.state, machine.visit.fate) == (before.state, before.fate)


def test_asking_again_wishes_for_the_same_record_on_paper(machine: VisitMachine) -> None:
    (wanted,) = machine.handle(happened.TicketAsked())
    assert isinstance(wanted, wish.IssueTicket)
    assert wanted.record_id == machine.visit.record_id


def test_the_next_citizen_sees_no_number_of_the_one_before(machine: VisitMachine) -> None:
    machine.handle(happened.TicketIssued(machine.visit.visit_id, TICKET))
    machine.handle(happened.NextCitizen())
    assert machine.visit.ticket is None
