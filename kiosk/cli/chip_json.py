"""The JSON object of `chip read` and `chip verify`. Its shape is stable; unknown values are null, never invented.

Personal values appear here because a person asked for them on the command line.
"""

from __future__ import annotations

import hashlib
import platform
from collections.abc import Mapping
from dataclasses import fields
from importlib.metadata import version
from typing import Any

from kiosk.domain.dates import PartialDate
from kiosk.domain.identity import FactName, FactValue
from kiosk.identification.chip_facts import facts_of_dg1
from kiosk.runtime.clock import SystemClock
from kiosk.runtime.uuid7 import new_record_id
from nfc_icao import ChipReading, Lds, VerificationReport
from nfc_icao.encoding.mrz import Mrz
from nfc_icao.errors import MalformedData
from nfc_icao.lds import DocumentDetails, PersonalDetails, PersonToNotify, Portrait
from nfc_icao.lds.particulars import WrittenDate
from nfc_icao.national.vietnam import PrintedDate, parse_dg13
from nfc_icao.verifying import transaction_report


def report_json(
    reading: ChipReading, lds: Lds, report: VerificationReport, *, extended: bool = False
) -> dict[str, Any]:
    """`transaction` in it is the report of TR-03135 (docs/report.schema.json), to keep or to send on; the rest is for
    whoever sits at this command line. `extended` lets the transaction carry the files behind what is not successful."""
    clock = SystemClock()
    return {
        "access": {
            "protocol": reading.access.protocol,
            "mapping": reading.access.mapping,
            "cipher": reading.access.cipher,
            "domain": reading.access.domain,
            "password": reading.access.password,
        },
        "files": {
            name: {"size": len(content), "sha256": hashlib.sha256(content).hexdigest()}
            for name, content in reading.files.items()
        },
        "refused": {name: f"{status:04X}" for name, status in reading.refusals.items()},
        "mrz": _mrz(lds.mrz),
        "vietnam": _vietnam(lds.dg13),
        "portrait": _portrait(lds.portrait),
        "verification": _verification(report),
        "traffic": {
            "commands": reading.traffic.commands,
            "bytes_sent": reading.traffic.bytes_sent,
            "bytes_received": reading.traffic.bytes_received,
            "elapsed_s": round(reading.traffic.elapsed_s, 3),
        },
        "personal_details": _details(lds.personal_details),
        "document_details": _details(lds.document_details),
        "persons_to_notify": [_details(person) for person in lds.persons_to_notify],
        "transaction": transaction_report(
            report,
            reading,
            lds,
            transaction_id=str(new_record_id(clock)),
            reported_at=clock.now(),
            components=_components(),
            extended=extended,
        ),
    }


def _portrait(portrait: Portrait | None) -> dict[str, Any] | None:
    if portrait is None:
        return None
    return {
        "format": portrait.format,
        "width": portrait.width,
        "height": portrait.height,
        "bytes": len(portrait.data),
    }


def _verification(report: VerificationReport) -> dict[str, Any]:
    checks = [
        {
            "id": check.id,
            "name": check.name,
            "result": check.result.value,
            "reason": check.reason,
            "obligation": check.obligation.value,
        }
        for check in report.checks
    ]
    return {"overall": report.overall.value, "assurance": report.assurance.label, "checks": checks}


def _components() -> dict[str, str]:
    versions = {name: version(name) for name in ("mot-cham", "cryptography", "ecdsa")}
    return {**versions, "python": platform.python_version(), "system": platform.system()}


def _mrz(mrz: Mrz | None) -> dict[str, Any] | None:
    if mrz is None:
        return None
    facts = facts_of_dg1(mrz)
    return {
        "document_number": mrz.document_number,
        "personal_number": facts.get(FactName.PERSONAL_NUMBER),
        "surname": mrz.surname,
        "given_names": mrz.given_names,
        "date_of_birth": _iso(facts.get(FactName.DATE_OF_BIRTH)),
        "sex": mrz.sex,
        "date_of_expiry": _iso(facts.get(FactName.DATE_OF_EXPIRY)),
        "issuing_state": mrz.issuing_state,
    }


def _iso(value: FactValue | None) -> str | None:
    return value.iso() if isinstance(value, PartialDate) else None


def _details(details: PersonalDetails | DocumentDetails | PersonToNotify | None) -> dict[str, Any] | None:
    if details is None:
        return None
    values = {field.name: getattr(details, field.name) for field in fields(details) if field.name != "listed"}
    return {
        name: {"bytes": len(value)} if isinstance(value, bytes) else _plain(value) for name, value in values.items()
    }


def _vietnam(dg13: bytes | None) -> dict[str, Any] | None:
    if dg13 is None:
        return None
    try:
        holder = parse_dg13(dg13)
    except MalformedData:
        return None
    return {field.name: _plain(getattr(holder, field.name)) for field in fields(holder)}


def _plain(value: Any) -> Any:  # noqa: ANN401 - a JSON value for whatever a DG13 field holds
    if isinstance(value, PrintedDate | WrittenDate):
        return value.value.isoformat() if value.value is not None else value.text
    if isinstance(value, bytes):
        return value.hex()
    if isinstance(value, Mapping):
        return {str(key): _plain(part) for key, part in value.items()}
    if isinstance(value, tuple | list):
        return [_plain(part) for part in value]
    return value
