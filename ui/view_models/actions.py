"""What a person can do now, with the key that does it, and the intent it becomes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from kiosk.domain.verdict import Outcome
from kiosk.runtime.language import Language
from kiosk.visit import events as happened
from kiosk.visit.state import Visit, VisitState


class ActionKind(StrEnum):
    CONFIRM = "confirm"
    RETRY = "retry"
    SKIP_CHIP = "skip_chip"
    TYPE_IN = "type_in"
    CHILD = "child"
    CANCEL = "cancel"
    NEXT = "next"
    SLIP = "slip"
    TYPE_RECORD = "type_record"
    STOP_TYPING = "stop_typing"
    REPRINT = "reprint"
    STAFF = "staff"
    ONE_STOP = "one_stop"


KEYS: dict[ActionKind, str] = {
    ActionKind.CONFIRM: "F9",
    ActionKind.RETRY: "F5",
    ActionKind.SKIP_CHIP: "F6",
    ActionKind.TYPE_IN: "F4",
    ActionKind.CHILD: "F3",
    ActionKind.CANCEL: "Esc",
    ActionKind.NEXT: "F2",
    ActionKind.SLIP: "F7",
    ActionKind.TYPE_RECORD: "F12",
    ActionKind.STOP_TYPING: "Esc",
    ActionKind.REPRINT: "F8",
    ActionKind.STAFF: "F10",
    ActionKind.ONE_STOP: "F11",
}
"""`NEXT` has its own key: a second press of the confirming key must not take the receipt off the screen."""

INTENTS: dict[ActionKind, Callable[[], happened.HumanOrDeviceEvent]] = {
    ActionKind.CONFIRM: happened.Confirmed,
    ActionKind.RETRY: happened.RetryAsked,
    ActionKind.SKIP_CHIP: happened.ChipSkipped,
    ActionKind.CANCEL: happened.Cancelled,
    ActionKind.NEXT: happened.NextCitizen,
    ActionKind.REPRINT: happened.TicketAsked,
    ActionKind.SLIP: happened.CorrectionSlipAsked,
    ActionKind.TYPE_RECORD: happened.TypingAsked,
    ActionKind.STOP_TYPING: happened.TypingCancelled,
}
"""What becomes a step of the visit. The others open a page of the window."""


class Weight(StrEnum):
    PRIMARY = "primary"
    PLAIN = "plain"
    QUIET = "quiet"


@dataclass(frozen=True)
class ActionView:
    kind: ActionKind
    text: str
    key: str
    weight: Weight


def actions(visit: Visit, language: Language, *, one_stop: bool = False) -> tuple[ActionView, ...]:
    """The actions of this state, the one most people want first. `one_stop`: the site has that page."""

    def action(kind: ActionKind, weight: Weight, name: str | None = None) -> ActionView:
        return ActionView(kind, language.say(f"desk.action.{name or kind.value}"), KEYS[kind], weight)

    cancel = action(ActionKind.CANCEL, Weight.QUIET)
    by_hand = action(ActionKind.TYPE_IN, Weight.QUIET)
    match visit.state:
        case VisitState.IDLE if visit.visit_id:
            dossier = (action(ActionKind.ONE_STOP, Weight.PLAIN),) if one_stop else ()
            return (*dossier, by_hand, action(ActionKind.STAFF, Weight.QUIET))
        case VisitState.AWAITING_CARD:
            read = action(ActionKind.RETRY, Weight.PRIMARY, "read_again")
            skip = action(ActionKind.SKIP_CHIP, Weight.PLAIN)
            return (*((read,) if visit.reader is not None else ()), skip, by_hand, cancel)
        case VisitState.READING | VisitState.LOOKING_UP:
            return (cancel,)
        case VisitState.REVIEWING:
            doubtful = visit.verdict is not None and visit.verdict.overall is Outcome.FAILED
            confirm = action(
                ActionKind.CONFIRM,
                Weight.PLAIN if doubtful else Weight.PRIMARY,
                "confirm_doubtful" if doubtful else None,
            )
            return (confirm, action(ActionKind.RETRY, Weight.PLAIN, "look_up_again"), cancel)
        case VisitState.DELIVERING | VisitState.FINISHED:
            following = action(ActionKind.NEXT, Weight.PRIMARY)
            paper = (action(ActionKind.REPRINT, Weight.PLAIN),) if _may_have_ticket(visit) else ()
            return (following, *paper)
        case _:
            return ()


def slip_action(visit: Visit, language: Language) -> ActionView | None:
    """Where sources differ, the holder can take home on paper what should be corrected."""
    if not visit.disagreements or visit.state not in (VisitState.REVIEWING, VisitState.DELIVERING, VisitState.FINISHED):
        return None
    return ActionView(ActionKind.SLIP, language.say("desk.action.slip"), KEYS[ActionKind.SLIP], Weight.PLAIN)


def _may_have_ticket(visit: Visit) -> bool:
    return visit.ticket is not None or visit.ticket_failure is not None
