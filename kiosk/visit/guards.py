"""When a transition counts: questions about the visit and the event, answered without waiting or changing anything."""

from __future__ import annotations

from kiosk.domain.device import Device
from kiosk.domain.identity import FactName
from kiosk.visit import effects as wish
from kiosk.visit import events as happened
from kiosk.visit.state import Visit


def card_is_there(visit: Visit, event: happened.Event) -> bool:
    return visit.reader is not None


def code_opens_no_chip(visit: Visit, event: happened.Event) -> bool:
    """A health-insurance code or number names a person but holds no key to a chip."""
    return (
        isinstance(event, happened.CodeScanned | happened.NumberTyped)
        and event.identity.get(FactName.PERSONAL_NUMBER) is None
    )


def form_is_there(visit: Visit, event: happened.Event) -> bool:
    return visit.form is not None


def only_the_chip_crashed(visit: Visit, event: happened.Event) -> bool:
    """The chip was read already; what crashed after it was its photo."""
    return isinstance(event, happened.WorkCrashed) and event.work == wish.ReadChip.__name__


def form_is_ready(visit: Visit, event: happened.Event) -> bool:
    return visit.form is not None and visit.form.ready


def correction_is_open(visit: Visit, event: happened.Event) -> bool:
    return bool(visit.corrections)


def confirmed_after_last_correction(visit: Visit, event: happened.Event) -> bool:
    """The form that comes now has every correction, nothing is wrong with it, and somebody confirmed it already."""
    waited = isinstance(visit.following, happened.Confirmed) and len(visit.corrections) == 1
    return waited and isinstance(event, happened.FormFilled) and event.form.ready


def retry_after_last_correction(visit: Visit, event: happened.Event) -> bool:
    return isinstance(visit.following, happened.RetryAsked) and len(visit.corrections) == 1


def reader_is_meant(visit: Visit, event: happened.Event) -> bool:
    return isinstance(event, happened.DeviceFailed) and event.device is Device.READER


def ticket_crashed(visit: Visit, event: happened.Event) -> bool:
    """The record and its delivery have nothing to do with it."""
    return isinstance(event, happened.WorkCrashed) and event.work == wish.IssueTicket.__name__


def something_differs(visit: Visit, event: happened.Event) -> bool:
    return bool(visit.disagreements)


def slip_crashed(visit: Visit, event: happened.Event) -> bool:
    return isinstance(event, happened.WorkCrashed) and event.work == wish.PrintCorrectionSlip.__name__


def nothing_is_typed(visit: Visit, event: happened.Event) -> bool:
    """One asking at a time."""
    return not visit.is_typing


def typing_goes_on(visit: Visit, event: happened.Event) -> bool:
    return visit.is_typing


def typing_crashed(visit: Visit, event: happened.Event) -> bool:
    return isinstance(event, happened.WorkCrashed) and event.work == wish.TypeRecord.__name__
