"""What lists of people look like: columns and what offices call them; how they leave for other software."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from typing import Literal

from pydantic import Field

from config.data_rows import outdated
from config.errors import ConfigError, Finding
from config.files import HOME, Strict, display, read_model
from config.provenance import Labels, Row

LISTS = HOME / "desk_lists"
EXPORTS = HOME / "desk_exports"


class ListColumn(Strict):
    name: str = Field(pattern=r"^[a-z_]+$")
    label: Labels
    kind: Literal["number", "name", "date", "amount", "digits", "text"]
    headings: tuple[str, ...] = Field(min_length=1)
    required: bool = False
    unique: bool = False
    stands_for: Literal["personal_number", "full_name", "date_of_birth"] | None = None


class ListFile(Row):
    list_id: str = Field(pattern=r"^[a-z0-9-]+$")
    title: Labels
    key: str
    once: bool = False
    columns: tuple[ListColumn, ...] = Field(min_length=1)


class ExportColumn(Strict):
    heading: str = Field(min_length=1)
    """As the other side's software wants it."""
    value: str = Field(min_length=1)
    """A field of the desk's form, or `#` for the row's number, or `@time`, `@assurance`."""
    codes: Mapping[str, str] = Field(default_factory=dict)
    """Our code → theirs."""


class ExportFile(Row):
    export_id: str = Field(pattern=r"^[a-z0-9-]+$")
    title: Labels
    note: Labels | None = None
    """What is not known about the other side."""
    columns: tuple[ExportColumn, ...] = Field(min_length=1)


@cache
def load_list_file(list_id: str) -> ListFile:
    """Raises `ConfigError`: there is none, or its file is broken."""
    path = LISTS / f"{list_id}.toml"
    read = read_model(path, ListFile)
    _named_alike(display(path), "list_id", read.list_id, list_id)
    return read


@cache
def load_export_file(export_id: str) -> ExportFile:
    """Raises `ConfigError`: there is none, or its file is broken."""
    path = EXPORTS / f"{export_id}.toml"
    read = read_model(path, ExportFile)
    _named_alike(display(path), "export_id", read.export_id, export_id)
    return read


def list_files() -> tuple[str, ...]:
    return tuple(sorted(path.stem for path in LISTS.glob("*.toml")))


def export_files() -> tuple[str, ...]:
    return tuple(sorted(path.stem for path in EXPORTS.glob("*.toml")))


def desk_list_findings(day: date) -> Iterator[Finding]:
    """Lists and exports that are no longer valid; a broken file raises `ConfigError`."""
    for folder, names, load in ((LISTS, list_files(), load_list_file), (EXPORTS, export_files(), load_export_file)):
        for name in names:
            if outdated((load(name),), day):
                yield Finding(display(folder / f"{name}.toml"), None, "its validity is over", "Read its source again")


def _named_alike(file: str, key: str, own: str, wanted: str) -> None:
    if own != wanted:
        raise ConfigError(file, key, f"{own!r} is not the name of the file", "Make them equal")
