"""What the one-stop page is told: values of this room, because a window knows no catalogue, no form and no folder.

Sentences about procedures come in finished: whoever knows the catalogue writes its terms, fees and papers.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from kiosk.domain.form import FilledForm
from kiosk.domain.identity import Identity
from kiosk.domain.roles import Role

SHARED = ""
"""In place of a form's name: the questions that several papers of a group share."""


@dataclass(frozen=True)
class NamedChoice:
    """Something to choose by its words."""

    choice_id: str
    words: str


@dataclass(frozen=True)
class FoundProcedure:
    code: str
    label: str
    where: str
    """Who receives it."""


@dataclass(frozen=True)
class WayFacts:
    channel: str
    """`direct`, `online` or `post`."""
    terms: tuple[str, ...]
    fee: str
    dues: tuple[str, ...] = ()
    """When the answer would be due if it were handed in now, term by term."""


@dataclass(frozen=True)
class ProcedureFacts:
    """One procedure, as the officer reads it."""

    code: str
    label: str
    name: str
    body: str
    needs: tuple[NamedChoice, ...] | None
    """None: nobody has read the list."""
    not_needed: tuple[str, ...]
    traps: tuple[str, ...]
    ways: tuple[WayFacts, ...]
    link: str
    groups: tuple[str, ...]
    """Groups it can be done with, in one entry."""
    source: str
    read_on: str
    certain: bool
    forms: tuple[str, ...]
    """Titles of the forms that are filled here; empty when there is none."""
    due_notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class PlayedPart:
    role: Role
    reason: str
    """A text key."""
    card: int | None = None
    """The card that the reason speaks of, counted from 1."""
    weak: bool = False
    """It rests on order or age alone."""


@dataclass(frozen=True)
class PersonHere:
    identity: Identity = field(repr=False)
    parts: tuple[PlayedPart, ...] = ()


@dataclass(frozen=True)
class OpenPart:
    """A part that nobody plays yet."""

    role: Role
    cards: tuple[int, ...] = ()
    """Who could play it, counted from 1, where several could."""


@dataclass(frozen=True)
class Candidate:
    value: str = field(repr=False)
    note: str = ""
    """Why it stands there."""


@dataclass(frozen=True)
class BoxReview:
    """A value that follows from a card and does not stand on it: a person looks before anybody signs."""

    name: str
    key: str
    card_text: str = field(default="", repr=False)
    candidates: tuple[Candidate, ...] = ()


@dataclass(frozen=True)
class PaperHere:
    form_id: str
    """`SHARED` for the questions before the papers."""
    code: str
    form: FilledForm
    reviews: tuple[BoxReview, ...] = ()
    layout_known: bool = True


@dataclass(frozen=True)
class MadeFile:
    kind: str
    """`pdf`, `docx`, `slip` or `hand_over`."""
    path: str = field(repr=False)
    name: str = ""


@dataclass(frozen=True)
class OneStopState:
    """Everything about one dossier at the counter. Nothing of it is kept once the page was left."""

    session: int = 0
    """Which opening of the page it belongs to."""
    events: tuple[NamedChoice, ...] = ()
    question: str = ""
    event_id: str = ""
    found: tuple[FoundProcedure, ...] | None = None
    """None before anybody asked."""
    procedure: ProcedureFacts | None = None
    people: tuple[PersonHere, ...] = ()
    wanted: tuple[Role, ...] = ()
    open_parts: tuple[OpenPart, ...] = ()
    papers: tuple[PaperHere, ...] = ()
    elsewhere: tuple[str, ...] = ()
    """Papers that this dossier needs and that are made elsewhere."""
    slip: str = ""
    files: tuple[MadeFile, ...] = ()
    hands_over: bool = False
    """The site has a folder for the office's software."""
    trouble: str = ""
    """A text key: why the last thing asked for was not done."""
