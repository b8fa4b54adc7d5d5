"""CSV, as offices save it: comma, semicolon or tab; quotes that somebody forgot to close.

Each line is read on its own and joined with the next ones only while a quote is open, and only so far: one forgotten
quote must not swallow the rest of the list.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator

from kiosk.desks.errors import ListRefused
from kiosk.desks.raw_rows import MAX_ROWS, RawRow, raw_row

_DELIMITERS = ",;\t|"
_LINES_IN_ROW = 8
"""An address with line breaks in it has fewer."""
_FORMULA_STARTS = ("=", "@")
"""Not + and -: telephone numbers and amounts begin with them, and nothing here is ever reckoned."""


def rows_of_text(text: str) -> list[RawRow]:
    """The rows that are not empty. Raises `ListRefused`: `not_text`, `too_many_rows`, `empty`."""
    if "\x00" in text:
        raise ListRefused("not_text")
    lines = text.splitlines()
    delimiter = _delimiter(lines)
    rows: list[RawRow] = []
    for row in _rows(lines, delimiter):
        if row.trouble is None and not any(one.strip() for one in row.cells):
            continue
        rows.append(row)
        if len(rows) > MAX_ROWS:
            raise ListRefused("too_many_rows", str(MAX_ROWS))
    if not rows:
        raise ListRefused("empty")
    return rows


def _rows(lines: list[str], delimiter: str) -> Iterator[RawRow]:
    at = 0
    while at < len(lines):
        taken = _lines_of_row(lines, at)
        if taken == 0:
            cells = _cells(lines[at], delimiter, csv.QUOTE_NONE)
            cut = raw_row(at + 1, cells or (lines[at],))
            yield RawRow(cut.number, cut.cells, trouble="quote_open")
            at += 1
            continue
        cells = _cells("\n".join(lines[at : at + taken]), delimiter, csv.QUOTE_MINIMAL)
        if cells is None:
            cut = raw_row(at + 1, (lines[at],))
            yield RawRow(cut.number, cut.cells, trouble="quote_open")
        else:
            formulas = frozenset(place for place, one in enumerate(cells) if one.lstrip().startswith(_FORMULA_STARTS))
            yield raw_row(at + 1, cells, formulas)
        at += taken


def _lines_of_row(lines: list[str], at: int) -> int:
    """How many lines the row at `at` takes; 0 when its quote is never closed."""
    quotes = 0
    for count, line in enumerate(lines[at : at + _LINES_IN_ROW], start=1):
        quotes += line.count('"')
        if quotes % 2 == 0:
            return count
    return 0


def _cells(text: str, delimiter: str, quoting: int) -> list[str] | None:
    """The cells of one row; None when the text is none."""
    try:
        found = list(csv.reader(text.splitlines(keepends=True), delimiter=delimiter, quoting=quoting))  # type: ignore[arg-type] # one of csv's constants
    except csv.Error:
        return None
    return found[0] if len(found) == 1 else [] if not found else None


def _delimiter(lines: list[str]) -> str:
    """The sign that stands most often in the first lines, outside what is said in words."""
    head = "\n".join(lines[:20])
    return max(_DELIMITERS, key=lambda sign: (head.count(sign), -_DELIMITERS.index(sign)))
