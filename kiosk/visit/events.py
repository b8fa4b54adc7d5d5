"""Everything that can happen during a visit, one class each.

Results of work carry the `visit_id` they belong to: an answer that arrives after its visit was cancelled is dropped.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from kiosk.domain.coverage import Coverage
from kiosk.domain.device import Device
from kiosk.domain.failure import FailureCode
from kiosk.domain.form import FilledForm
from kiosk.domain.identity import Disagreement, Identity
from kiosk.domain.insurance import InsuranceAnswer
from kiosk.domain.progress import Progress
from kiosk.domain.record import Receipt, RecordId
from kiosk.domain.ticket import Ticket
from kiosk.domain.verdict import Verdict


@dataclass(frozen=True)
class Portrait:
    """The chip's photo, decoded in a limited process: `rgb` is height × width × 3 bytes."""

    width: int
    height: int
    rgb: bytes = field(repr=False)
    trusted: bool
    """True only when EF.SOD confirms DG2 and its signature leads to a trusted issuer."""


# What people and devices do.


@dataclass(frozen=True)
class CodeScanned:
    """A code was read and understood; `identity` holds its claims."""

    identity: Identity


@dataclass(frozen=True)
class NumberTyped:
    """A person typed a number, or what a birth certificate says, in place of a scan; `identity` holds it as claims of
    staff (`kiosk.identification.parse_typed`, `identity_of_child`). From here on it is a scan."""

    identity: Identity


@dataclass(frozen=True)
class CodeRejected:
    """A code was read, but it is not one we can start from."""

    failure: FailureCode


@dataclass(frozen=True)
class ManualEntryAsked:
    """There is no code to start from: the form opens empty and staff types what the card says."""


@dataclass(frozen=True)
class NoticeRead:
    """The sentence about a rejected code stood long enough to be read."""


@dataclass(frozen=True)
class CardArrived:
    """A card lies on `reader`, and no other lies on another."""

    reader: str


@dataclass(frozen=True)
class CardLeft:
    reader: str


@dataclass(frozen=True)
class SecondCardArrived:
    """Another card lies on another reader: nobody can say whose visit this is."""


@dataclass(frozen=True)
class DeviceFailed:
    """A device or its service went away."""

    failure: FailureCode
    device: Device


@dataclass(frozen=True)
class DeviceRecovered:
    """What a `DeviceFailed` was about works again."""

    device: Device


@dataclass(frozen=True)
class RetryAsked:
    """The person asks for the failed step again."""


@dataclass(frozen=True)
class ChipSkipped:
    """Staff goes on without the chip; everything stays a claim."""


@dataclass(frozen=True)
class FieldCorrected:
    name: str
    value: str = field(repr=False)


@dataclass(frozen=True)
class Confirmed:
    """Staff or citizen says: this is right, save and send it."""


@dataclass(frozen=True)
class Cancelled:
    """The visit ends without a record."""


@dataclass(frozen=True)
class TicketAsked:
    """The person wants the ticket printed again: the same number, on paper once more."""


@dataclass(frozen=True)
class CorrectionSlipAsked:
    """The person wants on paper where card, chip and portal do not say the same."""


@dataclass(frozen=True)
class TypingAsked:
    """The person wants the record typed into the window of another program, which they choose next."""


@dataclass(frozen=True)
class TypingCancelled:
    """No more keys, please."""


@dataclass(frozen=True)
class NextCitizen:
    """The finished visit may leave the screen."""


@dataclass(frozen=True)
class IdleTooLong:
    """Nobody touched anything for the desk's idle time, the warning included."""


# What work reports.


@dataclass(frozen=True)
class WorkEvent:
    visit_id: str


@dataclass(frozen=True)
class ReadingProgressed(WorkEvent):
    progress: Progress


@dataclass(frozen=True)
class ChipRead(WorkEvent):
    identity: Identity
    verdict: Verdict


@dataclass(frozen=True)
class PortraitDecoded(WorkEvent):
    portrait: Portrait


@dataclass(frozen=True)
class ReadingFailed(WorkEvent):
    failure: FailureCode


@dataclass(frozen=True)
class InsuranceAnswered(WorkEvent):
    answer: InsuranceAnswer
    coverage: Coverage | None = None
    """What the answer means here and today; None when nobody was asked."""
    disagreements: tuple[Disagreement, ...] = ()
    """Where the portal says something else of the citizen than card, chip and staff."""


@dataclass(frozen=True)
class FormFilled(WorkEvent):
    form: FilledForm


@dataclass(frozen=True)
class RecordSaved(WorkEvent):
    """The record is on disk, synced. Only now may a screen say "saved"."""

    record_id: RecordId


@dataclass(frozen=True)
class SavingFailed(WorkEvent):
    failure: FailureCode


@dataclass(frozen=True)
class TicketIssued(WorkEvent):
    """A number was given. It stands also when no paper came out."""

    ticket: Ticket
    failure: FailureCode | None = None
    """Why it is not on paper; None when it is, or when this desk prints none."""


@dataclass(frozen=True)
class TicketFailed(WorkEvent):
    """No number could be given: the person is called by name."""

    failure: FailureCode


@dataclass(frozen=True)
class SlipPrinted(WorkEvent):
    """The correction slip is on paper, or why it is not."""

    failure: FailureCode | None = None


@dataclass(frozen=True)
class TypingCountedDown(WorkEvent):
    seconds: int
    """Left to choose the window; 0: keys are pressed from now on."""


@dataclass(frozen=True)
class TypingEnded(WorkEvent):
    """Everything was typed, or not everything."""

    problem: str | None = None
    """The key of the sentence that says why not."""


@dataclass(frozen=True)
class RecordDelivered(WorkEvent):
    receipt: Receipt


@dataclass(frozen=True)
class DeliveryDeferred(WorkEvent):
    """Not delivered now; the outbox keeps trying and the visit may end."""

    failure: FailureCode | None = None
    """Set when waiting alone will not mend it and an administrator is needed."""


@dataclass(frozen=True)
class DeliveryRefused(WorkEvent):
    """The office refused the record for good; it stays in the outbox for a person to look at."""


@dataclass(frozen=True)
class WorkCrashed(WorkEvent):
    """An unexpected exception ended a step. It was logged with its traceback and without values."""

    work: str = ""
    """The class of the effect that was being fulfilled; empty when nobody knows."""


HumanOrDeviceEvent = (
    CodeScanned
    | NumberTyped
    | CodeRejected
    | ManualEntryAsked
    | NoticeRead
    | CardArrived
    | CardLeft
    | SecondCardArrived
    | DeviceFailed
    | DeviceRecovered
    | RetryAsked
    | ChipSkipped
    | FieldCorrected
    | Confirmed
    | Cancelled
    | TicketAsked
    | CorrectionSlipAsked
    | TypingAsked
    | TypingCancelled
    | NextCitizen
    | IdleTooLong
)
Event = HumanOrDeviceEvent | WorkEvent
