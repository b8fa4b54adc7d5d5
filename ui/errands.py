"""What a person at the window wants that is no step of a visit: a number to be understood, the staff page."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True)
class NumberEntered:
    """A number was typed in place of a scan. Whoever hears it understands it, and tells the visit."""

    text: str = field(repr=False)


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
    | StaffPageAsked
    | StaffPageLeft
    | DayAsked
    | SearchAsked
    | DeliveriesAsked
    | LookUpsAsked
    | SettingsCheckAsked
)
