"""From our record to the flat names another program expects: one row per name, as data.

Offices differ in names and in how they write a date; they do not differ in what a date is. So a row says what of the
record it takes and how it is written, and a new office is a new table, never new code.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC
from enum import StrEnum
from types import MappingProxyType

from kiosk.delivery.errors import DeliveryProblem, DeliveryRefused, DeliverySettingsInvalid
from kiosk.domain.dates import VIETNAM_TIME
from kiosk.domain.record import Record

FOLLOWS = "record.follows"
_STANDARD_DATE = re.compile(r"(\d{4})(\d{2})(\d{2})(?:\d{4})?")
"""yyyymmdd or yyyymmddHHMM, as records carry dates (QĐ 4750/QĐ-BYT); unknown parts are zeros."""


class Written(StrEnum):
    """How a value is written."""

    TEXT = "text"
    DATE_SLASHES = "date_slashes"
    """dd/mm/yyyy, mm/yyyy or yyyy: as much as is known."""
    DATE_ISO = "date_iso"
    """yyyy-mm-dd, yyyy-mm or yyyy."""
    NUMBER = "number"
    """A JSON number; null when there is none."""


@dataclass(frozen=True)
class MappedField:
    """One name of theirs."""

    theirs: str
    ours: str | None
    """`values.HO_TEN`, `assurance.HO_TEN`, `record.record_id`, `identification.overall`, `insurance.result_code`; None
    for a name that is always sent empty."""
    written: Written = Written.TEXT
    required: bool = False
    """Without it the record cannot go to this office at all."""
    words: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    """Their word for each of ours; empty when they take ours as it is. A value that is not in it has no word of theirs.
    """

    def __post_init__(self) -> None:
        if self.ours is not None and not is_known(self.ours):
            raise DeliverySettingsInvalid("fields")


def flat(record: Record, fields: Sequence[MappedField]) -> dict[str, str | int | None]:
    """Every name of theirs with what the record says.

    Raises `DeliveryRefused` when something required is missing, and for a record that adds to another when no name of
    theirs can say so: they would take it for a second visit.
    """
    if record.follows is not None and all(one.ours != FOLLOWS for one in fields):
        raise DeliveryRefused(DeliveryProblem.UNFIT)
    content: dict[str, str | int | None] = {}
    for one in fields:
        value = "" if one.ours is None else taken(record, one.ours)
        if one.words:
            value = one.words.get(value, "")
        if one.required and not value:
            raise DeliveryRefused(DeliveryProblem.UNFIT)
        content[one.theirs] = _write(value, one.written)
    return content


def is_known(ours: str) -> bool:
    """Whether `ours` names something that a record may say."""
    group, _, name = ours.partition(".")
    return group in _GROUPS and bool(name) and (group != "record" or name in _OF_RECORD)


def taken(record: Record, ours: str) -> str:
    """What the record says under one of our names; empty when it says nothing."""
    group, _, name = ours.partition(".")
    return _GROUPS[group](record, name)


def _of_values(record: Record, name: str) -> str:
    value = record.values.get(name)
    return value.value if value is not None else ""


def _of_assurance(record: Record, name: str) -> str:
    value = record.values.get(name)
    return value.assurance.lower() if value is not None else ""


_OF_RECORD: Mapping[str, Callable[[Record], str]] = {
    "record_id": lambda record: record.record_id,
    "desk_id": lambda record: record.desk_id,
    "service_id": lambda record: record.service_id,
    "follows": lambda record: record.follows or "",
    "confirmed_at": lambda record: record.confirmed_at.astimezone(UTC).isoformat(timespec="milliseconds"),
    "confirmed_moment": lambda record: record.confirmed_at.astimezone(VIETNAM_TIME).strftime("%Y%m%d%H%M"),
}
_GROUPS: Mapping[str, Callable[[Record, str], str]] = {
    "values": _of_values,
    "assurance": _of_assurance,
    "record": lambda record, name: _OF_RECORD[name](record),
    "identification": lambda record, name: record.identification.get(name) or "",
    "insurance": lambda record, name: record.insurance.get(name) or "",
}


def _write(value: str, written: Written) -> str | int | None:
    if written is Written.TEXT:
        return value
    if written is Written.NUMBER:
        if value and not (value.isascii() and value.isdigit() and len(value) <= 15):
            raise DeliveryRefused(DeliveryProblem.UNFIT)
        return int(value) if value else None
    if not value:
        return ""
    text = written_date(value, written)
    if text is None:
        raise DeliveryRefused(DeliveryProblem.UNFIT)
    return text


def written_date(value: str, written: Written) -> str | None:
    """A date of a record with slashes or in ISO 8601, as precisely as it is known; None for what is no date."""
    match = _STANDARD_DATE.fullmatch(value)
    if match is None:
        return None
    year, month, day = match.groups()
    known = [year, *([month] if month != "00" else []), *([day] if month != "00" and day != "00" else [])]
    return "/".join(reversed(known)) if written is Written.DATE_SLASHES else "-".join(known)
