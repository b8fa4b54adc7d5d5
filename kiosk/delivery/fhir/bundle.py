"""The bundle of one record, built as JSON and validated by the R4B models of fhir.resources.

Conditional creates (FHIR R4 §3.1.0.8.1) make it safe to send again: a patient is created unless one with the same
number is there, and a known patient is left as the hospital has it; Coverage and Encounter belong to this visit and
are looked for by the record's own identifier. A card's number would not do for Coverage: next year's card has it too.

CoverageEligibilityResponse is left out: it answers a CoverageEligibilityRequest that nobody made in FHIR, and a record
keeps the portal's outcome, not its whole answer.
"""

from __future__ import annotations

import re
import uuid
from urllib.parse import quote

from fhir.resources.R4B.bundle import Bundle

from kiosk.delivery.errors import DeliveryProblem, DeliveryRefused
from kiosk.delivery.fhir.words import RECORD_SYSTEM, FhirSystems, FhirWords
from kiosk.delivery.mapping import Written, taken, written_date
from kiosk.domain.dates import VIETNAM_TIME
from kiosk.domain.record import Record

_MOMENT = re.compile(r"(\d{4})(\d{2})(\d{2})(\d{2})(\d{2})")
_OFFSET = "+07:00"
_OF_URIS = ":/"
"""Left as they are in a query (RFC 3986 §3.4)."""
Json = dict[str, object]


def encode(record: Record, words: FhirWords, systems: FhirSystems) -> bytes:
    """The validated bundle in UTF-8; the same record always gives the same bytes. Raises as `bundle`."""
    return str(bundle(record, words, systems).model_dump_json(exclude_none=True)).encode()


def bundle(record: Record, words: FhirWords, systems: FhirSystems) -> Bundle:
    """Raises `DeliveryRefused` for a record that the resources cannot carry. One that adds to another is such: without
    a person's name and number there is nobody whom its Coverage could belong to."""
    if record.follows is not None or not _value(record, "HO_TEN"):
        raise DeliveryRefused(DeliveryProblem.UNFIT)
    patient = _urn(record, "patient")
    entries = [_entry(patient, _patient(record, words, systems), _patient_key(record, systems))]
    if _value(record, "MA_THE_BHYT"):
        coverage = _coverage(record, words, systems, patient)
        entries.append(_entry(_urn(record, "coverage"), coverage, _key(RECORD_SYSTEM, _urn(record, "coverage"))))
    encounter = _encounter(record, words, systems, patient)
    entries.append(_entry(_urn(record, "encounter"), encounter, _key(RECORD_SYSTEM, f"urn:uuid:{record.record_id}")))
    try:
        return Bundle.model_validate({"resourceType": "Bundle", "type": "transaction", "entry": entries})
    except ValueError:  # pydantic's message quotes the values, so it goes no further.
        raise DeliveryRefused(DeliveryProblem.UNFIT) from None


def _patient(record: Record, words: FhirWords, systems: FhirSystems) -> Json:
    identifiers = []
    number, card = _value(record, "SO_CCCD"), _value(record, "MA_THE_BHYT")
    if number:
        identifiers.append(_identifier(systems.personal_number, number, words.personal_number_type.coding()))
    if card:
        identifiers.append(_identifier(systems.insurance_card, card, words.insurance_number_type.coding()))
    if not number and not card:
        identifiers.append({"use": "temp", **_identifier(RECORD_SYSTEM, f"urn:uuid:{record.record_id}")})
    name = _value(record, "HO_TEN").split()
    resource: Json = {
        "resourceType": "Patient",
        "identifier": identifiers,
        "name": [_filled(use="official", text=" ".join(name), family=name[0], given=name[1:] or None)],
        "gender": words.genders.get(_value(record, "GIOI_TINH")),
        "birthDate": _date(_value(record, "NGAY_SINH")),
        "meta": _assured(taken(record, "assurance.HO_TEN"), words),
    }
    if telephone := _value(record, "DIEN_THOAI"):
        resource["telecom"] = [{"system": "phone", "value": telephone}]
    if address := _value(record, "DIA_CHI"):
        resource["address"] = [{"use": "home", "text": address, "country": "VN"}]
    return _filled(**resource)


def _coverage(record: Record, words: FhirWords, systems: FhirSystems, patient: str) -> Json:
    card = _value(record, "MA_THE_BHYT")
    period = _filled(start=_date(_value(record, "GT_THE_TU")), end=_date(_value(record, "GT_THE_DEN")))
    return _filled(
        resourceType="Coverage",
        identifier=[
            _identifier(systems.insurance_card, card, words.insurance_number_type.coding()),
            _identifier(RECORD_SYSTEM, _urn(record, "coverage")),
        ],
        status="active",
        type={"coding": [words.insurance_type.coding()]},
        subscriberId=card,
        beneficiary={"reference": patient},
        relationship={"coding": [words.relationship.coding()]},
        period=period or None,
        payor=[{"display": words.payor}],
        meta=_assured(taken(record, "assurance.MA_THE_BHYT"), words),
    )


def _encounter(record: Record, words: FhirWords, systems: FhirSystems, patient: str) -> Json:
    identifiers = [_identifier(RECORD_SYSTEM, f"urn:uuid:{record.record_id}")]
    if systems.visit is not None and (number := _value(record, "MA_LK")):
        identifiers.append(_identifier(systems.visit, number, words.visit_number_type.coding()))
    reason, facility = _value(record, "LY_DO_VV"), _value(record, "MA_CSKCB")
    confirmed = record.confirmed_at.astimezone(VIETNAM_TIME).isoformat(timespec="seconds")
    return _filled(
        resourceType="Encounter",
        identifier=identifiers,
        status="arrived",
        **{"class": words.encounter_class.coding()},
        subject={"reference": patient},
        period={"start": _moment(_value(record, "NGAY_VAO")) or confirmed},
        reasonCode=[{"text": reason}] if reason else None,
        serviceProvider={"identifier": _identifier(systems.facility, facility)} if facility else None,
    )


def _entry(full_url: str, resource: Json, if_none_exist: str) -> Json:
    kind = resource["resourceType"]
    return {
        "fullUrl": full_url,
        "resource": resource,
        "request": {"method": "POST", "url": kind, "ifNoneExist": if_none_exist},
    }


def _patient_key(record: Record, systems: FhirSystems) -> str:
    """The number that the state gave; a card's number only for who has no other."""
    if number := _value(record, "SO_CCCD"):
        return _key(systems.personal_number, number)
    if card := _value(record, "MA_THE_BHYT"):
        return _key(systems.insurance_card, card)
    return _key(RECORD_SYSTEM, f"urn:uuid:{record.record_id}")


def _key(system: str, value: str) -> str:
    return f"identifier={quote(system, safe=_OF_URIS)}|{quote(value, safe=_OF_URIS)}"


def _urn(record: Record, of: str) -> str:
    """A name of its own for each resource, always the same for the same record."""
    return f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, f'urn:uuid:{record.record_id}#{of}')}"


def _identifier(system: str, value: str, kind: Json | None = None) -> Json:
    typed: Json = {} if kind is None else {"type": {"coding": [kind]}}
    return {**typed, "system": system, "value": value}


def _assured(assurance: str, words: FhirWords) -> Json | None:
    return {"tag": [{"system": words.assurance_system, "code": assurance}]} if assurance else None


def _value(record: Record, name: str) -> str:
    return " ".join(taken(record, f"values.{name}").split())


def _filled(**members: object) -> Json:
    return {name: value for name, value in members.items() if value is not None}


def _date(text: str) -> str | None:
    """yyyymmdd(HHMM) as a FHIR date of the same precision."""
    if not text:
        return None
    date = written_date(text, Written.DATE_ISO)
    if date is None:
        raise DeliveryRefused(DeliveryProblem.UNFIT)
    return date


def _moment(text: str) -> str | None:
    match = _MOMENT.fullmatch(text)
    if match is None:
        return None
    year, month, day, hour, minute = match.groups()
    return f"{year}-{month}-{day}T{hour}:{minute}:00{_OFFSET}"
