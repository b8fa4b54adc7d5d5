"""Where a visit stands and what it holds."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from kiosk.domain.coverage import Coverage
from kiosk.domain.device import Device
from kiosk.domain.failure import FailureCode
from kiosk.domain.form import FilledForm
from kiosk.domain.identity import Disagreement, Identity
from kiosk.domain.insurance import InsuranceAnswer
from kiosk.domain.progress import Progress
from kiosk.domain.record import Receipt, RecordFate, RecordId
from kiosk.domain.ticket import Ticket
from kiosk.domain.verdict import Verdict
from kiosk.visit.events import Confirmed, FieldCorrected, Portrait, RetryAsked, SlipPrinted


class VisitState(StrEnum):
    IDLE = "idle"
    """Ready for the next citizen. A card may already lie on the reader."""
    AWAITING_CARD = "awaiting_card"
    """The code is known; the chip is not read yet, or must be read again."""
    READING = "reading"
    LOOKING_UP = "looking_up"
    """The portal is asked, then the form is filled."""
    REVIEWING = "reviewing"
    """A person looks, corrects, confirms."""
    SAVING = "saving"
    DELIVERING = "delivering"
    """The record is on disk; the office is being told."""
    FINISHED = "finished"


@dataclass(frozen=True)
class Typing:
    """The record on its way into another program's window."""

    asking: int = 1
    """How many times it was asked for in this visit."""
    seconds: int | None = None
    """Left to choose the window; 0 while keys are pressed, None before the count begins."""
    over: bool = False
    problem: str | None = None
    """Once it is over: the key of the sentence that says why not everything was typed."""


@dataclass(frozen=True)
class Visit:
    """One citizen's visit so far. Frozen: every step gives a new one."""

    visit_id: str
    state: VisitState = VisitState.IDLE
    reader: str | None = None
    """The reader on which a card lies now; None also while there is more than one card."""
    two_cards: bool = False
    """Cards lie on more than one reader."""
    claim: Identity | None = None
    """What the code said."""
    identity: Identity | None = None
    """What is known after the chip; the claim itself when the chip was skipped."""
    verdict: Verdict | None = None
    portrait: Portrait | None = None
    progress: Progress | None = None
    readings: int = 0
    """How many times the chip was asked for in this visit: tells a reading that was stopped from the one after it."""
    insurance: InsuranceAnswer | None = None
    coverage: Coverage | None = None
    """What the insurance answer means here and today."""
    portal_disagreements: tuple[Disagreement, ...] = ()
    """Where the portal says something else of the citizen than card, chip and staff."""
    form: FilledForm | None = None
    corrections: tuple[FieldCorrected, ...] = ()
    """Asked for and not in `form` yet, in order; the first is being checked. Nothing is saved while one is open."""
    following: Confirmed | RetryAsked | None = None
    """What was asked for meanwhile; it happens after the last correction."""
    record_id: RecordId | None = None
    fate: RecordFate | None = None
    receipt: Receipt | None = None
    ticket: Ticket | None = None
    ticket_failure: FailureCode | None = None
    """Why there is no number, or no paper with it."""
    slip: SlipPrinted | None = None
    """What became of the correction slip that was asked for last; None while none was, or while it is printed."""
    typing: Typing | None = None
    """None while nobody asked for the record to be typed elsewhere."""
    failure: FailureCode | None = None
    """What went wrong last; the state says what can be done now."""
    failed_device: Device | None = None
    """The device that `failure` is about, when it is about one."""

    @property
    def disagreements(self) -> tuple[Disagreement, ...]:
        """Every place where two sources differ: code against chip, then either against the portal."""
        return (() if self.identity is None else self.identity.disagreements) + self.portal_disagreements

    @property
    def is_typing(self) -> bool:
        """The countdown runs, or keys are pressed."""
        return self.typing is not None and not self.typing.over

    def __repr__(self) -> str:
        return f"Visit({self.state.value})"
