"""Several people in a row at one desk, with virtual people and devices: the walk of each, and what the desk said.

The same stations as `kiosk.bootstrap.walk`: the code under the scanner, the card on the reader, the record on disk.
Only the officer is a `DeskOfficer`, who types what was told beforehand and confirms what is ready.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from kiosk.bootstrap.demo import Demo
from kiosk.bootstrap.desk import Desk
from kiosk.bootstrap.imagined_lists import demo_site
from kiosk.bootstrap.site import open_desk
from kiosk.desks import ImportedList, ListIndex
from kiosk.domain.failure import FailureCode
from kiosk.domain.form import FilledForm
from kiosk.domain.record import RecordFate
from kiosk.runtime.workers import Mailbox
from kiosk.visit import Visit, VisitState
from kiosk.visit import events as happened
from kiosk.visit.conductor import Post
from kiosk.visit.events import Event

PERSON_LIMIT_S = 60.0


@dataclass(frozen=True)
class DeskRun:
    """What to play."""

    service: str
    people: tuple[str, ...]
    """Personas, in the order they come."""
    answers: Mapping[str, Mapping[str, str]] = field(default_factory=dict, repr=False)
    """By persona, or `` for everybody: what the officer types into which box."""
    faults: tuple[str, ...] = ()
    prefer_pcsc: bool = True


@dataclass(frozen=True)
class DeskOutcome:
    """What became of one person."""

    persona: str
    seconds: float
    saved: bool
    failure: FailureCode | None
    form: FilledForm | None = field(repr=False)
    """As it was confirmed, or as it could not be."""
    assurance: str | None
    fate: RecordFate | None


def run_desk(run: DeskRun, state_folder: Path, listed: ImportedList | None) -> Iterator[DeskOutcome]:
    """Play everybody; each outcome is given as soon as the person leaves.

    Raises:
        config.ConfigError: there is no such service.
        HardwareMockError: there is no such persona or fault.
        StoreError: the store in `state_folder` cannot be opened.
    """
    mailbox: Mailbox[Event] = Mailbox()
    site = demo_site(run.service)
    index = ListIndex(listed) if listed is not None else None
    with Demo(prefer_pcsc=run.prefer_pcsc) as demo:
        opened = open_desk(site, demo.surroundings(), state_folder, mailbox.post, service_id=run.service, people=index)
        with opened as desk:
            officer = DeskOfficer(mailbox.post)
            desk.conductor.listen(officer)
            desk.start()
            for persona in run.people:
                officer.expect({**run.answers.get("", {}), **run.answers.get(persona, {})})
                began = time.monotonic()
                demo.lay_card(persona, run.faults)
                demo.scan(persona)
                _play(desk, mailbox, lambda: officer.ended is not None)
                demo.lift_card()
                yield _outcome(persona, time.monotonic() - began, officer)
                mailbox.post(happened.NextCitizen())
                _play(desk, mailbox, lambda: _is_free(desk.conductor.visit))


def _play(desk: Desk, mailbox: Mailbox[Event], until: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PERSON_LIMIT_S
    while not until() and time.monotonic() < deadline:
        event = mailbox.wait(0.2)
        if event is not None:
            desk.conductor.handle(event)


def _is_free(visit: Visit) -> bool:
    return visit.state is VisitState.IDLE and visit.reader is None


def _outcome(persona: str, seconds: float, officer: DeskOfficer) -> DeskOutcome:
    visit = officer.ended
    identity = visit.identity if visit is not None else None
    return DeskOutcome(
        persona=persona,
        seconds=round(seconds, 3),
        saved=visit is not None and visit.record_id is not None,
        failure=visit.failure if visit is not None else FailureCode.UNEXPECTED,
        form=visit.form if visit is not None else None,
        assurance=identity.assurance.name.lower() if identity is not None else None,
        fate=visit.fate if visit is not None else None,
    )


class DeskOfficer:
    """Types the answers one after another, confirms a form that is ready, and sends away whoever cannot go on."""

    def __init__(self, post: Post) -> None:
        self._post = post
        self._answers: list[tuple[str, str]] = []
        self._settled = False
        self.ended: Visit | None = None

    def expect(self, answers: Mapping[str, str]) -> None:
        """The next person, and what to type for them."""
        self._answers = list(answers.items())
        self._settled = False
        self.ended = None

    def __call__(self, visit: Visit) -> None:
        if self.ended is not None:
            return
        if visit.state is VisitState.FINISHED:
            self.ended = visit
        elif visit.state is VisitState.REVIEWING and visit.form is not None and not visit.corrections:
            self._review(visit, visit.form)
        elif visit.state in (VisitState.IDLE, VisitState.AWAITING_CARD) and visit.failure is not None:
            self.ended = visit
            self._post(happened.Cancelled())

    def _review(self, visit: Visit, form: FilledForm) -> None:
        while self._answers:
            name, value = self._answers.pop(0)
            box = form.field_named(name)
            if box is not None and box.editable:
                self._post(happened.FieldCorrected(name, value))
                return
        if self._settled:
            return
        self._settled = True
        if form.ready and visit.failure is None:
            self._post(happened.Confirmed())
        else:
            self.ended = visit
            self._post(happened.Cancelled())
