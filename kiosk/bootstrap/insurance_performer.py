"""The insurance station: one wish to look somebody up becomes one event with the answer and what it means here."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from kiosk.domain.coverage import Coverage
from kiosk.domain.dates import vietnamese_date
from kiosk.domain.identity import Identity
from kiosk.domain.insurance import InsuranceAnswer, InsuranceOutcome
from kiosk.forms import FormDefinition, with_typed_facts
from kiosk.identification import compare_with_portal
from kiosk.insurance import PortalClient
from kiosk.runtime.clock import Clock
from kiosk.visit import effects as wish
from kiosk.visit import events as happened
from kiosk.visit.conductor import Post

Judge = Callable[[InsuranceAnswer, datetime, Identity], Coverage]
"""What an answer means for somebody's visit at a moment, at this facility."""


class InsurancePerformer:
    """Fulfils `LookUpInsurance`. The client never raises for what a portal does."""

    def __init__(self, client: PortalClient | None, judge: Judge, definition: FormDefinition, clock: Clock) -> None:
        """`client` is None at a desk whose service asks no portal: then nobody's data go there."""
        self._client = client
        self._judge = judge
        self._definition = definition
        self._clock = clock

    def look_up(self, effect: wish.LookUpInsurance, post: Post) -> None:
        if self._client is None:
            nobody_asked = InsuranceAnswer(InsuranceOutcome.NOT_ASKED, None, attempts=0)
            post(happened.InsuranceAnswered(effect.visit_id, nobody_asked))
            return
        now = self._clock.now()
        asked_about = with_typed_facts(self._definition, effect.identity, effect.form)
        again = effect.form is not None  # A person wants to know anew; what was said earlier today is not enough.
        answer = self._client.look_up(asked_about, vietnamese_date(now), ask_again=again)
        post(
            happened.InsuranceAnswered(
                effect.visit_id,
                answer,
                self._judge(answer, now, asked_about),
                compare_with_portal(asked_about, answer),
            )
        )
