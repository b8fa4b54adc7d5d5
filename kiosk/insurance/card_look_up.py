"""`KQNhanLichSuKCB2024`: is this person insured. Asked again at most once, about the new card that 003 names.

Mandatory since 1 August 2024; its predecessors were withdrawn that day (CV 1923/BHXH-CNTT, 20 June 2024).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from kiosk.domain.insurance import InsuranceAnswer, InsuranceCard, InsuranceOutcome, PortalCallName
from kiosk.domain.look_up import Question
from kiosk.insurance import fields
from kiosk.insurance.answers import CardAnswer, Token, parse_card_answer
from kiosk.insurance.conversation import LOGIN_REFUSED, Conversation
from kiosk.insurance.diary import Entry
from kiosk.insurance.errors import PortalTrouble, Unauthorized
from kiosk.insurance.exchange import Request
from kiosk.insurance.question import about_card
from kiosk.insurance.settings import PortalSettings

LOOK_UP_CARD = "/api/egw/KQNhanLichSuKCB2024"


def look_up_card(conversation: Conversation, question: Question, visit_day: date) -> tuple[InsuranceAnswer, Question]:
    """The answer, and the question that got it: with the new card's number when the old one was replaced (003).

    Raises:
        PortalTrouble: nothing usable came back for the first question.
        LoginRefused: the account is not accepted.
    """
    said = _ask(conversation, question)
    answer = _answer(conversation.settings, said, visit_day)
    if answer.outcome is not InsuranceOutcome.NEW_CARD or said.new_card is None:
        return answer, question
    again = about_card(question, said.new_card.card_number or "")
    if again is None or again == question:
        return answer, question
    try:
        second = _answer(conversation.settings, _ask(conversation, again), visit_day)
    except PortalTrouble:
        return answer, question
    return (second, again) if second.outcome is not InsuranceOutcome.NEW_CARD else (answer, question)


def _ask(conversation: Conversation, question: Question) -> CardAnswer:
    settings = conversation.settings
    body = conversation.question_body(question)

    def request(token: Token) -> Request:
        query = conversation.account_query(token)
        return Request(conversation.address(LOOK_UP_CARD), body, settings.bodies.card, query)

    def read(answer: Mapping[str, Any], entry: Entry) -> CardAnswer:
        return _read(answer, entry, settings)

    return conversation.call(PortalCallName.CARD, request, read)


def _read(answer: Mapping[str, Any], entry: Entry, settings: PortalSettings) -> CardAnswer:
    said = parse_card_answer(answer)
    if said.result_code is None:
        said = replace(said, result_code=settings.code_in_words(fields.text(answer, "maKetQua")))
    entry.result_code = said.result_code
    if said.result_code == LOGIN_REFUSED:
        raise Unauthorized("maKetQua 401")
    return said


def _answer(settings: PortalSettings, said: CardAnswer, visit_day: date) -> InsuranceAnswer:
    meaning = settings.meaning_of(said.result_code)
    return InsuranceAnswer(
        outcome=meaning.outcome,
        result_code=said.result_code,
        next_steps=meaning.next_steps,
        card=_card_on(visit_day, said),
        holder_name=said.holder_name,
        holder_birth=said.holder_birth,
        holder_sex=said.holder_sex,
        holder_address=said.holder_address,
        note=said.note,
    )


def _card_on(visit_day: date, said: CardAnswer) -> InsuranceCard | None:
    """The card that counts on the day of the visit: the new one once it has begun (result 004 shows both)."""
    new = said.new_card
    if new is not None and new.valid_from is not None and new.valid_from <= visit_day:
        return new
    if said.card.card_number is None and said.card.valid_from is None:
        return new
    return said.card
