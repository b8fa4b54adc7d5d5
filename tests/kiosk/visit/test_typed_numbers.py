"""A visit that begins with a typed number goes the way of a scan, and what the portal says otherwise stays with it."""

from __future__ import annotations

from datetime import date

import pytest
from walking import COVERED, FORM, VERDICT, machine_in

from kiosk.domain.identity import Assurance, Disagreement, Fact, FactName, Identity, Source
from kiosk.identification import parse_typed
from kiosk.visit import VisitMachine, VisitState, effects
from kiosk.visit import events as happened

TODAY = date(2026, 11, 21)
CITIZEN = parse_typed("001099012345", TODAY).identity
INSURED = parse_typed("0123456789", TODAY).identity
DIFFERENT_NAME = Disagreement(
    FactName.FULL_NAME,
    Fact("Nguyễn Văn An", Source.DG13, Assurance.AUTHENTIC),
    Fact("Nguyễn Văn Ân", Source.PORTAL, Assurance.CLAIMED),
    weighty=False,
)


def test_a_typed_citizen_number_waits_for_the_card_and_opens_its_chip() -> None:
    machine = VisitMachine()
    machine.handle(happened.NumberTyped(CITIZEN))
    assert machine.visit.state is VisitState.AWAITING_CARD
    (wish,) = machine.handle(happened.CardArrived("reader"))
    assert wish == effects.ReadChip(machine.visit.visit_id, "reader", CITIZEN)


def test_a_card_that_lies_there_is_read_as_soon_as_its_number_is_typed() -> None:
    machine = VisitMachine()
    machine.handle(happened.CardArrived("reader"))
    wishes = machine.handle(happened.NumberTyped(CITIZEN))
    assert [type(wish) for wish in wishes] == [effects.Wipe, effects.ReadChip]


def test_a_typed_insurance_number_goes_on_without_a_chip() -> None:
    machine = VisitMachine()
    machine.handle(happened.CardArrived("reader"))
    wishes = machine.handle(happened.NumberTyped(INSURED))
    assert machine.visit.state is VisitState.LOOKING_UP
    assert effects.LookUpInsurance(machine.visit.visit_id, INSURED) in wishes


@pytest.mark.parametrize("state", [VisitState.READING, VisitState.LOOKING_UP, VisitState.REVIEWING, VisitState.SAVING])
def test_a_number_typed_while_a_visit_is_under_way_changes_nothing(state: VisitState) -> None:
    machine = machine_in(state)
    before = machine.visit
    assert machine.handle(happened.NumberTyped(CITIZEN)) == ()
    assert machine.visit == before


def test_a_number_typed_after_a_finished_visit_begins_the_next() -> None:
    machine = machine_in(VisitState.FINISHED)
    before = machine.visit.visit_id
    wishes = machine.handle(happened.NumberTyped(INSURED))
    assert wishes[0] == effects.Wipe(before)
    assert (machine.visit.claim, machine.visit.receipt) == (INSURED, None)


def test_what_the_portal_says_otherwise_stands_beside_what_the_chip_said_otherwise() -> None:
    of_chip = Disagreement(
        FactName.FULL_NAME, DIFFERENT_NAME.one, Fact("Nguyễn Văn Am", Source.QR, Assurance.CLAIMED), weighty=True
    )
    machine = machine_in(VisitState.READING)
    visit_id = machine.visit.visit_id
    machine.handle(happened.ChipRead(visit_id, Identity(CITIZEN.facts, (of_chip,)), VERDICT))
    assert machine.visit.disagreements == (of_chip,)
    machine.handle(happened.InsuranceAnswered(visit_id, COVERED, disagreements=(DIFFERENT_NAME,)))
    assert machine.visit.disagreements == (of_chip, DIFFERENT_NAME)


def test_asking_the_portal_again_forgets_what_it_said_otherwise() -> None:
    machine = machine_in(VisitState.LOOKING_UP)
    visit_id = machine.visit.visit_id
    machine.handle(happened.InsuranceAnswered(visit_id, COVERED, disagreements=(DIFFERENT_NAME,)))
    machine.handle(happened.FormFilled(visit_id, FORM))
    machine.handle(happened.RetryAsked())
    assert machine.visit.portal_disagreements == ()
    machine.handle(happened.InsuranceAnswered(visit_id, COVERED))
    assert machine.visit.disagreements == ()
