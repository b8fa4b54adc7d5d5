"""Do two sources say the same? Field by field, and weighed: what writing loses is no contradiction."""

from __future__ import annotations

from enum import Enum

from kiosk.domain.dates import PartialDate
from kiosk.domain.identity import FactName, FactValue, Sex
from kiosk.identification.chip_facts import birth_parts, personal_number, sex_of
from kiosk.identification.names import NameMatch, match_mrz, match_names
from nfc_icao.encoding.mrz import Mrz

COMPARED = (FactName.PERSONAL_NUMBER, FactName.DATE_OF_BIRTH, FactName.SEX, FactName.FULL_NAME)
"""What must agree between a code and a chip."""

_DOCUMENT_DIGITS = 9


class Agreement(Enum):
    NOTHING_TO_COMPARE = "nothing_to_compare"
    AGREES = "agrees"
    DIFFERS_LIGHTLY = "differs_lightly"
    """Case, blanks, diacritics, a cut-off end, a less precise date."""
    DIFFERS = "differs"


def compare(name: FactName, one: FactValue | None, other: FactValue | None) -> Agreement:
    """Compare two values of one fact, both from sources with full Vietnamese writing."""
    if one is None or other is None:
        return Agreement.NOTHING_TO_COMPARE
    if name is FactName.FULL_NAME and isinstance(one, str) and isinstance(other, str):
        return _of_names(match_names(one, other))
    if isinstance(one, PartialDate) and isinstance(other, PartialDate):
        return _of_dates((one.year, one.month, one.day), (other.year, other.month, other.day))
    return Agreement.AGREES if one == other else Agreement.DIFFERS


def compare_with_mrz(name: FactName, value: FactValue | None, mrz: Mrz) -> Agreement:
    """Compare a value with what an MRZ is able to say about it."""
    if isinstance(value, PartialDate):
        parts = birth_parts(mrz) if name is FactName.DATE_OF_BIRTH else None
        known = (value.year % 100, value.month, value.day)
        return Agreement.NOTHING_TO_COMPARE if parts is None else _of_dates(known, parts)
    if isinstance(value, Sex):
        printed = sex_of(mrz)
        return Agreement.NOTHING_TO_COMPARE if printed is None else compare(name, value, printed)
    if isinstance(value, str) and name is FactName.FULL_NAME:
        return _of_names(match_mrz(value, mrz))
    if isinstance(value, str) and name is FactName.PERSONAL_NUMBER:
        return _of_numbers(value, mrz)
    return Agreement.NOTHING_TO_COMPARE


def _of_numbers(number: str, mrz: Mrz) -> Agreement:
    """All twelve digits where the MRZ has them, else the last nine, which are the document number of a card."""
    whole = personal_number(mrz)
    if whole is not None:
        return Agreement.AGREES if whole == number else Agreement.DIFFERS
    if mrz.format == "TD1" and len(mrz.document_number) == _DOCUMENT_DIGITS:
        return Agreement.AGREES if number.endswith(mrz.document_number) else Agreement.DIFFERS
    return Agreement.NOTHING_TO_COMPARE


def _of_names(match: NameMatch) -> Agreement:
    return {
        NameMatch.SAME: Agreement.AGREES,
        NameMatch.LOSSY: Agreement.DIFFERS_LIGHTLY,
        NameMatch.DIFFERENT: Agreement.DIFFERS,
    }[match]


def _of_dates(one: tuple[int, int | None, int | None], other: tuple[int, int | None, int | None]) -> Agreement:
    """Parts that both know must be equal; a part that only one knows is a lighter difference."""
    if one == other:
        return Agreement.AGREES
    known = [(left, right) for left, right in zip(one, other, strict=True) if left is not None and right is not None]
    return Agreement.DIFFERS_LIGHTLY if all(left == right for left, right in known) else Agreement.DIFFERS
