"""Which value of a record stands in which field of the message: rows of data, because receivers differ.

A field (`PID-3`) has parts: components and subcomponents (`4.1`). A part takes what the record says, or a name the site
chose (an assigning authority), or a constant. A field whose parts would take something of the record, and find nothing,
is left out together with its constants; so is a segment that stands for something the record does not have.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

from kiosk.delivery.errors import DeliveryProblem, DeliveryRefused, DeliverySettingsInvalid
from kiosk.delivery.mapping import is_known, taken
from kiosk.delivery.plain_text import plain
from kiosk.domain.record import Record

_PLACE = re.compile(r"[1-9][0-9]?(\.[1-9][0-9]?)?")
_STANDARD_DATE = re.compile(r"(\d{4})(\d{2})(\d{2})(\d{2})?(\d{2})?")
_VIETNAM = "+0700"
_ELLIPSIS = "…"


class WrittenAs(StrEnum):
    """How a value is written."""

    TEXT = "text"
    DATE = "date"
    """TS with as much as is known: YYYY, YYYYMM, YYYYMMDD; with hour and minute where they are not 00:00."""
    MOMENT = "moment"
    """TS to the minute, in Vietnamese time."""
    FAMILY = "family"
    """The first word of a Vietnamese name."""
    GIVEN = "given"
    """Its last word."""
    MIDDLE = "middle"
    """The words between."""
    COUNT = "count"
    """The segment's number among those of its kind (set id)."""


class Meaning(StrEnum):
    """What the receiver's word means for the record."""

    DONE = "done"
    LATER = "later"
    REFUSED = "refused"
    WRONG_RECEIVER = "wrong_receiver"
    """It takes no such message at all: the settings or the receiver are wrong, the record is not."""


@dataclass(frozen=True)
class Part:
    """One component or subcomponent."""

    at: str
    """`1`, or `4.1` for a subcomponent."""
    ours: tuple[str, ...] = ()
    """The first of these that says something is written: `values.HO_TEN`, `record.record_id`."""
    setting: str | None = None
    """A name the site chose."""
    constant: str = ""
    """Written when neither has anything."""
    written: WrittenAs = WrittenAs.TEXT
    words: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    """Their word for each of ours; empty when they take ours."""
    longest: int = 199
    """Characters the standard gives this part."""
    rest_at: str | None = None
    """Where the rest of a longer text goes."""
    cut: bool = False
    """A text that is longer still ends in an ellipsis; otherwise it cannot be carried. For descriptions, never for
    what names a person."""

    def __post_init__(self) -> None:
        places = [self.at, *([self.rest_at] if self.rest_at else [])]
        if not all(_PLACE.fullmatch(one) for one in places) or not all(is_known(one) for one in self.ours):
            raise DeliverySettingsInvalid("mapping")


@dataclass(frozen=True)
class Field:
    number: int
    parts: tuple[Part, ...]
    required: bool = False
    only_without: tuple[str, ...] = ()
    """The field is written when the record says none of these."""


@dataclass(frozen=True)
class Segment:
    name: str
    fields: tuple[Field, ...]
    """In order; the same number again is a repetition of the field."""
    only_with: tuple[str, ...] = ()
    """The segment is written when the record says one of these; always when nothing is listed."""


@dataclass(frozen=True)
class Hl7Mapping:
    segments: tuple[Segment, ...]
    acknowledgements: Mapping[str, Meaning]
    """By MSA-1 (HL70008)."""
    errors: Mapping[str, Meaning] = field(default_factory=lambda: MappingProxyType({}))
    """By ERR-3 (HL70357); weighs more than the acknowledgement code."""

    def __post_init__(self) -> None:
        """A receiver that cannot say yes would be asked for ever."""
        if Meaning.DONE not in self.acknowledgements.values() or not self.segments:
            raise DeliverySettingsInvalid("mapping")

    @property
    def settings(self) -> frozenset[str]:
        """The names a site may choose."""
        parts = (part for segment in self.segments for one in segment.fields for part in one.parts)
        return frozenset(part.setting for part in parts if part.setting is not None)


Components = dict[tuple[int, int], str]
"""Text by component and subcomponent, both counted from 1; not escaped."""


def is_written(segment: Segment, record: Record) -> bool:
    return not segment.only_with or any(taken(record, one) for one in segment.only_with)


def components(one: Field, record: Record, names: Mapping[str, str], count: int) -> Components:
    """What stands in the field; empty when the record has nothing for it.

    Raises `DeliveryRefused` when something required is missing or a text is too long for the field.
    """
    found: Components = {}
    if any(taken(record, ours) for ours in one.only_without):
        return found
    from_record = False
    for part in one.parts:
        value = _of_record(part, record)
        from_record = from_record or bool(value)
        text = value or names.get(part.setting or "", "") or part.constant
        if part.written is WrittenAs.COUNT:
            text = str(count)
        _put(found, part, plain(text))
    if any(part.ours for part in one.parts) and not from_record:
        found = {}
    if one.required and not found:
        raise DeliveryRefused(DeliveryProblem.UNFIT)
    return found


def _of_record(part: Part, record: Record) -> str:
    value = next((text for text in (taken(record, one) for one in part.ours) if text), "")
    if part.words:
        value = part.words.get(value, "")
    return _write(value, part.written) if value else ""


def _put(found: Components, part: Part, text: str) -> None:
    if not text:
        return
    if len(text) <= part.longest:
        found[_place(part.at)] = text
        return
    head, rest = _broken(text, part.longest) if part.rest_at else ("", text)
    if len(rest) > part.longest:
        if not part.cut:
            raise DeliveryRefused(DeliveryProblem.UNFIT)
        rest = f"{rest[: part.longest - 1]}{_ELLIPSIS}"
    if part.rest_at:
        found[_place(part.rest_at)] = rest
    found[_place(part.at)] = head or rest


def _broken(text: str, longest: int) -> tuple[str, str]:
    """Between two words, so that joining with a blank gives the text back; inside one when there is only one."""
    at = text.rfind(" ", 0, longest + 1)
    return (text[:at], text[at + 1 :]) if at > 0 else (text[:longest], text[longest:])


def _place(at: str) -> tuple[int, int]:
    component, _, subcomponent = at.partition(".")
    return int(component), int(subcomponent or 1)


def _write(value: str, written: WrittenAs) -> str:
    if written in (WrittenAs.FAMILY, WrittenAs.GIVEN, WrittenAs.MIDDLE):
        words = value.split()
        chosen = {
            WrittenAs.FAMILY: words[:1],
            WrittenAs.GIVEN: words[1:][-1:],
            WrittenAs.MIDDLE: words[1:-1],
        }[written]
        return " ".join(chosen)
    if written in (WrittenAs.TEXT, WrittenAs.COUNT):
        return value
    match = _STANDARD_DATE.fullmatch(value)
    if match is None:
        raise DeliveryRefused(DeliveryProblem.UNFIT)
    year, month, day, hour, minute = (one or "00" for one in match.groups())
    if written is WrittenAs.MOMENT:
        return f"{year}{month}{day}{hour}{minute}{_VIETNAM}"
    known = year + ("" if month == "00" else month + ("" if day == "00" else day))
    timed = len(known) == 8 and hour + minute != "0000"
    return f"{known}{hour}{minute}{_VIETNAM}" if timed else known
