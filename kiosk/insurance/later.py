"""Questions that the portal did not answer while their citizen stood here: asked again by themselves until it does.

Reception has gone on meanwhile (Decree 188/2025/NĐ-CP, article 38). Several desks may work off one list: a question is
taken with a lease, so two never ask it at once, and one that dies with its desk comes back when the lease is over.
"""

from __future__ import annotations

import hashlib
import random
import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Protocol

from kiosk.domain.dates import vietnamese_date
from kiosk.domain.insurance import Happened, InsuranceAnswer, InsuranceOutcome, PortalCall, PortalCallName
from kiosk.domain.look_up import FollowUp, LookUpState, PendingLookUp, Question
from kiosk.domain.record import RecordId
from kiosk.insurance.errors import SettingsError
from kiosk.insurance.holder import differing, of_somebody_else
from kiosk.runtime.clock import Clock
from kiosk.runtime.log import logger
from kiosk.runtime.uuid7 import uuid7

LEASE = timedelta(minutes=5)
"""Far longer than one look-up can take."""
MOST_EVIDENCE = 200
"""Entries kept of one question. The first and the newest say what the law wants to know: since when, and until when."""
_LARGEST_EXPONENT = 30

_log = logger("kiosk.insurance")
system_jitter: Callable[[], float] = random.SystemRandom().random


class PendingLookUps(Protocol):
    """Where questions wait; `kiosk.records.look_ups.LookUpRows` is one."""

    def take_due(self, now: datetime, lease_until: datetime) -> PendingLookUp | None:
        """The pending question that is due longest, put off to `lease_until` in the same breath; None when none is."""
        ...

    def save(self, look_up: PendingLookUp) -> None:
        """Keep it, new or changed."""
        ...

    def change(self, look_up: PendingLookUp) -> None:
        """Keep what became of it; nothing when it was erased since it was taken: an erased person stays erased."""
        ...


class Answers(Protocol):
    """Who is asked; `PortalClient` is one."""

    @property
    def resting(self) -> bool: ...

    def ask(self, question: Question, visit_day: date) -> InsuranceAnswer: ...


@dataclass(frozen=True)
class LaterRules:
    """When to ask again."""

    first_s: float = 60.0
    longest_s: float = 3600.0
    give_up_days: int = 3

    def __post_init__(self) -> None:
        if not 0 < self.first_s <= self.longest_s or self.give_up_days < 1:
            raise SettingsError("waits are positive seconds that grow, days are at least one")


class LaterLookUps:
    """One round at a time for each program; rounds of several programs do not disturb each other."""

    def __init__(
        self,
        store: PendingLookUps,
        client: Answers,
        clock: Clock,
        rules: LaterRules | None = None,
        *,
        jitter: Callable[[], float] = system_jitter,
    ) -> None:
        self._store = store
        self._client = client
        self._clock = clock
        self._rules = rules or LaterRules()
        self._jitter = jitter

    def remember(
        self, record_id: RecordId, question: Question, asked_at: datetime, evidence: Sequence[PortalCall]
    ) -> None:
        """Owe this record an answer. `evidence` is what was tried at the desk (`InsuranceAnswer.calls`)."""
        tried = tuple(evidence) or (PortalCall(PortalCallName.CARD, asked_at, Happened.LEFT_ALONE, 0.0),)
        self._store.save(PendingLookUp(record_id, question, _kept(tried), 1, self._next(1)))

    def run_due(
        self,
        cancelled: Callable[[], bool],
        keep: Callable[[FollowUp], None] = lambda follow_up: None,
        *,
        by_person: bool = False,
    ) -> list[FollowUp]:
        """Ask everything that is due, oldest first, until done, cancelled, or the portal is found away.

        `keep` gets each answer before the question is struck off, so that a crash in between asks once more instead of
        losing it; what it raises passes through, and the question stays. When a person wants it (`by_person`), a
        question that is too old is asked once more.
        """
        found: list[FollowUp] = []
        while not cancelled() and not self._client.resting:
            now = self._clock.now()
            due = self._store.take_due(now, now + LEASE)
            if due is None:
                break
            if due.question is None or (self._is_too_old(due) and not by_person):
                self._give_up(due)
                continue
            answer = self._client.ask(due.question, vietnamese_date(due.asked[0].at if due.asked else now))
            if answer.owed:
                self._put_off(due, answer)
                if answer.outcome is InsuranceOutcome.CONFIGURATION:
                    break  # The account is refused: every further question would be.
                continue
            follow_up = self._follow_up(due, due.question, answer)
            keep(follow_up)
            self._settle(due, follow_up)
            found.append(follow_up)
        return found

    def _follow_up(self, due: PendingLookUp, question: Question, answer: InsuranceAnswer) -> FollowUp:
        differs = differing(question, answer)
        if differs:
            answer = of_somebody_else(answer)
            _log.warning("look_up.of_somebody_else", record_id=due.record_id, differs=",".join(differs))
        new_id = follow_up_id(due.record_id, settled=not differs)
        return FollowUp(due.record_id, new_id, answer, self._clock.now(), due.asked, differs)

    def _put_off(self, due: PendingLookUp, answer: InsuranceAnswer) -> None:
        attempts = due.attempts + 1
        asked = _kept((*due.asked, *answer.calls))
        again = replace(due, asked=asked, attempts=attempts, next_at=self._next(attempts))
        if self._is_too_old(again):
            self._give_up(again)
        else:
            self._store.change(again)

    def _settle(self, due: PendingLookUp, follow_up: FollowUp) -> None:
        """Strike it off; an answer about somebody else leaves the question on the staff's list, with its values."""
        self._store.change(
            replace(
                due,
                question=due.question if follow_up.differs else None,
                state=LookUpState.GIVEN_UP if follow_up.differs else LookUpState.ANSWERED,
                answered_at=follow_up.answered_at,
                result_code=follow_up.answer.result_code,
                outcome=follow_up.answer.outcome.value,
            )
        )

    def _give_up(self, due: PendingLookUp) -> None:
        self._store.change(replace(due, state=LookUpState.GIVEN_UP, answered_at=self._clock.now()))
        _log.warning("look_up.given_up", record_id=due.record_id, attempts=due.attempts)

    def _is_too_old(self, due: PendingLookUp) -> bool:
        return bool(due.asked) and self._clock.now() - due.asked[0].at > timedelta(days=self._rules.give_up_days)

    def _next(self, attempts: int) -> datetime:
        """Evenly between half of the grown wait and all of it: a hundred desks must not knock in the same second."""
        grown = min(self._rules.longest_s, self._rules.first_s * 2.0 ** min(attempts - 1, _LARGEST_EXPONENT))
        return self._clock.now() + timedelta(seconds=grown * (0.5 + 0.5 * self._jitter()))


def follow_up_id(record_id: RecordId, *, settled: bool = True) -> RecordId:
    """The id of the record that follows `record_id`: of the same millisecond, the rest derived, always the same.

    The record that says "somebody else" (`settled` false) has another, so that it never stands in the right one's way.
    """
    first = uuid.UUID(record_id)
    label = b"mot-cham insurance follow-up " if settled else b"mot-cham insurance of somebody else "
    derived = hashlib.sha256(label + first.bytes).digest()
    return RecordId(str(uuid7(first.int >> 80, derived)))


def _kept(asked: tuple[PortalCall, ...]) -> tuple[PortalCall, ...]:
    if len(asked) <= MOST_EVIDENCE:
        return asked
    return (*asked[: MOST_EVIDENCE // 2], *asked[-MOST_EVIDENCE // 2 :])
