"""Facts that a health-insurance answer is read by: routes, shares, amounts, limits, names of facilities.

Rows hold from `valid_from` to `valid_to`, both included. That is not `valid_until`, which says until when a row may be
believed without being read again: a rule of last year stays true of last year's visits.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import Literal, get_args

from pydantic import Field, model_validator

from config.data_rows import outdated, read_rows
from config.errors import Finding
from config.files import HOME
from config.insurance_data import route_codes
from config.provenance import Labels, Row
from config.site_facility import LevelName, PrimaryKindName, RankName, ScoreName

DIRECTORY = HOME / "insurance"

CircumstanceName = Literal[
    "referral",
    "appointment",
    "residence_changed",
    "organ_donor",
    "newborn",
    "emergency",
    "in_patient",
    "annex_i",
    "annex_ii",
    "hard_area",
]
LimitName = Literal[
    "copayment_multiple",
    "small_bill_percent",
    "recent_visit_days",
    "close_visit_days",
    "expiring_days",
    "child_age",
]


class DatedRow(Row):
    """A row that holds on certain days."""

    valid_from: date | None = None
    valid_to: date | None = None

    @model_validator(mode="after")
    def _in_order(self) -> DatedRow:
        if self.valid_from is not None and self.valid_to is not None and self.valid_to < self.valid_from:
            raise ValueError("valid_to is before valid_from")
        return self


class RouteRuleRow(DatedRow):
    """When a route code is suggested."""

    rule_id: str = Field(pattern=r"^[a-z0-9-]+$")
    code: str = Field(min_length=1, max_length=4)
    reason: str = Field(pattern=r"^coverage\.route\.[a-z0-9_]+$")
    levels: tuple[LevelName, ...] = ()
    ranks: tuple[RankName, ...] = ()
    scores: tuple[ScoreName, ...] = ()
    primary_kinds: tuple[PrimaryKindName, ...] = ()
    registered_here: bool | None = None
    needs: tuple[CircumstanceName, ...] = ()
    unless: tuple[CircumstanceName, ...] = ()
    offered: bool = False


class RouteBenefitRow(DatedRow):
    """What the fund pays on a route."""

    benefit_id: str = Field(min_length=1)
    code: str = Field(min_length=1, max_length=4)
    share_percent: int = Field(ge=0, le=100)
    in_patient: bool | None = None
    whatever_card: bool = False


class ReferenceAmountRow(DatedRow):
    amount_id: str = Field(pattern=r"^[a-z0-9-]+$")
    amount_vnd: int = Field(gt=0)


class LimitRow(Row):
    name: LimitName
    value: int = Field(gt=0)
    meaning: Labels


class CardGroupRow(Row):
    code: str = Field(pattern=r"^[A-Z]{2}$")


class FacilityRow(Row):
    code: str = Field(pattern=r"^[0-9A-Z]{5}$")
    name: str = Field(min_length=1)
    invented: bool = False
    """True: for the demonstration site alone."""


@cache
def route_rules() -> tuple[RouteRuleRow, ...]:
    """From the top of the list."""
    return read_rows(DIRECTORY / "route_rules.toml", "rules", RouteRuleRow, "rule_id")


@cache
def route_benefits() -> tuple[RouteBenefitRow, ...]:
    return read_rows(DIRECTORY / "route_benefits.toml", "benefits", RouteBenefitRow, "benefit_id")


@cache
def reference_amounts() -> tuple[ReferenceAmountRow, ...]:
    return read_rows(DIRECTORY / "reference_amounts.toml", "amounts", ReferenceAmountRow, "amount_id")


@cache
def coverage_limits() -> tuple[LimitRow, ...]:
    return read_rows(DIRECTORY / "coverage_limits.toml", "limits", LimitRow, "name")


@cache
def paper_card_groups() -> tuple[CardGroupRow, ...]:
    return read_rows(DIRECTORY / "paper_card_groups.toml", "groups", CardGroupRow, "code")


@cache
def facilities() -> tuple[FacilityRow, ...]:
    return read_rows(DIRECTORY / "facilities.toml", "facilities", FacilityRow, "code")


def coverage_findings(day: date) -> Iterator[Finding]:
    """What is wrong with these tables, for `mot-cham config check`.

    Raises:
        ConfigError: one of them cannot be read.
    """
    tables: dict[str, tuple[Row, ...]] = {
        "route_rules": route_rules(),
        "route_benefits": route_benefits(),
        "reference_amounts": reference_amounts(),
        "coverage_limits": coverage_limits(),
        "paper_card_groups": paper_card_groups(),
        "facilities": facilities(),
    }
    for name, rows in tables.items():
        for row in outdated(rows, day):
            yield Finding(_file(name), None, f"a row read on {row.read_on} is no longer valid", "Read its source again")
    known = {one.code for one in route_codes()}
    for name, codes in (
        ("route_rules", {one.code for one in route_rules()}),
        ("route_benefits", {one.code for one in route_benefits()}),
    ):
        for code in sorted(codes - known):
            yield Finding(_file(name), None, f"{code} is no route code", "Correct it, or add it to route_codes.toml")
    missing = set(get_args(LimitName)) - {one.name for one in coverage_limits()}
    for limit in sorted(missing):
        yield Finding(_file("coverage_limits"), None, f"{limit} is missing", "Add the row")
    if not any(_holds(one, day) for one in reference_amounts()):
        yield Finding(_file("reference_amounts"), None, f"no amount holds on {day}", "Add the amount of the day")


def _holds(row: DatedRow, day: date) -> bool:
    return (row.valid_from is None or row.valid_from <= day) and (row.valid_to is None or day <= row.valid_to)


def _file(name: str) -> str:
    return f"config/insurance/{name}.toml"
