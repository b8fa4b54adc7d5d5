"""Asking the health-insurance portal (BHXH) about a citizen, in the time reception has.

A portal that is slow, down or strange is an answer ("later"), not an error: reception goes on without it (Decree
188/2025, article 38). Timeouts are never retried here: the portal counts calls and restricts accounts. From 27 July
2024 it answers registered addresses only, so a real installation talks to it through the facility's own gateway.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import httpx

from kiosk.domain.identity import Identity
from kiosk.domain.insurance import InsuranceAnswer, InsuranceOutcome
from kiosk.insurance.conversation import Conversation
from kiosk.insurance.deadline import within
from kiosk.insurance.errors import LoginRefused, PortalTrouble
from kiosk.insurance.exchange import new_client
from kiosk.insurance.login import TokenKeeper
from kiosk.insurance.question import Question, question_about
from kiosk.insurance.settings import PortalSettings
from kiosk.runtime.clock import Clock, SystemClock


class PortalClient:
    """Safe to use from several threads; they share one login."""

    def __init__(
        self, settings: PortalSettings, *, transport: httpx.BaseTransport | None = None, clock: Clock | None = None
    ) -> None:
        self._settings = settings
        self._transport = transport
        self._clock = clock or SystemClock()
        self._tokens = TokenKeeper(self._clock, settings.timeouts.token_lifetime_s)

    def look_up(self, identity: Identity, today: date) -> InsuranceAnswer:
        """What the portal says about `identity` on the day `today`. Never raises for anything the portal does."""
        question = question_about(identity)
        if question is None:
            return InsuranceAnswer(InsuranceOutcome.NOT_ASKED, None, attempts=0)
        started = self._clock.monotonic()
        answer = self._ask(question, today)
        return replace(answer, elapsed_s=max(0.0, self._clock.monotonic() - started))

    def _ask(self, question: Question, today: date) -> InsuranceAnswer:
        limits = self._settings.timeouts
        client = new_client(self._transport, limits.connect_s, limits.total_s)
        conversation = Conversation(self._settings, self._tokens, client, today)

        def look_up() -> InsuranceAnswer:
            with client:
                return conversation.look_up(question)

        try:
            answer = within(limits.total_s, look_up, client.close)
        except PortalTrouble:
            answer = InsuranceAnswer(InsuranceOutcome.LATER, None)
        except LoginRefused as refused:
            answer = InsuranceAnswer(InsuranceOutcome.CONFIGURATION, refused.result_code)
        return replace(answer, attempts=conversation.attempts)
