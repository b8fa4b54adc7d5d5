"""Writes docs/negative-plan.md from the tables of `hardware_mocks.negative_plan`; `--check` only compares.

What the page says about passing is true because the suite holds it: every case that is not a known gap must end as the
plan says, and every known gap must not, or `tests/negative_plan` fails.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from hardware_mocks.negative_plan import Case, Group, counts, groups

PAGE = Path(__file__).parents[1] / "docs" / "negative-plan.md"
OURS = "OWN"
_MEANINGS = {
    "text": "the outcome is in the text of TR-03105-5.1 v1.5",
    "reconstructed": "the text keeps the title only and refers to an ICAO document we could not read; card and outcome "
    "follow from the title",
    "own": "ours",
}

_HEAD = """# Negative plan

A reader is known by what it refuses. BSI TR-03105 Part 5.1, version 1.5 (2020), lists what an inspection system must
conclude before odd, broken and forged chips. The groups without terminal authentication, fingerprints and irises apply
to this reader: {standard} cases. Behind them stand {own} of our own.

Each case is a row in `hardware_mocks/negative_plan/cases/`: what the card does, and the outcome that is required. The
suite (`tests/negative_plan`) makes the card, reads it through `read_chip`, judges it with `verify_chip`, and compares.
The judgement is strict, as in a laboratory: departures that harm nothing count too. A counter is not strict by default.
*Successful* means that the sum of all checks is successful; everything else that asks for a person (failed,
undetermined, a declared error) counts as *failed*. An exception that is not declared fails the suite.

*Found by* names the checks of TR-03135, or the declared errors, of which one must have stopped the card: a card that
is stopped for another reason than its flaw is no proof.

Titles are in our words. Outcome as `text`: {text}. Outcome as `reconstructed`: {reconstructed}.

This page is written by `scripts/negative_plan.py` from the tables.

"""


def page() -> str:
    """The whole page."""
    all_groups = groups()
    standard = [case for group in all_groups if group.id != OURS for case in group.cases]
    own = [case for group in all_groups if group.id == OURS for case in group.cases]
    head = _HEAD.format(
        standard=len(standard), own=len(own), text=_MEANINGS["text"], reconstructed=_MEANINGS["reconstructed"]
    )
    return head + "\n".join(
        [*_summary(all_groups), "", *_gaps(all_groups), *_missing(all_groups), *_details(all_groups)]
    )


def _summary(all_groups: Iterable[Group]) -> Iterator[str]:
    yield "## Counts"
    yield ""
    yield "| Group | About | Cases | Run | As required | Known gaps | Not buildable |"
    yield "|---|---|---:|---:|---:|---:|---:|"
    every: list[Case] = []
    for group in all_groups:
        yield f"| {group.id} | {group.title} | {_numbers(group.cases)} |"
        if group.id != OURS:
            every += group.cases
    yield f"| **standard** | | {_numbers(every)} |"


def _numbers(cases: Iterable[Case]) -> str:
    found = counts(cases)
    return f"{found.cases} | {found.run} | {found.passed} | {found.known_gaps} | {found.not_buildable}"


def _gaps(all_groups: Iterable[Group]) -> Iterator[str]:
    rows = [(case, case.known_gap) for group in all_groups for case in group.cases if case.known_gap]
    yield from _reasons("Known gaps", "Cases that are run and end otherwise than required.", rows)


def _missing(all_groups: Iterable[Group]) -> Iterator[str]:
    rows = [(case, case.not_buildable) for group in all_groups for case in group.cases if case.not_buildable]
    yield from _reasons("Not buildable", "Cases for which there is no card.", rows)


def _reasons(title: str, about: str, rows: list[tuple[Case, str]]) -> Iterator[str]:
    if not rows:
        return
    yield f"## {title}"
    yield ""
    yield about
    yield ""
    yield "| Case | Title | Reason |"
    yield "|---|---|---|"
    for case, reason in rows:
        yield f"| {case.id} | {case.title} | {reason} |"
    yield ""


def _details(all_groups: Iterable[Group]) -> Iterator[str]:
    for group in all_groups:
        yield f"## {group.id}: {group.title}"
        yield ""
        yield "| Case | What the card does | Required | Found by | Outcome as | Result |"
        yield "|---|---|---|---|---|---|"
        for case in group.cases:
            note = f" *{case.note}*" if case.note else ""
            found_by = ", ".join(case.found_by)
            cells = (case.id, f"{case.title}.{note}", case.outcome, found_by, case.certainty, _result(case))
            yield f"| {' | '.join(cells)} |"
        yield ""


def _result(case: Case) -> str:
    if case.not_buildable:
        return "not buildable"
    return "known gap" if case.known_gap else "as required"


def main(arguments: list[str]) -> int:
    """Write the page, or say whether it is current."""
    written = page().rstrip("\n") + "\n"
    if "--check" in arguments:
        current = PAGE.exists() and PAGE.read_text(encoding="utf-8") == written
        print("current" if current else "out of date: run scripts/negative_plan.py")
        return 0 if current else 1
    PAGE.write_text(written, encoding="utf-8")
    print(f"{PAGE.name} written")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
