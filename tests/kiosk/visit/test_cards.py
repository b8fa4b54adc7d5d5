"""What lies on the readers is known at every moment, also where it changes nothing yet."""

from __future__ import annotations

import pytest
from walking import CLAIM, machine_in

from kiosk.domain.device import Device
from kiosk.domain.failure import FailureCode
from kiosk.visit import VisitMachine, VisitState, effects
from kiosk.visit import events as happened

UNTOUCHED = (VisitState.LOOKING_UP, VisitState.REVIEWING, VisitState.SAVING, VisitState.DELIVERING, VisitState.FINISHED)


def test_a_card_laid_again_before_its_reading_failed_is_known_to_lie_there() -> None:
    machine = machine_in(VisitState.READING)
    machine.handle(happened.CardLeft("reader"))
    machine.handle(happened.CardArrived("reader"))
    machine.handle(happened.ReadingFailed(machine.visit.visit_id, FailureCode.CARD_LIFTED))
    assert (machine.visit.state, machine.visit.reader) == (VisitState.AWAITING_CARD, "reader")
    (wish,) = machine.handle(happened.RetryAsked())
    assert isinstance(wish, effects.ReadChip)


def test_a_code_while_two_cards_lie_there_reads_none_of_them_until_one_is_left() -> None:
    machine = VisitMachine()
    machine.handle(happened.CardArrived("left"))
    machine.handle(happened.SecondCardArrived())
    wishes = machine.handle(happened.CodeScanned(CLAIM))
    assert not any(isinstance(wish, effects.ReadChip) for wish in wishes)
    assert (machine.visit.state, machine.visit.failure) == (VisitState.AWAITING_CARD, FailureCode.TWO_CARDS)
    assert machine.handle(happened.RetryAsked()) == ()
    machine.handle(happened.CardLeft("left"))
    (wish,) = machine.handle(happened.CardArrived("right"))
    assert isinstance(wish, effects.ReadChip)
    assert (machine.visit.two_cards, machine.visit.failure) == (False, None)


@pytest.mark.parametrize("state", UNTOUCHED)
def test_a_second_card_laid_late_is_the_next_visits_question(state: VisitState) -> None:
    machine = machine_in(state)
    assert machine.handle(happened.SecondCardArrived()) == ()
    assert (machine.visit.state, machine.visit.failure) == (state, None)
    if state is VisitState.SAVING:
        machine.handle(happened.RecordSaved(machine.visit.visit_id, "r"))  # type: ignore[arg-type]
    machine.handle(happened.NextCitizen())
    machine.handle(happened.Cancelled())
    assert (machine.visit.state, machine.visit.failure) == (VisitState.IDLE, FailureCode.TWO_CARDS)
    machine.handle(happened.CardArrived("reader"))
    assert (machine.visit.failure, machine.visit.reader) == (None, "reader")


def test_the_next_card_takes_a_rejected_code_off_the_screen_but_no_broken_device() -> None:
    machine = VisitMachine()
    machine.handle(happened.CodeRejected(FailureCode.CODE_MALFORMED))
    machine.handle(happened.CardArrived("reader"))
    assert machine.visit.failure is None
    machine.handle(happened.DeviceFailed(FailureCode.SCANNER_UNPLUGGED, Device.SCANNER))
    machine.handle(happened.CardArrived("reader"))
    assert machine.visit.failure is FailureCode.SCANNER_UNPLUGGED


@pytest.mark.parametrize(
    "failure", [FailureCode.CODE_UNREADABLE, FailureCode.CODE_OF_ANOTHER_DOCUMENT, FailureCode.CODE_MALFORMED]
)
def test_a_notice_that_was_read_goes(failure: FailureCode) -> None:
    machine = VisitMachine()
    machine.handle(happened.CodeRejected(failure))
    machine.handle(happened.NoticeRead())
    assert machine.visit.failure is None


def test_under_a_notice_that_was_read_two_cards_are_still_two() -> None:
    machine = VisitMachine()
    machine.handle(happened.SecondCardArrived())
    machine.handle(happened.CodeRejected(FailureCode.CODE_MALFORMED))
    machine.handle(happened.NoticeRead())
    assert machine.visit.failure is FailureCode.TWO_CARDS


def test_a_broken_device_is_not_a_notice_to_be_read() -> None:
    machine = VisitMachine()
    machine.handle(happened.DeviceFailed(FailureCode.READER_UNPLUGGED, Device.READER))
    machine.handle(happened.NoticeRead())
    assert machine.visit.failure is FailureCode.READER_UNPLUGGED
