"""What a list must have and what its columns may be called: data (`config/desk_lists`) in this room's words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from kiosk.desks.errors import ShapeBroken
from kiosk.desks.names import folded
from kiosk.domain.identity import FactName


class ColumnKind(StrEnum):
    NUMBER = "number"
    """An identity number: 12 digits, the 9 of an old CMND, or a passport's letter and 7 digits."""
    NAME = "name"
    DATE = "date"
    """Whole, month and year, or a year."""
    AMOUNT = "amount"
    """Đồng, whole."""
    DIGITS = "digits"
    TEXT = "text"


@dataclass(frozen=True)
class Column:
    name: str
    """Ours."""
    label: Mapping[str, str]
    kind: ColumnKind
    headings: tuple[str, ...]
    """What offices call it; compared folded."""
    required: bool = False
    unique: bool = False
    stands_for: FactName | None = None
    """The fact about a person that it states, if any."""


@dataclass(frozen=True)
class ListShape:
    shape_id: str
    columns: tuple[Column, ...]
    key: str
    """The column by which people at the desk name a row; a row without it is named by its line, `#17`."""
    once: bool = False
    """Nobody is marked a second time."""

    def __post_init__(self) -> None:
        names = [one.name for one in self.columns]
        if len(set(names)) < len(names) or self.key not in names:
            raise ShapeBroken(f"list {self.shape_id}: columns by one name, and the key among them")
        headings = [folded(heading) for one in self.columns for heading in one.headings]
        if len(set(headings)) < len(headings) or "" in headings:
            raise ShapeBroken(f"list {self.shape_id}: a heading stands for two columns, or for nothing")
        facts = [one.stands_for for one in self.columns if one.stands_for is not None]
        if len(set(facts)) < len(facts):
            raise ShapeBroken(f"list {self.shape_id}: two columns state the same fact")

    def column(self, name: str) -> Column:
        """Raises `ShapeBroken` when there is none."""
        found = next((one for one in self.columns if one.name == name), None)
        if found is None:
            raise ShapeBroken(f"list {self.shape_id}: no column {name}")
        return found

    def stating(self, fact: FactName) -> Column | None:
        return next((one for one in self.columns if one.stands_for is fact), None)

    def by_heading(self) -> dict[str, Column]:
        return {folded(heading): one for one in self.columns for heading in one.headings}
