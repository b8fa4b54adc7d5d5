"""A printed form at the one-stop page: its boxes with source and proof, and what a person has to look at."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from kiosk.domain.form import FilledField
from kiosk.runtime.language import Language
from ui.one_stop_data import SHARED, BoxReview, OneStopState, PaperHere
from ui.view_models.form import FormView, field_view
from ui.view_models.look import Badge, Glyph, Tone
from ui.view_models.text import plain


@dataclass(frozen=True)
class ChoiceView:
    value: str = field(repr=False)
    text: str = field(repr=False)
    note: str


@dataclass(frozen=True)
class ReviewView:
    name: str
    label: str
    value: str = field(repr=False)
    sentence: str
    card_text: str = field(repr=False)
    """What the card itself says, where that is something else."""
    choices: tuple[ChoiceView, ...]


@dataclass(frozen=True)
class PaperTab:
    form_id: str
    text: str
    left: int
    """Boxes that want a look or a value."""


@dataclass(frozen=True)
class PaperView:
    tabs: tuple[PaperTab, ...]
    form_id: str
    """The paper that is shown."""
    form: FormView | None
    reviews: tuple[ReviewView, ...]
    said: str
    """Above the reviews, or instead of them."""
    note: str
    """About papers that are made elsewhere, or a layout that is not the official one."""


def paper_view(state: OneStopState, chosen: str | None, language: Language) -> PaperView:
    """The paper that was chosen, or the first."""
    say = language.say
    shown = next((one for one in state.papers if one.form_id == chosen), next(iter(state.papers), None))
    if shown is None:
        return PaperView((), "", None, (), say("one_stop_page.paper.no_form"), "")
    reviews = tuple(_review(one, shown, language) for one in shown.reviews)
    notes = [] if shown.layout_known else [say("form.paper.helps_only")]
    if state.elsewhere:
        notes.append(say("one_stop_page.paper.elsewhere", papers="; ".join(state.elsewhere)))
    return PaperView(
        tabs=tuple(_tab(one, language) for one in state.papers),
        form_id=shown.form_id,
        form=_form(shown, language),
        reviews=reviews,
        said=say("one_stop_page.paper.look", count=len(reviews)) if reviews else say("one_stop_page.paper.nothing"),
        note="\n".join(notes),
    )


def _tab(paper: PaperHere, language: Language) -> PaperTab:
    words = language.say("one_stop_page.paper.shared") if paper.form_id == SHARED else paper.code
    left = len(paper.reviews) + len(paper.form.problems)
    words = words or language.choose(paper.form.title)
    return PaperTab(paper.form_id, f"{words} ({left})" if left else words, left)


def _form(paper: PaperHere, language: Language) -> FormView:
    form, problems = paper.form, paper.form.problems
    if problems:
        summary = Badge(language.say("desk.form.problems", count=len(problems)), Tone.PROBLEM, Glyph.WARNING)
    else:
        summary = Badge(language.say("one_stop_page.paper.complete"), Tone.INFO, Glyph.CHECK)
    return FormView(
        title=language.choose(form.title),
        fields=tuple(field_view(one, language, locked=False) for one in form.fields),
        summary=summary,
        first_problem=problems[0].name if problems else None,
        ready=form.ready,
        locked=False,
    )


def _review(review: BoxReview, paper: PaperHere, language: Language) -> ReviewView:
    boxes: Mapping[str, FilledField] = {one.name: one for one in paper.form.fields}
    box = boxes[review.name]
    value = plain(dict(_choices(box, language)).get(box.value, box.value))
    card_text = plain(review.card_text)
    return ReviewView(
        name=review.name,
        label=language.choose(box.label),
        value=value,
        sentence=language.say(review.key),
        card_text=f"{language.say('form.paper.on_card')} {card_text}" if card_text and card_text != value else "",
        choices=tuple(ChoiceView(one.value, plain(one.value), one.note) for one in review.candidates),
    )


def _choices(box: FilledField, language: Language) -> tuple[tuple[str, str], ...]:
    return tuple((code, language.choose(label)) for code, label in box.choices)
