"""`Lskcb2025`: where the holder was treated, anywhere in the country (CV 2746/BHXH-CNTT, date unknown to us).

The list inside the card's own answer has been null since; the law wants at least six months shown (TT 48/2017,
article 6).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from kiosk.domain.insurance import PastVisit, PortalCallName
from kiosk.domain.look_up import Question
from kiosk.insurance import fields
from kiosk.insurance.answers import Token
from kiosk.insurance.conversation import LOGIN_REFUSED, Conversation
from kiosk.insurance.diary import Entry
from kiosk.insurance.errors import PortalTrouble, Unauthorized
from kiosk.insurance.exchange import Request

HISTORY = "/api/egw/Lskcb2025"
MOST_VISITS = 500
_NO_TIME = datetime(1, 1, 2, tzinfo=UTC)

Visits = tuple[PastVisit, ...]


def ask_history(conversation: Conversation, question: Question) -> Visits | None:
    """The visits, newest first; None when the portal answered without saying anything about visits.

    Raises:
        PortalTrouble, LoginRefused: as for every call.
    """
    settings = conversation.settings
    body = conversation.question_body(question)

    def request(token: Token) -> Request:
        query = conversation.account_query(token)
        return Request(conversation.address(HISTORY), body, settings.bodies.history, query)

    def read(answer: Mapping[str, Any], entry: Entry) -> Visits | None:
        code = entry.result_code = fields.result_code(answer)
        if code == LOGIN_REFUSED:
            raise Unauthorized("maKetQua 401")
        return parse_history(answer, positive=settings.meaning_of(code).positive)

    return conversation.call(PortalCallName.HISTORY, request, read)


def parse_history(answer: Mapping[str, Any], *, positive: bool) -> Visits | None:
    """The list of a checked answer. Null or empty under a positive code: there was no visit.

    Raises:
        PortalTrouble: what should be a list is none, or too long.
    """
    rows = answer.get("dsLichSuKCB2025")
    if rows is None:
        return () if positive else None
    if not isinstance(rows, list) or len(rows) > MOST_VISITS:
        raise PortalTrouble("a history that is no list of visits")
    visits = [_visit(row) for row in rows]
    return tuple(sorted(visits, key=lambda one: one.admitted or _NO_TIME, reverse=True)) if visits or positive else None


def _visit(row: object) -> PastVisit:
    if not isinstance(row, dict):
        raise PortalTrouble("a visit that is no object")
    reason = row.get("lyDoVV")
    is_number = isinstance(reason, int) and not isinstance(reason, bool)
    return PastVisit(
        facility_code=fields.matching(row, "maCSKCB", fields.FACILITY),
        admitted=fields.moment(row, "ngayVao"),
        discharged=fields.moment(row, "ngayRa"),
        reason_code=str(reason) if is_number else fields.text(row, "lyDoVV", 20),
        diagnosis=fields.text(row, "tenBenh"),
    )
