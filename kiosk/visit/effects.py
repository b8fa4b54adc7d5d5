"""What the visit asks others to do. An effect is a wish with everything needed to fulfil it; the answer is an event."""

from __future__ import annotations

from dataclasses import dataclass

from kiosk.domain.coverage import Coverage
from kiosk.domain.form import FilledForm
from kiosk.domain.identity import Disagreement, Identity
from kiosk.domain.insurance import InsuranceAnswer
from kiosk.domain.record import RecordId
from kiosk.domain.verdict import Verdict


@dataclass(frozen=True)
class Effect:
    visit_id: str


@dataclass(frozen=True)
class ReadChip(Effect):
    """Answered by `ReadingProgressed`…, then `ChipRead` (and `PortraitDecoded`) or `ReadingFailed`."""

    reader: str
    claim: Identity
    reading: int = 1
    """Which reading of this visit it is, from 1."""


@dataclass(frozen=True)
class StopReading(Effect):
    """Give the reader back: this reading, and any before it in the same visit, is no longer wanted."""

    reading: int = 1


@dataclass(frozen=True)
class LookUpInsurance(Effect):
    """Answered by `InsuranceAnswered`, always."""

    identity: Identity
    form: FilledForm | None = None
    """What staff typed into it is asked with, instead of what the identity says."""


@dataclass(frozen=True)
class FillForm(Effect):
    """Answered by `FormFilled`. What a person corrected in `previous` stands."""

    identity: Identity
    insurance: InsuranceAnswer
    previous: FilledForm | None = None
    coverage: Coverage | None = None


@dataclass(frozen=True)
class CorrectField(Effect):
    """Check a person's correction against the form's rules. Answered by `FormFilled`, also when nothing changed. One at
    a time: the next is wished for with the form that this one gave."""

    form: FilledForm
    name: str
    value: str


@dataclass(frozen=True)
class SaveRecord(Effect):
    """Answered by `RecordSaved` or `SavingFailed`."""

    form: FilledForm
    identity: Identity
    verdict: Verdict | None
    insurance: InsuranceAnswer | None


@dataclass(frozen=True)
class IssueTicket(Effect):
    """A number in the queue for a saved record; wished for again, the same number on paper once more. Answered by
    `TicketIssued` or `TicketFailed`, and by nothing where the service gives no numbers."""

    record_id: RecordId
    form: FilledForm
    identity: Identity


@dataclass(frozen=True)
class PrintCorrectionSlip(Effect):
    """Put on paper where card, chip and portal do not say the same. Answered by `SlipPrinted`."""

    claim: Identity | None
    identity: Identity
    disagreements: tuple[Disagreement, ...]


@dataclass(frozen=True)
class TypeRecord(Effect):
    """Type a saved record into the window that the person chooses. Answered by `TypingCountedDown`…, then
    `TypingEnded`, and by nothing at a desk that does not type."""

    record_id: RecordId
    asking: int = 1
    """Which asking of this visit it is, from 1."""


@dataclass(frozen=True)
class StopTyping(Effect):
    """Press no more keys for this asking. The asking still ends by its own `TypingEnded`."""

    asking: int = 1


@dataclass(frozen=True)
class DeliverRecord(Effect):
    """Answered by `RecordDelivered`, `DeliveryDeferred` or `DeliveryRefused`."""

    record_id: RecordId


@dataclass(frozen=True)
class Wipe(Effect):
    """Forget this visit: screen, clipboard, buffers. Answered by nothing."""
