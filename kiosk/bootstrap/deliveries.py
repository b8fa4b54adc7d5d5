"""The site's list of deliveries becomes senders, in the same order.

One function per kind and one table of them: a new kind is a model in `config/deliveries_data.py`, a sender in a room
under `kiosk/delivery`, and a row here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import config
from config.deliveries_data import (
    Delivery,
    FolderDelivery,
    HospitalContractFile,
    HospitalRestDelivery,
    MappedName,
    ReaderWebhookDelivery,
    WebhookDelivery,
    load_hospital_contract,
    load_reader_shape,
)
from config.fhir_data import FhirDelivery
from config.hl7_data import Hl7Delivery
from kiosk.bootstrap.check_in_file import check_in_xml
from kiosk.bootstrap.message_deliveries import ClosingSender, fhir_sender, hl7_sender
from kiosk.delivery import (
    DeliverySettingsInvalid,
    Folder,
    FolderSettings,
    Format,
    MappedField,
    ReaderWebhook,
    ReaderWebhookSettings,
    Sender,
    Webhook,
    WebhookSettings,
    Written,
)
from kiosk.delivery.hospital import (
    Call,
    CallName,
    HospitalCatalogue,
    HospitalContract,
    HospitalConversation,
    HospitalRegistration,
    HospitalSettings,
    Meaning,
    SignatureForm,
    TimestampForm,
)
from kiosk.runtime.clock import Clock

_ARRIVALS_ONLY = (ReaderWebhookDelivery, Hl7Delivery, FhirDelivery)
_FORMATS: Mapping[str, Format] = {"check-in-xml": Format("xml", check_in_xml)}


@dataclass(frozen=True)
class ImaginedOffice:
    """The office that takes the place of a delivery whose address is `demo`."""

    url: str
    secret: bytes = field(repr=False)


@dataclass(frozen=True)
class _Around:
    """What a sender may need beside its own settings."""

    state_folder: Path
    imagined: ImaginedOffice | None
    clock: Clock


@contextmanager
def open_senders(
    site: config.Site,
    state_folder: Path,
    clock: Clock,
    *,
    imagined: ImaginedOffice | None = None,
) -> Iterator[Mapping[str, Sender]]:
    """The site's senders by delivery id, the primary first; closed when the context ends.

    Raises:
        config.ConfigError: a secret, a contract or the library of a format is missing, or records may not go there.
    """
    around = _Around(state_folder, imagined, clock)
    with ExitStack() as stack:
        senders: dict[str, Sender] = {}
        for one in site.deliveries:
            sender = _sender(one, around)
            stack.callback(sender.close)
            senders[one.id] = sender
        yield senders


def take_follow_ups(site: config.Site) -> tuple[str, ...]:
    """The deliveries that can say that a record adds to an earlier one. The others would refuse it: a register of
    arrivals, or a listener made for card readers, has no words for an answer that came later."""
    return tuple(one.id for one in site.deliveries if not isinstance(one, _ARRIVALS_ONLY))


@contextmanager
def open_catalogue(site: config.Site, state_folder: Path, clock: Clock) -> Iterator[HospitalCatalogue | None]:
    """What the hospital of the first `hospital-rest` delivery offers; None for a site that has none. It has a
    connection of its own, so that nobody waits for a delivery under way.

    Raises:
        config.ConfigError: as for `open_senders`.
    """
    found = next((one for one in site.deliveries if isinstance(one, HospitalRestDelivery)), None)
    if found is None:
        yield None
        return
    around = _Around(state_folder, None, clock)
    with _saying_which(found):
        conversation = HospitalConversation(_hospital_settings(found, around), clock=clock)
    try:
        yield HospitalCatalogue(conversation, clock=clock)
    finally:
        conversation.close()


def _sender(settings: Delivery, around: _Around) -> ClosingSender:
    with _saying_which(settings):
        return _MAKERS[type(settings)](settings, around)


@contextmanager
def _saying_which(settings: Delivery) -> Iterator[None]:
    try:
        yield
    except DeliverySettingsInvalid as error:
        raise config.ConfigError("deliveries", settings.id, str(error), "Correct the value this names") from None


def hospital_contract(written: HospitalContractFile) -> HospitalContract:
    return HospitalContract(
        merchant_header=written.headers.merchant,
        timestamp_header=written.headers.timestamp,
        signature_header=written.headers.signature,
        separator=written.signature.separator,
        timestamp_form=TimestampForm(written.signature.timestamp_form),
        signature_form=SignatureForm(written.signature.signature_form),
        code_member=written.envelope.code,
        content_member=written.envelope.content,
        codes={one.code: Meaning(one.meaning) for one in written.codes},
        calls={
            CallName(one.name): Call(one.method, one.path, one.signed, one.parameters, one.answer)
            for one in written.calls
        },
        registration=_mapped(written.registration),
        receipt_members=written.envelope.receipt,
        duplicate_member=written.envelope.duplicate,
    )


def reader_fields(shape: str, state_folder: Path) -> tuple[MappedField, ...]:
    return _mapped(load_reader_shape(shape, state_folder).fields)


def _mapped(rows: tuple[MappedName, ...]) -> tuple[MappedField, ...]:
    return tuple(MappedField(one.theirs, one.ours, Written(one.written), one.required, one.words) for one in rows)


def _webhook(settings: WebhookDelivery, around: _Around) -> ClosingSender:
    if settings.url == config.DEMO:
        if around.imagined is None:
            raise config.ConfigError("deliveries", f"{settings.id}.url", "is demo", "Write the office's address")
        url, secret = around.imagined.url, around.imagined.secret
    else:
        url, secret = settings.url, settings.secret.read(around.state_folder).encode()
    ca_file = _beside(around, settings.ca_file)
    return Webhook(WebhookSettings(url, secret, settings.destination, settings.timeout_s, ca_file), clock=around.clock)


def _hospital(settings: HospitalRestDelivery, around: _Around) -> ClosingSender:
    conversation = HospitalConversation(_hospital_settings(settings, around), clock=around.clock)
    return HospitalRegistration(conversation, clock=around.clock)


def _hospital_settings(settings: HospitalRestDelivery, around: _Around) -> HospitalSettings:
    return HospitalSettings(
        url=settings.url,
        merchant_id=settings.merchant_id,
        secret=settings.secret.read(around.state_folder).encode(),
        destination=settings.destination,
        contract=hospital_contract(load_hospital_contract(settings.contract, around.state_folder)),
        timeout_s=settings.timeout_s,
        ca_file=_beside(around, settings.ca_file),
    )


def _reader(settings: ReaderWebhookDelivery, around: _Around) -> ClosingSender:
    fields = reader_fields(settings.shape, around.state_folder)
    taken = ReaderWebhookSettings(settings.url, settings.destination, fields, settings.timeout_s)
    return ReaderWebhook(taken, clock=around.clock)


def _folder(settings: FolderDelivery, around: _Around) -> ClosingSender:
    if settings.formats and find_spec("lxml") is None:
        key = f"{settings.id}.formats"
        raise config.ConfigError(
            "deliveries", key, "lxml is not installed", "Install the extra office, or leave it out"
        )
    formats = [_FORMATS[name] for name in settings.formats]
    path = around.state_folder / settings.path
    return Folder(FolderSettings(path, settings.destination, formats), clock=around.clock)


def _beside(around: _Around, name: str | None) -> Path | None:
    return None if name is None else around.state_folder / name


_MAKERS: Mapping[type[Delivery], Callable[[Any, _Around], ClosingSender]] = {
    WebhookDelivery: _webhook,
    HospitalRestDelivery: _hospital,
    ReaderWebhookDelivery: _reader,
    FolderDelivery: _folder,
    Hl7Delivery: lambda settings, around: hl7_sender(settings, around.state_folder, around.clock),
    FhirDelivery: lambda settings, around: fhir_sender(settings, around.state_folder, around.clock),
}
