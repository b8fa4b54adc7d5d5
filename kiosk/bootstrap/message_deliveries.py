"""Senders of standard messages, HL7 v2 and FHIR, from the site's settings.

Both libraries belong to the extra `office` and are slow to load, so they are loaded for a site that sends such messages
and for no other.
"""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Protocol
from urllib.parse import urlsplit

import config
from config.fhir_data import FhirCode, FhirDelivery, FhirWordsFile, load_fhir_words
from config.hl7_data import Hl7Delivery, Hl7MappingFile, load_hl7_mapping
from kiosk.delivery import Sender
from kiosk.runtime.clock import Clock

if TYPE_CHECKING:
    from kiosk.delivery.fhir import FhirWords
    from kiosk.delivery.hl7 import Hl7Mapping


class ClosingSender(Sender, Protocol):
    """A sender of any kind, as the site's list opens and closes it."""

    def close(self) -> None: ...


def hl7_sender(settings: Hl7Delivery, state_folder: Path, clock: Clock) -> ClosingSender:
    """Raises `ConfigError` and `DeliverySettingsInvalid`."""
    _needs("hl7apy", settings.id)
    from kiosk.delivery import hl7  # noqa: PLC0415 - see the module's first lines

    mapping = hl7_mapping(load_hl7_mapping(settings.mapping, state_folder))
    adt = hl7.Adt(mapping, settings.names, control_id=hl7.ControlId(settings.control_id))
    if settings.url is None:
        assert settings.path is not None
        return hl7.Hl7File(adt, state_folder / settings.path, settings.destination, clock=clock)
    address = urlsplit(settings.url)
    receiver = hl7.MllpSettings(
        host=address.hostname or "",
        port=address.port or 0,
        destination=settings.destination,
        tls=address.scheme == "mllps",
        timeout_s=settings.timeout_s,
        ca_file=None if settings.ca_file is None else state_folder / settings.ca_file,
    )
    return hl7.Hl7Mllp(adt, receiver, clock=clock)


def fhir_sender(settings: FhirDelivery, state_folder: Path, clock: Clock) -> ClosingSender:
    """Raises `ConfigError` and `DeliverySettingsInvalid`."""
    _needs("fhir", settings.id)
    from kiosk.delivery import fhir  # noqa: PLC0415 - see the module's first lines

    systems = settings.systems
    taken = fhir.FhirSettings(
        url=settings.url,
        destination=settings.destination,
        systems=fhir.FhirSystems(systems.personal_number, systems.insurance_card, systems.facility, systems.visit),
        words=fhir_words(load_fhir_words(settings.words, state_folder)),
        token=None if settings.token is None else settings.token.read(state_folder),
        timeout_s=settings.timeout_s,
        ca_file=None if settings.ca_file is None else state_folder / settings.ca_file,
    )
    return fhir.FhirServer(taken, clock=clock)


def hl7_mapping(written: Hl7MappingFile) -> Hl7Mapping:
    from kiosk.delivery import hl7  # noqa: PLC0415 - see the module's first lines

    return hl7.Hl7Mapping(
        segments=tuple(
            hl7.Segment(
                segment.name,
                tuple(
                    hl7.Field(
                        one.number,
                        tuple(
                            hl7.Part(
                                at=part.at,
                                ours=part.ours,
                                setting=part.setting,
                                constant=part.constant,
                                written=hl7.WrittenAs(part.written),
                                words=part.words,
                                longest=part.longest,
                                rest_at=part.rest_at,
                                cut=part.cut,
                            )
                            for part in one.parts
                        ),
                        one.required,
                        one.only_without,
                    )
                    for one in segment.fields
                ),
                segment.only_with,
            )
            for segment in written.segments
        ),
        acknowledgements={one.code: hl7.Meaning(one.meaning) for one in written.acknowledgements},
        errors={one.code: hl7.Meaning(one.meaning) for one in written.errors},
    )


def fhir_words(written: FhirWordsFile) -> FhirWords:
    from kiosk.delivery import fhir  # noqa: PLC0415 - see the module's first lines

    def code(row: FhirCode) -> fhir.Code:
        return fhir.Code(row.system, row.code, row.display)

    return fhir.FhirWords(
        genders=written.genders,
        encounter_class=code(written.encounter_class),
        personal_number_type=code(written.personal_number_type),
        insurance_number_type=code(written.insurance_number_type),
        visit_number_type=code(written.visit_number_type),
        insurance_type=code(written.insurance_type),
        relationship=code(written.relationship),
        payor=written.payor,
        assurance_system=written.assurance_system,
    )


def _needs(library: str, delivery_id: str) -> None:
    if find_spec(library) is None:
        raise config.ConfigError(
            "deliveries", f"{delivery_id}.kind", f"{library} is not installed", "Install the extra office"
        )
