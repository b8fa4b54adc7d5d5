"""What a code said, before anybody believes it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType


class CodeKind(StrEnum):
    """The layouts we know."""

    CCCD_2021 = "cccd_2021"
    """Seven fields: the citizen identity card of 2021."""
    CAN_CUOC_2024 = "can_cuoc_2024"
    """Eleven fields: the identity card of 2024."""
    BHYT = "bhyt"
    """The health-insurance card."""
    UNKNOWN = "unknown"


class CodeWarning(StrEnum):
    """What looks odd in a code. None of it refuses anybody: numbering rules changed in 2024 and scanners damage
    letters."""

    NUMBER_AND_BIRTH_DIFFER = "number_and_birth_differ"
    NUMBER_AND_SEX_DIFFER = "number_and_sex_differ"
    TWO_INSURANCE_NUMBERS = "two_insurance_numbers"
    """An insurance card's number ends in another BHXH number than the one written beside it."""
    UNKNOWN_PROVINCE = "unknown_province"
    NUMBER_OF_A_LATER_YEAR = "number_of_a_later_year"
    """A typed number whose holder would not be born yet."""
    DAMAGED_TEXT = "damaged_text"
    """A replacement character stands where a letter was: the scanner lost the encoding."""
    REORDERED = "reordered"
    """The fields stood in the order only one source describes."""
    ONE_PARENT = "one_parent"
    """One relative is named; whether father or mother was taken from the position."""
    INCOMPLETE = "incomplete"
    """A field is missing or holds what does not belong there. The personal number is whole, and it opens the chip."""
    UNUSUAL_DATES = "unusual_dates"
    """Dates stand as dd/MM/yyyy, which no card we know of does."""
    ISSUED_BEFORE_BIRTH = "issued_before_birth"
    DATE_IN_FUTURE = "date_in_future"
    """Birth or issue after today; looked for only where today is known."""


@dataclass(frozen=True)
class ParsedCode:
    """One code taken apart. Everything in it is a claim: no code on these cards is signed."""

    kind: CodeKind
    fields: Mapping[str, str | None] = field(default_factory=lambda: MappingProxyType({}), repr=False)
    """By English name; dates in ISO 8601 (a year alone when only that is known), sex as `male` or `female`, None when
    empty."""
    warnings: tuple[CodeWarning, ...] = ()
    cancelled_numbers: tuple[str, ...] = field(default=(), repr=False)
    """Former personal numbers named by an identity card of 2024."""
    trailing: tuple[str, ...] = field(default=(), repr=False)
    """Fields 7 and up of an identity card, as they stood: which holds what is not published."""
