"""One look-up as the portal sees it: log in if needed, ask, log in again at most once, follow a new card at most
once.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import httpx

from kiosk.domain.insurance import InsuranceAnswer, InsuranceCard, InsuranceOutcome
from kiosk.insurance.answers import CardAnswer, Token, parse_card_answer, parse_token, result_code
from kiosk.insurance.errors import LoginRefused, PortalTrouble, Unauthorized
from kiosk.insurance.exchange import Request, ask
from kiosk.insurance.login import TokenKeeper, password_digest
from kiosk.insurance.question import Question
from kiosk.insurance.settings import PortalSettings

TAKE_TOKEN = "/api/token/take"  # noqa: S105 - a path, not a password
LOOK_UP_CARD = "/api/egw/KQNhanLichSuKCB2024"
"""Mandatory since 1 August 2024; its predecessors were withdrawn that day (CV 1923/BHXH-CNTT)."""

LOGIN_DONE = "200"
LOGIN_REFUSED = "401"


@dataclass
class Conversation:
    """Lives for one look-up, in one thread."""

    settings: PortalSettings
    tokens: TokenKeeper
    client: httpx.Client
    today: date
    attempts: int = 0
    """How often the card was asked about."""

    def look_up(self, question: Question) -> InsuranceAnswer:
        """Ask, and ask once more about the new card when the portal says that the old one was replaced (003).

        Raises:
            PortalTrouble: nothing usable came back for the first question.
            LoginRefused: the account is not accepted.
        """
        first = self._ask_about(question)
        answer = self._answer(first)
        if answer.outcome is not InsuranceOutcome.NEW_CARD or first.new_card is None:
            return answer
        again = question.about_card(first.new_card.card_number or "")
        if again is None or again == question:
            return answer
        try:
            second = self._answer(self._ask_about(again))
        except PortalTrouble:
            return answer
        return second if second.outcome is not InsuranceOutcome.NEW_CARD else answer

    def _ask_about(self, question: Question) -> CardAnswer:
        token = self._token()
        try:
            return self._ask_with(token, question)
        except Unauthorized:
            self.tokens.forget(token)
        try:
            return self._ask_with(self._token(), question)
        except Unauthorized:
            raise LoginRefused(LOGIN_REFUSED) from None

    def _ask_with(self, token: Token, question: Question) -> CardAnswer:
        self.attempts += 1
        body = {
            "maThe": question.number,
            "hoTen": question.name,
            "ngaySinh": question.birth,
            "hoTenCb": self.settings.staff_name,
            "cccdCb": self.settings.staff_citizen_number,
        }
        query = {
            "token": token.access_token,
            "id_token": token.id_token,
            "username": self.settings.username,
            "password": password_digest(self.settings.password),
        }
        request = Request(self._address(LOOK_UP_CARD), body, self.settings.card_body, query)
        raw = ask(self.client, request, self.settings.max_response_bytes)
        answer = parse_card_answer(raw)
        if answer.result_code == LOGIN_REFUSED:
            raise Unauthorized("maKetQua 401")
        return answer

    def _token(self) -> Token:
        return self.tokens.token(self._take_token, self.settings.timeouts.total_s)

    def _take_token(self) -> Token:
        body = {"username": self.settings.username, "password": password_digest(self.settings.password)}
        request = Request(self._address(TAKE_TOKEN), body, self.settings.token_body)
        try:
            raw = ask(self.client, request, self.settings.max_response_bytes)
        except Unauthorized:
            raise LoginRefused(LOGIN_REFUSED) from None
        code = result_code(raw)
        if code == LOGIN_REFUSED:
            raise LoginRefused(code)
        if code != LOGIN_DONE:
            raise PortalTrouble("a login that was not granted")
        return parse_token(raw)

    def _address(self, path: str) -> str:
        return self.settings.url.rstrip("/") + path

    def _answer(self, said: CardAnswer) -> InsuranceAnswer:
        outcome = self.settings.outcomes.get(said.result_code or "", InsuranceOutcome.UNKNOWN)
        return InsuranceAnswer(
            outcome=InsuranceOutcome(outcome),
            result_code=said.result_code,
            card=_card_on(self.today, said),
            holder_name=said.holder_name,
            holder_birth=said.holder_birth,
            note=said.note,
        )


def _card_on(visit: date, said: CardAnswer) -> InsuranceCard | None:
    """The card that counts on the day of the visit: the new one once it has begun (result 004 shows both)."""
    new = said.new_card
    if new is not None and new.valid_from is not None and new.valid_from <= visit:
        return new
    if said.card.card_number is None and said.card.valid_from is None:
        return new
    return said.card
