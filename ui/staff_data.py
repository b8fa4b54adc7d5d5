"""What the staff page is told: values of this room, because a window knows no store and no settings."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime

from kiosk.domain.failure import FailureCode
from kiosk.domain.figures import DayFigures
from kiosk.domain.insurance import Happened
from kiosk.domain.record import RecordFate


@dataclass(frozen=True)
class FoundRecord:
    """One record of a search, or of today."""

    confirmed_at: datetime
    name: str = field(repr=False)
    number: str = field(repr=False)
    insurance: str | None
    """An `InsuranceOutcome`; None when nobody asked."""
    fate: RecordFate


@dataclass(frozen=True)
class WaitingDelivery:
    """A record that an office does not have yet, or refused. No name: the number of the record leads to it."""

    record_id: str
    delivery_id: str
    refused: bool
    attempts: int
    next_at: datetime
    reason: str | None
    """A text key; None before the first attempt."""


@dataclass(frozen=True)
class OwedLookUp:
    """A question the portal still owes an answer to."""

    record_id: str
    given_up: bool
    attempts: int
    next_at: datetime
    happened: Happened | None
    """What became of the last attempt."""


@dataclass(frozen=True)
class SettingsFinding:
    place: str
    reason: str
    remedy: str


@dataclass(frozen=True)
class StaffGate:
    """The page is shut."""

    usable: bool = True
    """False when the site has no PIN."""
    demo_pin: str | None = None
    """Shown beside the box in a demonstration."""
    wrong: bool = False
    """The PIN just typed was not the right one."""
    tries_left: int | None = None
    locked_s: float = 0.0


@dataclass(frozen=True)
class StaffData:
    """The page is open."""

    today: date
    figures: DayFigures
    searched: str = field(default="", repr=False)
    found: tuple[FoundRecord, ...] = ()
    """What was searched for; with nothing searched, the newest records of today."""
    waiting: tuple[WaitingDelivery, ...] = ()
    owed: tuple[OwedLookUp, ...] = ()
    findings: tuple[SettingsFinding, ...] | None = None
    """None until somebody asked for the check."""
    failure: FailureCode | None = None
    """Why what is shown may be old or missing."""
    busy: bool = False
    """What was asked for last is still being done."""


StaffState = StaffGate | StaffData
