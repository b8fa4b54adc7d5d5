"""What the insurance portal said, as a headline, the next thing to do, and rows."""

from __future__ import annotations

from dataclasses import dataclass, field

from kiosk.domain.form import FilledForm
from kiosk.domain.insurance import InsuranceAnswer, InsuranceCard, InsuranceOutcome
from kiosk.runtime.language import Language
from kiosk.visit.state import Visit, VisitState
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

_LEVEL_FIELD = "MUC_HUONG"
"""The form works out the benefit level from the returned card number; the portal gives no percentage."""


@dataclass(frozen=True)
class RowView:
    label: str
    value: str = field(repr=False)
    known: bool
    """False for "not known": drawn softer, said in words."""


@dataclass(frozen=True)
class InsuranceView:
    headline: Badge
    advice: str
    rows: tuple[RowView, ...]
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
        return InsuranceView(headline, language.say(f"{key}_detail"), (), "", "")
    tone, glyph = _LOOKS[answer.outcome]
    return InsuranceView(
        headline=Badge(language.say(f"insurance.outcome.{answer.outcome.value}"), tone, glyph),
        advice=language.say(f"desk.insurance.advice.{answer.outcome.value}"),
        rows=_rows(answer.card, visit.form, language) if answer.card is not None else (),
        code=_code(answer, language),
        note=plain(answer.note) if answer.note and answer.outcome not in _ROWS_SAY_IT else "",
    )


def _rows(card: InsuranceCard, form: FilledForm | None, language: Language) -> tuple[RowView, ...]:
    def row(name: str, value: str | None) -> RowView:
        label = language.say(f"desk.insurance.row.{name}")
        return RowView(label, plain(value) if value else language.say("desk.unknown"), bool(value))

    return (
        row("card_number", card.card_number),
        row("validity", _validity(card, language)),
        row("facility", card.facility_code),
        row("area", card.area_code),
        row("five_years", written_date(card.five_years_on)),
        row("level", _level(form, language)),
    )


def _validity(card: InsuranceCard, language: Language) -> str | None:
    if card.valid_from is None and card.valid_to is None:
        return None
    unknown = language.say("desk.unknown")
    return f"{written_date(card.valid_from) or unknown} – {written_date(card.valid_to) or unknown}"


def _level(form: FilledForm | None, language: Language) -> str | None:
    level = form.field_named(_LEVEL_FIELD) if form is not None else None
    if level is None or not level.value:
        return None
    return next((language.choose(label) for code, label in level.choices if code == level.value), level.value)


def _code(answer: InsuranceAnswer, language: Language) -> str:
    if answer.result_code is None:
        return ""
    code = plain(answer.result_code, 12)
    key = f"insurance.code.{code}"
    if not language.knows(key):
        return language.say("desk.insurance.code_alone", code=code)
    return language.say("desk.insurance.code", code=code, meaning=language.say(key))
