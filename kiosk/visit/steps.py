"""What each transition does: takes the visit and the event, gives the next visit and the wishes that follow.

Pure functions. A step never waits, never fails, and touches nothing outside its arguments.
"""

from __future__ import annotations

import uuid
from dataclasses import replace

from kiosk.domain.device import Device
from kiosk.domain.failure import FailureCode
from kiosk.domain.identity import Identity
from kiosk.domain.insurance import InsuranceAnswer, InsuranceOutcome
from kiosk.domain.record import RecordFate
from kiosk.visit import effects as wish
from kiosk.visit import events as happened
from kiosk.visit.state import Visit

CODE_FAILURES = (
    FailureCode.CODE_UNREADABLE,
    FailureCode.CODE_OF_ANOTHER_DOCUMENT,
    FailureCode.CODE_MALFORMED,
    FailureCode.NUMBER_MALFORMED,
)
NOBODY_ASKED = InsuranceAnswer(InsuranceOutcome.NOT_ASKED, None, attempts=0)

Outcome = tuple[Visit, tuple[wish.Effect, ...]]


def new_visit(before: Visit | None = None) -> Visit:
    """A visit of nobody yet. Of the one before, only what lies on the readers is remembered."""
    fresh = Visit(visit_id=uuid.uuid4().hex)
    if before is None:
        return fresh
    failure = FailureCode.TWO_CARDS if before.two_cards else None
    return replace(fresh, reader=before.reader, two_cards=before.two_cards, failure=failure)


def _failing(visit: Visit, failure: FailureCode, device: Device | None = None) -> Visit:
    return replace(visit, failure=failure, failed_device=device, progress=None)


def _without(visit: Visit, *resolved: FailureCode) -> Visit:
    return replace(visit, failure=None) if visit.failure in resolved else visit


# Cards, codes, devices.


def note_card(visit: Visit, event: happened.Event) -> Outcome:
    """A card lies there. It settles nothing but the question which one."""
    assert isinstance(event, happened.CardArrived)
    return _without(replace(visit, reader=event.reader, two_cards=False), FailureCode.TWO_CARDS), ()


def greet_card(visit: Visit, event: happened.Event) -> Outcome:
    """The next citizen lays a card down: what was said to the one before is over, what was said of a device is not."""
    after, _ = note_card(visit, event)
    return (after if after.failed_device is not None else replace(after, failure=None)), ()


def note_second_card(visit: Visit, event: happened.Event) -> Outcome:
    return replace(visit, reader=None, two_cards=True), ()


def forget_card(visit: Visit, event: happened.Event) -> Outcome:
    assert isinstance(event, happened.CardLeft)
    return (replace(visit, reader=None) if visit.reader == event.reader else visit), ()


def say_failure(visit: Visit, event: happened.Event) -> Outcome:
    failed = happened.CodeRejected | happened.DeviceFailed | happened.ReadingFailed | happened.SavingFailed
    assert isinstance(event, failed)
    return _failing(visit, event.failure, event.device if isinstance(event, happened.DeviceFailed) else None), ()


def forget_device_failure(visit: Visit, event: happened.Event) -> Outcome:
    assert isinstance(event, happened.DeviceRecovered)
    about_it = visit.failed_device is event.device
    return (replace(visit, failure=None, failed_device=None) if about_it else visit), ()


def forget_code_failure(visit: Visit, event: happened.Event) -> Outcome:
    after = _without(visit, *CODE_FAILURES)
    return (_failing(after, FailureCode.TWO_CARDS) if after.failure is None and after.two_cards else after), ()


def say_failure_and_stop(visit: Visit, event: happened.Event) -> Outcome:
    after, _ = say_failure(visit, event)
    return after, (wish.StopReading(visit.visit_id, visit.readings),)


def say_two_cards(visit: Visit, event: happened.Event) -> Outcome:
    noted, _ = note_second_card(visit, event)
    return _failing(noted, FailureCode.TWO_CARDS), (wish.StopReading(visit.visit_id, visit.readings),)


def say_unexpected(visit: Visit, event: happened.Event) -> Outcome:
    return _failing(visit, FailureCode.UNEXPECTED), ()


def say_unexpected_in_review(visit: Visit, event: happened.Event) -> Outcome:
    """What was asked for after a correction does not happen without it; the form shows what it holds."""
    assert isinstance(event, happened.WorkCrashed)
    told = replace(_failing(visit, FailureCode.UNEXPECTED), following=None)
    elsewhere = event.work not in ("", wish.CorrectField.__name__)
    return (told if elsewhere else replace(told, corrections=())), ()


# The chip.


def start(visit: Visit, event: happened.Event) -> Outcome:
    """A code or a number begins a visit. Whatever an earlier one left on the screen is forgotten first."""
    assert isinstance(event, happened.CodeScanned | happened.NumberTyped)
    return replace(new_visit(visit), claim=event.identity), (*stop_typing(visit), wish.Wipe(visit.visit_id))


def start_and_read(visit: Visit, event: happened.Event) -> Outcome:
    started, wishes = start(visit, event)
    reading, more = _reading(started)
    return reading, wishes + more


def start_without_chip(visit: Visit, event: happened.Event) -> Outcome:
    started, wishes = start(visit, event)
    going_on, more = go_on_with_claim(started, event)
    return going_on, wishes + more


def start_by_hand(visit: Visit, event: happened.Event) -> Outcome:
    """A visit without a code: nothing is known and nobody is asked until somebody typed."""
    started = replace(new_visit(visit), identity=Identity(), insurance=NOBODY_ASKED, failure=None)
    wanted = wish.FillForm(started.visit_id, Identity(), NOBODY_ASKED)
    return started, (wish.Wipe(visit.visit_id), wanted)


def read(visit: Visit, event: happened.Event) -> Outcome:
    assert isinstance(event, happened.CardArrived)
    return _reading(replace(visit, reader=event.reader, two_cards=False))


def read_again(visit: Visit, event: happened.Event) -> Outcome:
    return _reading(visit)


def _reading(visit: Visit) -> Outcome:
    assert visit.reader is not None
    claim, number = visit.claim or Identity(), visit.readings + 1
    wanted = wish.ReadChip(visit.visit_id, visit.reader, claim, number)
    return replace(visit, failure=None, progress=None, readings=number), (wanted,)


def show_progress(visit: Visit, event: happened.Event) -> Outcome:
    assert isinstance(event, happened.ReadingProgressed)
    return replace(visit, progress=event.progress), ()


def show_portrait(visit: Visit, event: happened.Event) -> Outcome:
    assert isinstance(event, happened.PortraitDecoded)
    return replace(visit, portrait=event.portrait), ()


# Insurance and form.


def take_identity_and_look_up(visit: Visit, event: happened.Event) -> Outcome:
    assert isinstance(event, happened.ChipRead)
    after = replace(visit, identity=event.identity, verdict=event.verdict, progress=None, failure=None)
    return after, (wish.LookUpInsurance(visit.visit_id, event.identity),)


def go_on_with_claim(visit: Visit, event: happened.Event) -> Outcome:
    claim = visit.claim or Identity()
    after = replace(visit, identity=claim, failure=None)
    return after, (wish.LookUpInsurance(visit.visit_id, claim),)


def take_insurance_and_fill(visit: Visit, event: happened.Event) -> Outcome:
    assert isinstance(event, happened.InsuranceAnswered)
    identity = visit.identity or Identity()
    after = replace(visit, insurance=event.answer, coverage=event.coverage, portal_disagreements=event.disagreements)
    return after, (wish.FillForm(visit.visit_id, identity, event.answer, visit.form, event.coverage),)


def look_up_again(visit: Visit, event: happened.Event) -> Outcome:
    """Ask once more, with what staff typed since."""
    after = _without(replace(visit, insurance=None, coverage=None, portal_disagreements=()), FailureCode.UNEXPECTED)
    return after, (wish.LookUpInsurance(visit.visit_id, visit.identity or Identity(), visit.form),)


def take_form(visit: Visit, event: happened.Event) -> Outcome:
    """The form, filled or with one more correction; the next correction starts from it."""
    assert isinstance(event, happened.FormFilled)
    left = visit.corrections[1:]
    after = replace(visit, form=event.form, corrections=left, following=visit.following if left else None)
    return _without(after, FailureCode.UNEXPECTED), _first_correction(after)


def take_form_and_save(visit: Visit, event: happened.Event) -> Outcome:
    after, _ = take_form(visit, event)
    return save(after, event)


def take_form_and_look_up(visit: Visit, event: happened.Event) -> Outcome:
    after, _ = take_form(visit, event)
    return look_up_again(after, event)


def correct(visit: Visit, event: happened.Event) -> Outcome:
    """Queue a correction. Who corrects after having confirmed has not confirmed this."""
    assert isinstance(event, happened.FieldCorrected)
    after = replace(visit, corrections=(*visit.corrections, event), following=None)
    return after, () if visit.corrections else _first_correction(after)


def wait_for_corrections(visit: Visit, event: happened.Event) -> Outcome:
    assert isinstance(event, happened.Confirmed | happened.RetryAsked)
    return replace(visit, following=event), ()


def _first_correction(visit: Visit) -> tuple[wish.Effect, ...]:
    if visit.form is None or not visit.corrections:
        return ()
    first = visit.corrections[0]
    return (wish.CorrectField(visit.visit_id, visit.form, first.name, first.value),)


# The record.


def save(visit: Visit, event: happened.Event) -> Outcome:
    assert visit.form is not None
    identity = visit.identity or Identity()
    wanted = wish.SaveRecord(visit.visit_id, visit.form, identity, visit.verdict, visit.insurance)
    return replace(visit, failure=None), (wanted,)


def deliver(visit: Visit, event: happened.Event) -> Outcome:
    assert isinstance(event, happened.RecordSaved)
    after = replace(visit, record_id=event.record_id, fate=RecordFate.SAVED)
    _, ticket = ask_for_ticket(after, event)
    return after, (*ticket, wish.DeliverRecord(visit.visit_id, event.record_id))


def ask_for_ticket(visit: Visit, event: happened.Event) -> Outcome:
    """The first time, and each time the paper is wanted again."""
    if visit.record_id is None or visit.form is None:
        return visit, ()
    wanted = wish.IssueTicket(visit.visit_id, visit.record_id, visit.form, visit.identity or Identity())
    return visit, (wanted,)


def take_ticket(visit: Visit, event: happened.Event) -> Outcome:
    assert isinstance(event, happened.TicketIssued)
    return replace(visit, ticket=event.ticket, ticket_failure=event.failure), ()


def note_ticket_failure(visit: Visit, event: happened.Event) -> Outcome:
    assert isinstance(event, happened.TicketFailed)
    return replace(visit, ticket_failure=event.failure), ()


def note_ticket_crash(visit: Visit, event: happened.Event) -> Outcome:
    return replace(visit, ticket_failure=FailureCode.UNEXPECTED), ()


def ask_for_slip(visit: Visit, event: happened.Event) -> Outcome:
    identity = visit.identity or Identity()
    return replace(visit, slip=None), (
        wish.PrintCorrectionSlip(visit.visit_id, visit.claim, identity, visit.disagreements),
    )


def note_slip(visit: Visit, event: happened.Event) -> Outcome:
    assert isinstance(event, happened.SlipPrinted)
    return replace(visit, slip=event), ()


def note_slip_crash(visit: Visit, event: happened.Event) -> Outcome:
    return replace(visit, slip=happened.SlipPrinted(visit.visit_id, FailureCode.UNEXPECTED)), ()


def take_receipt(visit: Visit, event: happened.Event) -> Outcome:
    assert isinstance(event, happened.RecordDelivered)
    return replace(visit, receipt=event.receipt, fate=RecordFate.DELIVERED), ()


def leave_in_outbox(visit: Visit, event: happened.Event) -> Outcome:
    failure = event.failure if isinstance(event, happened.DeliveryDeferred) else None
    return replace(visit, fate=RecordFate.WAITING, failure=failure), ()


def note_refusal(visit: Visit, event: happened.Event) -> Outcome:
    return replace(_failing(visit, FailureCode.DELIVERY_REFUSED), fate=RecordFate.REFUSED), ()


def go_on(visit: Visit, event: happened.Event) -> Outcome:
    return visit, ()


# The end.


def wipe(visit: Visit, event: happened.Event) -> Outcome:
    """A fresh visit; what still lies on the readers is remembered, nothing else."""
    stop = wish.StopReading(visit.visit_id, visit.readings)
    return new_visit(visit), (stop, *stop_typing(visit), wish.Wipe(visit.visit_id))


def stop_typing(visit: Visit) -> tuple[wish.Effect, ...]:
    """No key of a visit that is over falls into a window."""
    asked = visit.typing
    return (wish.StopTyping(visit.visit_id, asked.asking),) if asked is not None and not asked.over else ()


def end_in_failure(visit: Visit, event: happened.Event) -> Outcome:
    fresh, wishes = wipe(visit, event)
    return _failing(fresh, FailureCode.UNEXPECTED), wishes
