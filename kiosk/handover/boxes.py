"""The boxes of a filled paper as another program wants them: what is printed, and the same for machines."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from kiosk.domain.form import FieldKind, FilledField
from kiosk.forms import FilledPaper, read_date
from kiosk.forms.paper_definition import PaperField, box_name
from kiosk.forms.paper_printing import printed_text


@dataclass(frozen=True)
class HandedBox:
    name: str
    """As the form's data file names it; in rows, the column."""
    item: str
    """The number the form prints before it; empty when it prints none."""
    label: Mapping[str, str]
    kind: str
    """text, date, digits or choice."""
    value: str = field(repr=False)
    """As printed; empty for an empty box."""
    iso: str | None = field(repr=False)
    """A date in ISO 8601, as precisely as it is known."""
    code: str | None = field(repr=False)
    """A choice by its code."""
    source: str | None
    """qr, dg1, dg13, portal, staff or desk; None for an empty box."""
    assurance: str | None
    """claimed, read, authentic or genuine_chip; None for an empty box."""
    corrected: bool
    """A person at the desk changed it."""
    problem: str | None
    """The key of what is wrong with the value."""
    review: str | None
    """The key of what somebody should look at before signing."""


@dataclass(frozen=True)
class HandedTable:
    name: str
    label: Mapping[str, str]
    rows: tuple[tuple[HandedBox, ...], ...]


def boxes_of(paper: FilledPaper) -> tuple[HandedBox, ...]:
    """The boxes outside tables, in the order of the form."""
    return tuple(_box(paper, one, one.described.name) for one in paper.paper.fields)


def tables_of(paper: FilledPaper) -> tuple[HandedTable, ...]:
    return tuple(
        HandedTable(
            table.name,
            table.label,
            tuple(
                tuple(_box(paper, one, box_name(table.name, row, one.described.name)) for one in table.columns)
                for row in range(1, paper.rows.get(table.name, 0) + 1)
            ),
        )
        for table in paper.paper.tables
    )


def _box(paper: FilledPaper, described: PaperField, name: str) -> HandedBox:
    filled = paper.form.field_named(name)
    assert filled is not None, name
    review = paper.review_of(name)
    return HandedBox(
        name=described.described.name,
        item=described.item,
        label=filled.label,
        kind=filled.kind.value,
        value=printed_text(filled, upper=described.upper),
        iso=_iso(filled),
        code=filled.value if filled.kind is FieldKind.CHOICE and filled.value else None,
        source=filled.source.value if filled.source is not None and filled.value else None,
        assurance=filled.assurance.name.lower() if filled.value else None,
        corrected=filled.original is not None,
        problem=filled.problem,
        review=None if review is None else review.key,
    )


def _iso(filled: FilledField) -> str | None:
    when = read_date(filled.value) if filled.kind is FieldKind.DATE else None
    return None if when is None else when.iso()
