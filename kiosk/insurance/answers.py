"""What the portal's objects mean: the token, and the answer about a card. Each value is checked before it is a fact."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from kiosk.domain.insurance import Happened, InsuranceCard
from kiosk.insurance import fields
from kiosk.insurance.errors import PortalTrouble
from kiosk.insurance.fields import result_code

MAX_NOTE = 2000
MAX_ADDRESS = 1024
MAX_TOKEN = 4096

_AREA = re.compile(r"K[1-3]")
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
    holder_sex: str | None = field(repr=False)
    holder_address: str | None = field(repr=False)
    note: str | None = field(repr=False)


def parse_token(answer: Mapping[str, Any]) -> Token:
    """The token of an answer whose result code was 200.

    Raises:
        PortalTrouble: there is none.
    """
    keys = answer.get("APIKey")
    if not isinstance(keys, dict):
        raise PortalTrouble("a login without a token", Happened.NO_TOKEN)
    access, identity = keys.get("access_token"), keys.get("id_token")
    for part in (access, identity):
        if not isinstance(part, str) or not 0 < len(part) <= MAX_TOKEN or not part.isascii() or not part.isprintable():
            raise PortalTrouble("a login without a token", Happened.NO_TOKEN)
    assert isinstance(access, str)
    assert isinstance(identity, str)
    return Token(access, identity, _expiry(keys.get("expires_in")))


def parse_card_answer(answer: Mapping[str, Any]) -> CardAnswer:
    """What the portal says about one card. Fields it leaves out or fills with something unreadable become None.

    Raises:
        PortalTrouble: a field has a type it cannot have.
    """
    code = result_code(answer)
    area, five_years = fields.matching(answer, "maKV", _AREA), fields.day(answer, "ngayDu5Nam")
    card = InsuranceCard(
        card_number=fields.card_number(answer, "maThe"),
        valid_from=fields.day(answer, "gtTheTu"),
        valid_to=fields.day(answer, "gtTheDen"),
        facility_code=fields.matching(answer, "maDKBD", fields.FACILITY),
        area_code=area,
        five_years_on=five_years,
    )
    new_number = fields.card_number(answer, "maTheMoi")
    new_card = None
    if new_number is not None:
        new_card = InsuranceCard(
            card_number=new_number,
            valid_from=fields.day(answer, "gtTheTuMoi"),
            valid_to=fields.day(answer, "gtTheDenMoi"),
            facility_code=fields.matching(answer, "maDKBDMoi", fields.FACILITY),
            area_code=area,
            five_years_on=five_years,
        )
    return CardAnswer(
        result_code=code,
        card=card,
        new_card=new_card,
        holder_name=fields.text(answer, "hoTen"),
        holder_birth=fields.text(answer, "ngaySinh"),
        holder_sex=fields.text(answer, "gioiTinh"),
        holder_address=fields.text(answer, "diaChi", MAX_ADDRESS),
        note=fields.text(answer, "ghiChu", MAX_NOTE),
    )


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
