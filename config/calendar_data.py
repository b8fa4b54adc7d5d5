"""Days off and office hours. The government announces each year's days and swaps; a table ends with its notice."""

from __future__ import annotations

from datetime import date, time
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any, Literal

from pydantic import Field, model_validator

from config.data_rows import ORIGIN_KEYS, read_rows, row_of
from config.errors import ConfigError
from config.files import HOME, Strict, display, read_model, read_table
from config.provenance import Labels, Row

DIRECTORY = HOME / "calendar"
HOURS = DIRECTORY / "office_hours.toml"
"""The default; a site's own file may stand in its state directory."""


class DayRow(Row):
    day: date
    kind: Literal["off", "working", "doubtful"]
    """`working`: a day of the weekend worked in exchange. `doubtful`: nobody could say."""
    name: Labels


class YearTable(Strict):
    covers_from: date
    covers_to: date
    days: tuple[DayRow, ...]

    @model_validator(mode="after")
    def _inside(self) -> YearTable:
        if self.covers_to < self.covers_from:
            raise ValueError("covers_to is before covers_from")
        for one in self.days:
            if not self.covers_from <= one.day <= self.covers_to:
                raise ValueError(f"{one.day} lies outside the table")
            if one.kind == "working" and one.day.weekday() < 5:
                raise ValueError(f"{one.day} is a working day anyway")
        if len({one.day for one in self.days}) < len(self.days):
            raise ValueError("a day stands there twice")
        return self


class YearlyRow(Row):
    day_id: str = Field(pattern=r"^[0-9]{2}-[0-9]{2}$")
    """Month and day."""
    name: Labels

    @model_validator(mode="after")
    def _a_day(self) -> YearlyRow:
        date(2000, *map(int, self.day_id.split("-")))
        return self


class Shift(Strict):
    start: time
    end: time


class OfficeHoursRow(Row):
    shifts: tuple[Shift, ...] = Field(min_length=1)
    days_off: tuple[int, ...] = Field(max_length=6)
    """Weekdays, Monday is 1, as ISO 8601."""
    same_day_until: time

    @model_validator(mode="after")
    def _in_order(self) -> OfficeHoursRow:
        edges = [edge for one in self.shifts for edge in (one.start, one.end)]
        if any(first >= second for first, second in pairwise(edges)):
            raise ValueError("shifts must follow one another")
        if any(edge.second or edge.microsecond for edge in edges):
            raise ValueError("shifts begin and end with a minute")
        if not all(1 <= one <= 7 for one in self.days_off):
            raise ValueError("days_off are 1 (Monday) to 7 (Sunday)")
        return self


def calendar_year_files() -> tuple[Path, ...]:
    return tuple(sorted(DIRECTORY.glob("[0-9][0-9][0-9][0-9].toml")))


@cache
def calendar_years() -> tuple[YearTable, ...]:
    """The announced years, in order.

    Raises:
        ConfigError: a table is broken, or there is none.
    """
    files = calendar_year_files()
    if not files:
        raise ConfigError(display(DIRECTORY), "-", "there is no year", "Add a table")
    return tuple(_year(path) for path in files)


def _year(path: Path) -> YearTable:
    """A file's origin is the origin of each of its days that names none."""
    table: dict[str, Any] = dict(read_table(path))
    origin = {name: table.pop(name) for name in tuple(table) if name in ORIGIN_KEYS}
    days = table.get("days")
    if not isinstance(days, list) or not all(isinstance(row, dict) for row in days):
        raise ConfigError(display(path), "days", "has no rows", "Add [[days]]")
    rows = tuple(row_of(path, "days", index, {**origin, **row}, DayRow) for index, row in enumerate(days))
    return row_of(path, "year", 0, {**table, "days": rows}, YearTable)


@cache
def yearly_days() -> tuple[YearlyRow, ...]:
    return read_rows(DIRECTORY / "every_year.toml", "days", YearlyRow, "day_id")


def office_hours(path: Path = HOURS) -> OfficeHoursRow:
    """The office's hours in a file.

    Raises:
        ConfigError: the file is broken.
    """
    return read_model(path, OfficeHoursRow)
