"""One cell of a list, read for what its column says it is. Spreadsheets damage numbers in known ways: leading zeros go,
long numbers are rounded, dates turn round. What can be mended is mended and said; what cannot is named."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from kiosk.desks.shapes import ColumnKind
from kiosk.domain.dates import PartialDate

_ROUNDED = re.compile(r"[0-9](?:[.,][0-9]+)?[eE]\+?[0-9]+")
_PASSPORT = re.compile(r"[A-Z][0-9]{7}")
_GROUPS = re.compile(r"[0-9]{1,3}(?:([.,  ])[0-9]{3})(?:\1[0-9]{3})*|[0-9]+")
_WHOLE = re.compile(r"([0-9]{1,2})[/.-]([0-9]{1,2})[/.-]([0-9]{4})(?: 00:00(?::00)?)?")
_MONTH = re.compile(r"(?:[0_.]{0,2}[/.-])?([0-9]{1,2})[/.-]([0-9]{4})")
_ISO = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})(?:[ T]00:00(?::00)?)?")
_YEAR = re.compile(r"(?:[0_.]{0,2}[/.-]){0,2}([0-9]{4})")
_FIRST_YEAR = 1880
_HIGHEST_PROVINCE = 96
"""Numbers begin with a province of 001 to 096 (or a country, from 101): what a lost zero is judged by."""
_LARGEST_AMOUNT = 10**12
_IN_NAMES = str.maketrans("", "", " .'’-")


@dataclass(frozen=True)
class ReadCell:
    value: str = field(repr=False)
    """As the program writes it: digits without blanks, dates dd/mm/yyyy, amounts as plain digits. Empty when wrong."""
    note: str | None = None
    """What a person should know although the value is used: `zeros_restored`, `name_damaged`."""
    wrong: str | None = None
    """Why there is no value: `number_malformed`, `number_rounded`, `date_unreadable`, `amount_unreadable`."""
    date: PartialDate | None = None


def read_cell(kind: ColumnKind, written: str) -> ReadCell:
    """The cell's value as its kind has it; an empty one is empty, which is no wrong here."""
    text = _tidy(written)
    return _READERS[kind](text) if text else ReadCell("")


def _tidy(written: str) -> str:
    """NFC, single blanks, no control characters, without the apostrophe that keeps a spreadsheet from reckoning."""
    text = unicodedata.normalize("NFC", written).removeprefix("'")
    if not text.isprintable():
        text = "".join(" " if unicodedata.category(one)[0] == "C" else one for one in text)
    return " ".join(text.split())


def _number(text: str) -> ReadCell:
    compact = re.sub(r"[ .'-]", "", text).upper()
    if _ROUNDED.fullmatch(text):
        return ReadCell("", wrong="number_rounded")
    digits = compact.isascii() and compact.isdigit()
    if _PASSPORT.fullmatch(compact) or (digits and len(compact) in (9, 12)):
        return ReadCell(compact)
    whole = compact.zfill(9 if len(compact) == 8 else 12)
    mended = len(compact) == 8 or (len(compact) in (10, 11) and digits and 1 <= int(whole[:3]) <= _HIGHEST_PROVINCE)
    return ReadCell(whole, note="zeros_restored") if digits and mended else ReadCell("", wrong="number_malformed")


def _digits(text: str) -> ReadCell:
    if _ROUNDED.fullmatch(text):
        return ReadCell("", wrong="number_rounded")
    digits = re.sub(r"[ .'-]", "", text)
    return ReadCell(digits) if digits.isascii() and digits.isdigit() else ReadCell("", wrong="number_malformed")


def _name(text: str) -> ReadCell:
    return ReadCell(text, note=None if _could_be_name(text) else "name_damaged")


def _date(text: str) -> ReadCell:
    parts: tuple[str, ...] = ()
    if match := _WHOLE.fullmatch(text):
        parts = (match[3], match[2], match[1])
    elif match := _ISO.fullmatch(text):
        parts = (match[1], match[2], match[3])
    elif match := _YEAR.fullmatch(text):
        parts = (match[1],)
    elif match := _MONTH.fullmatch(text):
        parts = (match[2], match[1])
    numbers = [int(one) for one in parts]
    while len(numbers) > 1 and numbers[-1] == 0:  # 00/00/1950: the register knows no more.
        numbers.pop()
    try:
        found = PartialDate(*numbers) if numbers and numbers[0] >= _FIRST_YEAR else None
    except ValueError:
        found = None
    return ReadCell("", wrong="date_unreadable") if found is None else ReadCell(found.vietnamese(), date=found)


def _amount(text: str) -> ReadCell:
    plain = re.sub(r"\s*(?:đồng|đ|vnđ|vnd)\.?$", "", text, flags=re.IGNORECASE)
    plain = re.sub(r"[.,]0{1,2}$", "", plain) if re.fullmatch(r"[0-9]+[.,]0{1,2}", plain) else plain
    if not _GROUPS.fullmatch(plain):
        return ReadCell("", wrong="amount_unreadable")
    amount = int(re.sub(r"[^0-9]", "", plain))
    return ReadCell(str(amount)) if 0 < amount <= _LARGEST_AMOUNT else ReadCell("", wrong="amount_unreadable")


def _could_be_name(text: str) -> bool:
    """Letters of any people, blanks and what stands in names; a question mark or a digit is a lost letter."""
    rest = text.translate(_IN_NAMES)
    return rest.isalpha() or (rest != "" and all(one.isalpha() or unicodedata.combining(one) for one in rest))


_READERS: Mapping[ColumnKind, Callable[[str], ReadCell]] = {
    ColumnKind.NUMBER: _number,
    ColumnKind.DATE: _date,
    ColumnKind.AMOUNT: _amount,
    ColumnKind.DIGITS: _digits,
    ColumnKind.NAME: _name,
    ColumnKind.TEXT: ReadCell,
}
