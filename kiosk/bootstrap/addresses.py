"""The table of units becomes the address book, with what was corrected by hand and renamed since."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime
from functools import cache

from config.addresses_data import Correction, OldWardRow, corrections, name_changes, other_names, unit_file
from kiosk.addresses import AddressBook, OldDistrict, OldProvince, OldWard, Part, Province, Share, UnitTable, Ward
from kiosk.domain.dates import vietnamese_date


@cache
def address_book() -> AddressBook:
    """The address book of today.

    Raises:
        config.ConfigError: the table, or a file beside it, cannot be read.
    """
    return AddressBook(unit_table(vietnamese_date(datetime.now(UTC))))


def unit_table(today: date) -> UnitTable:
    """The units as they are called on a day."""
    wards = _new_wards(today)
    others = {one.unit: one.names for one in other_names()}
    corrected = {one.old: one for one in corrections()}
    provinces = tuple(
        OldProvince(
            province.code,
            province.name,
            tuple(
                OldDistrict(
                    district.code,
                    district.name,
                    tuple(_old_ward(row, corrected.get(row.code), others, wards) for row in district.wards),
                    district.former + others.get(district.code, ()),
                )
                for district in province.districts
            ),
            province.former + others.get(province.code, ()),
        )
        for province in unit_file().old
    )
    return UnitTable(tuple(wards.values()), provinces)


def _new_wards(today: date) -> Mapping[str, Ward]:
    renamed = {one.code: one.name for one in name_changes() if one.valid_from <= today}
    wards: dict[str, Ward] = {}
    for row in unit_file().new:
        province = Province(row.code, renamed.get(row.code, row.name))
        for code, name in row.wards:
            former = (name,) if code in renamed else ()
            wards[code] = Ward(code, renamed.get(code, name), province, former)
    return wards


def _old_ward(
    row: OldWardRow, correction: Correction | None, others: Mapping[str, tuple[str, ...]], wards: Mapping[str, Ward]
) -> OldWard:
    if correction is None:
        parts = tuple(Part(wards[code]) for code in row.wards)
    else:
        parts = tuple(Part(wards[one.code], Share(one.holds) if one.holds else None) for one in correction.parts)
    return OldWard(row.code, row.name, parts, row.former + others.get(row.code, ()))
