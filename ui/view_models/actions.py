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
    CANCEL = "cancel"
    NEXT = "next"


KEYS: dict[ActionKind, str] = {
    ActionKind.CONFIRM: "F9",
    ActionKind.RETRY: "F5",
    ActionKind.SKIP_CHIP: "F6",
    ActionKind.TYPE_IN: "F4",
    ActionKind.CANCEL: "Esc",
    ActionKind.NEXT: "F2",
}
"""`NEXT` has its own key: a second press of the confirming key must not take the receipt off the screen."""

INTENTS: dict[ActionKind, Callable[[], happened.HumanOrDeviceEvent]] = {
    ActionKind.CONFIRM: happened.Confirmed,
    ActionKind.RETRY: happened.RetryAsked,
    ActionKind.SKIP_CHIP: happened.ChipSkipped,
    ActionKind.TYPE_IN: happened.ManualEntryAsked,
    ActionKind.CANCEL: happened.Cancelled,
    ActionKind.NEXT: happened.NextCitizen,
}


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


def actions(visit: Visit, language: Language) -> tuple[ActionView, ...]:
    """The actions of this state, the one most people want first."""

    def action(kind: ActionKind, text_key: str, weight: Weight) -> ActionView:
        return ActionView(kind, language.say(text_key), KEYS[kind], weight)

    cancel = action(ActionKind.CANCEL, "desk.action.cancel", Weight.QUIET)
    by_hand = action(ActionKind.TYPE_IN, "desk.action.type_in", Weight.QUIET)
    match visit.state:
        case VisitState.IDLE if visit.visit_id:
            return (by_hand,)
        case VisitState.AWAITING_CARD:
            skip = action(ActionKind.SKIP_CHIP, "desk.action.skip_chip", Weight.PLAIN)
            again = action(ActionKind.RETRY, "desk.action.read_again", Weight.PRIMARY)
            return (*((again,) if visit.reader is not None else ()), skip, by_hand, cancel)
        case VisitState.READING | VisitState.LOOKING_UP:
            return (cancel,)
        case VisitState.REVIEWING:
            doubtful = visit.verdict is not None and visit.verdict.overall is Outcome.FAILED
            key = "desk.action.confirm_doubtful" if doubtful else "desk.action.confirm"
            return (
                action(ActionKind.CONFIRM, key, Weight.PLAIN if doubtful else Weight.PRIMARY),
                action(ActionKind.RETRY, "desk.action.look_up_again", Weight.PLAIN),
                cancel,
            )
        case VisitState.DELIVERING | VisitState.FINISHED:
            return (action(ActionKind.NEXT, "desk.action.next", Weight.PRIMARY),)
        case _:
            return ()
