"""The clinic's form and a citizen to fill it with. All people are invented."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from functools import cache
from types import MappingProxyType
from typing import Any

import config
from kiosk.domain.coverage import Coverage, RouteSuggestion, Validity
from kiosk.domain.dates import PartialDate
from kiosk.domain.form import FilledField, FilledForm
from kiosk.domain.identity import Assurance, Fact, FactName, FactValue, Identity, Sex, Source
from kiosk.domain.insurance import InsuranceAnswer, InsuranceCard, InsuranceOutcome
from kiosk.forms import DeskFacts, FormDefinition, fill

DESK = DeskFacts("01999", datetime(2026, 11, 21, 1, 5, tzinfo=UTC), "0199-record")
CARD = InsuranceCard("GD4010109876543", date(2021, 1, 1), date(2031, 12, 31), "01999", "K1", date(2020, 1, 1))
COVERED = InsuranceAnswer(InsuranceOutcome.COVERED, "000", CARD)
COVERAGE = Coverage(
    card_number=CARD.card_number,
    validity=Validity.IN_FORCE,
    valid_from=CARD.valid_from,
    valid_to=CARD.valid_to,
    facility_code="01999",
    facility_name=None,
    registered_here=True,
    area_code="K1",
    five_years_on=CARD.five_years_on,
    five_years_reached=True,
    benefit_percent=80,
    route=RouteSuggestion("1.1", "coverage.route.registered_here"),
)


@cache
def definition() -> FormDefinition:
    return FormDefinition.from_rows(config.load_form("bhyt-checkin"))


def identity(assurance: Assurance = Assurance.GENUINE_CHIP, **changed: FactValue) -> Identity:
    facts: dict[str, FactValue] = {
        "personal_number": "001083012345",
        "full_name": "Nguyễn Văn An",
        "date_of_birth": PartialDate(1983, 3, 15),
        "sex": Sex.MALE,
        "residence": "Số 1 ngõ 2, Phường Ví Dụ, Hà Nội",
        **changed,
    }
    return Identity(
        MappingProxyType({FactName(name): Fact(value, Source.DG13, assurance) for name, value in facts.items()})
    )


def answer(outcome: InsuranceOutcome = InsuranceOutcome.COVERED, **changed: Any) -> InsuranceAnswer:
    return InsuranceAnswer(outcome, "000", replace(CARD, **changed))


def filled(who: Identity | None = None, insured: InsuranceAnswer | None = COVERED) -> FilledForm:
    return fill(definition(), who or identity(), insured, DESK, coverage=None if insured is None else COVERAGE)


def field(form: FilledForm, name: str) -> FilledField:
    found = form.field_named(name)
    assert found is not None
    return found
