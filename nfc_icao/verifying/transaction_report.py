"""The machine-readable report of one inspection (TR-03135-1 §6.3): one JSON object, described by
docs/report.schema.json.

It always holds the transaction, component versions, timing, every check, what is not personal about the document, and
the lists it was judged by with their SHA-256. Personal data are in it only on request, and then only the files and
values behind checks that failed or stayed undetermined: enough for whoever must find out why, nothing of a good card.
"""

from __future__ import annotations

import base64
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from nfc_icao.evidence import EF_CARD_ACCESS, EF_CARD_SECURITY, EF_COM, EF_SOD, ChipReading, dg
from nfc_icao.lds import Lds
from nfc_icao.trust import Check, DataGroupStatus, Finding, Result, UsedList, VerificationReport

FORMAT = "mot-cham-report-1"

_FILES_BEHIND = {
    "C1": (dg(1),),
    "C2": (EF_CARD_ACCESS,),
    "C3": (EF_CARD_ACCESS, EF_CARD_SECURITY, dg(14)),
    "C4": (EF_SOD, EF_CARD_SECURITY, dg(14), dg(15)),
    **dict.fromkeys(("C5", "C6", "C7", "C8", "C9", "C10", "C19"), (EF_SOD,)),
    "C11": (EF_COM, EF_SOD),
    "C12": (EF_SOD,),
    "C13": (EF_SOD, dg(1)),
    "C14": (dg(1),),
}
_SUSPECT = (DataGroupStatus.NOT_IDENTICAL, DataGroupStatus.PRESENT, DataGroupStatus.NON_CONFORMANCE)


def transaction_report(
    report: VerificationReport,
    reading: ChipReading,
    lds: Lds,
    *,
    transaction_id: str,
    reported_at: datetime,
    components: Mapping[str, str],
    extended: bool = False,
) -> dict[str, Any]:
    """The report as a tree of JSON values. `components` are name → version; `extended` adds what is personal."""
    return {
        "format": FORMAT,
        "transaction_id": transaction_id,
        "components": dict(components),
        "timing": {
            "reported_at": _iso(reported_at),
            "judged_at": _iso(report.judged_at),
            "reading_s": round(reading.traffic.elapsed_s, 3),
            "commands": reading.traffic.commands,
            "bytes_sent": reading.traffic.bytes_sent,
            "bytes_received": reading.traffic.bytes_received,
        },
        "document": _document(lds),
        "access": {
            "protocol": reading.access.protocol,
            "mapping": reading.access.mapping,
            "cipher": reading.access.cipher,
            "domain": reading.access.domain,
            "password": reading.access.password,
            "fell_back": reading.access.fell_back,
        },
        "overall": report.overall.value,
        "assurance": report.assurance.label,
        "checks": [_check(check) for check in report.checks],
        "findings": [_finding(finding) for finding in report.findings],
        "data_groups": {name: status.value for name, status in report.data_groups.items()},
        "refused": {name: f"{word:04X}" if word else None for name, word in reading.refusals.items()},
        "signer_sha256": report.signer,
        "issuer_sha256": report.issuer,
        "lists": [_list(one) for one in report.lists],
        "extended": _extended(report, reading) if extended else None,
    }


def _check(check: Check) -> dict[str, Any]:
    return {
        "id": check.id,
        "name": check.name,
        "result": check.result.value,
        "reason": check.reason,
        "obligation": check.obligation.value,
    }


def _finding(finding: Finding) -> dict[str, Any]:
    return {"finding": finding.key, "check": finding.check, "file": finding.file}


def _document(lds: Lds) -> dict[str, Any]:
    """What is the same on every document of a series."""
    return {
        "format": lds.mrz.format if lds.mrz is not None else None,
        "document_code": lds.mrz.document_code if lds.mrz is not None else None,
        "issuing_state": lds.mrz.issuing_state if lds.mrz is not None else None,
        "lds_version": lds.sod.lds_version if lds.sod is not None else None,
        "portrait_format": lds.portrait.format if lds.portrait is not None else None,
    }


def _list(used: UsedList) -> dict[str, Any]:
    return {
        "name": used.name,
        "kind": used.kind,
        "sha256": used.sha256,
        "entries": used.entries,
        "signer_sha256": used.signer_sha256,
        "signed_at": _iso(used.signed_at),
        "anchored_in_itself": used.anchored_in_itself,
    }


def _extended(report: VerificationReport, reading: ChipReading) -> list[dict[str, Any]]:
    open_checks = [check for check in report.checks if check.result in (Result.FAILED, Result.UNDETERMINED)]
    return [
        {
            "id": check.id,
            "files": {
                name: base64.b64encode(reading.files[name]).decode("ascii")
                for name in _files_behind(check, report)
                if name in reading.files
            },
            "active_authentication": _active_authentication(reading) if check.id == "C4" else None,
        }
        for check in open_checks
    ]


def _files_behind(check: Check, report: VerificationReport) -> tuple[str, ...]:
    names = _FILES_BEHIND.get(check.id, ())
    if check.id == "C12":
        names += tuple(name for name, status in report.data_groups.items() if status in _SUSPECT)
    return names


def _active_authentication(reading: ChipReading) -> dict[str, Any] | None:
    evidence = reading.active_authentication
    if evidence is None:
        return None
    return {
        "challenge": evidence.challenge.hex(),
        "response": evidence.response.hex(),
        "status_word": f"{evidence.status_word:04X}",
    }


def _iso(moment: datetime | None) -> str | None:
    return None if moment is None else moment.isoformat()
