"""A question to the insurance portal that outlives its visit.

Reception goes on when the portal is down: the number is noted, the patient is received, the question is asked again
later, and what happened is kept as evidence (Decree 188/2025/NĐ-CP, article 38).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from kiosk.domain.identity import FactName, Sex
from kiosk.domain.insurance import InsuranceAnswer, PortalCall
from kiosk.domain.record import RecordId


@dataclass(frozen=True)
class Question:
    """The three values the portal compares, and a fourth that its answer is held against here.

    Made by `kiosk.insurance.question_about`, which knows their forms.
    """

    number: str = field(repr=False)
    """maThe: citizen number (12), insurance number (10) or card number (15 or 17)."""
    name: str = field(repr=False)
    """hoTen, upper-cased: most clients send it so."""
    birth: str = field(repr=False)
    """ngaySinh with slashes: `dd/MM/yyyy`, `MM/yyyy` or `yyyy`. Packed digits are refused by newer functions."""
    sex: Sex | None = field(default=None, repr=False)
    """Not sent: an answer about somebody of the other sex is about somebody else. None when it is not known."""


class LookUpState(StrEnum):
    PENDING = "pending"
    ANSWERED = "answered"
    GIVEN_UP = "given_up"
    """Asked for as many days as the site allows, or answered with somebody else's data (outcome `mismatch`): it stands
    on the staff's list."""


@dataclass(frozen=True)
class PendingLookUp:
    """One record whose look-up is owed, as the store keeps it."""

    record_id: RecordId
    question: Question | None
    """None once it was answered: the values are in the records then, and nowhere twice."""
    asked: tuple[PortalCall, ...]
    """Every attempt that failed, the first one at the desk included."""
    attempts: int
    next_at: datetime
    state: LookUpState = LookUpState.PENDING
    answered_at: datetime | None = None
    result_code: str | None = None
    outcome: str | None = None


@dataclass(frozen=True)
class FollowUp:
    """An answer that came after its citizen had left. It becomes a record of its own that follows the first."""

    record_id: RecordId
    """The visit's record."""
    follow_up_id: RecordId
    """The id of the record it becomes: the same every time, so that a crash between two steps doubles nothing."""
    answer: InsuranceAnswer
    answered_at: datetime
    asked: tuple[PortalCall, ...]
    """The evidence: when each failed attempt was made, what happened, how long it took."""
    differs: tuple[FactName, ...] = ()
    """What the holder of the answer does not share with the citizen asked for; nothing of the holder is in it then."""
