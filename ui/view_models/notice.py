"""A failure in one calm sentence, with who can help."""

from __future__ import annotations

from dataclasses import dataclass

from kiosk.domain.failure import FailureCode, Helper
from kiosk.runtime.language import Language
from kiosk.visit.state import Visit, VisitState
from kiosk.visit.steps import CODE_FAILURES
from ui.view_models.look import Glyph, Tone


@dataclass(frozen=True)
class NoticeView:
    sentence: str
    helper: str
    tone: Tone
    glyph: Glyph = Glyph.WARNING


def passes(visit: Visit) -> bool:
    """True when what is said concerns somebody who may have left, and need not stay."""
    return visit.state is VisitState.IDLE and visit.failure in CODE_FAILURES


def notice(failure: FailureCode | None, language: Language) -> NoticeView | None:
    """What to say about `failure`; None when nothing failed."""
    if failure is None:
        return None
    tone = Tone.PROBLEM if failure.helper is Helper.ADMINISTRATOR else Tone.CAUTION
    return NoticeView(
        sentence=language.say(f"failure.{failure.key}"),
        helper=language.say(f"helper.{failure.helper.value}"),
        tone=tone,
    )
