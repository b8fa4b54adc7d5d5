"""What each transition does about typing a saved record into another program's window. It stands beside the delivery:
whatever becomes of it, visit, record and fate stay as they are.
"""

from __future__ import annotations

from dataclasses import replace

from kiosk.visit import effects as wish
from kiosk.visit import events as happened
from kiosk.visit.state import Typing, Visit
from kiosk.visit.steps import Outcome, stop_typing

CRASHED = "typing.crashed"
"""The key of the sentence for a mistake of ours."""


def ask_for_typing(visit: Visit, event: happened.Event) -> Outcome:
    if visit.record_id is None:
        return visit, ()
    asked = Typing(1 if visit.typing is None else visit.typing.asking + 1)
    return replace(visit, typing=asked), (wish.TypeRecord(visit.visit_id, visit.record_id, asked.asking),)


def give_up_typing(visit: Visit, event: happened.Event) -> Outcome:
    """It is over when whoever types says so: a key may be on its way."""
    return visit, stop_typing(visit)


def count_down(visit: Visit, event: happened.Event) -> Outcome:
    assert isinstance(event, happened.TypingCountedDown)
    return replace(visit, typing=replace(visit.typing or Typing(), seconds=event.seconds)), ()


def end_typing(visit: Visit, event: happened.Event) -> Outcome:
    assert isinstance(event, happened.TypingEnded)
    return _over(visit, event.problem), ()


def note_typing_crash(visit: Visit, event: happened.Event) -> Outcome:
    return _over(visit, CRASHED), ()


def _over(visit: Visit, problem: str | None) -> Visit:
    return replace(visit, typing=replace(visit.typing or Typing(), seconds=None, over=True, problem=problem))
