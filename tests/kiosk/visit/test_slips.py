"""A correction slip can be asked for while something differs; it never disturbs the record."""

from __future__ import annotations

import pytest
from walking import CLAIM, COVERED, FORM, machine_in

from kiosk.domain.failure import FailureCode
from kiosk.domain.identity import Assurance, Disagreement, Fact, FactName, Sex, Source
from kiosk.domain.record import RecordId
from kiosk.visit import VisitMachine, VisitState
from kiosk.visit import effects as wish
from kiosk.visit import events as happened

FOUND = Disagreement(
    FactName.SEX,
    Fact(Sex.FEMALE, Source.DG13, Assurance.AUTHENTIC),
    Fact(Sex.MALE, Source.PORTAL, Assurance.CLAIMED),
    weighty=True,
)


def differing_in(state: VisitState) -> VisitMachine:
    machine = machine_in(VisitState.LOOKING_UP)
    visit_id = machine.visit.visit_id
    machine.handle(happened.InsuranceAnswered(visit_id, COVERED, disagreements=(FOUND,)))
    machine.handle(happened.FormFilled(visit_id, FORM))
    for event in (
        happened.Confirmed(),
        happened.RecordSaved(visit_id, RecordId("r")),
        happened.DeliveryDeferred(visit_id),
    ):
        if machine.visit.state is state:
            break
        machine.handle(event)
    assert machine.visit.state is state
    return machine


PRINTING = [VisitState.REVIEWING, VisitState.SAVING, VisitState.DELIVERING, VisitState.FINISHED]


@pytest.mark.parametrize("state", PRINTING)
def test_a_slip_is_wished_for_with_all_that_differs(state: VisitState) -> None:
    machine = differing_in(state)
    visit = machine.visit
    assert machine.handle(happened.CorrectionSlipAsked()) == (
        wish.PrintCorrectionSlip(visit.visit_id, CLAIM, CLAIM, (FOUND,)),
    )
    printed = happened.SlipPrinted(visit.visit_id)
    machine.handle(printed)
    assert (machine.visit.slip, machine.visit.state, machine.visit.failure) == (printed, state, None)


@pytest.mark.parametrize("state", PRINTING)
def test_a_slip_that_crashes_is_told_and_leaves_the_visit_where_it_was(state: VisitState) -> None:
    machine = differing_in(state)
    before = machine.visit
    machine.handle(happened.CorrectionSlipAsked())
    machine.handle(happened.WorkCrashed(before.visit_id, work="PrintCorrectionSlip"))
    visit = machine.visit
    assert visit.slip == happened.SlipPrinted(before.visit_id, FailureCode.UNEXPECTED)
    assert (visit.state, visit.failure, visit.fate, visit.corrections) == (state, before.failure, before.fate, ())


def test_where_nothing_differs_there_is_nothing_to_print() -> None:
    machine = machine_in(VisitState.REVIEWING)
    assert machine.handle(happened.CorrectionSlipAsked()) == ()


def test_the_next_slip_forgets_what_became_of_the_last() -> None:
    machine = differing_in(VisitState.FINISHED)
    machine.handle(happened.SlipPrinted(machine.visit.visit_id, FailureCode.SLIP_NOT_PRINTED))
    machine.handle(happened.CorrectionSlipAsked())
    assert machine.visit.slip is None
