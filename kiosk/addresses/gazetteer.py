"""The table by name, level by level. Names of a district are gathered when it is first asked for: loading stays
short."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from kiosk.addresses.names import Names
from kiosk.addresses.unit_words import DISTRICTS, PROVINCES, WARDS, kind_of
from kiosk.addresses.units import OldDistrict, OldProvince, OldWard, Province, UnitTable, Ward


@dataclass(frozen=True, slots=True)
class OldPlace:
    """An old ward with what it belonged to."""

    ward: OldWard
    district: OldDistrict
    province: OldProvince

    @property
    def name(self) -> str:
        return ", ".join(part for part in (self.ward.name, self.district.name, self.province.name) if part)


class Gazetteer:
    def __init__(self, table: UnitTable) -> None:
        self._table = table
        self._wards: dict[str, list[Ward]] = defaultdict(list)
        new: dict[str, Province] = {}
        for ward in table.wards:
            self._wards[ward.province.code].append(ward)
            new[ward.province.code] = ward.province
        self.provinces: Names[OldProvince | Province] = Names(PROVINCES)
        every: tuple[OldProvince | Province, ...] = (*table.provinces, *new.values())
        for province in every:
            # Without the unit word: provinces become cities, and no two of one time share a name.
            former = province.former if isinstance(province, OldProvince) else ()
            self.provinces.add(province, kind_of(province.name, PROVINCES)[1], former)
        self._districts: dict[str, Names[OldDistrict]] = {}
        self._places: dict[str, Names[OldPlace]] = {}
        self._new: dict[str, Names[Ward]] = {}
        self._merged: dict[str, tuple[OldProvince, ...]] = {}

    def districts(self, province: OldProvince) -> Names[OldDistrict]:
        names = self._districts.get(province.code)
        if names is None:
            names = Names[OldDistrict](DISTRICTS)
            for district in province.districts:
                names.add(district, district.name, district.former)
            self._districts[province.code] = names
        return names

    def places(self, province: OldProvince, district: OldDistrict | None = None) -> Names[OldPlace]:
        """Old wards of a district, or of a whole province."""
        index = f"{province.code}/{district.code if district else ''}"
        names = self._places.get(index)
        if names is None:
            names = Names[OldPlace](WARDS)
            for one in (district,) if district else province.districts:
                for ward in one.wards:
                    names.add(OldPlace(ward, one, province), ward.name, ward.former)
            self._places[index] = names
        return names

    def new_wards(self, province: Province) -> Names[Ward]:
        names = self._new.get(province.code)
        if names is None:
            names = Names[Ward](WARDS)
            for ward in self._wards[province.code]:
                names.add(ward, ward.name, ward.former)
            self._new[province.code] = names
        return names

    def merged_into(self, province: Province) -> tuple[OldProvince, ...]:
        """The old provinces a province of today was made of."""
        if not self._merged:
            for old in self._table.provinces:
                wards = (ward for district in old.districts for ward in district.wards)
                for code in sorted({part.ward.province.code for ward in wards for part in ward.parts}):
                    self._merged[code] = (*self._merged.get(code, ()), old)
        return self._merged.get(province.code, ())
