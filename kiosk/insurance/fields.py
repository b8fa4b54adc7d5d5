"""Single fields of the portal's objects. What cannot be read becomes None; a type that no field can have is trouble."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from kiosk.domain.dates import VIETNAM_TIME
from kiosk.insurance.errors import PortalTrouble

MAX_TEXT = 255
MOST_VND = 10**12
"""More than anybody ever paid; a figure beyond it is a mistake, not money."""

FACILITY = re.compile(r"[0-9A-Z]{5}")
_RESULT_CODE = re.compile(r"[0-9A-Za-z]{1,8}")
_CARD_NUMBER = re.compile(r"[A-Z0-9]{10,17}")
_DATE = re.compile(r"([0-9]{2})/([0-9]{2})/([0-9]{4})")
_MOMENT = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})([0-9]{2})([0-9]{2})")
_WHOLE = re.compile(r"[0-9]{1,13}(?:\.0+)?")


def result_code(answer: Mapping[str, Any], name: str = "maKetQua") -> str | None:
    """The result code, or None when it is text instead of a code.

    Every code of the official table has three digits, so a number is written with three: 0 can only mean 000.

    Raises:
        PortalTrouble: it is missing, or neither text nor a small number.
    """
    code = answer.get(name)
    if isinstance(code, int) and not isinstance(code, bool) and 0 <= code <= 999:
        return f"{code:03d}"
    if not isinstance(code, str):
        raise PortalTrouble("an answer without a result code")
    code = code.strip()
    return code if _RESULT_CODE.fullmatch(code) else None


def text(answer: Mapping[str, Any], name: str, limit: int = MAX_TEXT) -> str | None:
    """Plain text on one line: no control characters, nothing that turns the direction of writing, cut at `limit`."""
    value = answer.get(name)
    if value is None:
        return None
    if not isinstance(value, str):
        raise PortalTrouble(f"{name} is not text")
    plain = unicodedata.normalize("NFC", value[: 2 * limit])
    plain = "".join(one if unicodedata.category(one)[0] != "C" else " " for one in plain)
    return " ".join(plain.split())[:limit] or None


def matching(answer: Mapping[str, Any], name: str, pattern: re.Pattern[str]) -> str | None:
    found = text(answer, name)
    return found if found is not None and pattern.fullmatch(found) else None


def card_number(answer: Mapping[str, Any], name: str) -> str | None:
    found = text(answer, name)
    if found is None:
        return None
    number = found.replace(" ", "").upper()
    return number if _CARD_NUMBER.fullmatch(number) else None


def day(answer: Mapping[str, Any], name: str) -> date | None:
    """A date written dd/MM/yyyy."""
    found = text(answer, name)
    match = None if found is None else _DATE.fullmatch(found)
    if match is None:
        return None
    in_month, month, year = (int(part) for part in match.groups())
    try:
        return date(year, month, in_month)
    except ValueError:
        return None


def moment(answer: Mapping[str, Any], name: str) -> datetime | None:
    """A time written yyyyMMddHHmm, in Vietnamese time."""
    found = text(answer, name)
    match = None if found is None else _MOMENT.fullmatch(found)
    if match is None:
        return None
    year, month, in_month, hour, minute = (int(part) for part in match.groups())
    try:
        return datetime(year, month, in_month, hour, minute, tzinfo=VIETNAM_TIME)
    except ValueError:
        return None


def amount(answer: Mapping[str, Any], name: str) -> int | None:
    """Whole đồng, as a number or as digits in a text; anything else is not known."""
    value = answer.get(name)
    if isinstance(value, str) and _WHOLE.fullmatch(value.strip()):
        value = int(value.strip().partition(".")[0])
    if isinstance(value, bool) or not isinstance(value, int | float) or value != int(value):
        return None
    return int(value) if 0 <= value <= MOST_VND else None
