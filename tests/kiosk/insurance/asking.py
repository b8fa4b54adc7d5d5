"""Small help for tests that ask a portal. All people are invented."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import Any

from hardware_mocks import personas
from hardware_mocks.portals import PortalAccount
from kiosk.bootstrap.portal import code_meanings, copayment_codes, words_for_codes
from kiosk.domain.dates import PartialDate
from kiosk.domain.identity import Assurance, Fact, FactName, FactValue, Identity, Source
from kiosk.insurance import PortalExtras, PortalLimits, PortalSettings, PortalTimeouts

TODAY = date(2026, 11, 21)
ACCOUNT = PortalAccount()
CARD_ALONE = PortalExtras(history=False, copayment=False)
UNLIMITED = PortalLimits(calls_per_minute=6000, burst=1000, failures_to_rest=100)


def identity(**facts: FactValue) -> Identity:
    """An identity of claims; keywords are names of facts."""
    made = {FactName(name): Fact(value, Source.QR, Assurance.CLAIMED) for name, value in facts.items()}
    return Identity(MappingProxyType(made))


def identity_of(persona_id: str, **changed: FactValue) -> Identity:
    person = personas.load(persona_id).person
    facts: dict[str, FactValue] = {
        "personal_number": person.personal_number,
        "full_name": person.full_name,
        "date_of_birth": PartialDate.of(person.date_of_birth),
    }
    return identity(**{**facts, **changed})


def settings(url: str, **changed: Any) -> PortalSettings:
    values: Mapping[str, Any] = {
        "url": url,
        "username": ACCOUNT.username,
        "password": ACCOUNT.password,
        "staff_name": ACCOUNT.staff_name,
        "staff_citizen_number": ACCOUNT.staff_citizen_number,
        "codes": code_meanings(),
        "words_for_codes": words_for_codes(),
        "copayment_codes": copayment_codes(),
        "timeouts": PortalTimeouts(connect_s=1.0, total_s=3.0, extras_s=3.0),
        "extras": CARD_ALONE,
        "limits": UNLIMITED,
        **changed,
    }
    return PortalSettings(**values)
