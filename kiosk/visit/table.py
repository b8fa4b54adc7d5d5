"""The route of a visit, one row per transition. The diagram in the documentation is printed from this table.

A row says: in this state, when this happens (and the guard holds), do this step and be in that state. Rows are tried
from top to bottom. An event for which no row stands is ignored: a scanner that fires while a record is being saved
changes nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import product

from kiosk.visit import events as happened
from kiosk.visit import guards, steps, typing_steps
from kiosk.visit.effects import Effect
from kiosk.visit.state import Visit
from kiosk.visit.state import VisitState as S

Step = Callable[[Visit, happened.Event], tuple[Visit, tuple[Effect, ...]]]
Guard = Callable[[Visit, happened.Event], bool]

ACTIVE = (S.AWAITING_CARD, S.READING, S.LOOKING_UP, S.REVIEWING)
"""States in which a visit can still be given up: nothing has been confirmed."""


STARTABLE = (S.IDLE, S.AWAITING_CARD, S.FINISHED)
"""States in which a code or a typed number begins a new visit: another citizen, or the same one again."""

PRINTING = (S.REVIEWING, S.SAVING, S.DELIVERING, S.FINISHED)
"""States in which a correction slip can be asked for: all that can differ is known."""

CARD_THERE = "card on reader"
NO_KEY = "no chip key in it"
OPEN = "correction open"
LAST = "last correction"
READER = "the reader"
TICKET = "giving a number"
SLIP = "printing the slip"
TYPING = "typing"
NOT_TYPING = "not typing"
DIFFERS = "something differs"


@dataclass(frozen=True)
class Row:
    source: S
    event: type
    target: S
    step: Step
    guard: Guard | None = None
    note: str = ""
    """Shown on the diagram's arrow when the guard needs a word."""


STEPPING_UP: tuple[Row, ...] = (
    Row(S.IDLE, happened.CodeRejected, S.IDLE, steps.say_failure),
    Row(S.IDLE, happened.NoticeRead, S.IDLE, steps.forget_code_failure),
    Row(S.IDLE, happened.ManualEntryAsked, S.LOOKING_UP, steps.start_by_hand),
    Row(S.IDLE, happened.CardArrived, S.IDLE, steps.greet_card),
    Row(S.IDLE, happened.CardLeft, S.IDLE, steps.forget_card),
    Row(S.IDLE, happened.SecondCardArrived, S.IDLE, steps.say_two_cards),
    Row(S.IDLE, happened.DeviceFailed, S.IDLE, steps.say_failure),
)
"""Someone steps up."""

THE_CARD: tuple[Row, ...] = (
    Row(S.AWAITING_CARD, happened.CardArrived, S.READING, steps.read),
    Row(S.AWAITING_CARD, happened.RetryAsked, S.READING, steps.read_again, guards.card_is_there, CARD_THERE),
    Row(S.AWAITING_CARD, happened.CardLeft, S.AWAITING_CARD, steps.forget_card),
    Row(S.AWAITING_CARD, happened.SecondCardArrived, S.AWAITING_CARD, steps.say_two_cards),
    Row(S.AWAITING_CARD, happened.CodeRejected, S.AWAITING_CARD, steps.say_failure),
    Row(S.AWAITING_CARD, happened.ChipSkipped, S.LOOKING_UP, steps.go_on_with_claim),
    Row(S.AWAITING_CARD, happened.ManualEntryAsked, S.LOOKING_UP, steps.start_by_hand),
    Row(S.AWAITING_CARD, happened.DeviceFailed, S.AWAITING_CARD, steps.say_failure, guards.reader_is_meant, READER),
)
"""The code is known, the chip is wanted."""

THE_CHIP: tuple[Row, ...] = (
    Row(S.READING, happened.ReadingProgressed, S.READING, steps.show_progress),
    Row(S.READING, happened.ChipRead, S.LOOKING_UP, steps.take_identity_and_look_up),
    Row(S.READING, happened.ReadingFailed, S.AWAITING_CARD, steps.say_failure_and_stop),
    Row(S.READING, happened.SecondCardArrived, S.AWAITING_CARD, steps.say_two_cards),
    Row(S.READING, happened.DeviceFailed, S.AWAITING_CARD, steps.say_failure_and_stop, guards.reader_is_meant, READER),
    Row(S.READING, happened.CardLeft, S.READING, steps.forget_card),
    Row(S.READING, happened.CardArrived, S.READING, steps.note_card),
    Row(S.READING, happened.WorkCrashed, S.AWAITING_CARD, steps.say_unexpected),
)
"""The chip is being read. Cards are only noted: the reading itself reports that it failed."""

THE_OFFICE: tuple[Row, ...] = (
    Row(S.LOOKING_UP, happened.PortraitDecoded, S.LOOKING_UP, steps.show_portrait),
    Row(S.LOOKING_UP, happened.InsuranceAnswered, S.LOOKING_UP, steps.take_insurance_and_fill),
    Row(S.LOOKING_UP, happened.FormFilled, S.REVIEWING, steps.take_form),
    Row(
        S.LOOKING_UP, happened.WorkCrashed, S.LOOKING_UP, steps.go_on, guards.only_the_chip_crashed, "chip already read"
    ),
    Row(
        S.LOOKING_UP,
        happened.WorkCrashed,
        S.REVIEWING,
        steps.say_unexpected,
        guards.form_is_there,
        "form filled before",
    ),
    Row(S.LOOKING_UP, happened.WorkCrashed, S.IDLE, steps.end_in_failure),
)
"""The portal is asked, the form is filled. A portal that fails answers "later": it never blocks."""

A_PERSON_LOOKS: tuple[Row, ...] = (
    Row(S.REVIEWING, happened.PortraitDecoded, S.REVIEWING, steps.show_portrait),
    Row(S.REVIEWING, happened.FieldCorrected, S.REVIEWING, steps.correct),
    Row(
        S.REVIEWING,
        happened.FormFilled,
        S.SAVING,
        steps.take_form_and_save,
        guards.confirmed_after_last_correction,
        f"{LAST}, Confirmed before",
    ),
    Row(
        S.REVIEWING,
        happened.FormFilled,
        S.LOOKING_UP,
        steps.take_form_and_look_up,
        guards.retry_after_last_correction,
        f"{LAST}, RetryAsked before",
    ),
    Row(S.REVIEWING, happened.FormFilled, S.REVIEWING, steps.take_form),
    Row(S.REVIEWING, happened.Confirmed, S.REVIEWING, steps.wait_for_corrections, guards.correction_is_open, OPEN),
    Row(S.REVIEWING, happened.Confirmed, S.SAVING, steps.save, guards.form_is_ready, "form complete"),
    Row(S.REVIEWING, happened.RetryAsked, S.REVIEWING, steps.wait_for_corrections, guards.correction_is_open, OPEN),
    Row(S.REVIEWING, happened.RetryAsked, S.LOOKING_UP, steps.look_up_again),
    Row(S.REVIEWING, happened.WorkCrashed, S.REVIEWING, steps.note_slip_crash, guards.slip_crashed, SLIP),
    Row(S.REVIEWING, happened.WorkCrashed, S.REVIEWING, steps.say_unexpected_in_review),
)
"""A person looks."""

THE_RECORD: tuple[Row, ...] = (
    Row(S.SAVING, happened.RecordSaved, S.DELIVERING, steps.deliver),
    Row(S.SAVING, happened.SavingFailed, S.REVIEWING, steps.say_failure),
    Row(S.SAVING, happened.WorkCrashed, S.SAVING, steps.note_slip_crash, guards.slip_crashed, SLIP),
    Row(S.SAVING, happened.WorkCrashed, S.REVIEWING, steps.say_unexpected),
    Row(S.DELIVERING, happened.RecordDelivered, S.FINISHED, steps.take_receipt),
    Row(S.DELIVERING, happened.DeliveryDeferred, S.FINISHED, steps.leave_in_outbox),
    Row(S.DELIVERING, happened.DeliveryRefused, S.FINISHED, steps.note_refusal),
    Row(S.DELIVERING, happened.WorkCrashed, S.DELIVERING, steps.note_ticket_crash, guards.ticket_crashed, TICKET),
    Row(S.DELIVERING, happened.WorkCrashed, S.DELIVERING, steps.note_slip_crash, guards.slip_crashed, SLIP),
    *(
        Row(state, happened.WorkCrashed, state, typing_steps.note_typing_crash, guards.typing_crashed, TYPING)
        for state in (S.DELIVERING, S.FINISHED)
    ),
    Row(S.DELIVERING, happened.WorkCrashed, S.FINISHED, steps.leave_in_outbox),
    Row(S.FINISHED, happened.WorkCrashed, S.FINISHED, steps.note_ticket_crash, guards.ticket_crashed, TICKET),
    Row(S.FINISHED, happened.WorkCrashed, S.FINISHED, steps.note_slip_crash, guards.slip_crashed, SLIP),
    Row(S.DELIVERING, happened.NextCitizen, S.IDLE, steps.wipe),
    Row(S.FINISHED, happened.NextCitizen, S.IDLE, steps.wipe),
    Row(S.FINISHED, happened.IdleTooLong, S.IDLE, steps.wipe),
)
"""From here on the record exists or the person is told that it does not."""


def _in_several_states() -> tuple[Row, ...]:
    """What happens alike wherever it happens."""
    rows: list[Row] = []
    for state, begun in product(STARTABLE, (happened.CodeScanned, happened.NumberTyped)):
        read_at_once = Row(state, begun, S.READING, steps.start_and_read, guards.card_is_there, CARD_THERE)
        go_on = Row(state, begun, S.LOOKING_UP, steps.start_without_chip, guards.code_opens_no_chip, NO_KEY)
        rows += [go_on, read_at_once, Row(state, begun, S.AWAITING_CARD, steps.start)]
    for state in (S.IDLE, S.AWAITING_CARD):
        rows.append(Row(state, happened.DeviceRecovered, state, steps.forget_device_failure))
    for state in (S.LOOKING_UP, S.REVIEWING, S.SAVING, S.DELIVERING, S.FINISHED):
        rows.append(Row(state, happened.CardLeft, state, steps.forget_card))
        rows.append(Row(state, happened.CardArrived, state, steps.note_card))
        rows.append(Row(state, happened.SecondCardArrived, state, steps.note_second_card))
    for state in (S.DELIVERING, S.FINISHED):
        rows.append(Row(state, happened.TicketIssued, state, steps.take_ticket))
        rows.append(Row(state, happened.TicketFailed, state, steps.note_ticket_failure))
        rows.append(Row(state, happened.TicketAsked, state, steps.ask_for_ticket))
        rows += _typing_in(state)
    for state in PRINTING:
        rows.append(
            Row(state, happened.CorrectionSlipAsked, state, steps.ask_for_slip, guards.something_differs, DIFFERS)
        )
        rows.append(Row(state, happened.SlipPrinted, state, steps.note_slip))
    for state in ACTIVE:
        rows.append(Row(state, happened.Cancelled, S.IDLE, steps.wipe))
        rows.append(Row(state, happened.IdleTooLong, S.IDLE, steps.wipe))
    return tuple(rows)


def _typing_in(state: S) -> tuple[Row, ...]:
    """The record goes into another program's window, beside everything else."""
    goes_on = guards.typing_goes_on
    return (
        Row(state, happened.TypingAsked, state, typing_steps.ask_for_typing, guards.nothing_is_typed, NOT_TYPING),
        Row(state, happened.TypingCancelled, state, typing_steps.give_up_typing, goes_on, TYPING),
        Row(state, happened.TypingCountedDown, state, typing_steps.count_down, goes_on, TYPING),
        Row(state, happened.TypingEnded, state, typing_steps.end_typing, goes_on, TYPING),
    )


TABLE = STEPPING_UP + THE_CARD + THE_CHIP + THE_OFFICE + A_PERSON_LOOKS + THE_RECORD + _in_several_states()


def diagram() -> str:
    """The table as a Mermaid state diagram."""
    lines = ["stateDiagram-v2", f"    [*] --> {S.IDLE.value}"]
    arrows: dict[tuple[str, str], list[str]] = {}
    for row in TABLE:
        label = row.event.__name__ + (f" [{row.note}]" if row.note else "")
        arrows.setdefault((row.source.value, row.target.value), []).append(label)
    for (source, target), labels in arrows.items():
        lines.append(f"    {source} --> {target}: {', '.join(labels)}")
    return "\n".join(lines) + "\n"
