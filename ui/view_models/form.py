"""A filled form as rows: value, source, proof, and what is wrong or was changed."""

from __future__ import annotations

from dataclasses import dataclass, field

from kiosk.domain.form import FieldKind, FilledField, FilledForm
from kiosk.domain.verdict import Outcome
from kiosk.runtime.language import Language
from kiosk.visit.state import Visit, VisitState
from ui.view_models.assurance import assurance_badge, source_word
from ui.view_models.look import Badge, Glyph, Tone
from ui.view_models.text import LONGEST_VALUE, plain

LONG_VALUE = 34
"""A text longer than this is given the width of two boxes and may wrap, so that no address is cut."""


@dataclass(frozen=True)
class FieldView:
    name: str
    label: str
    kind: FieldKind
    value: str = field(repr=False)
    choices: tuple[tuple[str, str], ...]
    """(code, label) in the order of the definition."""
    hint: str
    """The way to write it, shown in an empty box."""
    source: str
    assurance: Badge | None
    problem: str
    original: str = field(repr=False)
    """A sentence with what stood here before a correction; empty when nobody corrected it."""
    required: bool
    editable: bool
    wide: bool


@dataclass(frozen=True)
class FormView:
    title: str
    fields: tuple[FieldView, ...]
    summary: Badge
    """Whether it can be confirmed: what wants a look first, or that nothing does."""
    first_problem: str | None
    """The name of the box to go to first."""
    ready: bool
    locked: bool
    """True once the record is on its way: nothing can be changed any more."""


def form_view(visit: Visit, language: Language) -> FormView | None:
    """The form of this visit; None while there is nothing to look at."""
    shown = (VisitState.REVIEWING, VisitState.SAVING, VisitState.DELIVERING, VisitState.FINISHED)
    if visit.form is None or visit.state not in shown:
        return None
    form, locked = visit.form, visit.state is not VisitState.REVIEWING
    return FormView(
        title=language.choose(form.title),
        fields=tuple(field_view(one, language, locked) for one in form.fields),
        summary=_summary(visit, form, language),
        first_problem=form.problems[0].name if form.problems else None,
        ready=form.ready,
        locked=locked,
    )


def _wide(filled: FilledField, value: str, language: Language) -> bool:
    if filled.kind is FieldKind.CHOICE:
        return any(len(language.choose(label)) > LONG_VALUE for _, label in filled.choices)
    return filled.kind is FieldKind.TEXT and len(value) > LONG_VALUE


def _summary(visit: Visit, form: FilledForm, language: Language) -> Badge:
    problems = form.problems
    if visit.state is not VisitState.REVIEWING:
        return Badge(language.say("desk.form.locked"), Tone.INFO, Glyph.CHECK)
    if problems:
        text = language.say("desk.form.problems", count=len(problems))
        return Badge(text, Tone.PROBLEM, Glyph.WARNING)
    if visit.verdict is not None and visit.verdict.overall is Outcome.FAILED:
        return Badge(language.say("desk.form.doubtful"), Tone.PROBLEM, Glyph.WARNING)
    if any(one.weighty for one in visit.disagreements):
        return Badge(language.say("desk.form.differs"), Tone.CAUTION, Glyph.DIFFERENCE)
    if visit.identity is not None and visit.identity.assurance < form.wanted_assurance:
        return Badge(language.say("desk.form.compare"), Tone.CAUTION, Glyph.EYE)
    return Badge(language.say("desk.form.ready"), Tone.INFO, Glyph.CHECK)


def field_view(filled: FilledField, language: Language, locked: bool) -> FieldView:
    value = plain(filled.value, LONGEST_VALUE)
    before = "" if filled.original is None else plain(filled.original) or language.say("desk.form.empty_before")
    return FieldView(
        name=filled.name,
        label=language.choose(filled.label),
        kind=filled.kind,
        value=value,
        choices=tuple((code, language.choose(label)) for code, label in filled.choices),
        hint=language.say("desk.form.date_hint") if filled.kind is FieldKind.DATE else "",
        source=source_word(filled.source, language),
        assurance=assurance_badge(filled.source, filled.assurance, language),
        problem=language.say(filled.problem) if filled.problem else "",
        original=language.say("desk.form.before", value=before) if before else "",
        required=filled.required,
        editable=filled.editable and not locked,
        wide=_wide(filled, value, language),
    )
