"""Facts about health insurance: result codes, benefit levels, route codes, visit types, names of fields."""

from __future__ import annotations

from functools import cache
from typing import Literal

from pydantic import Field

from config.data_rows import read_rows
from config.files import HOME
from config.provenance import Labels, Row

DIRECTORY = HOME / "insurance"

OutcomeName = Literal[
    "covered", "staff_check", "new_card", "not_covered", "mismatch", "child", "later", "configuration", "unknown"
]
StepName = Literal["continue", "ask_new_card", "staff_check", "child", "desk", "self_pay", "alarm", "later"]
CoPaymentMeaning = Literal["data", "none", "bad_question", "unauthorized", "restricted", "fault", "unknown"]


class ResultCode(Row):
    """One code of the portal's card look-up. The row `unknown` stands for every code without a row."""

    code: str = Field(pattern=r"^[0-9A-Za-z]{1,8}$")
    words: str = Field(default="", max_length=80)
    """What was seen in place of a code, without regard to case and marks; `code` is then this table's own name."""
    meaning: Labels
    outcome: OutcomeName
    next_steps: tuple[StepName, ...] = Field(min_length=1)
    """What there is to do, the likeliest first."""


class CoPaymentCode(Row):
    """One meaning of a code of the co-payment call."""

    name: str = Field(pattern=r"^[a-z_]+$")
    code: str = Field(pattern=r"^[0-9A-Za-z]{1,8}$")
    words: str = Field(default="", max_length=80)
    """What must stand in the portal's sentence, without regard to case and marks; empty: any sentence."""
    means: CoPaymentMeaning
    meaning: Labels


class BenefitLevel(Row):
    digit: str = Field(pattern=r"^[0-9A-Z]$")
    percent: int = Field(ge=0, le=100)


class Code(Row):
    """One row of a code list."""

    code: str = Field(min_length=1, max_length=5)
    label: Labels


class StandardField(Row):
    """A field of the data standard."""

    name: str = Field(pattern=r"^[A-Z0-9_]+$")
    table: str
    max_length: int = Field(gt=0)


@cache
def result_codes() -> tuple[ResultCode, ...]:
    return read_rows(DIRECTORY / "result_codes.toml", "codes", ResultCode, "code")


@cache
def copayment_codes() -> tuple[CoPaymentCode, ...]:
    """In the order in which they are tried."""
    return read_rows(DIRECTORY / "copayment_codes.toml", "codes", CoPaymentCode, "name")


def result_code_outcomes() -> dict[str, str]:
    """Result code → name of the outcome."""
    return {row.code: row.outcome for row in result_codes()}


@cache
def benefit_levels() -> tuple[BenefitLevel, ...]:
    return read_rows(DIRECTORY / "benefit_levels.toml", "levels", BenefitLevel, "digit")


@cache
def route_codes() -> tuple[Code, ...]:
    return read_rows(DIRECTORY / "route_codes.toml", "codes", Code, "code")


@cache
def visit_types() -> tuple[Code, ...]:
    return read_rows(DIRECTORY / "visit_types.toml", "codes", Code, "code")


@cache
def standard_fields() -> tuple[StandardField, ...]:
    return read_rows(DIRECTORY / "standard_fields.toml", "fields", StandardField, "name")
