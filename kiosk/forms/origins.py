"""Where the values of a form come from: each origin named in a definition, looked up in identity, insurance answer
and desk.

The insurance answer gives values only when it says that there is cover: the standard wants these fields empty
otherwise. The route is a suggestion; by QĐ 3276/2025 it is settled after the visit.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from kiosk.domain.coverage import Coverage
from kiosk.domain.dates import PartialDate
from kiosk.domain.identity import Assurance, CaptureMethod, Fact, FactName, FactValue, Identity, Sex, Source
from kiosk.domain.insurance import InsuranceAnswer, InsuranceCard, InsuranceOutcome
from kiosk.forms.definition import FieldDefinition, Origin
from kiosk.forms.desk_facts import DeskFacts
from kiosk.forms.written_dates import read_date, write_date, write_moment

WITH_COVER = frozenset({InsuranceOutcome.COVERED, InsuranceOutcome.STAFF_CHECK, InsuranceOutcome.NEW_CARD})
SAYS_NOTHING = frozenset(
    {
        InsuranceOutcome.NOT_ASKED,
        InsuranceOutcome.LATER,
        InsuranceOutcome.CONFIGURATION,
        InsuranceOutcome.UNKNOWN,
        InsuranceOutcome.STAFF_CHECK,
    }
)
"""Answers that neither confirm nor refuse a number."""
PROVINCE_DIGITS = 2
CARD_NUMBER_WITH_LEVEL = 15
"""Only the long card number shows the benefit digit; ten digits or a citizen number do not."""

SEX_CODES: Mapping[Sex, str] = MappingProxyType({Sex.MALE: "1", Sex.FEMALE: "2", Sex.UNDETERMINED: "3"})
"""GIOI_TINH."""

IDENTITY_FACTS: Mapping[Origin, FactName] = MappingProxyType(
    {
        Origin.PERSONAL_NUMBER: FactName.PERSONAL_NUMBER,
        Origin.FULL_NAME: FactName.FULL_NAME,
        Origin.DATE_OF_BIRTH: FactName.DATE_OF_BIRTH,
        Origin.TIME_OF_BIRTH: FactName.TIME_OF_BIRTH,
        Origin.SEX: FactName.SEX,
        Origin.NATIONALITY: FactName.NATIONALITY,
        Origin.RESIDENCE: FactName.RESIDENCE,
        Origin.PLACE_OF_ORIGIN: FactName.PLACE_OF_ORIGIN,
        Origin.OLD_ID_NUMBER: FactName.OLD_ID_NUMBER,
        Origin.GUARDIAN_NAME: FactName.GUARDIAN_NAME,
        Origin.MOTHER_NAME: FactName.MOTHER_NAME,
        Origin.FATHER_NAME: FactName.FATHER_NAME,
        Origin.INSURANCE_NUMBER: FactName.INSURANCE_NUMBER,
    }
)


def fact_value(name: FactName, text: str) -> FactValue | None:
    """A written value as the fact it states, the way back from a form; None when it states nothing."""
    if name is FactName.DATE_OF_BIRTH:
        return read_date(text)
    if name is FactName.SEX:
        return next((sex for sex, code in SEX_CODES.items() if code == text), None)
    return text or None


@dataclass(frozen=True)
class Known:
    """A value on its way into a field."""

    text: str
    source: Source | None
    assurance: Assurance


NOTHING = Known("", None, Assurance.CLAIMED)


def known_of(fact: Fact | None) -> Known:
    """A fact as a form writes it."""
    if fact is None:
        return NOTHING
    value = fact.value
    if isinstance(value, PartialDate):
        text = value.vietnamese()
    elif isinstance(value, Sex):
        text = SEX_CODES[value]
    else:
        text = value
    return Known(text, fact.source, fact.assurance)


@dataclass(frozen=True)
class Sources:
    identity: Identity
    insurance: InsuranceAnswer | None
    desk: DeskFacts
    coverage: Coverage | None = None

    def value_for(self, definition: FieldDefinition) -> Known:
        """The first origin of a field that has a value, else the desk's default, else nothing."""
        for origin in definition.origins:
            found = self._from(origin, definition)
            if found.text:
                return found
        return Known(definition.default, Source.DESK, Assurance.CLAIMED) if definition.default else NOTHING

    def _from(self, origin: Origin, definition: FieldDefinition) -> Known:
        if origin in IDENTITY_FACTS:
            return self._from_identity(IDENTITY_FACTS[origin], definition)
        if origin is Origin.ROUTE:
            return _by_desk(self._route(definition))
        if origin is Origin.BENEFIT_LEVEL:
            return _by_portal(benefit_level(definition, self._card_number()))
        if origin is Origin.BIRTH_CERTIFICATE:
            return self._birth_certificate()
        desk = {
            Origin.TEMPORARY_FACILITY: self._temporary_facility(),
            Origin.FACILITY_OF_DESK: self.desk.facility_code,
            Origin.ARRIVED_AT: write_moment(self.desk.arrived_local),
            Origin.RECORD_NUMBER: self.desk.record_number,
        }
        if origin in desk:
            return _by_desk(desk[origin])
        return _by_portal(_from_card(origin, self._card))

    def _birth_certificate(self) -> Known:
        capture = self.identity.capture
        if capture is None or capture.method is not CaptureMethod.BIRTH_CERTIFICATE:
            return NOTHING
        return Known(capture.reference or "", Source.STAFF, Assurance.CLAIMED)

    def _temporary_facility(self) -> str:
        """MA_DKBD of a temporary card (annex of QĐ 4750/QĐ-BYT). The province is the facility's until staff know where
        mother or guardian live."""
        without_card = self.insurance is not None and self.insurance.outcome is InsuranceOutcome.CHILD
        return f"{self.desk.facility_code[:PROVINCE_DIGITS]}000" if without_card else ""

    @property
    def _card(self) -> InsuranceCard | None:
        if self.insurance is None or self.insurance.outcome not in WITH_COVER:
            return None
        return self.insurance.card

    def _card_number(self) -> str:
        return "" if self._card is None else self._card.card_number or ""

    def _from_identity(self, name: FactName, definition: FieldDefinition) -> Known:
        known = known_of(self.identity.get(name))
        return NOTHING if name is FactName.INSURANCE_NUMBER and not self._may_claim(known, definition) else known

    def _may_claim(self, number: Known, definition: FieldDefinition) -> bool:
        """A card number is noted and asked about later (Decree 188/2025/NĐ-CP, article 38); one that the portal refused
        stays out, and so does one that the standard has no room for."""
        outcome = InsuranceOutcome.NOT_ASKED if self.insurance is None else self.insurance.outcome
        return outcome in SAYS_NOTHING and len(number.text) <= definition.max_length

    def _route(self, definition: FieldDefinition) -> str:
        """The code that the dated rules suggest, as far as the form offers it."""
        route = None if self.coverage is None else self.coverage.route
        return route.code if route is not None and route.code in dict(definition.choices) else ""


def benefit_level(definition: FieldDefinition, card_number: str) -> str:
    """The code of the level that the third character of a 15-character card number stands for; empty when it shows
    none."""
    return definition.levels.get(card_number[2], "") if len(card_number) == CARD_NUMBER_WITH_LEVEL else ""


def _by_desk(text: str) -> Known:
    return Known(text, Source.DESK, Assurance.CLAIMED) if text else NOTHING


def _by_portal(text: str) -> Known:
    """The portal answers about the number it was asked; that the number is this citizen's is no more than claimed
    here."""
    return Known(text, Source.PORTAL, Assurance.CLAIMED) if text else NOTHING


def _from_card(origin: Origin, card: InsuranceCard | None) -> str:
    if card is None:
        return ""
    values: Mapping[Origin, str | date | None] = {
        Origin.CARD_NUMBER: card.card_number,
        Origin.VALID_FROM: card.valid_from,
        Origin.VALID_TO: card.valid_to,
        Origin.FACILITY_OF_CARD: card.facility_code,
        Origin.AREA_CODE: card.area_code,
        Origin.FIVE_YEARS_ON: card.five_years_on,
    }
    value = values[origin]
    return write_date(value) if isinstance(value, date) else value or ""
