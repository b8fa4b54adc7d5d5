"""DG13 of the Vietnamese card: the holder's particulars with all their accents, and the family.

    6D { 30 { 02 version, 06 1.0.10646.1.0.8, 31 { 30 { 02 field number, value… } … } } }

No public specification exists; the structure was observed, and fields are keyed on their INTEGER, never on position:
absent and empty ones both occur. Field 13 holds father and mother side by side on observed cards, inside one SEQUENCE
in another report; both are read. Programs that scan for `30 ?? 02 01 n` break on any address above 120 bytes.

One damaged field does not spoil the others: it has no value and stands in `VietnameseHolder.problems`.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from nfc_icao.errors import LimitExceeded
from nfc_icao.national.vietnam.dg13_fields import Dg13Problem, WrittenField, read_fields
from nfc_icao.national.vietnam.printed_date import PrintedDate, parse_printed_date

MAX_BYTES = 16 * 1024

_MISSING = frozenset({"", "null", "-"})


@dataclass(frozen=True)
class VietnameseHolder:
    """The sixteen fields. None means: absent, empty, or one of the words issuers put for nothing."""

    personal_number: str | None = field(default=None, repr=False)
    """Twelve digits."""
    full_name: str | None = field(default=None, repr=False)
    date_of_birth: PrintedDate | None = field(default=None, repr=False)
    sex: str | None = field(default=None, repr=False)
    """`Nam` or `Nữ`."""
    nationality: str | None = field(default=None, repr=False)
    ethnicity: str | None = field(default=None, repr=False)
    religion: str | None = field(default=None, repr=False)
    place_of_origin: str | None = field(default=None, repr=False)
    """Quê quán."""
    place_of_residence: str | None = field(default=None, repr=False)
    """Nơi thường trú (2021) or nơi cư trú (2024), as it was when the card was issued."""
    identifying_marks: str | None = field(default=None, repr=False)
    date_of_issue: PrintedDate | None = field(default=None, repr=False)
    date_of_expiry: PrintedDate | None = field(default=None, repr=False)
    """May be the words "Không thời hạn"."""
    father_name: str | None = field(default=None, repr=False)
    mother_name: str | None = field(default=None, repr=False)
    spouse_name: str | None = field(default=None, repr=False)
    old_id_number: str | None = field(default=None, repr=False)
    """Nine digits of the former CMND."""
    chip_id: str | None = field(default=None, repr=False)
    """Field 16, sixteen characters; what it is for is not public."""
    unknown_fields: Mapping[int, bytes] = field(default_factory=lambda: MappingProxyType({}), repr=False)
    """Field number → the bytes after the number, for numbers nobody has explained."""
    problems: Mapping[str, Dg13Problem] = field(default_factory=lambda: MappingProxyType({}))
    """Name of a field here → what is wrong with it in the file. A number nobody has explained stands for itself; `file`
    is for bytes that belong to no field."""


_NAMES = {
    1: ("personal_number",),
    2: ("full_name",),
    3: ("date_of_birth",),
    4: ("sex",),
    5: ("nationality",),
    6: ("ethnicity",),
    7: ("religion",),
    8: ("place_of_origin",),
    9: ("place_of_residence",),
    10: ("identifying_marks",),
    11: ("date_of_issue",),
    12: ("date_of_expiry",),
    13: ("father_name", "mother_name"),
    14: ("spouse_name",),
    15: ("old_id_number",),
    16: ("chip_id",),
}
"""Field number → the names of its strings, in their order."""


def parse_dg13(file: bytes) -> VietnameseHolder:
    """Read the file DG13 of a Vietnamese card.

    Raises:
        MalformedData: another structure, or not one field in it.
    """
    if len(file) > MAX_BYTES:
        raise LimitExceeded(f"DG13 of {len(file)} bytes")
    found = read_fields(file)
    problems = {} if found.leftover is None else {"file": found.leftover}
    texts: dict[str, str] = {}
    for number, written in found.fields.items():
        names = _NAMES.get(number, (str(number),))
        problems.update(_problems(written, names))
        texts.update(_values(written, names))
    return VietnameseHolder(
        personal_number=texts.get("personal_number"),
        full_name=texts.get("full_name"),
        date_of_birth=_date(texts.get("date_of_birth")),
        sex=texts.get("sex"),
        nationality=texts.get("nationality"),
        ethnicity=texts.get("ethnicity"),
        religion=texts.get("religion"),
        place_of_origin=texts.get("place_of_origin"),
        place_of_residence=texts.get("place_of_residence"),
        identifying_marks=texts.get("identifying_marks"),
        date_of_issue=_date(texts.get("date_of_issue")),
        date_of_expiry=_date(texts.get("date_of_expiry")),
        father_name=texts.get("father_name"),
        mother_name=texts.get("mother_name"),
        spouse_name=texts.get("spouse_name"),
        old_id_number=texts.get("old_id_number"),
        chip_id=texts.get("chip_id"),
        unknown_fields=MappingProxyType(
            {number: written.raw for number, written in found.fields.items() if number not in _NAMES}
        ),
        problems=MappingProxyType(problems),
    )


def _date(text: str | None) -> PrintedDate | None:
    return None if text is None else parse_printed_date(text)


def _problems(written: WrittenField, names: tuple[str, ...]) -> dict[str, Dg13Problem]:
    """What is wrong, under the name of the string it is wrong with, or of all where the field as a whole is."""
    if written.problem is not None:
        return dict.fromkeys(names, written.problem)
    paired = zip(names, written.strings, strict=False)
    return {name: string.problem for name, string in paired if string.problem is not None}


def _values(written: WrittenField, names: tuple[str, ...]) -> dict[str, str]:
    paired = zip(names, written.strings, strict=False)
    cleaned = ((name, _clean(string.text)) for name, string in paired if string.text is not None)
    return {name: text for name, text in cleaned if text is not None}


def _clean(text: str) -> str | None:
    trimmed = unicodedata.normalize("NFC", text).strip()
    return None if trimmed.casefold() in _MISSING else trimmed
