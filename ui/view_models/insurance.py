"""What the insurance portal said, as a headline, the next thing to do, and rows."""

from __future__ import annotations

from dataclasses import dataclass, field

from kiosk.domain.coverage import Coverage, Validity
from kiosk.domain.insurance import InsuranceAnswer, InsuranceOutcome
from kiosk.runtime.language import Language
from kiosk.visit.state import Visit, VisitState
from ui.view_models.coverage import CoverageView, coverage_view
from ui.view_models.look import Badge, Glyph, Tone
from ui.view_models.text import plain, written_date

_LOOKS: dict[InsuranceOutcome, tuple[Tone, Glyph]] = {
    InsuranceOutcome.COVERED: (Tone.INFO, Glyph.CHECK),
    InsuranceOutcome.STAFF_CHECK: (Tone.CAUTION, Glyph.EYE),
    InsuranceOutcome.NEW_CARD: (Tone.INFO, Glyph.CHECK),
    InsuranceOutcome.NOT_COVERED: (Tone.PROBLEM, Glyph.CROSS),
    InsuranceOutcome.MISMATCH: (Tone.PROBLEM, Glyph.DIFFERENCE),
    InsuranceOutcome.CHILD: (Tone.INFO, Glyph.PERSON),
    InsuranceOutcome.LATER: (Tone.CAUTION, Glyph.CLOCK),
    InsuranceOutcome.CONFIGURATION: (Tone.PROBLEM, Glyph.WARNING),
    InsuranceOutcome.UNKNOWN: (Tone.CAUTION, Glyph.QUESTION),
    InsuranceOutcome.NOT_ASKED: (Tone.NEUTRAL, Glyph.DASH),
}

_ROWS_SAY_IT = (InsuranceOutcome.COVERED, InsuranceOutcome.NEW_CARD)
"""Outcomes whose sentence only repeats the rows, with the holder's name and address in it: it is left out."""


@dataclass(frozen=True)
class InsuranceView:
    headline: Badge
    advice: str
    coverage: CoverageView | None
    """What it means here and today; None while nobody knows a card."""
    code: str
    """The portal's own result code with its meaning; empty when no answer came."""
    note: str = field(repr=False)
    """The portal's own sentence; empty when it said none."""


def insurance_view(visit: Visit, language: Language) -> InsuranceView:
    answer = visit.insurance
    if answer is None:
        asking = visit.state is VisitState.LOOKING_UP
        key = "desk.insurance.asking" if asking else "desk.insurance.not_yet"
        headline = Badge(language.say(key), Tone.INFO if asking else Tone.NEUTRAL, Glyph.CLOCK)
        return InsuranceView(headline, language.say(f"{key}_detail"), None, "", "")
    told = _told(answer, visit.coverage)
    headline, advice = _headline(answer, visit.coverage if told else None, language)
    return InsuranceView(
        headline=headline,
        advice=advice,
        coverage=coverage_view(visit.coverage, visit.form, language) if visit.coverage is not None and told else None,
        code=_code(answer, language),
        note=plain(answer.note) if answer.note and answer.outcome not in _ROWS_SAY_IT else "",
    )


def _told(answer: InsuranceAnswer, coverage: Coverage | None) -> bool:
    """True when there is a card, or visits, to speak of: seven lines of "not known" tell nobody anything."""
    if coverage is None or answer.outcome is InsuranceOutcome.NOT_ASKED:
        return False
    return answer.card is not None or coverage.card_number is not None or bool(coverage.visits_today)


def _headline(answer: InsuranceAnswer, coverage: Coverage | None, language: Language) -> tuple[Badge, str]:
    """The portal's answer; but a card that is not in force today is what reception must know first."""
    tone, glyph = _LOOKS[answer.outcome]
    advice = language.say(f"desk.insurance.advice.{answer.outcome.value}")
    headline = Badge(language.say(f"insurance.outcome.{answer.outcome.value}"), tone, glyph)
    if coverage is None or answer.outcome not in _ROWS_SAY_IT:
        return headline, advice
    sentence = language.say(f"coverage.validity.{coverage.validity.value}")
    if coverage.validity in (Validity.ENDED, Validity.NOT_YET):
        not_covered = language.say(f"desk.insurance.advice.{InsuranceOutcome.NOT_COVERED.value}")
        return Badge(sentence, Tone.PROBLEM, Glyph.CROSS), not_covered
    if coverage.validity is Validity.UNKNOWN:
        return Badge(headline.text, Tone.CAUTION, Glyph.QUESTION), sentence
    if answer.outcome is InsuranceOutcome.NEW_CARD or coverage.valid_to is None:
        return headline, advice
    return headline, language.say("desk.coverage.until", day=written_date(coverage.valid_to))


def _code(answer: InsuranceAnswer, language: Language) -> str:
    if answer.result_code is None:
        return ""
    code = plain(answer.result_code, 12)
    key = f"insurance.code.{code}"
    if not language.knows(key):
        return language.say("desk.insurance.code_alone", code=code)
    return language.say("desk.insurance.code", code=code, meaning=language.say(key))
