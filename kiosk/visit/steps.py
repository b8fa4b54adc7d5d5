"""What each transition does: takes the visit and the event, gives the next visit and the wishes that follow.

Pure functions. A step never waits, never fails, and touches nothing outside its arguments.
"""

from __future__ import annotations

import uuid
from dataclasses import replace

from kiosk.domain.failure import FailureCode
from kiosk.domain.identity import FactName, Identity
from kiosk.domain.record import RecordFate
from kiosk.visit import effects as wish
from kiosk.visit import events as happened
from kiosk.visit.state import Visit

DEVICE_FAILURES = (
    FailureCode.READER_UNPLUGGED,
    FailureCode.READER_SERVICE_STOPPED,
    FailureCode.READER_SOFTWARE_MISSING,
    FailureCode.SCANNER_UNPLUGGED,
)

Outcome = tuple[Visit, tuple[wish.Effect, ...]]


def new_visit(reader: str | None = None) -> Visit:
    return Visit(visit_id=uuid.uuid4().hex, reader=reader)


# Guards.


def card_is_there(visit: Visit, event: happened.Event) -> bool:
    return visit.reader is not None


def code_opens_no_chip(visit: Visit, event: happened.Event) -> bool:
    """A health-insurance code names a person but holds no key to a chip."""
    return isinstance(event, happened.CodeScanned) and event.identity.get(FactName.PERSONAL_NUMBER) is None


def form_is_ready(visit: Visit, event: happened.Event) -> bool:
    return visit.form is not None and visit.form.ready


# Cards, codes, devices.


def note_card(visit: Visit, event: happened.Event) -> Outcome:
    assert isinstance(event, happened.CardArrived)
    return replace(visit, reader=event.reader, failure=None), ()


def forget_card(visit: Visit, event: happened.Event) -> Outcome:
    assert isinstance(event, happened.CardLeft)
    return (replace(visit, reader=None) if visit.reader == event.reader else visit), ()


def say_failure(visit: Visit, event: happened.Event) -> Outcome:
    failed = happened.CodeRejected | happened.DeviceFailed | happened.ReadingFailed | happened.SavingFailed
    assert isinstance(event, failed)
    return replace(visit, failure=event.failure, progress=None), ()


def forget_device_failure(visit: Visit, event: happened.Event) -> Outcome:
    return (replace(visit, failure=None) if visit.failure in DEVICE_FAILURES else visit), ()


def say_failure_and_stop(visit: Visit, event: happened.Event) -> Outcome:
    after, _ = say_failure(visit, event)
    return after, (wish.StopReading(visit.visit_id, visit.readings),)


def say_two_cards(visit: Visit, event: happened.Event) -> Outcome:
    after = replace(visit, failure=FailureCode.TWO_CARDS, progress=None, reader=None)
    return after, (wish.StopReading(visit.visit_id, visit.readings),)


def say_unexpected(visit: Visit, event: happened.Event) -> Outcome:
    return replace(visit, failure=FailureCode.UNEXPECTED, progress=None), ()


# The chip.


def start(visit: Visit, event: happened.Event) -> Outcome:
    """A code begins a visit. Whatever an earlier one left on the screen is forgotten first."""
    assert isinstance(event, happened.CodeScanned)
    return replace(new_visit(visit.reader), claim=event.identity), (wish.Wipe(visit.visit_id),)


def start_and_read(visit: Visit, event: happened.Event) -> Outcome:
    started, wishes = start(visit, event)
    reading, more = _reading(started)
    return reading, wishes + more


def start_without_chip(visit: Visit, event: happened.Event) -> Outcome:
    started, wishes = start(visit, event)
    going_on, more = go_on_with_claim(started, event)
    return going_on, wishes + more


def read(visit: Visit, event: happened.Event) -> Outcome:
    assert isinstance(event, happened.CardArrived)
    return _reading(replace(visit, reader=event.reader))


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
    after = replace(visit, insurance=event.answer)
    return after, (wish.FillForm(visit.visit_id, identity, event.answer, visit.form),)


def look_up_again(visit: Visit, event: happened.Event) -> Outcome:
    identity = visit.identity or Identity()
    return replace(visit, insurance=None, failure=None), (wish.LookUpInsurance(visit.visit_id, identity),)


def take_form(visit: Visit, event: happened.Event) -> Outcome:
    assert isinstance(event, happened.FormFilled)
    return replace(visit, form=event.form), ()


def correct(visit: Visit, event: happened.Event) -> Outcome:
    assert isinstance(event, happened.FieldCorrected)
    if visit.form is None:
        return visit, ()
    return visit, (wish.CorrectField(visit.visit_id, visit.form, event.name, event.value),)


# The record.


def save(visit: Visit, event: happened.Event) -> Outcome:
    assert visit.form is not None
    identity = visit.identity or Identity()
    wanted = wish.SaveRecord(visit.visit_id, visit.form, identity, visit.verdict, visit.insurance)
    return replace(visit, failure=None), (wanted,)


def deliver(visit: Visit, event: happened.Event) -> Outcome:
    assert isinstance(event, happened.RecordSaved)
    after = replace(visit, record_id=event.record_id, fate=RecordFate.SAVED)
    return after, (wish.DeliverRecord(visit.visit_id, event.record_id),)


def take_receipt(visit: Visit, event: happened.Event) -> Outcome:
    assert isinstance(event, happened.RecordDelivered)
    return replace(visit, receipt=event.receipt, fate=RecordFate.DELIVERED), ()


def leave_in_outbox(visit: Visit, event: happened.Event) -> Outcome:
    return replace(visit, fate=RecordFate.WAITING), ()


def note_refusal(visit: Visit, event: happened.Event) -> Outcome:
    return replace(visit, fate=RecordFate.REFUSED, failure=FailureCode.DELIVERY_REFUSED), ()


# The end.


def wipe(visit: Visit, event: happened.Event) -> Outcome:
    """A fresh visit; the card that still lies on the reader is remembered, nothing else."""
    return new_visit(visit.reader), (wish.StopReading(visit.visit_id, visit.readings), wish.Wipe(visit.visit_id))


def end_in_failure(visit: Visit, event: happened.Event) -> Outcome:
    fresh, wishes = wipe(visit, event)
    return replace(fresh, failure=FailureCode.UNEXPECTED), wishes
