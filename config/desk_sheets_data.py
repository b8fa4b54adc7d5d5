"""Small sheets that are data, and the ages at which a card must be changed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from typing import Literal

from pydantic import Field, model_validator

from config.data_rows import outdated
from config.errors import ConfigError, Finding
from config.files import HOME, Strict, display, read_model
from config.provenance import Labels, Row

SHEETS = HOME / "desk_sheets"
MILESTONES = HOME / "desk_rules" / "milestones.toml"
_CODE = r"^[0-9]\.[0-9]{6}$"
"""A code of the national portal: one digit, a dot, six digits."""


class SheetStep(Strict):
    kind: Literal["have", "step", "warn"]
    text: Labels
    detail: Labels | None = None


class SheetFile(Row):
    sheet_id: str = Field(pattern=r"^[a-z0-9-]+$")
    title: Labels
    intro: Labels
    names_person: bool
    procedure: str = Field(pattern=rf"{_CODE}|^$")
    link: str = Field(pattern=r"^https://[a-z0-9.-]+\.gov\.vn(/[A-Za-z0-9._/-]*)?$|^$")
    """Only an address of the state: nobody is led elsewhere by a code to scan."""
    ask: tuple[Labels, ...] = ()
    steps: tuple[SheetStep, ...] = Field(min_length=1)
    small: Labels


class MilestoneFile(Row):
    ages: tuple[int, ...] = Field(min_length=1)
    before_years: int = Field(ge=0, le=10)
    remind_days: int = Field(ge=0, le=730)
    procedures: Mapping[Literal["first_child", "first", "exchange"], tuple[str, ...]]
    names: Mapping[str, Labels]

    @model_validator(mode="after")
    def _named(self) -> MilestoneFile:
        used = {code for codes in self.procedures.values() for code in codes}
        if used - self.names.keys() or len(self.procedures) < 3:
            raise ValueError("every procedure has a name, and every way a procedure")
        return self


@cache
def load_sheet_file(sheet_id: str) -> SheetFile:
    """Raises `ConfigError`: there is none, or its file is broken."""
    path = SHEETS / f"{sheet_id}.toml"
    read = read_model(path, SheetFile)
    if read.sheet_id != sheet_id:
        raise ConfigError(display(path), "sheet_id", f"{read.sheet_id!r} is not the file's name", "Make them equal")
    return read


def sheet_files() -> tuple[str, ...]:
    return tuple(sorted(path.stem for path in SHEETS.glob("*.toml")))


@cache
def milestones() -> MilestoneFile:
    """Raises `ConfigError`."""
    return read_model(MILESTONES, MilestoneFile)


def desk_sheet_findings(day: date) -> Iterator[Finding]:
    """Sheets and rules that are no longer valid; a broken file raises `ConfigError`."""
    for name in sheet_files():
        if outdated((load_sheet_file(name),), day):
            yield Finding(display(SHEETS / f"{name}.toml"), None, "its validity is over", "Read its source again")
    if outdated((milestones(),), day):
        yield Finding(display(MILESTONES), None, "its validity is over", "Read the law again")
