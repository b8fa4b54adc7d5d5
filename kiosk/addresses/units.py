"""Administrative units before and since 1 July 2025, when 63 provinces became 34 and districts ceased to be."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Province:
    """One of the 34."""

    code: str
    """Two digits, QĐ 19/2025/QĐ-TTg."""
    name: str
    """With its unit word, as it is called now."""


@dataclass(frozen=True, slots=True)
class Ward:
    """One of the 3,321 wards, communes and special zones."""

    code: str
    """Five digits."""
    name: str
    """With its unit word, as it is called now."""
    province: Province
    former: tuple[str, ...] = ()
    """Names it had since 1 July 2025: `Xã Long Thành` became `Phường Long Thành`."""


class Share(StrEnum):
    """What a unit of today has of an old one, where the resolution says it."""

    POPULATION = "population"
    """All the people, and some or all of the land."""
    LAND = "land"
    """Land, and no people."""


@dataclass(frozen=True, slots=True)
class Part:
    """A unit of today that holds an old one, or a part of it."""

    ward: Ward
    share: Share | None = None


@dataclass(frozen=True, slots=True)
class OldWard:
    """A ward, commune or township as of 30 June 2025."""

    code: str
    name: str
    """Empty for the five island districts that had none."""
    parts: tuple[Part, ...]
    """What became of it: one, or every unit that holds a part of it."""
    former: tuple[str, ...] = ()
    """Keys of names that went into it in the years before."""


@dataclass(frozen=True, slots=True)
class OldDistrict:
    code: str
    name: str
    wards: tuple[OldWard, ...]
    former: tuple[str, ...] = ()
    """Other names people still use, with the unit word where it tells two apart."""


@dataclass(frozen=True, slots=True)
class OldProvince:
    code: str
    name: str
    districts: tuple[OldDistrict, ...]
    former: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class UnitTable:
    """Everything `AddressBook` knows."""

    wards: tuple[Ward, ...] = field(repr=False)
    provinces: tuple[OldProvince, ...] = field(repr=False)
