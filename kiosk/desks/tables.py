"""What a desk hands over at the end of a day: tables of final texts, as CSV here, as XLSX and paper elsewhere."""

from __future__ import annotations

import csv
import io
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field

Cell = str | int | None
_STARTS_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


@dataclass(frozen=True)
class Table:
    title: str
    heading: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...] = field(repr=False)
    summary: tuple[tuple[str, Cell], ...] = ()
    """What is counted, and how much it is; on paper below the title, never in a CSV that somebody imports."""


def to_csv(table: Table) -> bytes:
    """Headings and rows, nothing else; UTF-8 with a byte order mark, by which spreadsheets know it.

    A text that a spreadsheet would reckon gets an apostrophe in front (OWASP, "CSV injection"): names and remarks come
    from strangers.
    """
    text = io.StringIO(newline="")
    lines = csv.writer(text)
    lines.writerow([_harmless(one) for one in table.heading])
    lines.writerows([_harmless(one) for one in row] for row in table.rows)
    return text.getvalue().encode("utf-8-sig")


def rows_of_set_aside(heading: Sequence[str], cells: Sequence[str]) -> tuple[str, ...]:
    """The cells of a row that was set aside, as many as there are headings, those beyond joined to the last."""
    width = max(len(heading), 1)
    if len(cells) <= width:
        return (*cells, *[""] * (width - len(cells)))
    return (*cells[: width - 1], " ".join(cells[width - 1 :]))


def _harmless(value: Cell) -> Cell:
    if not isinstance(value, str):
        return value
    text = "".join(one for one in value if one == "\n" or unicodedata.category(one)[0] != "C")
    return f"'{text}" if text.startswith(_STARTS_FORMULA) else text
