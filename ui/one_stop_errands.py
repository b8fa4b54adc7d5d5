"""What the officer at the one-stop page wants. Whoever hears it knows the catalogue, the forms and the folders."""

from __future__ import annotations

from dataclasses import dataclass, field

from kiosk.domain.roles import Role


@dataclass(frozen=True)
class OneStopOpened:
    session: int


@dataclass(frozen=True)
class OneStopLeft:
    """Forget everything."""


@dataclass(frozen=True)
class ProcedureSought:
    text: str


@dataclass(frozen=True)
class LifeEventChosen:
    event_id: str


@dataclass(frozen=True)
class ProcedureChosen:
    code: str


@dataclass(frozen=True)
class PartGiven:
    place: int
    """Of the person, counted from 0."""
    role: Role


@dataclass(frozen=True)
class PartWithdrawn:
    place: int
    role: Role


@dataclass(frozen=True)
class PersonRemoved:
    place: int


@dataclass(frozen=True)
class BoxCorrected:
    form_id: str
    name: str
    value: str = field(repr=False)


@dataclass(frozen=True)
class BoxConfirmed:
    """What is written there is right."""

    form_id: str
    name: str


@dataclass(frozen=True)
class PapersAsked:
    kind: str
    """`pdf` or `docx`."""


@dataclass(frozen=True)
class SlipAsked:
    channel: str
    given: frozenset[str]
    """Ids of the papers that were handed in."""


@dataclass(frozen=True)
class HandOverAsked:
    channel: str
    given: frozenset[str]


OneStopErrand = (
    OneStopOpened
    | OneStopLeft
    | ProcedureSought
    | LifeEventChosen
    | ProcedureChosen
    | PartGiven
    | PartWithdrawn
    | PersonRemoved
    | BoxCorrected
    | BoxConfirmed
    | PapersAsked
    | SlipAsked
    | HandOverAsked
)
