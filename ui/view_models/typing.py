"""The record typed into another program's window: a button, then seconds to choose the window, then how it ended."""

from __future__ import annotations

from dataclasses import dataclass

from kiosk.runtime.language import Language
from kiosk.visit.state import Typing, Visit, VisitState
from ui.view_models.actions import KEYS, ActionKind, ActionView, Weight
from ui.view_models.look import Badge, Glyph, Tone


@dataclass(frozen=True)
class TypingView:
    title: str
    seconds: str
    """Large; empty when nothing is counted."""
    said: Badge | None
    """What to do now, or how it ended; None before anybody asked."""
    action: ActionView


def typing_view(visit: Visit, language: Language) -> TypingView | None:
    """None before the record is saved."""
    if visit.state not in (VisitState.DELIVERING, VisitState.FINISHED):
        return None
    kind = ActionKind.STOP_TYPING if visit.is_typing else ActionKind.TYPE_RECORD
    counted = visit.typing.seconds if visit.typing is not None and visit.is_typing else None
    return TypingView(
        title=language.say("typing.title"),
        seconds=str(counted) if counted else "",
        said=_said(visit.typing, language) if visit.typing is not None else None,
        action=ActionView(kind, language.say(f"desk.action.{kind.value}"), KEYS[kind], Weight.PLAIN),
    )


def _said(typing: Typing, language: Language) -> Badge:
    if typing.over:
        problem = typing.problem
        done = problem is None
        text = language.say(problem or "typing.done")
        return Badge(text, Tone.INFO if done else Tone.CAUTION, Glyph.CHECK if done else Glyph.WARNING)
    if typing.seconds is None:
        return Badge(language.say("typing.starting"), Tone.INFO, Glyph.CLOCK)
    if typing.seconds == 0:
        return Badge(language.say("typing.typing"), Tone.INFO, Glyph.PENCIL)
    return Badge(language.say("typing.countdown", seconds=typing.seconds), Tone.INFO, Glyph.CLOCK)
