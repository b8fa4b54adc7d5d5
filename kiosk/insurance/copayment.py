"""`TraCuuTienMCCT`: what the holder paid themselves this year (CV 1839/CNTT-PM, 18 August 2026).

It differs from the other calls: the account goes in headers, its result code is written `MaKetQua`, and its 500 has two
meanings told apart by the words beside it. Which words is data (`config/insurance/copayment_codes.toml`).
"""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from kiosk.domain.insurance import CoPayment, Happened, PortalCallName
from kiosk.domain.look_up import Question
from kiosk.insurance import fields
from kiosk.insurance.answers import MAX_NOTE, Token
from kiosk.insurance.conversation import Conversation
from kiosk.insurance.diary import Entry
from kiosk.insurance.errors import PortalTrouble, Unauthorized
from kiosk.insurance.exchange import Request
from kiosk.insurance.login import password_digest
from kiosk.insurance.settings import CoPaymentCode, CoPaymentMeaning, folded_words

COPAYMENT = "/api/TraCuuCCT/TraCuuTienMCCT"
MOST_ROWS = 2000
_READ_STATUSES = frozenset({HTTPStatus.OK, HTTPStatus.BAD_REQUEST, HTTPStatus.INTERNAL_SERVER_ERROR})
"""Whether its 400 and 500 are HTTP statuses as well is not known; their words are read either way."""


class AccountRestricted(PortalTrouble):
    """The portal keeps this account from asking; asking on makes it worse."""

    def __init__(self) -> None:
        super().__init__("the account is restricted", Happened.ACCOUNT_RESTRICTED)


def ask_copayment(conversation: Conversation, question: Question) -> CoPayment | None:
    """The total so far, or None when the portal did not understand the question.

    Raises:
        AccountRestricted, PortalTrouble, LoginRefused.
    """
    settings = conversation.settings
    body = {
        "username": settings.username,
        "maThe": question.number,
        "hoTen": question.name,
        "ngaySinh": question.birth,
    }

    def request(token: Token) -> Request:
        headers = {
            "accessToken": token.access_token,
            "tokenId": token.id_token,
            "passwordHash": password_digest(settings.password),
        }
        address = conversation.address(COPAYMENT)
        return Request(address, body, settings.bodies.copayment, headers=headers, statuses=_READ_STATUSES)

    def read(answer: Mapping[str, Any], entry: Entry) -> CoPayment | None:
        entry.result_code = fields.result_code(answer, "MaKetQua")
        meaning = meaning_of(entry.result_code, fields.text(answer, "GhiChu", MAX_NOTE), settings.copayment_codes)
        if meaning is CoPaymentMeaning.UNAUTHORIZED:
            raise Unauthorized("MaKetQua 401")
        if meaning is CoPaymentMeaning.RESTRICTED:
            raise AccountRestricted
        if meaning is CoPaymentMeaning.FAULT:
            raise PortalTrouble("the portal says that it failed")
        if meaning is CoPaymentMeaning.NONE:
            return CoPayment(None, 0)
        return parse_copayment(answer) if meaning is CoPaymentMeaning.DATA else None

    return conversation.call(PortalCallName.COPAYMENT, request, read)


def meaning_of(code: str | None, words: str | None, rows: tuple[CoPaymentCode, ...]) -> CoPaymentMeaning:
    """The first row of the code whose words stand in the answer; a row without words fits always."""
    said = folded_words(words or "")
    for row in rows:
        if row.code == code and folded_words(row.words) in said:
            return row.meaning
    return CoPaymentMeaning.UNKNOWN


def parse_copayment(answer: Mapping[str, Any]) -> CoPayment:
    """The largest running total (`tBNCCTLuyKe`) of the visits: it only grows within a year.

    Raises:
        PortalTrouble: what should be a list is none, or too long.
    """
    rows = answer.get("DataCCT")
    if rows is None:
        return CoPayment(None, 0)
    if not isinstance(rows, list) or len(rows) > MOST_ROWS or not all(isinstance(row, dict) for row in rows):
        raise PortalTrouble("co-payments that are no list of visits")
    totals = [total for row in rows if (total := fields.amount(row, "tBNCCTLuyKe")) is not None]
    return CoPayment(max(totals, default=None), len(rows))
