"""The one-stop officer's page put together: from what people ask to the procedure, its filled papers and the slip.

Every method is called on one worker's thread. One dossier at a time is in memory; `OneStopLeft` forgets it with the
papers that were opened from it. Nothing is filed: papers are printed, or put into the folder of the office's software.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import config
from kiosk.bootstrap.addresses import address_book
from kiosk.bootstrap.one_stop_case import CounterCase, FilledCase, case_of
from kiosk.bootstrap.one_stop_facts import found_procedure, procedure_facts
from kiosk.bootstrap.one_stop_files import PapersFolderError, WorkingPapers
from kiosk.bootstrap.one_stop_people import PeopleAtCounter, cast_of, open_parts, people_here
from kiosk.bootstrap.procedures import catalogue, finder, work_calendar
from kiosk.bootstrap.receipts import ReceiptDesk
from kiosk.domain.dates import vietnamese_date
from kiosk.domain.identity import FactName, Identity
from kiosk.domain.roles import Role
from kiosk.family import CardsUnfit, Family, FamilyError
from kiosk.forms import CorrectionRefused, FilledPaper, FormError, OfficeFacts, Review, correct_paper
from kiosk.handover import HandedPaper, HandOver, HandOverError, put
from kiosk.papers import PaperError
from kiosk.procedures import Channel, Procedure, ProcedureError, Receipt, ReceiptOffice
from kiosk.runtime.clock import Clock
from kiosk.runtime.language import Language
from ui import one_stop_errands as wanted
from ui.one_stop_data import (
    SHARED,
    BoxReview,
    Candidate,
    FoundProcedure,
    MadeFile,
    NamedChoice,
    OneStopState,
    PaperHere,
    ProcedureFacts,
)

MOST_FOUND = 8
_TROUBLES = (
    FamilyError,
    FormError,
    ProcedureError,
    PaperError,
    PapersFolderError,
    HandOverError,
    config.ConfigError,
)


@dataclass(frozen=True)
class _Answer:
    text: str = field(repr=False)
    over_card: bool
    """It replaced what a card said, so it goes when other people come."""


@dataclass
class _Dossier:
    """All that is known about one dossier."""

    question: str = ""
    event_id: str = ""
    found: tuple[FoundProcedure, ...] | None = None
    case: CounterCase | None = None
    facts: ProcedureFacts | None = None
    people: PeopleAtCounter = field(default_factory=PeopleAtCounter)
    family: Family | None = None
    answers: dict[tuple[str, str], _Answer] = field(default_factory=dict)
    looked_at: dict[tuple[str, str], str] = field(default_factory=dict, repr=False)
    """Form and box → the value that a person called right."""
    filled: FilledCase = field(default_factory=FilledCase)
    receipt: Receipt | None = None
    files: tuple[MadeFile, ...] = ()


class OneStopDesk:
    def __init__(self, site: config.Site, state_folder: Path, clock: Clock, language: Language) -> None:
        """A site without its table of the one-stop page gets one without an office's name or folder."""
        settings = site.one_stop or config.OneStop()
        self._settings, self._state_folder = settings, state_folder
        self._clock, self._language = clock, language
        office = ReceiptOffice(site.title, settings.phone, settings.place, site.demo)
        self._receipts = ReceiptDesk(office, settings.counter, state_folder, language)
        self._hand_over = None if settings.hand_over is None else state_folder / settings.hand_over
        if site.demo and self._hand_over is not None:
            self._hand_over.mkdir(parents=True, exist_ok=True)  # No office's software made it before.
        self._papers = WorkingPapers(state_folder, trial=site.demo)
        self._session = 0
        self._dossier = _Dossier()

    def do(self, errand: wanted.OneStopErrand) -> OneStopState:
        """Do what was asked, and say how the dossier stands then."""
        try:
            self._do(errand)
        except _TROUBLES as error:
            return self._state(_trouble(error))
        return self._state()

    def add(self, identity: Identity) -> OneStopState:
        """Somebody's code was scanned, or chip read."""
        dossier = self._dossier
        try:
            dossier.people.add(identity, self._today)
            self._people_changed()
        except _TROUBLES as error:
            return self._state(_trouble(error))
        return self._state()

    def tell(self, trouble: str) -> OneStopState:
        """How the dossier stands, with a sentence about what could not be read."""
        return self._state(trouble)

    def _do(self, errand: wanted.OneStopErrand) -> None:
        dossier = self._dossier
        match errand:
            case wanted.OneStopOpened(session):
                self._forget()
                self._session = session
            case wanted.OneStopLeft():
                self._forget()
            case wanted.ProcedureSought(text):
                self._show_found(tuple(one.procedure for one in finder().find(text, MOST_FOUND)), question=text)
            case wanted.LifeEventChosen(event_id):
                self._show_found(finder().of_event(event_id), event_id=event_id)
            case wanted.ProcedureChosen(code):
                self._choose(catalogue().procedure(code))
            case wanted.PartGiven(place, role):
                self._change_parts(lambda: dossier.people.give(place, role))
            case wanted.PartWithdrawn(place, role):
                self._change_parts(lambda: dossier.people.withdraw(place, role))
            case wanted.PersonRemoved(place):
                self._change_parts(lambda: dossier.people.remove(place))
            case _:
                self._do_with_papers(errand)

    def _do_with_papers(self, errand: wanted.OneStopErrand) -> None:
        match errand:
            case wanted.BoxCorrected(form_id, name, value):
                self._correct(form_id, name, value)
            case wanted.BoxConfirmed(form_id, name):
                self._confirm(form_id, name)
            case wanted.PapersAsked(kind):
                self._made(self._papers.make(self._dossier.filled.papers, kind, self._clock.now()))
            case wanted.SlipAsked(channel, given):
                self._give_slip(Channel(channel), given)
            case wanted.HandOverAsked(channel, given):
                self._hand_papers_over(Channel(channel), given)

    @property
    def _today(self) -> date:
        return vietnamese_date(self._clock.now())

    # The procedure.

    def _show_found(self, found: tuple[Procedure, ...], *, question: str = "", event_id: str = "") -> None:
        dossier = self._dossier
        dossier.question, dossier.event_id = question, event_id
        dossier.found = tuple(found_procedure(one, self._language) for one in found)

    def _choose(self, procedure: Procedure) -> None:
        """Another procedure wants other parts and other papers; the people stay."""
        dossier, case = self._dossier, case_of(procedure)
        calendar = work_calendar(self._state_folder)
        dossier.facts = procedure_facts(case, self._clock.now(), calendar, self._language)
        dossier.case = case
        dossier.answers.clear()
        dossier.receipt, dossier.files = None, ()
        self._people_changed()

    # The people.

    def _change_parts(self, change: Callable[[], None]) -> None:
        change()
        self._people_changed()

    def _people_changed(self) -> None:
        """Guess anew. What was typed over a card's value, or into a row of people, was said about somebody else."""
        dossier = self._dossier
        roles = () if dossier.case is None else dossier.case.roles
        dossier.family = dossier.people.family(roles, self._today)
        cast = cast_of(dossier.family)
        dossier.answers = {
            key: answer
            for key, answer in dossier.answers.items()
            if not answer.over_card and not _about_people(key, frozenset(cast))
        }
        dossier.looked_at.clear()
        self._fill()

    # The papers.

    def _fill(self) -> None:
        dossier = self._dossier
        if dossier.case is None:
            dossier.filled = FilledCase()
            return
        office = OfficeFacts(self._today, self._settings.office, self._settings.place)
        answers = {key: one.text for key, one in dossier.answers.items()}
        filled = dossier.case.fill(cast_of(dossier.family), answers, office, self._language)
        papers = tuple(_looked_at(one, dossier.looked_at) for one in filled.papers)
        dossier.filled = FilledCase(papers, filled.shared, filled.elsewhere)

    def _correct(self, form_id: str, name: str, value: str) -> None:
        """Raises `CorrectionRefused`, `FamilyError`; then what stood there before stands."""
        dossier, key = self._dossier, (form_id, name)
        if form_id != SHARED and self._paper(form_id) is None:
            raise CorrectionRefused(f"no form {form_id}")
        before = dossier.answers.get(key)
        over_card = before.over_card if before is not None else self._says_something(form_id, name)
        if value or form_id != SHARED:
            dossier.answers[key] = _Answer(value, over_card)
        else:
            dossier.answers.pop(key, None)
        try:
            self._fill()
        except _TROUBLES:
            dossier.answers.pop(key, None)
            if before is not None:
                dossier.answers[key] = before
            self._fill()
            raise

    def _says_something(self, form_id: str, name: str) -> bool:
        paper = self._paper(form_id)
        box = None if paper is None else paper.form.field_named(name)
        return box is not None and bool(box.value)

    def _confirm(self, form_id: str, name: str) -> None:
        paper = self._paper(form_id)
        box = None if paper is None else paper.form.field_named(name)
        if box is None:
            raise CorrectionRefused(f"no field {name}")
        self._dossier.looked_at[form_id, name] = box.value
        self._fill()

    def _paper(self, form_id: str) -> FilledPaper | None:
        return next((one for one in self._dossier.filled.papers if one.paper.form_id == form_id), None)

    # What is given.

    def _give_slip(self, channel: Channel, given: frozenset[str]) -> Receipt:
        """A slip with a number; the same dossier keeps its number as long as nothing on the slip changed."""
        dossier = self._dossier
        if dossier.case is None:
            raise CorrectionRefused("no procedure was chosen")
        before = dossier.receipt
        if before is None or before.channel is not channel or before.given != given:
            person = self._applicant()
            before = dossier.receipt = self._receipts.receive(
                dossier.case.procedure,
                self._clock.now(),
                channel,
                person="" if person is None else person.text(FactName.FULL_NAME) or "",
                number="" if person is None else person.text(FactName.PERSONAL_NUMBER) or "",
                given=given,
            )
        self._made((self._papers.keep("phieu-hen.pdf", self._receipts.pdf(before), "slip"),))
        return before

    def _hand_papers_over(self, channel: Channel, given: frozenset[str]) -> None:
        dossier = self._dossier
        if self._hand_over is None or dossier.case is None:
            raise CorrectionRefused("there is nowhere to hand over to")
        now, case = self._clock.now(), dossier.case
        slip = self._give_slip(channel, given).slip.text
        papers = tuple(
            HandedPaper(one, self._papers.pdf(one, now), case.procedure_of(one.paper.form_id))
            for one in dossier.filled.papers
        )
        placed = put(HandOver(slip, now, papers, self._settings.office), self._hand_over)
        self._made(tuple(MadeFile("hand_over", str(one), one.name) for one in placed))

    def _applicant(self) -> Identity | None:
        cast = cast_of(self._dossier.family)
        return next((people[0] for role in (Role.APPLICANT, *cast) if (people := cast.get(role))), None)

    def _made(self, files: tuple[MadeFile, ...]) -> None:
        known = {one.path: one for one in (*self._dossier.files, *files)}
        self._dossier.files = tuple(known.values())

    def _forget(self) -> None:
        self._dossier = _Dossier()
        self._papers.forget()

    # How it stands.

    def _state(self, trouble: str = "") -> OneStopState:
        dossier, choose = self._dossier, self._language.choose
        roles = () if dossier.case is None else dossier.case.roles
        return OneStopState(
            session=self._session,
            events=tuple(NamedChoice(one.event_id, choose(one.label)) for one in catalogue().events),
            question=dossier.question,
            event_id=dossier.event_id,
            found=dossier.found,
            procedure=dossier.facts,
            people=people_here(dossier.family),
            wanted=roles,
            open_parts=open_parts(dossier.family, roles),
            papers=tuple(_papers_here(dossier.filled, self._language)),
            elsewhere=dossier.filled.elsewhere,
            slip="" if dossier.receipt is None else dossier.receipt.slip.text,
            files=dossier.files,
            hands_over=self._hand_over is not None,
            trouble=trouble,
        )


def _looked_at(paper: FilledPaper, looked_at: Mapping[tuple[str, str], str]) -> FilledPaper:
    """The paper without the questions that a person answered with "right"; another value asks again."""
    for (form_id, name), value in looked_at.items():
        box = paper.form.field_named(name) if form_id == paper.paper.form_id else None
        if box is not None and box.value == value:
            paper = correct_paper(paper, name, value)
    return paper


def _about_people(key: tuple[str, str], played: Collection[Role]) -> bool:
    """True for a row of people, and for what was said about somebody whose card came since."""
    form_id, name = key
    owner, between, _ = name.partition(".")
    return bool(between) and (form_id != SHARED or owner in played)


def _papers_here(filled: FilledCase, language: Language) -> Iterator[PaperHere]:
    if filled.shared is not None:
        yield PaperHere(SHARED, "", filled.shared)
    for one in filled.papers:
        reviews = tuple(_review(review, language) for review in one.reviews)
        yield PaperHere(one.paper.form_id, one.paper.code, one.form, reviews, one.paper.layout_known)


def _review(review: Review, language: Language) -> BoxReview:
    notes = _notes(review.card_text, language) if review.candidates else ()
    notes = notes if len(notes) == len(review.candidates) else ("",) * len(review.candidates)
    candidates = tuple(Candidate(value, note) for value, note in zip(review.candidates, notes, strict=True))
    return BoxReview(review.name, review.key, review.card_text, candidates)


def _notes(card_text: str, language: Language) -> tuple[str, ...]:
    """Why each unit of today stands among the candidates, in their order."""
    return tuple(
        "" if one.note is None else language.say(f"address.note.{one.note.value}", old=one.old_unit, new=one.ward.name)
        for one in address_book().convert(card_text).candidates
    )


def _trouble(error: Exception) -> str:
    """A text key for the officer; what exactly went wrong is in the code's own words and stays there."""
    match error:
        case CardsUnfit():
            return "one_stop_page.trouble.cards"
        case FamilyError() | FormError():
            return "one_stop_page.trouble.answer"
        case HandOverError():
            return "one_stop_page.trouble.hand_over"
        case PaperError() | PapersFolderError():
            return "one_stop_page.trouble.paper"
        case _:
            return "one_stop_page.trouble.other"
