"""The route itself: every state can be left, every wish has an answer, a late answer changes nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
from walking import CLAIM, COVERED, FORM, VERDICT, machine_in

from kiosk.domain.device import Device
from kiosk.domain.failure import FailureCode
from kiosk.domain.identity import Assurance, Fact, FactName, Identity, Source
from kiosk.domain.insurance import InsuranceOutcome
from kiosk.domain.record import RecordFate, RecordId
from kiosk.visit import VisitMachine, VisitState, effects
from kiosk.visit import events as happened
from kiosk.visit.effects import Effect
from kiosk.visit.table import ACTIVE, TABLE, diagram

INSURANCE_CLAIM = Identity({FactName.FULL_NAME: Fact("Nguyễn Văn An", Source.QR, Assurance.CLAIMED)}, (), "bhyt")


def test_a_code_then_a_card_asks_for_the_chip_to_be_read() -> None:
    machine = VisitMachine()
    machine.handle(happened.CodeScanned(CLAIM))
    (wish,) = machine.handle(happened.CardArrived("reader"))
    assert wish == effects.ReadChip(machine.visit.visit_id, "reader", CLAIM)


def test_a_card_that_lies_there_already_is_read_as_soon_as_the_code_is_known() -> None:
    machine = VisitMachine()
    assert machine.handle(happened.CardArrived("reader")) == ()
    wishes = machine.handle(happened.CodeScanned(CLAIM))
    assert [type(wish) for wish in wishes] == [effects.Wipe, effects.ReadChip]


def test_an_insurance_code_goes_on_without_a_chip() -> None:
    machine = VisitMachine()
    machine.handle(happened.CardArrived("reader"))
    wishes = machine.handle(happened.CodeScanned(INSURANCE_CLAIM))
    assert machine.visit.state is VisitState.LOOKING_UP
    assert effects.LookUpInsurance(machine.visit.visit_id, INSURANCE_CLAIM) in wishes


def test_the_whole_way_ends_finished_with_every_wish_made_once() -> None:
    machine = VisitMachine()
    wishes: list[Effect] = []
    wishes += machine.handle(happened.CodeScanned(CLAIM))
    wishes += machine.handle(happened.CardArrived("reader"))
    visit_id = machine.visit.visit_id
    wishes += machine.handle(happened.ChipRead(visit_id, CLAIM, VERDICT))
    wishes += machine.handle(happened.InsuranceAnswered(visit_id, COVERED))
    wishes += machine.handle(happened.FormFilled(visit_id, FORM))
    wishes += machine.handle(happened.Confirmed())
    wishes += machine.handle(happened.RecordSaved(visit_id, RecordId("r")))
    wishes += machine.handle(happened.DeliveryDeferred(visit_id))
    assert [type(wish).__name__ for wish in wishes] == [
        "Wipe",
        "ReadChip",
        "LookUpInsurance",
        "FillForm",
        "SaveRecord",
        "IssueTicket",
        "DeliverRecord",
    ]
    assert machine.visit.state is VisitState.FINISHED
    assert machine.visit.fate is RecordFate.WAITING


@pytest.mark.parametrize("state", list(VisitState))
def test_every_state_leads_back_to_idle(state: VisitState) -> None:
    reachable, frontier = {state}, [state]
    while frontier:
        here = frontier.pop()
        for row in TABLE:
            if row.source is here and row.target not in reachable:
                reachable.add(row.target)
                frontier.append(row.target)
    assert VisitState.IDLE in reachable


@pytest.mark.parametrize("state", ACTIVE)
def test_cancelling_forgets_the_visit_and_wishes_the_screen_wiped(state: VisitState) -> None:
    machine = machine_in(state)
    before = machine.visit.visit_id
    wishes = machine.handle(happened.Cancelled())
    assert effects.Wipe(before) in wishes
    assert any(isinstance(wish, effects.StopReading) and wish.visit_id == before for wish in wishes)
    assert machine.visit.state is VisitState.IDLE
    assert machine.visit.claim is None
    assert machine.visit.form is None


def test_an_answer_that_comes_after_its_visit_was_cancelled_changes_nothing() -> None:
    machine = machine_in(VisitState.LOOKING_UP)
    late = happened.FormFilled(machine.visit.visit_id, FORM)
    machine.handle(happened.Cancelled())
    before = machine.visit
    assert machine.handle(late) == ()
    assert machine.visit == before


def test_a_scan_while_a_record_is_being_saved_changes_nothing() -> None:
    machine = machine_in(VisitState.SAVING)
    before = machine.visit
    assert machine.handle(happened.CodeScanned(CLAIM)) == ()
    assert machine.visit == before


def test_saving_that_failed_keeps_the_form_for_another_try() -> None:
    machine = machine_in(VisitState.SAVING)
    machine.handle(happened.SavingFailed(machine.visit.visit_id, FailureCode.DISK_FULL))
    assert machine.visit.state is VisitState.REVIEWING
    assert machine.visit.form is FORM
    (wish,) = machine.handle(happened.Confirmed())
    assert isinstance(wish, effects.SaveRecord)


def test_a_second_card_stops_the_reading() -> None:
    machine = machine_in(VisitState.READING)
    assert machine.handle(happened.SecondCardArrived()) == (effects.StopReading(machine.visit.visit_id, 1),)
    assert machine.visit.failure is FailureCode.TWO_CARDS
    assert machine.visit.state is VisitState.AWAITING_CARD


def test_a_reading_that_was_stopped_is_told_from_the_one_after_it() -> None:
    machine = machine_in(VisitState.READING)
    (stop,) = machine.handle(happened.SecondCardArrived())
    (again,) = machine.handle(happened.CardArrived("reader"))
    assert isinstance(stop, effects.StopReading)
    assert isinstance(again, effects.ReadChip)
    assert (stop.reading, again.reading) == (1, 2)


def test_looking_up_again_hands_over_what_was_corrected() -> None:
    machine = machine_in(VisitState.REVIEWING)
    machine.handle(happened.RetryAsked())
    (wish,) = machine.handle(happened.InsuranceAnswered(machine.visit.visit_id, COVERED))
    assert isinstance(wish, effects.FillForm)
    assert wish.previous is FORM


@pytest.mark.parametrize("state", [VisitState.IDLE, VisitState.AWAITING_CARD])
def test_details_can_be_typed_when_there_is_no_code(state: VisitState) -> None:
    machine = machine_in(state)
    wishes = machine.handle(happened.ManualEntryAsked())
    assert machine.visit.state is VisitState.LOOKING_UP
    fill = wishes[-1]
    assert isinstance(fill, effects.FillForm)
    assert (fill.visit_id, fill.identity.facts, fill.previous) == (machine.visit.visit_id, {}, None)
    assert fill.insurance.outcome is InsuranceOutcome.NOT_ASKED
    assert not any(isinstance(wish, effects.LookUpInsurance) for wish in wishes)
    machine.handle(happened.FormFilled(machine.visit.visit_id, FORM))
    (ask,) = machine.handle(happened.RetryAsked())
    assert isinstance(ask, effects.LookUpInsurance)
    assert ask.form is FORM


def test_a_photo_that_crashes_its_decoder_does_not_end_the_visit() -> None:
    machine = machine_in(VisitState.LOOKING_UP)
    machine.handle(happened.WorkCrashed(machine.visit.visit_id, work="ReadChip"))
    assert machine.visit.state is VisitState.LOOKING_UP


def test_a_crash_after_asking_again_leaves_the_form_where_it_was() -> None:
    machine = machine_in(VisitState.REVIEWING)
    machine.handle(happened.RetryAsked())
    assert machine.visit.state is VisitState.LOOKING_UP
    machine.handle(happened.WorkCrashed(machine.visit.visit_id, work="LookUpInsurance"))
    assert (machine.visit.state, machine.visit.form) == (VisitState.REVIEWING, FORM)
    assert machine.visit.failure is FailureCode.UNEXPECTED


def test_a_reader_that_comes_back_takes_its_failure_off_the_screen() -> None:
    machine = VisitMachine()
    machine.handle(happened.DeviceFailed(FailureCode.READER_UNPLUGGED, Device.READER))
    machine.handle(happened.DeviceRecovered(Device.SCANNER))
    assert machine.visit.failure is FailureCode.READER_UNPLUGGED
    machine.handle(happened.DeviceRecovered(Device.READER))
    assert machine.visit.failure is None


def test_a_scanner_pulled_out_does_not_disturb_the_reading_of_a_chip() -> None:
    machine = machine_in(VisitState.READING)
    assert machine.handle(happened.DeviceFailed(FailureCode.SCANNER_UNPLUGGED, Device.SCANNER)) == ()
    assert machine.visit.state is VisitState.READING
    machine.handle(happened.DeviceFailed(FailureCode.READER_UNPLUGGED, Device.READER))
    assert (machine.visit.state, machine.visit.failure) == (VisitState.AWAITING_CARD, FailureCode.READER_UNPLUGGED)


def test_the_visit_shows_no_value_when_printed() -> None:
    machine = machine_in(VisitState.REVIEWING)
    assert "001099012345" not in repr(machine.visit)


def test_the_diagram_names_every_state_and_every_event_of_the_table() -> None:
    picture = diagram()
    assert all(state.value in picture for state in VisitState)
    assert all(row.event.__name__ in picture for row in TABLE)


def test_the_picture_in_the_documentation_is_the_table() -> None:
    page = Path(__file__).parents[3] / "docs" / "visit.md"
    assert diagram() in page.read_text(encoding="utf-8"), "print it again: see the first line of docs/visit.md"
