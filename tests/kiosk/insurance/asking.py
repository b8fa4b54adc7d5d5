"""Small help for tests that ask a portal. All people are invented."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import Any

import config
from hardware_mocks import personas
from hardware_mocks.portals import PortalAccount
from kiosk.domain.dates import PartialDate
from kiosk.domain.identity import Assurance, Fact, FactName, FactValue, Identity, Source
from kiosk.insurance import PortalSettings, PortalTimeouts

TODAY = date(2026, 11, 21)
ACCOUNT = PortalAccount()


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
        "outcomes": config.result_code_outcomes(),
        "timeouts": PortalTimeouts(connect_s=1.0, total_s=3.0),
        **changed,
    }
    return PortalSettings(**values)
