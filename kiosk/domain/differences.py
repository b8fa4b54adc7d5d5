"""Disagreements as people compare them: one row for each thing, one column for each place that says it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from kiosk.domain.identity import Disagreement, Fact, FactName, Identity, Source

_CHIP = (Source.DG13, Source.DG1)
"""DG13 before DG1: it has the diacritics."""
_PRINTED = (Source.QR, Source.STAFF)


@dataclass(frozen=True)
class Difference:
    """One thing that card, chip and portal do not say alike; None where a place says nothing."""

    name: FactName
    printed: Fact | None
    """What the code on the card says, or what staff typed from a paper."""
    chip: Fact | None
    portal: Fact | None
    weighty: bool
    """At least one pair differs in content and not only in writing."""


def side_by_side(
    disagreements: Iterable[Disagreement], claim: Identity | None, identity: Identity | None
) -> tuple[Difference, ...]:
    """The rows, weighty ones first. A place that agrees with one side shows its value too: `claim` is what the code
    said, `identity` what is best known."""
    rows: dict[FactName, Difference] = {}
    for found in disagreements:
        row = rows.get(found.name, Difference(found.name, None, None, None, weighty=False))
        for fact in (found.one, found.other):
            row = _with(row, fact)
        rows[found.name] = replace(row, weighty=row.weighty or found.weighty)
    for known in (identity, claim):
        facts: Mapping[FactName, Fact] = {} if known is None else known.facts
        for name in rows.keys() & facts.keys():
            rows[name] = _with(rows[name], facts[name])
    return tuple(sorted(rows.values(), key=lambda row: (not row.weighty, list(FactName).index(row.name))))


def _with(row: Difference, fact: Fact) -> Difference:
    """The row with a fact in its column, unless a better one stands there."""
    if fact.source in _CHIP:
        better = row.chip is None or _CHIP.index(fact.source) < _CHIP.index(row.chip.source)
        return replace(row, chip=fact) if better else row
    if fact.source in _PRINTED and row.printed is None:
        return replace(row, printed=fact)
    return replace(row, portal=fact) if fact.source is Source.PORTAL and row.portal is None else row
