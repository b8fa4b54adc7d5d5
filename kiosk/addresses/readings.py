"""Every way to read the end of an address: ward, district and province of before July 2025, or ward and province of
today.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from kiosk.addresses.conversion import Note
from kiosk.addresses.gazetteer import Gazetteer, OldPlace
from kiosk.addresses.names import Found
from kiosk.addresses.unit_words import WARDS, is_below_a_ward, kind_at
from kiosk.addresses.units import OldProvince, Province, Ward
from kiosk.addresses.words import Word, last_part


@dataclass(frozen=True, slots=True)
class Reading:
    """One unit the text can mean."""

    unit: OldPlace | Ward
    start: int
    """The number of the first word that belongs to the units; before it stands the hamlet."""
    doubt: Note | None = None
    """Why a person has to confirm it, or None."""
    is_former: bool = False
    is_said: bool = False
    """The text says what kind of unit it is, and it is of that kind."""


def read(gazetteer: Gazetteer, words: Sequence[Word]) -> list[Reading]:
    """The readings that explain most of the text: sure ones where there are any, else all that a person may confirm.

    Where a text without unit words may be of either format, both stand side by side.
    """
    found = gazetteer.provinces.ending_at(words, len(words))
    old = [(one, one.unit) for one in found if isinstance(one.unit, OldProvince)]
    new = [(one, one.unit) for one in found if isinstance(one.unit, Province)]
    three_levels = [reading for at, unit in old for reading in _three_levels(gazetteer, words, at, unit)]
    if sure := _sure(three_levels):
        return sure
    today = [reading for at, unit in new for reading in _today(gazetteer, words, at, unit)]
    if three_levels and today:
        return [one for one in today if one.is_said] or three_levels + today
    if sure := _sure(today):
        return sure
    no_district = [reading for at, unit in old for reading in _no_district(gazetteer, words, at, unit)]
    if not today and not three_levels and (sure := _sure(no_district)):
        return sure
    other = [reading for at, unit in new for reading in _other_province(gazetteer, words, at, unit)]
    return three_levels or today + no_district + other


def _sure(readings: Iterable[Reading]) -> list[Reading]:
    return [one for one in readings if one.doubt is None]


def _three_levels(
    gazetteer: Gazetteer, words: Sequence[Word], at: Found[OldProvince | Province], province: OldProvince
) -> Iterator[Reading]:
    for district in gazetteer.districts(province).ending_at(words, at.start):
        if all(not ward.name for ward in district.unit.wards):
            whole = at.is_whole and district.is_whole
            for island in district.unit.wards:
                place = OldPlace(island, district.unit, province)
                yield Reading(place, district.start, None if whole else Note.RUN_ON)
            continue
        for ward in gazetteer.places(province, district.unit).ending_at(words, district.start):
            whole = at.is_whole and district.is_whole and ward.is_whole
            yield Reading(ward.unit, ward.start, None if whole else Note.RUN_ON, ward.is_former)


def _no_district(
    gazetteer: Gazetteer, words: Sequence[Word], at: Found[OldProvince | Province], province: OldProvince
) -> Iterator[Reading]:
    """`Xã Đăk Mar, Kon Tum`: a ward of the old province, without its district."""
    for ward in gazetteer.places(province).ending_at(words, at.start):
        if not _names_a_ward(last_part(words, ward.start)):
            doubt = _doubt(gazetteer, words, at, ward, (province,))
            yield Reading(ward.unit, ward.start, doubt, ward.is_former)


def _today(
    gazetteer: Gazetteer, words: Sequence[Word], at: Found[OldProvince | Province], province: Province
) -> Iterator[Reading]:
    for ward in gazetteer.new_wards(province).ending_at(words, at.start):
        if _names_a_ward(last_part(words, ward.start)):
            continue
        doubt = _doubt(gazetteer, words, at, ward, gazetteer.merged_into(province))
        is_said = ward.said is not None and ward.said is ward.kind
        if ward.said is not None and not is_said:
            doubt = doubt or Note.OTHER_KIND
        yield Reading(ward.unit, ward.start, doubt, ward.is_former, is_said)


def _other_province(
    gazetteer: Gazetteer, words: Sequence[Word], at: Found[OldProvince | Province], province: Province
) -> Iterator[Reading]:
    """`Đăk Mar, Đắk Hà, Quảng Ngãi`: somebody replaced the province alone."""
    for old in gazetteer.merged_into(province):
        for one in _three_levels(gazetteer, words, at, old):
            yield Reading(one.unit, one.start, Note.OTHER_PROVINCE, one.is_former)


def _doubt(
    gazetteer: Gazetteer,
    words: Sequence[Word],
    at: Found[OldProvince | Province],
    ward: Found[Any],
    provinces: Iterable[OldProvince],
) -> Note | None:
    """Why a ward right before the province may not be meant: a district without unit word looks the same, and among
    a whole province's wards marks tell more apart than in a district.
    """
    if not (at.is_whole and ward.is_whole):
        return Note.RUN_ON
    if ward.agrees is False:
        return Note.OTHER_SPELLING
    if ward.said is None and not is_below_a_ward(last_part(words, ward.start)):
        for province in provinces:
            if any(one.is_whole for one in gazetteer.districts(province).ending_at(words, at.start)):
                return Note.DISTRICT_NAME
    return None


def _names_a_ward(part: Sequence[Word]) -> bool:
    """`Xã Ví Dụ` before what looks like a ward: that one was a district, or is misspelt."""
    said = kind_at(part, WARDS)
    return said is not None and said[1] < len(part)
