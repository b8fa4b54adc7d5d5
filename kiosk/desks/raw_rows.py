"""What every file of a list is before anything is understood of it: numbered rows of cells, within limits."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

MAX_BYTES = 64_000_000
MAX_ROWS = 200_000
MAX_COLUMNS = 100
MAX_CELL = 2_000
"""Characters. Longer than any address or remark; what is longer is no cell but a broken quote or worse."""


@dataclass(frozen=True)
class RawRow:
    """One row as the file has it."""

    number: int
    """The line of the file, or the row of the sheet, from 1: where a person finds it."""
    cells: tuple[str, ...] = field(repr=False)
    formulas: frozenset[int] = frozenset()
    """Which cells are formulas. Their text is the formula; what it would give is not asked."""
    trouble: str | None = None
    """Why the row as a whole cannot be read: `quote_open`, `cell_too_long`, `too_many_cells`."""


@dataclass(frozen=True)
class RawList:
    rows: Sequence[RawRow] = field(repr=False)
    written: str
    """`utf-8`, `utf-16`, `windows-1258`, `tcvn3` or `xlsx`."""


def raw_row(number: int, cells: Sequence[str], formulas: frozenset[int] = frozenset()) -> RawRow:
    """A row within limits; what is beyond them is cut off and said."""
    if len(cells) > MAX_COLUMNS:
        return RawRow(number, tuple(one[:MAX_CELL] for one in cells[:MAX_COLUMNS]), formulas, "too_many_cells")
    if any(len(one) > MAX_CELL for one in cells):
        return RawRow(number, tuple(one[:MAX_CELL] for one in cells), formulas, "cell_too_long")
    return RawRow(number, tuple(cells), formulas)
