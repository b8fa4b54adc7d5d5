"""One entry, all papers of a linked group: every card into the roles of every form, every answer into all its boxes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from kiosk.domain.identity import FactName
from kiosk.domain.roles import Cast, Role
from kiosk.family.bundle import Bundle, BundlePaper, PaperElsewhere, SharedAnswer
from kiosk.family.errors import AnswerUnfit, AnswerUnknown
from kiosk.family.said_facts import fact_key, with_said
from kiosk.forms import (
    AddressSuggester,
    FilledPaper,
    OfficeFacts,
    PaperFacts,
    fill_paper,
    rows_in,
    with_answers,
)

OF_FORM = ":"
"""Between a form and its box, where an answer is for one form alone: `khai-sinh:tre_noi_sinh`."""


@dataclass(frozen=True)
class FilledBundle:
    bundle: Bundle
    papers: tuple[FilledPaper, ...]
    elsewhere: tuple[PaperElsewhere, ...]
    """Papers that this entry calls for and that have no form here."""
    open_questions: tuple[SharedAnswer, ...]
    """Required answers that nobody gave. Papers that depend on them were not made."""


def bundle_facts_asked(bundle: Bundle) -> frozenset[FactName]:
    """The facts of cards that its forms need, and until when the card holds; nothing else need leave a card."""
    return frozenset(fact for paper in bundle.papers for fact in paper.form.facts_asked) | {FactName.DATE_OF_EXPIRY}


def fill_bundle(
    bundle: Bundle,
    cast: Cast,
    answers: Mapping[str, str],
    office: OfficeFacts,
    facts: PaperFacts,
    *,
    addresses: AddressSuggester | None = None,
) -> FilledBundle:
    """Fill every paper that this entry calls for.

    Answers are named as the bundle's shared answers, as `role.fact`, or as `form:box`.

    Raises:
        AnswerUnknown, AnswerUnfit: an answer has no place, or is none of its choices.
        kiosk.forms.CorrectionRefused: a form has no such box.
        kiosk.forms.TooManyPeople: a form has no room for so many people.
    """
    shared = _shared(bundle, answers)
    people = with_said(cast, answers)
    called_for = [one for one in bundle.papers if one.only_if is None or one.only_if.holds(shared)]
    filled = []
    for paper in called_for:
        own = _answers_of(bundle, paper, shared, answers)
        empty = fill_paper(
            paper.form,
            _cast_of(paper, people),
            office,
            facts,
            addresses=addresses,
            rows=rows_in(paper.form, own),
        )
        filled.append(with_answers(empty, own))
    return FilledBundle(
        bundle=bundle,
        papers=tuple(filled),
        elsewhere=tuple(one for one in bundle.elsewhere if one.only_if is None or one.only_if.holds(shared)),
        open_questions=tuple(one for one in bundle.answers if one.required and not shared.get(one.name)),
    )


def _shared(bundle: Bundle, answers: Mapping[str, str]) -> Mapping[str, str]:
    """The shared answers, choices by their code. Every answer must have a place."""
    found = {}
    for name, text in answers.items():
        asked = bundle.answer(name)
        if asked is not None:
            found[name] = _code_of(asked, text)
            continue
        key, form = fact_key(name), bundle.paper(name.partition(OF_FORM)[0])
        if (key is None or key[0] not in bundle.roles) and (form is None or OF_FORM not in name):
            raise AnswerUnknown(name)
    return MappingProxyType(found)


def _code_of(asked: SharedAnswer, text: str) -> str:
    wanted = text.strip()
    if not asked.choices or not wanted:
        return wanted
    for code, labels in asked.choices:
        if wanted.casefold() in [code.casefold(), *(label.casefold() for label in labels.values())]:
            return code
    raise AnswerUnfit(f"{asked.name}: choices are {', '.join(code for code, _ in asked.choices)}")


def _answers_of(
    bundle: Bundle, paper: BundlePaper, shared: Mapping[str, str], answers: Mapping[str, str]
) -> Mapping[str, str]:
    """Box → what is said there: the group's own text, then shared answers, then what is for this form alone."""
    own = dict(paper.texts)
    for asked in bundle.answers:
        for form_id, box in asked.boxes:
            if form_id == paper.form.form_id and shared.get(asked.name):
                own[box] = shared[asked.name]
    for name, text in answers.items():
        form_id, between, box = name.partition(OF_FORM)
        if between and form_id == paper.form.form_id:
            own[box] = text
    return own


def _cast_of(paper: BundlePaper, people: Cast) -> Cast:
    """Whose card stands where in one form."""
    rows = {one.role for one in paper.form.tables}
    cast = {}
    for role in paper.form.roles:
        by: tuple[Role, ...] = paper.cast.get(role, (role,))
        played = [one for other in by for one in people.get(other, ())]
        once = [one for at, one in enumerate(played) if all(one is not earlier for earlier in played[:at])]
        cast[role] = tuple(once) if role in rows else tuple(once[:1])
    return MappingProxyType({role: one for role, one in cast.items() if one})
