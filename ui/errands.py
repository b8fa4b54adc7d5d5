"""What a person at the window wants that is no step of a visit: a number or a birth certificate to be
understood, the staff page."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from kiosk.domain.identity import Sex
from ui.one_stop_errands import OneStopErrand


@dataclass(frozen=True)
class NumberEntered:
    """A number was typed in place of a scan. Whoever hears it understands it, and tells the visit."""

    text: str = field(repr=False)


@dataclass(frozen=True)
class ChildEntered:
    """A child without a card is here; this is what its birth certificate says, empty where it says nothing. Whoever
    hears it begins the visit."""

    date_of_birth: date = field(repr=False)
    sex: Sex = field(repr=False)
    time_of_birth: str = field(default="", repr=False)
    """HH:MM."""
    child_name: str = field(default="", repr=False)
    mother_name: str = field(default="", repr=False)
    father_name: str = field(default="", repr=False)
    guardian_name: str = field(default="", repr=False)
    certificate_number: str = field(default="", repr=False)


@dataclass(frozen=True)
class StaffPageAsked:
    """Somebody wants to see the staff page and typed a PIN."""

    pin: str = field(repr=False)


@dataclass(frozen=True)
class StaffPageLeft:
    """The staff page is shut; the next one who wants it types the PIN again."""


@dataclass(frozen=True)
class DayAsked:
    """The figures of another day."""

    day: date


@dataclass(frozen=True)
class SearchAsked:
    """Records by name or by number."""

    text: str = field(repr=False)


@dataclass(frozen=True)
class DeliveriesAsked:
    """Try everything that waits now; with `refused`, also what an office refused."""

    refused: bool = False


@dataclass(frozen=True)
class LookUpsAsked:
    """Ask the portal again now, also what was given up."""


@dataclass(frozen=True)
class SettingsCheckAsked:
    """Look over the settings and the data files."""


Errand = (
    NumberEntered
    | ChildEntered
    | StaffPageAsked
    | StaffPageLeft
    | DayAsked
    | SearchAsked
    | DeliveriesAsked
    | LookUpsAsked
    | SettingsCheckAsked
    | OneStopErrand
)
