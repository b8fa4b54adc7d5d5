"""The stations of form, record and delivery. Each turns one effect into one event."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from kiosk.delivery import FOR_ADMINISTRATOR, DeliveryRefused, Outbox
from kiosk.domain.failure import FailureCode
from kiosk.domain.form import FilledForm
from kiosk.domain.identity import Assurance, Identity
from kiosk.domain.insurance import InsuranceAnswer
from kiosk.domain.record import Receipt, Record, RecordedValue, RecordId
from kiosk.forms import CorrectionRefused, DeskFacts, FormDefinition, correct, delivery_values, fill, with_typed_facts
from kiosk.identification import capture_of, capture_words
from kiosk.records import BacklogFull, DiskFull, Store, StoreError, StoreUnreachable, WrongKey
from kiosk.runtime.clock import Clock
from kiosk.runtime.uuid7 import new_record_id
from kiosk.visit import effects as wish
from kiosk.visit import events as happened
from kiosk.visit.conductor import Post

Owe = Callable[[RecordId, Identity, InsuranceAnswer | None], None]
"""Notes that a record is owed an answer by the portal, if it is."""

CERTIFICATE_FIELD = "GIAY_KHAI_SINH"
"""Where a form keeps the number of a birth certificate."""


@dataclass(frozen=True)
class VisitFacts:
    """What the desk itself knows about a visit, fixed when its form is first filled."""

    record_id: RecordId
    arrived_at: datetime


class FormPerformer:
    """Fulfils `FillForm` and `CorrectField`, and remembers the record number of the visit under way."""

    def __init__(
        self, definition: FormDefinition, wanted_assurance: Assurance, facility_code: str, clock: Clock
    ) -> None:
        self._definition = definition
        self._wanted_assurance = wanted_assurance
        self._facility_code = facility_code
        self._clock = clock
        self._facts: dict[str, VisitFacts] = {}

    def facts(self, visit_id: str) -> VisitFacts:
        if visit_id not in self._facts:
            self._facts[visit_id] = VisitFacts(new_record_id(self._clock), self._clock.now())
        return self._facts[visit_id]

    def fill(self, effect: wish.FillForm, post: Post) -> None:
        facts = self.facts(effect.visit_id)
        desk = DeskFacts(self._facility_code, facts.arrived_at, facts.record_id)
        form = fill(
            self._definition, effect.identity, effect.insurance, desk, effect.previous, coverage=effect.coverage
        )
        post(happened.FormFilled(effect.visit_id, replace(form, wanted_assurance=self._wanted_assurance)))

    def correct(self, effect: wish.CorrectField, post: Post) -> None:
        try:
            form = correct(self._definition, effect.form, effect.name, effect.value)
        except CorrectionRefused:
            form = effect.form  # A view offered what the definition does not allow: nothing changes.
        post(happened.FormFilled(effect.visit_id, form))

    def wipe(self, effect: wish.Wipe, post: Post) -> None:
        self._facts.pop(effect.visit_id, None)


class RecordPerformer:
    """Fulfils `SaveRecord`: the record is on disk before anybody hears of it."""

    def __init__(
        self,
        store: Store,
        definition: FormDefinition,
        facts: Callable[[str], VisitFacts],
        clock: Clock,
        *,
        desk_id: str,
        service_id: str,
        deliveries: Sequence[str],
        owe: Owe,
    ) -> None:
        self._store = store
        self._definition = definition
        self._facts = facts
        self._clock = clock
        self._desk_id = desk_id
        self._service_id = service_id
        self._deliveries = deliveries
        self._owe = owe

    def save(self, effect: wish.SaveRecord, post: Post) -> None:
        record = self._record(effect)
        try:
            self._owe(
                record.record_id, with_typed_facts(self._definition, effect.identity, effect.form), effect.insurance
            )
            self._store.save(record, self._deliveries)
        except StoreError as error:
            post(happened.SavingFailed(effect.visit_id, failure_of_store(error)))
            return
        post(happened.RecordSaved(effect.visit_id, record.record_id))

    def _record(self, effect: wish.SaveRecord) -> Record:
        return Record(
            record_id=self._facts(effect.visit_id).record_id,
            desk_id=self._desk_id,
            service_id=self._service_id,
            form_id=effect.form.form_id,
            confirmed_at=self._clock.now(),
            values=_recorded(self._definition, effect.form),
            identification=self._identification(effect),
            insurance=_insurance(effect.insurance),
        )

    def _identification(self, effect: wish.SaveRecord) -> dict[str, str | None]:
        """How identity was captured, by whom, when and from what; and what the chip proved of it."""
        verdict = effect.verdict
        as_confirmed = with_typed_facts(self._definition, effect.identity, effect.form)
        certificate = effect.form.field_named(CERTIFICATE_FIELD)
        captured = capture_of(
            as_confirmed,
            chip_was_read=verdict is not None,
            certificate=None if certificate is None else certificate.value,
        )
        return {
            "document_kind": effect.identity.document_kind,
            **capture_words(captured, self._facts(effect.visit_id).arrived_at, self._desk_id),
            "access_protocol": verdict.access_protocol if verdict else None,
            "access_password": verdict.access_password if verdict else None,
            "overall": verdict.overall.value if verdict else None,
            "assurance": effect.identity.assurance.name.lower(),
        }


class DeliveryPerformer:
    """Fulfils `DeliverRecord`: one try now; what does not get through stays in the outbox."""

    def __init__(self, outbox: Outbox, received: Callable[[Receipt], None]) -> None:
        self._outbox = outbox
        self._received = received

    def deliver(self, effect: wish.DeliverRecord, post: Post) -> None:
        try:
            receipt = self._outbox.deliver_now(effect.record_id)
        except DeliveryRefused:
            post(happened.DeliveryRefused(effect.visit_id))
            return
        if receipt is None:
            blocked = self._outbox.state.problem in FOR_ADMINISTRATOR
            post(happened.DeliveryDeferred(effect.visit_id, FailureCode.DELIVERY_BLOCKED if blocked else None))
        else:
            self._received(receipt)
            post(happened.RecordDelivered(effect.visit_id, receipt))


def failure_of_store(error: StoreError) -> FailureCode:
    rows = (
        (WrongKey, FailureCode.STORE_WRONG_KEY),
        (DiskFull, FailureCode.DISK_FULL),
        (BacklogFull, FailureCode.BACKLOG_FULL),
        (StoreUnreachable, FailureCode.STORE_UNREACHABLE),
    )
    return next((code for kind, code in rows if isinstance(error, kind)), FailureCode.STORE_FAILED)


def _recorded(definition: FormDefinition, form: FilledForm) -> dict[str, RecordedValue]:
    standard = delivery_values(definition, form)
    return {
        one.name: RecordedValue(
            standard[one.name], one.source.value if one.source else None, one.assurance.name.lower(), one.original
        )
        for one in form.fields
        if one.name in standard
    }


def _insurance(answer: InsuranceAnswer | None) -> dict[str, str | None]:
    return {
        "outcome": answer.outcome.value if answer else None,
        "result_code": answer.result_code if answer else None,
    }
