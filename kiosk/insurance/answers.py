"""What the portal's objects mean: the token, and the answer about a card. Each value is checked before it is a fact."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

from kiosk.domain.insurance import InsuranceCard
from kiosk.insurance.errors import PortalTrouble

MAX_NOTE = 2000
MAX_TEXT = 255
MAX_TOKEN = 4096

_RESULT_CODE = re.compile(r"[0-9A-Za-z]{1,8}")
_CARD_NUMBER = re.compile(r"[A-Z0-9]{10,17}")
_FACILITY = re.compile(r"[0-9A-Z]{5}")
_AREA = re.compile(r"K[1-3]")
_DATE = re.compile(r"([0-9]{2})/([0-9]{2})/([0-9]{4})")
_FRACTION = re.compile(r"\.([0-9]+)")


@dataclass(frozen=True)
class Token:
    """What `token/take` gave. Both parts go into the query of every further call."""

    access_token: str = field(repr=False)
    id_token: str = field(repr=False)
    expires_at: datetime | None
    """UTC; None when the portal's word for it cannot be read."""


@dataclass(frozen=True)
class CardAnswer:
    """`KQNhanLichSuKCB2024`, checked."""

    result_code: str | None
    """maKetQua; None when what stood there is no code (free text was seen)."""
    card: InsuranceCard
    """maThe and what belongs to it."""
    new_card: InsuranceCard | None
    """maTheMoi and what belongs to it."""
    holder_name: str | None = field(repr=False)
    holder_birth: str | None = field(repr=False)
    note: str | None = field(repr=False)


def result_code(answer: Mapping[str, Any]) -> str | None:
    """maKetQua, or None when it is text instead of a code.

    Raises:
        PortalTrouble: it is missing or no text at all.
    """
    code = answer.get("maKetQua")
    if not isinstance(code, str):
        raise PortalTrouble("an answer without a result code")
    return code if _RESULT_CODE.fullmatch(code) else None


def parse_token(answer: Mapping[str, Any]) -> Token:
    """The token of an answer whose result code was 200.

    Raises:
        PortalTrouble: there is none.
    """
    keys = answer.get("APIKey")
    if not isinstance(keys, dict):
        raise PortalTrouble("a login without a token")
    access, identity = keys.get("access_token"), keys.get("id_token")
    for part in (access, identity):
        if not isinstance(part, str) or not 0 < len(part) <= MAX_TOKEN or not part.isascii() or not part.isprintable():
            raise PortalTrouble("a login without a token")
    assert isinstance(access, str)
    assert isinstance(identity, str)
    return Token(access, identity, _expiry(keys.get("expires_in")))


def parse_card_answer(answer: Mapping[str, Any]) -> CardAnswer:
    """What the portal says about one card. Fields it leaves out or fills with something unreadable become None.

    Raises:
        PortalTrouble: a field has a type it cannot have.
    """
    code = result_code(answer)
    area, five_years = _matching(answer, "maKV", _AREA), _date(answer, "ngayDu5Nam")
    card = InsuranceCard(
        card_number=_card_number(answer, "maThe"),
        valid_from=_date(answer, "gtTheTu"),
        valid_to=_date(answer, "gtTheDen"),
        facility_code=_matching(answer, "maDKBD", _FACILITY),
        area_code=area,
        five_years_on=five_years,
    )
    new_number = _card_number(answer, "maTheMoi")
    new_card = None
    if new_number is not None:
        new_card = InsuranceCard(
            card_number=new_number,
            valid_from=_date(answer, "gtTheTuMoi"),
            valid_to=_date(answer, "gtTheDenMoi"),
            facility_code=_matching(answer, "maDKBDMoi", _FACILITY),
            area_code=area,
            five_years_on=five_years,
        )
    return CardAnswer(
        result_code=code,
        card=card,
        new_card=new_card,
        holder_name=_text(answer, "hoTen", MAX_TEXT),
        holder_birth=_text(answer, "ngaySinh", MAX_TEXT),
        note=_text(answer, "ghiChu", MAX_NOTE),
    )


def _text(answer: Mapping[str, Any], name: str, limit: int) -> str | None:
    """Plain text on one line: no control characters, nothing that turns the direction of writing, cut at `limit`."""
    value = answer.get(name)
    if value is None:
        return None
    if not isinstance(value, str):
        raise PortalTrouble(f"{name} is not text")
    plain = unicodedata.normalize("NFC", value[: 2 * limit])
    plain = "".join(one if unicodedata.category(one)[0] != "C" else " " for one in plain)
    return " ".join(plain.split())[:limit] or None


def _matching(answer: Mapping[str, Any], name: str, pattern: re.Pattern[str]) -> str | None:
    text = _text(answer, name, MAX_TEXT)
    return text if text is not None and pattern.fullmatch(text) else None


def _card_number(answer: Mapping[str, Any], name: str) -> str | None:
    text = _text(answer, name, MAX_TEXT)
    if text is None:
        return None
    number = text.replace(" ", "").upper()
    return number if _CARD_NUMBER.fullmatch(number) else None


def _date(answer: Mapping[str, Any], name: str) -> date | None:
    text = _text(answer, name, MAX_TEXT)
    match = None if text is None else _DATE.fullmatch(text)
    if match is None:
        return None
    day, month, year = (int(part) for part in match.groups())
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _expiry(value: object) -> datetime | None:
    """`expires_in`: an absolute time in UTC, not seconds; fractions of seven digits were seen."""
    if not isinstance(value, str) or len(value) > 64:
        return None
    text = _FRACTION.sub(lambda match: "." + match.group(1)[:6].ljust(6, "0"), value.strip())
    try:
        moment = datetime.fromisoformat(text)
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    except (ValueError, OverflowError):
        return None
