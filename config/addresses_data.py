"""Administrative units before and since 1 July 2025: one generated table, and by hand what it has wrong or could not
know yet.

The table is 600 KB of JSON in a gzip file, with its source, date and licence inside. It is not TOML like the rest:
thirteen thousand rows would take a second to read at every start.
"""

from __future__ import annotations

import gzip
import json
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any, Literal, NamedTuple

from pydantic import Field

from config.data_rows import outdated, read_rows
from config.errors import ConfigError, Finding
from config.files import HOME, Strict, display
from config.provenance import Row

DIRECTORY = HOME / "addresses"
TABLE = DIRECTORY / "units.json.gz"
_MAX_BYTES = 4_000_000
_REMEDY = "Make it again: python scripts/make_address_table.py"


class NewWardRow(NamedTuple):
    code: str
    name: str


class NewProvinceRow(NamedTuple):
    code: str
    name: str
    wards: tuple[NewWardRow, ...]


class OldWardRow(NamedTuple):
    code: str
    """Empty, like the name, for an island district without wards."""
    name: str
    former: tuple[str, ...]
    """Folded names that went into it before July 2025."""
    wards: tuple[str, ...]
    """Codes of the new units that hold a part of it."""


class OldDistrictRow(NamedTuple):
    code: str
    name: str
    former: tuple[str, ...]
    wards: tuple[OldWardRow, ...]


class OldProvinceRow(NamedTuple):
    code: str
    name: str
    former: tuple[str, ...]
    districts: tuple[OldDistrictRow, ...]


class UnitOrigin(Row):
    """Where the generated table comes from."""

    sha256: str = Field(pattern=r"^[0-9a-f]{64}$")
    """Of the package it was made from."""
    licence: str = Field(min_length=100)
    """Of the package's data, in full."""


@dataclass(frozen=True)
class UnitFile:
    """The whole generated table."""

    origin: UnitOrigin
    new: tuple[NewProvinceRow, ...]
    old: tuple[OldProvinceRow, ...]


class NameChange(Row):
    """A unit of today that is called differently since a day."""

    code: str = Field(pattern=r"^([0-9]{2}|[0-9]{5})$")
    """Province: two digits; ward: five."""
    name: str = Field(min_length=4)
    valid_from: date


class OtherNames(Row):
    """Names of an old province, district or ward that the table does not have."""

    unit: str = Field(pattern=r"^([0-9]{2,3}|[0-9]{5})$")
    """Two digits: a province; three: a district; five: a ward."""
    names: tuple[str, ...] = Field(min_length=1)


class Part(Strict):
    """A new unit that holds a part of an old one."""

    code: str = Field(pattern=r"^[0-9]{5}$")
    holds: Literal["population", "land"] | None = None
    """`population`: all the people, by the resolution's own words; `land`: land and no people; None: not said."""


class Correction(Row):
    """What became of an old ward, where the table is wrong or says less than the resolution."""

    old: str = Field(pattern=r"^[0-9]{5}$")
    parts: tuple[Part, ...] = Field(min_length=1)


@cache
def unit_file() -> UnitFile:
    """The generated table.

    Raises:
        ConfigError: the file is missing or broken.
    """
    return read_unit_file(TABLE)


def read_unit_file(path: Path) -> UnitFile:
    """A generated table; bounded, whatever the bytes.

    Raises:
        ConfigError: it cannot be read, is too large once unpacked, or is no such table.
    """
    try:
        with gzip.open(BytesIO(path.read_bytes())) as packed:
            data = packed.read(_MAX_BYTES + 1)
    except (OSError, EOFError, zlib.error):
        raise ConfigError(display(path), "-", "cannot be read or unpacked", _REMEDY) from None
    if len(data) > _MAX_BYTES:
        raise ConfigError(display(path), "-", "larger than a table of units can be", _REMEDY)
    try:
        table = json.loads(data)
        new, old = table.pop("new"), table.pop("old")
        return UnitFile(UnitOrigin.model_validate(table), _new_provinces(new), _old_provinces(old))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise ConfigError(display(path), "-", "is no table of administrative units", _REMEDY) from None


def _new_provinces(rows: Any) -> tuple[NewProvinceRow, ...]:  # noqa: ANN401 - JSON; a wrong shape is a TypeError
    return tuple(
        NewProvinceRow(_text(code), _text(name), tuple(NewWardRow(_text(one), _text(called)) for one, called in wards))
        for code, name, wards in rows
    )


def _old_provinces(rows: Any) -> tuple[OldProvinceRow, ...]:  # noqa: ANN401 - as above
    return tuple(
        OldProvinceRow(_text(code), _text(name), _texts(former), tuple(_old_district(row) for row in districts))
        for code, name, former, districts in rows
    )


def _old_district(row: Any) -> OldDistrictRow:  # noqa: ANN401 - as above
    code, name, former, wards = row
    return OldDistrictRow(
        _text(code),
        _text(name),
        _texts(former),
        tuple(OldWardRow(_text(one), _text(called), _texts(old), _texts(new)) for one, called, old, new in wards),
    )


def _text(value: Any) -> str:  # noqa: ANN401 - as above
    if type(value) is not str:
        raise TypeError("not a text")
    return value


def _texts(values: Any) -> tuple[str, ...]:  # noqa: ANN401 - as above
    return tuple(map(_text, values)) if values else ()


@cache
def name_changes() -> tuple[NameChange, ...]:
    return read_rows(DIRECTORY / "changes.toml", "changes", NameChange, "code")


@cache
def other_names() -> tuple[OtherNames, ...]:
    return read_rows(DIRECTORY / "names.toml", "names", OtherNames, "unit")


@cache
def corrections() -> tuple[Correction, ...]:
    return read_rows(DIRECTORY / "corrections.toml", "corrections", Correction, "old")


def address_findings(today: date) -> Iterator[Finding]:
    """What is wrong with the table and with what was added to it by hand."""
    units = unit_file()
    new = {ward.code for province in units.new for ward in province.wards}
    districts = [district for province in units.old for district in province.districts]
    wards = [ward for district in districts for ward in district.wards]
    old = {ward.code for ward in wards}
    for ward in wards:
        if not ward.wards or not new.issuperset(ward.wards):
            yield Finding(display(TABLE), None, f"old ward {ward.code} leads to no unit of today", _REMEDY)
    provinces = {province.code for province in units.new}
    for change in name_changes():
        if change.code not in new | provinces:
            yield _unknown("changes.toml", change.code)
    named = {one.code for one in units.old} | {one.code for one in districts} | old
    for other in other_names():
        if other.unit not in named:
            yield _unknown("names.toml", other.unit)
    for correction in corrections():
        for code in (part.code for part in correction.parts):
            if code not in new:
                yield _unknown("corrections.toml", code)
        if correction.old not in old:
            yield _unknown("corrections.toml", correction.old)
    for row in outdated((units.origin, *name_changes(), *other_names(), *corrections()), today):
        yield Finding(
            display(DIRECTORY), None, f"a row read on {row.read_on} is no longer valid", "Read its source again"
        )


def _unknown(name: str, code: str) -> Finding:
    return Finding(display(DIRECTORY / name), None, f"there is no unit {code} in the table", "Correct the code")
