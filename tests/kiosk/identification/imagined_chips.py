"""Chips taken apart without a conversation: files an imagined issuer made, and a report that says what to believe."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from functools import cache

from hardware_mocks import personas
from hardware_mocks.issuer import issue
from kiosk.domain.identity import Identity
from kiosk.identification import identity_from_code, parse_code
from nfc_icao.encoding.mrz import parse_mrz
from nfc_icao.lds import Lds, parse_lds
from nfc_icao.trust.report import Assurance, Result, VerificationReport

TODAY = date(2026, 11, 21)


@cache
def lds_of(persona_id: str) -> Lds:
    return parse_lds(issue(personas.load(persona_id)).files)


def claim_of(persona_id: str, **changed: str) -> Identity:
    """What a persona's code claims; keywords replace fields: number, name, birth (DDMMYYYY), sex."""
    fields = personas.load(persona_id).qr_text().split("|")
    for name, value in changed.items():
        fields[{"number": 0, "name": 2, "birth": 3, "sex": 4}[name]] = value
    return identity_from_code(parse_code("|".join(fields)), TODAY)


def report(
    assurance: Assurance = Assurance.GENUINE_CHIP, usable: Iterable[str] = ("DG1", "DG2", "DG13")
) -> VerificationReport:
    return VerificationReport((), Result.SUCCESSFUL, assurance, frozenset(usable))


def with_mrz(lds: Lds, lines: str) -> Lds:
    return replace(lds, mrz=parse_mrz(lines))
