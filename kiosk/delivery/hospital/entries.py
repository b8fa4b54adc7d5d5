"""What a hospital's lists say, believed only as far as it reads like an entry.

One broken entry is left out and the others stand: a price list with a slip in line 300 still serves 299 services. Text
is plain text: no control characters, no marks that turn the direction of writing, of bounded length.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

MAX_ENTRIES = 5000
_LONGEST_TEXT = 300
_HIGHEST_PRICE_VND = 10**9
_YES: tuple[object, ...] = (True, 1, "1")
_NO: tuple[object, ...] = (False, 0, "0")


@dataclass(frozen=True)
class VisitType:
    code: str
    name: str


@dataclass(frozen=True)
class Department:
    code: str
    name: str


@dataclass(frozen=True)
class Service:
    """A service in a room, with what it costs."""

    code: str
    name: str
    room_code: str | None
    room_name: str | None
    price_vnd: int | None
    """For somebody without insurance; None when the hospital does not say."""
    insured_price_vnd: int | None
    """What the fund counts with."""
    extra_vnd: int | None
    """What an insured person pays on top."""


@dataclass(frozen=True)
class Slot:
    """A time at which a service can be had."""

    starts: str
    """As the hospital writes it, e.g. `07:30`."""
    free: int | None
    """Places left; None when the hospital does not say."""


@dataclass(frozen=True)
class HospitalPatient:
    """Somebody the hospital knows."""

    patient_id: str = field(repr=False)
    """MA_BN."""
    full_name: str | None = field(repr=False)
    birth: str | None = field(repr=False)


@dataclass(frozen=True)
class HospitalInsurance:
    """What the hospital's own look-up says; the hospital asked the portal, not the kiosk."""

    card_number: str | None = field(repr=False)
    facility_code: str | None
    valid_from: date | None
    valid_to: date | None
    route: str | None
    """PHAN_TUYEN: 1 right, 2 wrong, 3 through."""
    result_code: str | None
    """MA_KQ, the portal's code as the hospital passes it on."""
    accepted: bool | None
    """TIEP_NHAN_BHYT."""


Names = Mapping[str, str]
"""Our name of each member → theirs."""


def text_of(value: object) -> str | None:
    """Plain text or a whole number as text; None for anything else, and for nothing."""
    if isinstance(value, bool) or not isinstance(value, str | int):
        return None
    if isinstance(value, int) and abs(value) > 10**15:
        return None
    text = " ".join(str(value).split())
    return text if 0 < len(text) <= _LONGEST_TEXT and text.isprintable() else None


def rows_of(content: object) -> list[Mapping[str, object]]:
    """The entries of a list; nothing when it is none."""
    if not isinstance(content, list):
        return []
    return [one for one in content[:MAX_ENTRIES] if isinstance(one, Mapping)]


def visit_type(row: Mapping[str, object], names: Names) -> VisitType | None:
    code, name = _texts(row, names, "code", "name")
    return VisitType(code, name) if code and name else None


def department(row: Mapping[str, object], names: Names) -> Department | None:
    code, name = _texts(row, names, "code", "name")
    return Department(code, name) if code and name else None


def service(row: Mapping[str, object], names: Names) -> Service | None:
    code, name, room_code, room_name = _texts(row, names, "code", "name", "room_code", "room_name")
    if not code or not name:
        return None
    prices = (_price(_member(row, names, one)) for one in ("price_vnd", "insured_price_vnd", "extra_vnd"))
    return Service(code, name, room_code, room_name, *prices)


def slot(row: Mapping[str, object], names: Names) -> Slot | None:
    (starts,) = _texts(row, names, "starts")
    free = _member(row, names, "free")
    count = free if isinstance(free, int) and not isinstance(free, bool) and free >= 0 else None
    return Slot(starts, count) if starts else None


def patient(row: Mapping[str, object], names: Names) -> HospitalPatient | None:
    patient_id, full_name, birth = _texts(row, names, "patient_id", "full_name", "birth")
    return HospitalPatient(patient_id, full_name, birth) if patient_id else None


def insurance(row: Mapping[str, object], names: Names) -> HospitalInsurance:
    card, facility, begins, ends, route, code = _texts(
        row, names, "card_number", "facility_code", "valid_from", "valid_to", "route", "result_code"
    )
    return HospitalInsurance(
        card, facility, _day(begins), _day(ends), route, code, yes_or_no(_member(row, names, "accepted"))
    )


def yes_or_no(value: object) -> bool | None:
    if value in _YES:
        return True
    return False if value in _NO else None


def _member(row: Mapping[str, object], names: Names, ours: str) -> object:
    return row.get(names[ours]) if ours in names else None


def _texts(row: Mapping[str, object], names: Names, *ours: str) -> list[str | None]:
    return [text_of(_member(row, names, one)) for one in ours]


def _price(value: object) -> int | None:
    """Whole đồng; a decimal that is whole counts. Anything else is no price, never zero."""
    if isinstance(value, str):
        value = int(value) if value.isascii() and value.isdigit() and len(value) <= 10 else None
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= _HIGHEST_PRICE_VND:
        return None
    return value


def _day(text: str | None) -> date | None:
    """yyyymmdd or dd/mm/yyyy."""
    for form in ("%Y%m%d", "%d/%m/%Y"):
        try:
            return datetime.strptime(text or "", form).date()
        except ValueError:
            continue
    return None
