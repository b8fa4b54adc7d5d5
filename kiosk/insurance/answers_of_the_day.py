"""Answers of today, so that the same person is not asked about twice: somebody who comes back, a visit begun again.

They live in memory only, as long as the day and no longer than the program, and only as many as the site says.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from datetime import date, timedelta

from kiosk.domain.dates import vietnamese_date
from kiosk.domain.insurance import InsuranceAnswer, InsuranceOutcome
from kiosk.domain.look_up import Question
from kiosk.runtime.clock import Clock

SETTLED = frozenset({
    InsuranceOutcome.COVERED,
    InsuranceOutcome.STAFF_CHECK,
    InsuranceOutcome.NEW_CARD,
    InsuranceOutcome.NOT_COVERED,
    InsuranceOutcome.MISMATCH,
    InsuranceOutcome.CHILD,
})  # fmt: skip
"""Outcomes that would be the same a minute later."""
_DAY_S = timedelta(days=1).total_seconds()


class AnswersOfTheDay:
    """Number, name, date of birth and day of the visit must all be the same."""

    def __init__(self, clock: Clock, most: int) -> None:
        self._clock = clock
        self._most = most
        self._lock = threading.Lock()
        self._today: date | None = None
        self._answers: OrderedDict[tuple[Question, date], tuple[float, InsuranceAnswer]] = OrderedDict()

    def __repr__(self) -> str:
        return "AnswersOfTheDay()"

    def get(self, question: Question, visit_day: date) -> InsuranceAnswer | None:
        with self._lock:
            self._turn_the_page()
            kept = self._answers.get((question, visit_day))
            if kept is None or self._clock.monotonic() - kept[0] > _DAY_S:
                return None
            return kept[1]

    def keep(self, question: Question, visit_day: date, answer: InsuranceAnswer) -> None:
        if answer.outcome not in SETTLED:
            return
        with self._lock:
            self._turn_the_page()
            self._answers[question, visit_day] = (self._clock.monotonic(), answer)
            self._answers.move_to_end((question, visit_day))
            while len(self._answers) > self._most:
                self._answers.popitem(last=False)

    def _turn_the_page(self) -> None:
        today = vietnamese_date(self._clock.now())
        if today != self._today:
            self._today = today
            self._answers.clear()
