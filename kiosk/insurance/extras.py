"""What is asked once the card's answer is positive: history and co-payment, side by side, in a time of their own.

Neither may spoil the card's answer, and neither makes reception wait again and again: each has its own rest.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from kiosk.domain.insurance import CoPayment, Happened, PortalCallName
from kiosk.domain.look_up import Question
from kiosk.insurance.conversation import Conversation
from kiosk.insurance.copayment import AccountRestricted, ask_copayment
from kiosk.insurance.deadline import Attempt, Deadline
from kiosk.insurance.errors import LoginRefused, PortalTrouble
from kiosk.insurance.history import Visits, ask_history
from kiosk.insurance.resting import Rest

Value = TypeVar("Value")
_OURS = (Happened.RATE_LIMITED,)
"""Troubles that are not the portal's."""


@dataclass(frozen=True)
class ExtraRests:
    history: Rest
    copayment: Rest


def ask_extras(
    conversation: Conversation, question: Question, rests: ExtraRests, *, by_person: bool
) -> tuple[Visits | None, CoPayment | None]:
    """Both, or None for what was not wanted, not allowed or not answered in time."""
    wanted, deadline = conversation.settings.extras, Deadline(conversation.settings.timeouts.extras_s)

    def begin(
        name: PortalCallName, rest: Rest, ask: Callable[[Conversation, Question], Value | None], want: bool
    ) -> Attempt[Value | None] | None:
        if not want:
            return None
        if not rest.allows(by_person=by_person):
            conversation.diary.not_sent(name, Happened.LEFT_ALONE)
            return None
        return Attempt(lambda: ask(conversation, question), "insurance-extra")

    visits = begin(PortalCallName.HISTORY, rests.history, ask_history, wanted.history)
    paid = begin(PortalCallName.COPAYMENT, rests.copayment, ask_copayment, wanted.copayment)
    restricted_s = conversation.settings.limits.restricted_rest_s
    return (
        _result(visits, deadline, rests.history, restricted_s),
        _result(paid, deadline, rests.copayment, restricted_s),
    )


def _result(attempt: Attempt[Value | None] | None, deadline: Deadline, rest: Rest, restricted_s: float) -> Value | None:
    if attempt is None:
        return None
    try:
        value = attempt.result(deadline.left_s())
    except AccountRestricted:
        rest.begin(restricted_s)
        return None
    except PortalTrouble as trouble:
        if trouble.happened not in _OURS:
            rest.failed()
        return None
    except LoginRefused:
        rest.failed()
        return None
    rest.succeeded()
    return value
