"""Dates as the check-in table writes them: yyyymmdd, yyyymmddHHMM, and a birth of which parts may be unknown."""

from __future__ import annotations

from datetime import date, datetime

_DIGITS = frozenset("0123456789")
UNKNOWN_TIME = "0000"


def is_digits(text: str) -> bool:
    """ASCII digits alone: `str.isdigit` takes those of every script."""
    return bool(text) and _DIGITS.issuperset(text)


def read_date8(text: str) -> date | None:
    if len(text) != 8 or not is_digits(text):
        return None
    try:
        return date(int(text[:4]), int(text[4:6]), int(text[6:]))
    except ValueError:
        return None


def read_moment12(text: str) -> datetime | None:
    """Without a zone: the table means Vietnamese time."""
    day = read_date8(text[:8])
    if day is None or len(text) != 12 or not is_digits(text):
        return None
    hour, minute = int(text[8:10]), int(text[10:])
    return datetime(day.year, day.month, day.day, hour, minute) if hour < 24 and minute < 60 else None


def is_birth12(text: str) -> bool:
    """A whole birth, one without a day, or one without month and day; the time may be zeros."""
    if len(text) != 12 or not is_digits(text):
        return False
    year, month, day = text[:4], text[4:6], text[6:8]
    if month == "00" and day != "00":
        return False
    assumed = year + (month if month != "00" else "01") + (day if day != "00" else "01") + text[8:]
    return read_moment12(assumed) is not None


def known_part(text: str) -> str:
    """The part of a written time that orders it: without zeros for an unknown month, day or time."""
    if text[4:6] == "00":
        return text[:4]
    if text[6:8] == "00":
        return text[:6]
    return text


def is_before(one: str, other: str) -> bool | None:
    """Whether `one` lies before `other`, by the part both of them have; None when one of the two is no time."""
    for text in (one, other):
        if read_date8(text) is None and read_moment12(text) is None and not is_birth12(text):
            return None
    left, right = known_part(one), known_part(other)
    shared = min(len(left), len(right))
    return left[:shared] < right[:shared]
