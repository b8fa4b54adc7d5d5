"""What code, chip and the person say of one thing, side by side: the disagreement slip of "đúng, đủ, sạch, sống".

The four words are those of the population data campaign: correct, complete, clean, alive. Each row says which of them
is in doubt, so that the officer who corrects the data knows what kind of work it is.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import combinations

from kiosk.desks.cells import read_cell
from kiosk.desks.names import NameAgreement, compare_names, folded
from kiosk.desks.shapes import ColumnKind
from kiosk.domain.dates import PartialDate
from kiosk.domain.identity import FactName, FactValue, Identity, Sex

COMPARED = (
    FactName.FULL_NAME,
    FactName.DATE_OF_BIRTH,
    FactName.SEX,
    FactName.PERSONAL_NUMBER,
    FactName.OLD_ID_NUMBER,
    FactName.RESIDENCE,
    FactName.PLACE_OF_ORIGIN,
    FactName.FATHER_NAME,
    FactName.MOTHER_NAME,
    FactName.SPOUSE_NAME,
)
_CHANGES_IN_LIFE = frozenset({FactName.RESIDENCE, FactName.SPOUSE_NAME})
_NUMBERS = frozenset({FactName.PERSONAL_NUMBER, FactName.OLD_ID_NUMBER})
_WORDS = frozenset(COMPARED) - _NUMBERS - {FactName.DATE_OF_BIRTH}


class Quality(StrEnum):
    CORRECT = "correct"
    """Đúng: what is written contradicts."""
    COMPLETE = "complete"
    """Đủ: something is missing."""
    CLEAN = "clean"
    """Sạch: the same, written differently."""
    ALIVE = "alive"
    """Sống: it was right once; life went on."""


@dataclass(frozen=True)
class SaidRow:
    name: FactName
    printed: str = field(repr=False)
    chip: str = field(repr=False)
    said: str = field(repr=False)
    quality: Quality


def compare_said(claim: Identity | None, chip: Identity | None, said: Mapping[FactName, str]) -> tuple[SaidRow, ...]:
    """One row for each thing that is not said alike. What the person did not speak of is compared between code and chip
    only; a thing that only one side knows is no difference unless the person said it."""
    rows = []
    for name in COMPARED:
        printed, stored = _written(claim, name), _written(chip, name)
        spoken = _tidy(name, said.get(name, ""))
        quality = _quality(name, [one for one in (printed, stored) if one], spoken)
        if quality is not None:
            rows.append(SaidRow(name, printed, stored, spoken, quality))
    return tuple(rows)


def _quality(name: FactName, kept: list[str], spoken: str) -> Quality | None:
    if spoken and not kept:
        return Quality.COMPLETE
    sides = [*kept, *([spoken] if spoken else [])]
    agreements = [_agreement(name, one, other) for one, other in combinations(sides, 2)]
    if NameAgreement.DIFFERENT in agreements:
        return Quality.ALIVE if name in _CHANGES_IN_LIFE and spoken else Quality.CORRECT
    if NameAgreement.LIGHT in agreements:
        return Quality.CLEAN
    return None


def _agreement(name: FactName, one: str, other: str) -> NameAgreement:
    if name is FactName.DATE_OF_BIRTH:
        return _of_dates(one, other)
    if name in _WORDS:
        return _of_words(one, other)
    return NameAgreement.SAME if folded(one) == folded(other) else NameAgreement.DIFFERENT


def _of_words(one: str, other: str) -> NameAgreement:
    """Letter case, blanks and diacritics that one side left out altogether are writing; a diacritic that one side has
    and the other has differently makes another word: An is not Ân."""
    agreement = compare_names(one, other)
    if agreement is not NameAgreement.LIGHT or one.isascii() or other.isascii():
        return agreement
    left, right = (" ".join(text.casefold().split()) for text in (one, other))
    return NameAgreement.LIGHT if left == right else NameAgreement.DIFFERENT


def _of_dates(one: str, other: str) -> NameAgreement:
    """A year alone beside a whole date is less, not other."""
    left, right = read_cell(ColumnKind.DATE, one).date, read_cell(ColumnKind.DATE, other).date
    if left is None or right is None:
        return NameAgreement.SAME if one == other else NameAgreement.DIFFERENT
    if left == right:
        return NameAgreement.SAME
    pairs = ((left.year, right.year), (left.month, right.month), (left.day, right.day))
    agree = all(first == second for first, second in pairs if first is not None and second is not None)
    return NameAgreement.LIGHT if agree else NameAgreement.DIFFERENT


def _written(identity: Identity | None, name: FactName) -> str:
    fact = identity.get(name) if identity is not None else None
    return "" if fact is None else written(fact.value)


def written(value: FactValue) -> str:
    """A value as Vietnamese papers have it."""
    if isinstance(value, PartialDate):
        return value.vietnamese()
    if isinstance(value, Sex):
        return {Sex.MALE: "Nam", Sex.FEMALE: "Nữ", Sex.UNDETERMINED: ""}[value]
    return value


def _tidy(name: FactName, text: str) -> str:
    kind = ColumnKind.DATE if name is FactName.DATE_OF_BIRTH else ColumnKind.TEXT
    return read_cell(kind, text).value or " ".join(text.split())
