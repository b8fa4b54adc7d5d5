"""Typing a record into another program's window stands beside the delivery; neither waits for the other."""

from __future__ import annotations

import pytest
from walking import CLAIM, machine_in

from kiosk.visit import effects as wish
from kiosk.visit import events as happened
from kiosk.visit.machine import VisitMachine
from kiosk.visit.state import Typing, VisitState


@pytest.fixture(params=[VisitState.DELIVERING, VisitState.FINISHED])
def machine(request: pytest.FixtureRequest) -> VisitMachine:
    return machine_in(request.param)


def asked(machine: VisitMachine) -> str:
    machine.handle(happened.TypingAsked())
    return machine.visit.visit_id


def test_asking_wishes_for_the_saved_record_to_be_typed(machine: VisitMachine) -> None:
    assert machine.visit.record_id is not None
    expected = wish.TypeRecord(machine.visit.visit_id, machine.visit.record_id, 1)
    assert machine.handle(happened.TypingAsked()) == (expected,)
    assert machine.visit.typing == Typing(1)


def test_while_it_is_typed_asking_again_changes_nothing_and_afterwards_it_is_another_asking(
    machine: VisitMachine,
) -> None:
    visit_id = asked(machine)
    assert machine.handle(happened.TypingAsked()) == ()
    machine.handle(happened.TypingEnded(visit_id, "typing.focus_changed"))
    (again,) = machine.handle(happened.TypingAsked())
    assert isinstance(again, wish.TypeRecord)
    assert (again.asking, machine.visit.typing) == (2, Typing(2))


def test_the_seconds_are_shown_and_then_how_it_ended(machine: VisitMachine) -> None:
    visit_id, before = asked(machine), machine.visit
    for left in (3, 2, 1, 0):
        machine.handle(happened.TypingCountedDown(visit_id, left))
        assert machine.visit.typing == Typing(1, seconds=left)
    machine.handle(happened.TypingEnded(visit_id))
    assert machine.visit.typing == Typing(1, over=True)
    assert (machine.visit.state, machine.visit.fate, machine.visit.failure) == (
        before.state,
        before.fate,
        before.failure,
    )


def test_cancelling_stops_the_keys_and_the_typing_itself_says_when_it_is_over(machine: VisitMachine) -> None:
    visit_id = asked(machine)
    assert machine.handle(happened.TypingCancelled()) == (wish.StopTyping(visit_id, 1),)
    assert machine.visit.is_typing
    machine.handle(happened.TypingEnded(visit_id, "typing.cancelled"))
    assert machine.visit.typing == Typing(1, over=True, problem="typing.cancelled")
    assert machine.handle(happened.TypingCancelled()) == ()


def test_a_crash_while_typing_ends_neither_visit_nor_delivery(machine: VisitMachine) -> None:
    visit_id, before = asked(machine), machine.visit
    machine.handle(happened.WorkCrashed(visit_id, wish.TypeRecord.__name__))
    assert machine.visit.typing == Typing(1, over=True, problem="typing.crashed")
    assert (machine.visit.state, machine.visit.fate, machine.visit.failure) == (
        before.state,
        before.fate,
        before.failure,
    )


def test_the_delivery_may_end_while_it_is_typed() -> None:
    machine = machine_in(VisitState.DELIVERING)
    visit_id = asked(machine)
    machine.handle(happened.DeliveryDeferred(visit_id))
    assert machine.visit.state is VisitState.FINISHED
    assert machine.visit.is_typing


@pytest.mark.parametrize("leaving", [happened.NextCitizen(), happened.IdleTooLong(), happened.CodeScanned(CLAIM)])
def test_a_visit_that_leaves_takes_its_typing_along(leaving: happened.Event) -> None:
    machine = machine_in(VisitState.FINISHED)
    visit_id = asked(machine)
    assert wish.StopTyping(visit_id, 1) in machine.handle(leaving)
    assert machine.visit.typing is None
    machine.handle(happened.TypingEnded(visit_id, "typing.cancelled"))
    assert machine.visit.typing is None


def test_nothing_is_stopped_when_nothing_is_typed() -> None:
    machine = machine_in(VisitState.FINISHED)
    machine.handle(happened.TypingEnded(asked(machine)))
    assert not any(isinstance(one, wish.StopTyping) for one in machine.handle(happened.NextCitizen()))


@pytest.mark.parametrize("state", [VisitState.IDLE, VisitState.REVIEWING, VisitState.SAVING])
def test_what_is_not_saved_is_not_typed(state: VisitState) -> None:
    machine = machine_in(state)
    assert machine.handle(happened.TypingAsked()) == ()
    assert machine.visit.typing is None
