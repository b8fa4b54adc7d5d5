"""Codes and identifier systems of a bundle. Vietnam has published no identifier system for its numbers: a site and its
hospital agree on them, and none stands in the code."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from kiosk.delivery.errors import DeliverySettingsInvalid

_SYSTEM = re.compile(r"(https?://|urn:)[^\s|]+")
RECORD_SYSTEM = "urn:ietf:rfc:3986"
"""The system of identifiers that are URIs themselves (FHIR R4 §2.24.0.1); our record's is `urn:uuid:<record id>`."""


@dataclass(frozen=True)
class Code:
    system: str
    code: str
    display: str | None = None

    def coding(self) -> dict[str, object]:
        shown = {} if self.display is None else {"display": self.display}
        return {"system": self.system, "code": self.code, **shown}


@dataclass(frozen=True)
class FhirWords:
    genders: Mapping[str, str]
    """administrative-gender by our code of GIOI_TINH."""
    encounter_class: Code
    personal_number_type: Code
    insurance_number_type: Code
    visit_number_type: Code
    insurance_type: Code
    relationship: Code
    payor: str
    assurance_system: str
    """Of the tag that says how far the person's identity is proven."""


@dataclass(frozen=True)
class FhirSystems:
    personal_number: str
    insurance_card: str
    facility: str
    visit: str | None = None
    """Of MA_LK; None: the visit has the record's own identifier alone."""

    def __post_init__(self) -> None:
        chosen = (self.personal_number, self.insurance_card, self.facility, *([self.visit] if self.visit else []))
        if not all(_SYSTEM.fullmatch(one) for one in chosen):
            raise DeliverySettingsInvalid("systems")
