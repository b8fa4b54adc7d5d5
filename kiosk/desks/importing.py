"""A list file becomes rows that can be found, and rows that were set aside, each with its line and its reasons.

Nothing is lost: a row that cannot be used keeps its cells, so that it can be handed back, mended and brought in again.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from kiosk.desks.cells import ReadCell, read_cell
from kiosk.desks.encodings import decoded
from kiosk.desks.errors import ListRefused
from kiosk.desks.names import folded
from kiosk.desks.raw_rows import MAX_BYTES, RawList, RawRow
from kiosk.desks.shapes import Column, ColumnKind, ListShape
from kiosk.desks.text_table import rows_of_text
from kiosk.desks.workbook import is_workbook, rows_of_workbook
from kiosk.domain.dates import PartialDate
from kiosk.domain.identity import FactName

_HEADING_WITHIN = 20
"""Rows: above the headings stand the office's name, a title, a date."""
_WEIGHTY_KINDS = frozenset({ColumnKind.NUMBER, ColumnKind.AMOUNT})


@dataclass(frozen=True)
class RowProblem:
    """What is wrong with a row. Names the place and the kind, never the value."""

    line: int
    column: str | None
    """Ours; None when it is the whole row."""
    key: str
    """`desks.row.<key>` is its sentence."""
    other_line: int | None = None
    """The row it repeats."""
    weighty: bool = True
    """False: the row is used all the same."""


@dataclass(frozen=True)
class ListedRow:
    """A row that can be found."""

    line: int
    key: str = field(repr=False)
    values: Mapping[str, str] = field(repr=False)
    """By column, as the program writes them; what is missing is empty."""
    number: str = field(repr=False)
    name: str = field(repr=False)
    birth: PartialDate | None = field(repr=False)


@dataclass(frozen=True)
class SetAside:
    """A row that cannot be used."""

    line: int
    cells: tuple[str, ...] = field(repr=False)
    problems: tuple[RowProblem, ...]


@dataclass(frozen=True)
class ImportedList:
    shape: ListShape
    list_id: str
    """The first half of the file's SHA-256: the same file is the same list."""
    written: str
    """The writing it was in."""
    heading: tuple[str, ...] = field(repr=False)
    """As the file has it."""
    rows: tuple[ListedRow, ...] = field(repr=False)
    set_aside: tuple[SetAside, ...] = field(repr=False)
    notes: tuple[RowProblem, ...] = field(repr=False)
    """Of rows that are used all the same."""
    missing: tuple[str, ...] = ()
    """Columns of the shape that the file does not have."""
    session: str = ""
    """What the office calls this use of the list: "Toán, sáng 27/6", "tháng 11/2026"."""

    @property
    def scope(self) -> str:
        """What a mark belongs to. A named session keeps its marks when the file is mended and brought in again,
        and two sessions with one file are two; without a name it is the file itself."""
        return self.session or self.list_id

    @property
    def problems(self) -> tuple[RowProblem, ...]:
        """All of them, in the order of the file."""
        found = [*self.notes, *(problem for one in self.set_aside for problem in one.problems)]
        return tuple(sorted(found, key=lambda one: (one.line, one.column or "")))


def import_list(content: bytes, shape: ListShape, *, encoding: str | None = None) -> ImportedList:
    """Read a CSV or XLSX file.

    Raises:
        ListRefused: it is no list of this shape at all; its `key` says why.
    """
    if len(content) > MAX_BYTES:
        raise ListRefused("too_large", str(MAX_BYTES))
    raw = _raw(content, encoding)
    at, columns = _heading(raw.rows, shape)
    missing = tuple(one.name for one in shape.columns if one not in columns.values())
    lacking = [one for one in missing if shape.column(one).required]
    if lacking:
        raise ListRefused("column_missing", ", ".join(lacking))
    reading = _Reading(shape, columns)
    for row in raw.rows[at + 1 :]:
        reading.take(row)
    return ImportedList(
        shape=shape,
        list_id=hashlib.sha256(content).hexdigest()[:32],
        written=raw.written,
        heading=raw.rows[at].cells,
        rows=tuple(reading.rows),
        set_aside=tuple(reading.set_aside),
        notes=tuple(reading.notes),
        missing=missing,
    )


def _raw(content: bytes, encoding: str | None) -> RawList:
    if is_workbook(content):
        return RawList(rows_of_workbook(content), "xlsx")
    text, written = decoded(content, encoding)
    return RawList(rows_of_text(text), written)


def _heading(rows: Sequence[RawRow], shape: ListShape) -> tuple[int, Mapping[int, Column]]:
    """The row that names most columns, and which cell names which. Raises `ListRefused`: `no_heading`."""
    known = shape.by_heading()
    best: tuple[int, dict[int, Column]] = (0, {})
    for at, row in enumerate(rows[:_HEADING_WITHIN]):
        found: dict[int, Column] = {}
        for place, cell in enumerate(row.cells):
            column = known.get(folded(cell))
            if column is not None and column not in found.values():
                found[place] = column
        if len(found) > len(best[1]):
            best = (at, found)
    if len(best[1]) < min(2, len(shape.columns)):
        raise ListRefused("no_heading")
    return best


class _Reading:
    """The rows below the headings, one after another; remembers what must not come twice."""

    def __init__(self, shape: ListShape, columns: Mapping[int, Column]) -> None:
        self._shape = shape
        self._columns = columns
        self._seen: dict[tuple[str, str], int] = {}
        self._whole: dict[tuple[str, ...], int] = {}
        self.rows: list[ListedRow] = []
        self.set_aside: list[SetAside] = []
        self.notes: list[RowProblem] = []

    def take(self, row: RawRow) -> None:
        if row.trouble is not None:
            self._aside(row, [RowProblem(row.number, None, row.trouble)])
            return
        cells: dict[str, ReadCell] = {}
        problems: list[RowProblem] = []
        for place, column in self._columns.items():
            written = row.cells[place] if place < len(row.cells) else ""
            if place in row.formulas:
                problems.append(RowProblem(row.number, column.name, "formula"))
                continue
            cells[column.name] = cell = read_cell(column.kind, written)
            problems.extend(_of_cell(row.number, column, cell))
        problems.extend(self._repeated(row.number, cells))
        if any(one.weighty for one in problems):
            self._aside(row, problems)
            return
        self.notes.extend(problems)
        self.rows.append(self._listed(row.number, cells))

    def _aside(self, row: RawRow, problems: list[RowProblem]) -> None:
        self.set_aside.append(SetAside(row.number, row.cells, tuple(problems)))

    def _repeated(self, line: int, cells: Mapping[str, ReadCell]) -> list[RowProblem]:
        """The whole row again, or a number that belongs to one row only. Two different rows with one number both stay:
        which of them is right, a person must say when somebody of that number comes."""
        whole = tuple(one.value for one in cells.values())
        before = self._whole.setdefault(whole, line)
        if before != line:
            return [RowProblem(line, None, "same_row", before)]
        found = []
        for column in self._shape.columns:
            value = cells[column.name].value if column.unique and column.name in cells else ""
            if value and (before := self._seen.setdefault((column.name, value), line)) != line:
                found.append(RowProblem(line, column.name, "number_twice", before, weighty=False))
        return found

    def _listed(self, line: int, cells: Mapping[str, ReadCell]) -> ListedRow:
        values = {one.name: cells[one.name].value if one.name in cells else "" for one in self._shape.columns}
        birth = self._shape.stating(FactName.DATE_OF_BIRTH)
        born = cells.get(birth.name) if birth is not None else None
        return ListedRow(
            line=line,
            key=values[self._shape.key] or f"#{line}",
            values=MappingProxyType(values),
            number=self._stated(FactName.PERSONAL_NUMBER, values),
            name=self._stated(FactName.FULL_NAME, values),
            birth=born.date if born is not None else None,
        )

    def _stated(self, fact: FactName, values: Mapping[str, str]) -> str:
        column = self._shape.stating(fact)
        return "" if column is None else values[column.name]


def _of_cell(line: int, column: Column, cell: ReadCell) -> list[RowProblem]:
    """A wrong number or amount, and anything wrong or missing in a required column, keeps the row out."""
    if cell.wrong is not None:
        weighty = column.required or column.kind in _WEIGHTY_KINDS
        return [RowProblem(line, column.name, cell.wrong, weighty=weighty)]
    if column.required and not cell.value:
        return [RowProblem(line, column.name, "missing")]
    return [] if cell.note is None else [RowProblem(line, column.name, cell.note, weighty=False)]
