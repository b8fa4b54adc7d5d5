"""What every call of the portal needs: a token, a place under the rate, one more try after 401, a diary."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

import httpx

from kiosk.domain.insurance import Happened, PortalCallName
from kiosk.domain.look_up import Question
from kiosk.insurance.answers import Token, parse_token
from kiosk.insurance.diary import Diary, Entry
from kiosk.insurance.errors import LoginRefused, PortalTrouble, Unauthorized
from kiosk.insurance.exchange import Request, ask
from kiosk.insurance.fields import result_code
from kiosk.insurance.login import TokenKeeper, password_digest
from kiosk.insurance.resting import CallRate
from kiosk.insurance.settings import PortalSettings

TAKE_TOKEN = "/api/token/take"  # noqa: S105 - a path, not a password
LOGIN_DONE = "200"
LOGIN_REFUSED = "401"

Answer = TypeVar("Answer")
MakeRequest = Callable[[Token], Request]
Read = Callable[[Mapping[str, Any], Entry], Answer]
"""Checks an answer and writes its result code into the diary; `Unauthorized` when the answer says so in its words."""


@dataclass
class Conversation:
    """Lives for one look-up."""

    settings: PortalSettings
    tokens: TokenKeeper
    client: httpx.Client
    rate: CallRate
    diary: Diary
    pause: Callable[[float], None] = field(default=time.sleep)

    def call(self, name: PortalCallName, request: MakeRequest, read: Read[Answer]) -> Answer:
        """One call, and once more with a new token after 401: the only thing that is ever retried at once.

        Raises:
            PortalTrouble: nothing usable came back.
            LoginRefused: the account is not accepted.
        """
        token = self._token()
        try:
            return self._send(name, request(token), read)
        except Unauthorized:
            self.tokens.forget(token)
        try:
            return self._send(name, request(self._token()), read)
        except Unauthorized:
            raise LoginRefused(LOGIN_REFUSED) from None

    def address(self, path: str) -> str:
        return self.settings.url.rstrip("/") + path

    def account_query(self, token: Token) -> dict[str, str]:
        """How the card and the history want the account: in the query (CV 1923/BHXH-CNTT)."""
        return {
            "token": token.access_token,
            "id_token": token.id_token,
            "username": self.settings.username,
            "password": password_digest(self.settings.password),
        }

    def question_body(self, question: Question) -> dict[str, str]:
        """What the card and the history ask: about whom, and in whose name (CV 1923/BHXH-CNTT)."""
        return {
            "maThe": question.number,
            "hoTen": question.name,
            "ngaySinh": question.birth,
            "hoTenCb": self.settings.staff_name,
            "cccdCb": self.settings.staff_citizen_number,
        }

    def _token(self) -> Token:
        return self.tokens.token(self._take_token, self.settings.timeouts.total_s)

    def _take_token(self) -> Token:
        body = {"username": self.settings.username, "password": password_digest(self.settings.password)}
        request = Request(self.address(TAKE_TOKEN), body, self.settings.bodies.token)
        try:
            return self._send(PortalCallName.TOKEN, request, _read_login)
        except Unauthorized:
            raise LoginRefused(LOGIN_REFUSED) from None

    def _send(self, name: PortalCallName, request: Request, read: Read[Answer]) -> Answer:
        self._wait_for_the_rate(name)
        with self.diary.call(name) as entry:
            return read(ask(self.client, request, self.settings.max_response_bytes), entry)

    def _wait_for_the_rate(self, name: PortalCallName) -> None:
        left = self.settings.limits.longest_wait_s
        while (wait := self.rate.take()) > 0:
            if wait > left:
                self.diary.not_sent(name, Happened.RATE_LIMITED)
                raise PortalTrouble("our own limit of calls", Happened.RATE_LIMITED)
            self.pause(wait)
            left -= wait


def _read_login(answer: Mapping[str, Any], entry: Entry) -> Token:
    code = entry.result_code = result_code(answer)
    if code == LOGIN_REFUSED:
        raise Unauthorized("maKetQua 401")
    if code != LOGIN_DONE:
        raise PortalTrouble("a login that was not granted", Happened.NO_TOKEN)
    return parse_token(answer)
