"""What is said on the page of typed numbers when one could not be taken."""

from __future__ import annotations

from kiosk.domain.failure import FailureCode
from kiosk.runtime.language import Language
from kiosk.visit.steps import CODE_FAILURES
from ui.view_models.look import Tone
from ui.view_models.notice import NoticeView, notice


def number_notice(failure: FailureCode | None, language: Language) -> NoticeView | None:
    """A number is no QR code, and what is said of one would be odd for the other."""
    if failure in CODE_FAILURES:
        sentence, advice = language.say("desk.number.not_understood"), language.say("desk.number.not_understood_detail")
        return NoticeView(sentence, advice, Tone.CAUTION)
    return notice(failure, language)
