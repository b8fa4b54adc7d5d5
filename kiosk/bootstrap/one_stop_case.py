"""One procedure with the forms that are filled for it: one form, several, or the papers of a linked group.

A group and a single form differ in who may play and in questions that several papers share; whoever works with a case
need not know which of the two it is.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from config.families_data import families
from kiosk.bootstrap.families import bundle
from kiosk.bootstrap.paper_forms import addresses, paper_facts, paper_form
from kiosk.domain.form import FieldKind, FilledField, FilledForm
from kiosk.domain.identity import Assurance, FactName, Sex, Source
from kiosk.domain.roles import Cast, Role
from kiosk.family import Bundle, fill_bundle
from kiosk.forms import FilledPaper, OfficeFacts, PaperForm, fill_paper, rows_in, with_answers
from kiosk.forms.rules import REQUIRED
from kiosk.procedures import Procedure
from kiosk.runtime.language import Language
from ui.one_stop_data import SHARED

Answers = Mapping[tuple[str, str], str]
"""Form (or `SHARED`) and box → what a person said."""
_SAID_FACTS = (FactName.FULL_NAME, FactName.DATE_OF_BIRTH, FactName.SEX)
_WITHOUT_CARD = frozenset({Role.CHILD, Role.DECEASED})
"""Parts that people without a card play: they are described once, for all papers."""


@dataclass(frozen=True)
class FilledCase:
    papers: tuple[FilledPaper, ...] = ()
    shared: FilledForm | None = None
    """The questions that several papers share."""
    elsewhere: tuple[str, ...] = ()


@dataclass(frozen=True)
class CounterCase:
    procedure: Procedure
    forms: tuple[PaperForm, ...]
    group: Bundle | None = None

    @property
    def roles(self) -> tuple[Role, ...]:
        if self.group is not None:
            return self.group.roles
        return tuple(dict.fromkeys(role for one in self.forms for role in one.roles))

    def procedure_of(self, form_id: str) -> str:
        """The procedure that a paper is handed in for."""
        paper = None if self.group is None else self.group.paper(form_id)
        return self.procedure.code if paper is None else paper.procedure

    def fill(self, cast: Cast, answers: Answers, office: OfficeFacts, language: Language) -> FilledCase:
        """Every paper, with what people said.

        Raises:
            FamilyError, CorrectionRefused, TooManyPeople, config.ConfigError.
        """
        if self.group is not None:
            return self._fill_group(self.group, cast, answers, office, language)
        papers = []
        for form in self.forms:
            own = {box: text for (form_id, box), text in answers.items() if form_id == form.form_id}
            people = {role: cast[role] for role in form.roles if role in cast}
            rows = rows_in(form, own)
            empty = fill_paper(form, people, office, paper_facts(), addresses=addresses(), rows=rows)
            papers.append(with_answers(empty, own))
        return FilledCase(tuple(papers))

    def _fill_group(
        self, group: Bundle, cast: Cast, answers: Answers, office: OfficeFacts, language: Language
    ) -> FilledCase:
        said = {name if form_id == SHARED else f"{form_id}:{name}": text for (form_id, name), text in answers.items()}
        filled = fill_bundle(group, cast, said, office, paper_facts(), addresses=addresses())
        return FilledCase(
            papers=filled.papers,
            shared=_shared_form(group, cast, answers, language),
            elsewhere=tuple(language.choose(one.label) for one in filled.elsewhere),
        )


def case_of(procedure: Procedure) -> CounterCase:
    """The forms of a procedure; those of its group when it is one.

    Raises:
        config.ConfigError, kiosk.forms.DefinitionError, kiosk.family.BundleUnfit: a file is broken.
    """
    for one in families():
        group = bundle(one)
        if procedure.code in group.codes:
            return CounterCase(procedure, tuple(paper.form for paper in group.papers), group)
    names = dict.fromkeys(one.paper.form for one in procedure.needs or () if one.paper.form is not None)
    return CounterCase(procedure, tuple(map(paper_form, names)))


def _shared_form(group: Bundle, cast: Cast, answers: Answers, language: Language) -> FilledForm:
    """The questions of a group as a form of their own, and whoever is there without a card."""
    boxes = [
        _said_box(role, fact, answers, language)
        for role in group.roles
        if role in _WITHOUT_CARD and role not in cast
        for fact in _SAID_FACTS
    ]
    boxes += [_box(one.name, one.label, answers, one.choices, required=one.required) for one in group.answers]
    return FilledForm(SHARED, group.title, tuple(boxes))


def _said_box(role: Role, fact: FactName, answers: Answers, language: Language) -> FilledField:
    label = f"{language.say(f'desk.fact.{fact.value}')} ({language.say(f'family.role.{role.value}')})"
    sexes = tuple((sex.value, {language.code: language.say(f"desk.sex.{sex.value}")}) for sex in (Sex.MALE, Sex.FEMALE))
    return _box(
        f"{role.value}.{fact.value}",
        {language.code: label},
        answers,
        sexes if fact is FactName.SEX else (),
        required=True,
        kind=FieldKind.DATE if fact is FactName.DATE_OF_BIRTH else FieldKind.TEXT,
    )


def _box(
    name: str,
    label: Mapping[str, str],
    answers: Answers,
    choices: tuple[tuple[str, Mapping[str, str]], ...],
    *,
    required: bool,
    kind: FieldKind = FieldKind.TEXT,
) -> FilledField:
    value = answers.get((SHARED, name), "")
    return FilledField(
        name=name,
        label=label,
        kind=FieldKind.CHOICE if choices else kind,
        value=value,
        source=Source.STAFF if value else None,
        assurance=Assurance.CLAIMED,
        required=required,
        choices=choices,
        problem=REQUIRED if required and not value else None,
    )
