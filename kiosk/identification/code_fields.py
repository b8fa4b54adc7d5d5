"""Small pieces every code is made of: texts, dates, sexes. Each accepts any text and raises `CodeError` only."""

from __future__ import annotations

import re
import unicodedata

from kiosk.domain.dates import PartialDate
from kiosk.domain.failure import FailureCode
from kiosk.domain.identity import Sex
from kiosk.identification.errors import CodeError

REPLACEMENT = "\N{REPLACEMENT CHARACTER}"
EMPTY = frozenset({"", "-", "null"})
EARLIEST_YEAR, LATEST_YEAR = 1850, 2150

_DIGITS = re.compile(r"[0-9]+")
_PACKED_DATE = re.compile(r"([0-9]{2})([0-9]{2})([0-9]{4})")
_SLASHED_DATE = re.compile(r"(?:(?:([0-9]{1,2})/)?([0-9]{1,2})/)?([0-9]{4})")
_YEAR = re.compile(r"[0-9]{4}")
_SEXES = {"nam": Sex.MALE, "m": Sex.MALE, "nữ": Sex.FEMALE, "nu": Sex.FEMALE, "f": Sex.FEMALE}
_HARMLESS_FORMAT = frozenset("\u200b\u200c\u200d\ufeff")


def malformed(reason: str) -> CodeError:
    return CodeError(FailureCode.CODE_MALFORMED, reason)


def is_digits(text: str, *lengths: int) -> bool:
    """True for ASCII digits only, of one of `lengths` (of any length when none is given)."""
    return _DIGITS.fullmatch(text) is not None and (not lengths or len(text) in lengths)


def has_letters(text: str) -> bool:
    return any(character.isalpha() for character in text)


def clean(text: str) -> str:
    """One field in NFC without outer or doubled blanks; invisible joiners go.

    Raises:
        CodeError: control characters or characters that turn the direction of writing.
    """
    normal = unicodedata.normalize("NFC", text)
    normal = "".join(character for character in normal if character not in _HARMLESS_FORMAT)
    if any(unicodedata.category(character) in ("Cc", "Cf", "Cs", "Co", "Cn") for character in normal):
        raise malformed("control character in a field")
    return " ".join(normal.split())


def optional(text: str) -> str | None:
    """The text, or None for the ways these codes write "nothing"."""
    return None if text.casefold() in EMPTY else text


def sex(text: str) -> Sex | None:
    """`Nam` or `Nữ`; None for anything else, also for one that lost the letter that decides."""
    return _SEXES.get(text.casefold())


def is_damaged(text: str) -> bool:
    """True when a scanner put a sign in place of a letter."""
    return REPLACEMENT in text or "?" in text


def has_date_shape(text: str) -> bool:
    """True for what `packed_date` understands; the day itself need not exist."""
    return is_digits(text, 4, 8)


def packed_date(text: str) -> PartialDate:
    """DDMMYYYY, or YYYY; 00 for a day or a month that the register does not know. 31/02 is refused, never rolled over.

    Raises:
        CodeError: no such date.
    """
    if _YEAR.fullmatch(text):
        return _date(0, 0, int(text))
    match = _PACKED_DATE.fullmatch(text)
    if match is None:
        raise malformed("a date is not eight digits")
    day, month, year = (int(part) for part in match.groups())
    return _date(day, month, year)


def is_slashed_date(text: str) -> bool:
    """True for what `slashed_date` understands; the day itself need not exist."""
    return _SLASHED_DATE.fullmatch(text.replace(" ", "")) is not None


def slashed_date(text: str) -> PartialDate:
    """dd/MM/yyyy, MM/yyyy or yyyy, as insurance cards write them.

    Raises:
        CodeError: no such date.
    """
    match = _SLASHED_DATE.fullmatch(text.replace(" ", ""))
    if match is None:
        raise malformed("a date is not dd/MM/yyyy")
    day, month, year = (int(part or 0) for part in match.groups())
    return _date(day, month, year)


def _date(day: int, month: int, year: int) -> PartialDate:
    if not EARLIEST_YEAR <= year <= LATEST_YEAR:
        raise malformed("a year no living document has")
    try:
        return PartialDate(year, month or None, day or None)
    except ValueError:
        raise malformed("a date that does not exist") from None


def partial_from_iso(text: str) -> PartialDate:
    """The way back from `PartialDate.iso()`; only for texts this room wrote itself."""
    parts = [int(part) for part in text.split("-")]
    return PartialDate(*parts)
