"""The plan as data: one table per group of cases in `cases/`, read once.

A case says what the card does (`changes`, made before EF.SOD is signed, and `afterwards`), what a reader must conclude
(`outcome`), and how sure we are that the standard wants just this (`certainty`). The identifiers are those of BSI
TR-03105 Part 5.1 v1.5; the titles are our own words.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from hardware_mocks.errors import HardwareMockError

_CASES = Path(__file__).parent / "cases"
OUTCOMES = ("successful", "failed")
CERTAINTIES = ("text", "reconstructed", "own")


class MalformedPlan(HardwareMockError):
    """A table of the plan is not in the form its loader describes."""


@dataclass(frozen=True)
class Step:
    """One change with its arguments."""

    change: str
    """A name of `changes.CHANGES`."""
    arguments: Mapping[str, Any]


@dataclass(frozen=True)
class Variant:
    """One card of a case. Most cases have one."""

    base: str
    changes: tuple[Step, ...]
    afterwards: tuple[Step, ...]


@dataclass(frozen=True)
class Case:
    """One row of the plan."""

    id: str
    group: str
    title: str
    outcome: str
    """`successful` or `failed`: how the inspection procedure must end."""
    certainty: str
    """`text`: outcome and card as TR-03105-5.1 v1.5 has them. `reconstructed`: the title alone is there, the case
    moved to an ICAO document we could not read, so card and outcome follow from the title. `own`: ours."""
    variants: tuple[Variant, ...]
    found_by: tuple[str, ...] = ()
    """What may stop such a card: numbers of checks (`C12`) and names of errors. One of them must, on every card."""
    unusable: tuple[str, ...] = ()
    """Files that must not feed a form afterwards."""
    findings: tuple[str, ...] = ()
    """What the report must say of every card besides, without counting it."""
    note: str = ""
    known_gap: str = ""
    """Why our reader concludes otherwise; empty when it does not."""
    not_buildable: str = ""
    """Why there is no such card; empty when there is."""


@dataclass(frozen=True)
class Group:
    """One unit of the plan."""

    id: str
    title: str
    cases: tuple[Case, ...]


@dataclass(frozen=True)
class Counts:
    """How many cases there are, and what became of them."""

    cases: int
    run: int
    passed: int
    """Run, and ending as required."""
    known_gaps: int
    not_buildable: int

    def __str__(self) -> str:
        return (
            f"{self.cases} cases, {self.run} run, {self.passed} as required, "
            f"{self.known_gaps} known gaps, {self.not_buildable} not buildable"
        )


def counts(cases: Iterable[Case]) -> Counts:
    """Count `cases`."""
    listed = list(cases)
    missing = sum(bool(case.not_buildable) for case in listed)
    gaps = sum(bool(case.known_gap) for case in listed)
    run = len(listed) - missing
    return Counts(len(listed), run, run - gaps, gaps, missing)


@cache
def groups() -> tuple[Group, ...]:
    """All groups, in the order of the standard, ours last.

    Raises:
        MalformedPlan: a table is broken.
    """
    return tuple(read_group(path) for path in sorted(_CASES.glob("*.toml")))


def cases() -> tuple[Case, ...]:
    """All cases of all groups."""
    return tuple(case for group in groups() for case in group.cases)


def read_group(path: Path) -> Group:
    """One table.

    Raises:
        MalformedPlan: it is broken; the message names it.
    """
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
        head = data["group"]
        found = tuple(_case(row, head) for row in data["case"])
        return Group(head["id"], head["title"], found)
    except (tomllib.TOMLDecodeError, KeyError, TypeError, ValueError) as reason:
        raise MalformedPlan(f"{path.name}: {type(reason).__name__} at {reason}") from None


def _case(row: dict[str, Any], head: dict[str, Any]) -> Case:
    row = {"base": head["base"], **row}
    base, changes, afterwards = row.pop("base"), row.pop("changes", []), row.pop("afterwards", [])
    written: list[dict[str, Any]] | None = row.pop("variants", None)
    one: list[dict[str, Any]] = [] if "not_buildable" in row else [{}]
    variants = one if written is None else written
    fields: dict[str, Any] = {name: tuple(value) if isinstance(value, list) else value for name, value in row.items()}
    case = Case(
        group=head["id"],
        variants=tuple(_variant({"base": base, **variant}, changes, afterwards) for variant in variants),
        **fields,
    )
    if case.outcome not in OUTCOMES or case.certainty not in CERTAINTIES:
        raise ValueError(f"{case.id}: outcome {case.outcome!r}, certainty {case.certainty!r}")
    return case


def _variant(variant: dict[str, Any], changes: list[Any], afterwards: list[Any]) -> Variant:
    """What a variant adds comes after what all variants share."""
    return Variant(
        base=variant["base"],
        changes=tuple(_step(step) for step in [*changes, *variant.get("changes", [])]),
        afterwards=tuple(_step(step) for step in [*afterwards, *variant.get("afterwards", [])]),
    )


def _step(written: dict[str, Any]) -> Step:
    arguments = dict(written)
    return Step(arguments.pop("do"), arguments)
