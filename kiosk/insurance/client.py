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
from kiosk.domain.insurance import Happened, InsuranceAnswer, InsuranceOutcome, PortalCall, PortalCallName
from kiosk.domain.look_up import Question
from kiosk.insurance.answers_of_the_day import AnswersOfTheDay
from kiosk.insurance.card_look_up import look_up_card
from kiosk.insurance.conversation import LOGIN_REFUSED, Conversation
from kiosk.insurance.deadline import Attempt
from kiosk.insurance.diary import Diary
from kiosk.insurance.errors import LoginRefused, PortalTrouble
from kiosk.insurance.exchange import new_client
from kiosk.insurance.extras import ExtraRests, ask_extras
from kiosk.insurance.login import TokenKeeper
from kiosk.insurance.question import question_about
from kiosk.insurance.resting import CallRate, Rest
from kiosk.insurance.settings import POSITIVE, PortalSettings
from kiosk.runtime.clock import Clock, SystemClock
from kiosk.runtime.log import logger

_log = logger("kiosk.insurance")


class PortalClient:
    """Safe to use from several threads; they share one login, one rate, one memory of the day."""

    def __init__(
        self, settings: PortalSettings, *, transport: httpx.BaseTransport | None = None, clock: Clock | None = None
    ) -> None:
        self._settings = settings
        self._transport = transport
        self._clock = clock or SystemClock()
        self._tokens = TokenKeeper(self._clock, settings.timeouts.token_lifetime_s)
        self._rate = CallRate(self._clock, settings.limits.calls_per_minute, settings.limits.burst)
        self._remembered = AnswersOfTheDay(self._clock, settings.limits.remembered)
        self._rest, history, copayment = (
            Rest(self._clock, settings.limits.failures_to_rest, settings.limits.rest_s) for _ in range(3)
        )
        self._extra_rests = ExtraRests(history, copayment)
        self._refusal = Rest(self._clock, 1, settings.limits.refused_rest_s)

    @property
    def resting(self) -> bool:
        """True while the portal is left alone after failures; who asks on somebody's behalf may wait with it."""
        return self._rest.is_on

    def look_up(self, identity: Identity, today: date, *, ask_again: bool = False) -> InsuranceAnswer:
        """What the portal says about `identity` on the day `today`. Never raises for anything the portal does.

        The same person is asked about once a day; `ask_again` is for a person who wants to know anew.
        """
        question = question_about(identity)
        if question is None:
            return InsuranceAnswer(InsuranceOutcome.NOT_ASKED, None, attempts=0)
        return self.ask(question, today, ask_again=ask_again)

    def ask(self, question: Question, visit_day: date, *, ask_again: bool = False) -> InsuranceAnswer:
        """As `look_up`, for a question that was made earlier."""
        known = None if ask_again else self._remembered.get(question, visit_day)
        if known is not None:
            return replace(known, remembered=True, calls=(), attempts=0, elapsed_s=0.0)
        started = self._clock.monotonic()
        answer = self._held_back(ask_again) or self._ask(question, visit_day, ask_again)
        answer = replace(answer, elapsed_s=max(0.0, self._clock.monotonic() - started))
        self._remembered.keep(question, visit_day, answer)
        _log.info(
            "portal.looked_up",
            outcome=answer.outcome.value,
            result_code=answer.result_code,
            attempts=answer.attempts,
            elapsed_s=round(answer.elapsed_s, 3),
        )
        return answer

    def _held_back(self, by_person: bool) -> InsuranceAnswer | None:
        """The answer without a call: a refused account is not tried again and again, a failing portal gets a rest."""
        left_alone = (PortalCall(PortalCallName.CARD, self._clock.now(), Happened.LEFT_ALONE, 0.0),)
        if not self._refusal.allows(by_person=by_person):
            return replace(self._refused(LOGIN_REFUSED), calls=left_alone, attempts=0)
        if not self._rest.allows(by_person=by_person):
            return replace(self._later(), calls=left_alone, attempts=0)
        return None

    def _ask(self, question: Question, visit_day: date, by_person: bool) -> InsuranceAnswer:
        limits, diary = self._settings.timeouts, Diary(self._clock)
        client = new_client(self._transport, limits.connect_s, limits.total_s)
        conversation = Conversation(self._settings, self._tokens, client, self._rate, diary)
        try:
            answer = self._ask_both(conversation, question, visit_day, by_person)
        except PortalTrouble as trouble:
            if trouble.happened is not Happened.RATE_LIMITED:
                self._rest.failed()
            answer = self._later()
        except LoginRefused as refused:
            self._refusal.failed()
            answer = self._refused(refused.result_code)
        finally:
            client.close()
        calls = diary.read()
        sent = [one for one in calls if one.call is PortalCallName.CARD and one.happened is not Happened.RATE_LIMITED]
        return replace(answer, calls=calls, attempts=len(sent))

    def _ask_both(
        self, conversation: Conversation, question: Question, visit_day: date, by_person: bool
    ) -> InsuranceAnswer:
        card = Attempt(lambda: look_up_card(conversation, question, visit_day))
        answer, asked = card.result(self._settings.timeouts.total_s)
        self._rest.succeeded()
        self._refusal.succeeded()
        if answer.outcome not in POSITIVE:
            return answer
        history, copayment = ask_extras(conversation, asked, self._extra_rests, by_person=by_person)
        return replace(answer, history=history, copayment=copayment)

    def _later(self) -> InsuranceAnswer:
        meaning = self._settings.meaning_of_silence
        return InsuranceAnswer(meaning.outcome, None, next_steps=meaning.next_steps)

    def _refused(self, code: str) -> InsuranceAnswer:
        steps = self._settings.meaning_of(code).next_steps
        return InsuranceAnswer(InsuranceOutcome.CONFIGURATION, code, next_steps=steps)
