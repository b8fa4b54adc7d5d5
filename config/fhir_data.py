"""Deliveries as FHIR bundles: the part of a site's list, and the words' file."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Literal

from pydantic import Field, field_validator

from config.addresses import address
from config.delivery_base import DeliveryBase, contract_file
from config.files import Strict, read_model
from config.provenance import Row
from config.values import ValueSource

SYSTEM = r"^(https?://|urn:)[^\s|]+$"


class FhirSystems(Strict):
    """Identifier systems. Vietnam has published none, so a site and its hospital agree on them."""

    personal_number: str = Field(pattern=SYSTEM)
    insurance_card: str = Field(pattern=SYSTEM)
    facility: str = Field(pattern=SYSTEM)
    visit: str | None = Field(default=None, pattern=SYSTEM)
    """For MA_LK; without it the visit has the record's own id alone."""


class FhirDelivery(DeliveryBase):
    """A transaction bundle to a FHIR server: docs/deliveries/fhir.md."""

    kind: Literal["fhir"]
    url: str
    """The server's base address."""
    systems: FhirSystems
    token: ValueSource | None = None
    """A bearer token, for a server that wants one."""
    words: str = "fhir-r4"
    """Code systems and words that come with the program, or a file of the site's."""
    timeout_s: float = Field(default=15.0, gt=0, le=120)
    ca_file: str | None = None
    """PEM certificates to trust instead of the system's; relative to the state directory."""

    _check = field_validator("url")(address)


class FhirCode(Strict):
    system: str = Field(pattern=SYSTEM)
    code: str = Field(min_length=1)
    display: str | None = None


class FhirWordsFile(Row):
    """The codes of FHIR that stand for ours."""

    words_id: str
    genders: dict[str, Literal["male", "female", "other", "unknown"]] = Field(min_length=1)
    """By our code of GIOI_TINH."""
    encounter_class: FhirCode
    personal_number_type: FhirCode
    insurance_number_type: FhirCode
    visit_number_type: FhirCode
    insurance_type: FhirCode
    relationship: FhirCode
    payor: str = Field(min_length=1)
    """The fund by name: no identifier of it is known."""
    assurance_system: str = Field(pattern=SYSTEM)
    """The tag that says how far the person's identity is proven."""


@cache
def load_fhir_words(name_or_path: str, state_folder: Path | None = None) -> FhirWordsFile:
    """Words that come with the program, or a file of the site's.

    Raises:
        ConfigError: there is no such file, or it is broken.
    """
    return read_model(contract_file(name_or_path, state_folder), FhirWordsFile)
