"""The queue station: a saved record gets a number, and the number gets onto paper. The number stands without paper."""

from __future__ import annotations

from drivers.errors import DeviceError
from kiosk.bootstrap.desk_performers import failure_of_store
from kiosk.bootstrap.tickets import BIRTH_FIELD, TicketDesk
from kiosk.domain.dates import PartialDate
from kiosk.domain.failure import FailureCode
from kiosk.domain.form import FilledForm
from kiosk.domain.identity import FactName, Identity
from kiosk.domain.record import RecordId
from kiosk.forms import read_date
from kiosk.papers import PaperError
from kiosk.queueing import PriorityUnknown, QueueError
from kiosk.records import StoreError
from kiosk.runtime.log import logger
from kiosk.visit import effects as wish
from kiosk.visit import events as happened
from kiosk.visit.conductor import Post

ROOM_FIELD = "PHONG_KHAM"
PRIORITY_FIELD = "UU_TIEN"


class TicketPerformer:
    """Fulfils `IssueTicket`. Asked again for a record, it prints the same number once more."""

    def __init__(self, desk: TicketDesk) -> None:
        self._desk = desk
        self._printed: RecordId | None = None
        self._log = logger("desk.tickets")

    def issue(self, effect: wish.IssueTicket, post: Post) -> None:
        try:
            ticket = self._desk.issue(
                effect.record_id,
                _born(effect.form, effect.identity),
                _ticked(effect.form),
                _text(effect.form, ROOM_FIELD) or None,
            )
        except StoreError as error:
            post(happened.TicketFailed(effect.visit_id, failure_of_store(error)))
            return
        except QueueError as error:
            settings = isinstance(error, PriorityUnknown)
            self._log.error("ticket.refused", reason=type(error).__name__)
            failure = FailureCode.SETTINGS_WRONG if settings else FailureCode.TICKET_NOT_GIVEN
            post(happened.TicketFailed(effect.visit_id, failure))
            return
        try:
            self._desk.print(ticket, reprint=self._printed == effect.record_id)
            self._printed = effect.record_id
        except (DeviceError, PaperError) as error:
            self._log.error("ticket.not_printed", reason=type(error).__name__)
            post(happened.TicketIssued(effect.visit_id, ticket, FailureCode.TICKET_NOT_PRINTED))
            return
        post(happened.TicketIssued(effect.visit_id, ticket))


def _text(form: FilledForm, name: str) -> str:
    field = form.field_named(name)
    return "" if field is None else field.value


def _ticked(form: FilledForm) -> frozenset[str]:
    chosen = _text(form, PRIORITY_FIELD)
    return frozenset({chosen}) if chosen else frozenset()


def _born(form: FilledForm, identity: Identity) -> PartialDate | None:
    """What the confirmed form says; else what is known of the person."""
    written = read_date(_text(form, BIRTH_FIELD))
    if written is not None:
        return written
    fact = identity.get(FactName.DATE_OF_BIRTH)
    return fact.value if fact is not None and isinstance(fact.value, PartialDate) else None
