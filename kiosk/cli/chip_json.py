"""The JSON object of `chip read` and `chip verify`. Its shape is stable; unknown values are null, never invented.

A text that a document leaves empty (no given names in the MRZ) is null as well. A date is ISO 8601, as much of it as is
known (`1983-03-15`, `1983-03`, `1983`), else null; what a data group wrote stands beside it under the same name with
`_text`. `non_expiring` says in so many words that a card is valid for life.

Personal values appear here because a person asked for them on the command line.
"""

from __future__ import annotations

import hashlib
import platform
from collections.abc import Mapping
from dataclasses import fields
from importlib.metadata import version
from typing import Any

from kiosk.domain.dates import PartialDate, vietnamese_date
from kiosk.domain.identity import FactName, FactValue
from kiosk.identification.chip_facts import NON_EXPIRING, facts_of_dg1, holder_of, is_vietnamese
from kiosk.runtime.clock import SystemClock
from kiosk.runtime.uuid7 import new_record_id
from nfc_icao import ChipReading, Lds, VerificationReport
from nfc_icao.encoding.mrz import Mrz
from nfc_icao.evidence import dg
from nfc_icao.lds import DocumentDetails, PersonalDetails, PersonToNotify, Portrait
from nfc_icao.lds.particulars import WrittenDate
from nfc_icao.national.vietnam import PrintedDate, VietnameseHolder
from nfc_icao.verifying import transaction_report

_DATES = ("date_of_birth", "date_of_issue", "date_of_expiry", "personalized_at", "recorded_on")


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
        "refused": {name: f"{status:04X}" if status else None for name, status in reading.refusals.items()},
        "unreadable": _unreadable(lds),
        "mrz": _mrz(lds.mrz, report),
        "vietnam": _vietnam(holder_of(lds)),
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
    findings = [{"finding": one.key, "check": one.check, "file": one.file} for one in report.findings]
    return {
        "overall": report.overall.value,
        "assurance": report.assurance.label,
        "checks": checks,
        "findings": findings,
    }


def _unreadable(lds: Lds) -> list[str]:
    """Files that are in the reading and could not be taken apart: their values are missing below."""
    of_vietnam = lds.dg13 is not None and is_vietnamese(lds) and holder_of(lds) is None
    return [*lds.problems, *([dg(13)] if of_vietnam else [])]


def _components() -> dict[str, str]:
    versions = {name: version(name) for name in ("mot-cham", "cryptography", "ecdsa")}
    return {**versions, "python": platform.python_version(), "system": platform.system()}


def _mrz(mrz: Mrz | None, report: VerificationReport) -> dict[str, Any] | None:
    if mrz is None:
        return None
    facts = facts_of_dg1(mrz, vietnamese_date(report.judged_at) if report.judged_at is not None else None)
    expiry = facts.get(FactName.DATE_OF_EXPIRY)
    return {
        "document_number": mrz.document_number,
        "personal_number": facts.get(FactName.PERSONAL_NUMBER),
        "surname": mrz.surname or None,
        "given_names": mrz.given_names or None,
        "date_of_birth": _iso(facts.get(FactName.DATE_OF_BIRTH)),
        "sex": mrz.sex,
        "date_of_expiry": _iso(expiry),
        "non_expiring": None if expiry is None else expiry == NON_EXPIRING,
        "issuing_state": mrz.issuing_state,
    }


def _iso(value: FactValue | None) -> str | None:
    return value.iso() if isinstance(value, PartialDate) else None


def _details(details: PersonalDetails | DocumentDetails | PersonToNotify | None) -> dict[str, Any] | None:
    if details is None:
        return None
    values: dict[str, Any] = {}
    for field in fields(details):
        value = getattr(details, field.name)
        if field.name != "listed":
            values |= {field.name: {"bytes": len(value)}} if isinstance(value, bytes) else _named(field.name, value)
    return values


def _vietnam(holder: VietnameseHolder | None) -> dict[str, Any] | None:
    if holder is None:
        return None
    values: dict[str, Any] = {}
    for field in fields(holder):
        values |= _named(field.name, getattr(holder, field.name))
    expiry = holder.date_of_expiry
    known = expiry is not None and (expiry.is_non_expiring or expiry.iso is not None)
    return {**values, "non_expiring": expiry.is_non_expiring if expiry is not None and known else None}


def _named(name: str, value: Any) -> dict[str, Any]:  # noqa: ANN401 - whatever a file holds
    """A value under its name; for a date, what is known of it and what was written."""
    if isinstance(value, PrintedDate | WrittenDate):
        return {name: value.iso, f"{name}_text": value.text}
    return {name: None, f"{name}_text": None} if name in _DATES else {name: _plain(value)}


def _plain(value: Any) -> Any:  # noqa: ANN401 - a JSON value for whatever a DG13 field holds
    if isinstance(value, bytes):
        return value.hex()
    if isinstance(value, Mapping):
        return {str(key): _plain(part) for key, part in value.items()}
    if isinstance(value, tuple | list):
        return [_plain(part) for part in value]
    return value
