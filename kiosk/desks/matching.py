"""The person of a visit meets a list: who is meant, and how sure that is.

A number decides and a name confirms. Nothing is guessed: where a number has two rows, or a name stands without its
number, a person at the desk names the row.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from kiosk.desks.importing import ImportedList, ListedRow
from kiosk.desks.names import NameAgreement, compare_names, folded
from kiosk.domain.dates import PartialDate
from kiosk.domain.identity import FactName


class MatchVerdict(StrEnum):
    FOUND = "found"
    """One row has the number, and name and date of birth do not contradict."""
    CHOSEN = "chosen"
    """Staff named the row, and number or name agree."""
    CHECK = "check"
    """Name and date of birth agree, the number does not stand there: staff look and name the row."""
    SEVERAL = "several"
    """More than one row could be meant."""
    CONTRADICTS = "contradicts"
    """The number is there under another name or date of birth."""
    ABSENT = "absent"


class Light(StrEnum):
    """What a desk shows for it."""

    GREEN = "green"
    AMBER = "amber"
    RED = "red"


LIGHTS: Mapping[MatchVerdict, Light] = {
    MatchVerdict.FOUND: Light.GREEN,
    MatchVerdict.CHOSEN: Light.GREEN,
    MatchVerdict.CHECK: Light.AMBER,
    MatchVerdict.SEVERAL: Light.AMBER,
    MatchVerdict.CONTRADICTS: Light.RED,
    MatchVerdict.ABSENT: Light.RED,
}


@dataclass(frozen=True)
class Person:
    """What a visit knows of somebody, as far as lists can be asked for it."""

    number: str = field(default="", repr=False)
    old_number: str = field(default="", repr=False)
    """Of the former CMND: older lists have nothing else."""
    name: str = field(default="", repr=False)
    birth: PartialDate | None = field(default=None, repr=False)


@dataclass(frozen=True)
class Match:
    verdict: MatchVerdict
    rows: tuple[ListedRow, ...] = field(default=(), repr=False)
    """The row that is meant, or those that could be."""
    differences: tuple[FactName, ...] = ()
    """What card and row do not say alike, light ones included."""

    @property
    def row(self) -> ListedRow | None:
        """The row that is meant, when that is settled."""
        settled = self.verdict in (MatchVerdict.FOUND, MatchVerdict.CHOSEN) and len(self.rows) == 1
        return self.rows[0] if settled else None

    @property
    def light(self) -> Light:
        return LIGHTS[self.verdict]


class ListIndex:
    """A list, ready to be asked."""

    def __init__(self, listed: ImportedList) -> None:
        self.listed = listed
        self._by_number: dict[str, list[ListedRow]] = {}
        self._by_person: dict[tuple[str, PartialDate | None], list[ListedRow]] = {}
        self._by_key: dict[str, list[ListedRow]] = {}
        for row in listed.rows:
            if row.number:
                self._by_number.setdefault(row.number, []).append(row)
            if row.name and row.birth is not None:
                self._by_person.setdefault((folded(row.name), row.birth), []).append(row)
            self._by_key.setdefault(folded_key(row.key), []).append(row)

    def match(self, person: Person, key: str = "") -> Match:
        """The row of a person; `key` is the row that staff named."""
        if key:
            return self._chosen(person, key)
        for number in (person.number, person.old_number):
            rows = self._by_number.get(number, []) if number else []
            if len(rows) > 1:
                return Match(MatchVerdict.SEVERAL, tuple(rows))
            if rows:
                return _of_one(rows[0], person)
        rows = self._by_person.get((folded(person.name), person.birth), []) if person.name else []
        rows = rows if person.birth is not None else []
        if len(rows) > 1:
            return Match(MatchVerdict.SEVERAL, tuple(rows))
        if rows:
            return Match(MatchVerdict.CHECK, tuple(rows), _differences(rows[0], person))
        return Match(MatchVerdict.ABSENT)

    def _chosen(self, person: Person, key: str) -> Match:
        rows = self._by_key.get(folded_key(key), [])
        if len(rows) > 1:
            rows = [one for one in rows if one.number and one.number in (person.number, person.old_number)] or rows
        if not rows:
            return Match(MatchVerdict.ABSENT)
        if len(rows) > 1:
            return Match(MatchVerdict.SEVERAL, tuple(rows))
        differing = _differences(rows[0], person)
        agrees = FactName.FULL_NAME not in _weighty(rows[0], person) and not _another_number(rows[0], person)
        return Match(MatchVerdict.CHOSEN if agrees else MatchVerdict.CONTRADICTS, tuple(rows), differing)


def folded_key(key: str) -> str:
    """Row names as people type them: no blanks, no case."""
    return "".join(key.split()).casefold()


def _of_one(row: ListedRow, person: Person) -> Match:
    verdict = MatchVerdict.CONTRADICTS if _weighty(row, person) else MatchVerdict.FOUND
    return Match(verdict, (row,), _differences(row, person))


def _weighty(row: ListedRow, person: Person) -> frozenset[FactName]:
    found = set()
    if compare_names(row.name, person.name) is NameAgreement.DIFFERENT:
        found.add(FactName.FULL_NAME)
    if not _dates_agree(row.birth, person.birth):
        found.add(FactName.DATE_OF_BIRTH)
    return frozenset(found)


def _differences(row: ListedRow, person: Person) -> tuple[FactName, ...]:
    found: list[FactName] = []
    if row.number != person.number:
        found.append(FactName.PERSONAL_NUMBER)
    if compare_names(row.name, person.name) in (NameAgreement.LIGHT, NameAgreement.DIFFERENT):
        found.append(FactName.FULL_NAME)
    if row.birth is not None and person.birth is not None and row.birth != person.birth:
        found.append(FactName.DATE_OF_BIRTH)
    return tuple(found)


def _another_number(row: ListedRow, person: Person) -> bool:
    """Two whole numbers that are not the same; an old CMND beside a personal number contradicts nothing."""
    return bool(row.number and person.number) and len(row.number) == len(person.number) and row.number != person.number


def _dates_agree(one: PartialDate | None, other: PartialDate | None) -> bool:
    """What both know is equal."""
    if one is None or other is None:
        return True
    pairs: Iterable[tuple[int | None, int | None]] = (
        (one.year, other.year),
        (one.month, other.month),
        (one.day, other.day),
    )
    return all(left == right for left, right in pairs if left is not None and right is not None)
