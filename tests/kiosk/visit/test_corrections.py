"""No correction is lost and nothing is saved without the last one, whatever front end asks and in whatever order."""

from __future__ import annotations

from dataclasses import replace

import pytest
from walking import FORM, machine_in

from kiosk.domain.failure import FailureCode
from kiosk.domain.form import FieldKind, FilledField
from kiosk.domain.identity import Assurance, Source
from kiosk.visit import VisitMachine, VisitState, effects
from kiosk.visit import events as happened

FIELD = FilledField("HO_TEN", {"vi": "Họ và tên"}, FieldKind.TEXT, "", Source.STAFF, Assurance.CLAIMED)
FIRST = replace(FORM, form_id="after the first")
SECOND = replace(FORM, form_id="after the second")
WRONG = replace(FORM, fields=(replace(FIELD, problem="form.problem.required"),))


def answered(machine: VisitMachine, form: object) -> tuple[effects.Effect, ...]:
    return machine.handle(happened.FormFilled(machine.visit.visit_id, form))  # type: ignore[arg-type]


def reviewing_with(*names: str) -> VisitMachine:
    machine = machine_in(VisitState.REVIEWING)
    for name in names:
        machine.handle(happened.FieldCorrected(name, "x"))
    return machine


def test_a_second_correction_starts_from_the_form_the_first_gave() -> None:
    machine = machine_in(VisitState.REVIEWING)
    visit_id = machine.visit.visit_id
    assert machine.handle(happened.FieldCorrected("A", "1")) == (effects.CorrectField(visit_id, FORM, "A", "1"),)
    assert machine.handle(happened.FieldCorrected("B", "2")) == ()
    assert answered(machine, FIRST) == (effects.CorrectField(visit_id, FIRST, "B", "2"),)
    assert answered(machine, SECOND) == ()
    assert machine.visit.form is SECOND
    assert machine.visit.corrections == ()


def test_a_confirmation_waits_for_the_last_correction() -> None:
    machine = reviewing_with("A", "B")
    assert machine.handle(happened.Confirmed()) == ()
    answered(machine, FIRST)
    assert machine.visit.state is VisitState.REVIEWING
    (save,) = answered(machine, SECOND)
    assert isinstance(save, effects.SaveRecord)
    assert save.form is SECOND
    assert machine.visit.state is VisitState.SAVING


def test_an_answer_that_changed_nothing_is_an_answer_all_the_same() -> None:
    machine = reviewing_with("A")
    machine.handle(happened.Confirmed())
    (save,) = answered(machine, FORM)
    assert isinstance(save, effects.SaveRecord)


def test_a_confirmation_of_what_turns_out_wrong_is_forgotten() -> None:
    machine = reviewing_with("A")
    machine.handle(happened.Confirmed())
    assert answered(machine, WRONG) == ()
    assert (machine.visit.state, machine.visit.following) == (VisitState.REVIEWING, None)


def test_who_corrects_after_confirming_has_not_confirmed_that() -> None:
    machine = reviewing_with("A")
    machine.handle(happened.Confirmed())
    machine.handle(happened.FieldCorrected("B", "2"))
    answered(machine, FIRST)
    assert answered(machine, SECOND) == ()
    assert machine.visit.state is VisitState.REVIEWING


def test_looking_up_again_waits_for_the_last_correction_too() -> None:
    machine = reviewing_with("A")
    assert machine.handle(happened.RetryAsked()) == ()
    (ask,) = answered(machine, FIRST)
    assert isinstance(ask, effects.LookUpInsurance)
    assert ask.form is FIRST
    assert machine.visit.state is VisitState.LOOKING_UP


@pytest.mark.parametrize("work", ["", "CorrectField"])
def test_a_correction_that_crashed_lets_nothing_be_saved_by_itself_and_the_next_one_works(work: str) -> None:
    machine = reviewing_with("A", "B")
    machine.handle(happened.Confirmed())
    machine.handle(happened.WorkCrashed(machine.visit.visit_id, work))
    assert machine.visit.failure is FailureCode.UNEXPECTED
    assert (machine.visit.corrections, machine.visit.following) == ((), None)
    (wish,) = machine.handle(happened.FieldCorrected("A", "1"))
    assert isinstance(wish, effects.CorrectField)
    machine.handle(happened.Confirmed())
    (save,) = answered(machine, FIRST)
    assert isinstance(save, effects.SaveRecord)
    assert save.form is FIRST
    assert machine.visit.failure is None


def test_a_crash_elsewhere_leaves_corrections_on_their_way() -> None:
    machine = reviewing_with("A", "B")
    machine.handle(happened.WorkCrashed(machine.visit.visit_id, "ReadChip"))
    (wish,) = answered(machine, FIRST)
    assert isinstance(wish, effects.CorrectField)
    assert wish.name == "B"


def test_nothing_of_a_waiting_correction_shows_when_the_visit_is_printed() -> None:
    machine = reviewing_with("A")
    machine.handle(happened.FieldCorrected("B", "001099012345"))
    assert "001099012345" not in repr(machine.visit)
    assert "001099012345" not in repr(machine.visit.corrections)


def test_a_full_disk_stays_said_until_the_next_try() -> None:
    machine = machine_in(VisitState.SAVING)
    machine.handle(happened.SavingFailed(machine.visit.visit_id, FailureCode.DISK_FULL))
    machine.handle(happened.CardLeft("reader"))
    machine.handle(happened.CardArrived("reader"))
    machine.handle(happened.FieldCorrected("A", "1"))
    answered(machine, FIRST)
    assert machine.visit.failure is FailureCode.DISK_FULL
    machine.handle(happened.Confirmed())
    assert machine.visit.failure is None
