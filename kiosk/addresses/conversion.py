"""What became of an address."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from kiosk.addresses.units import Ward


class Status(StrEnum):
    EXACT = "exact"
    """One new unit, by the table alone."""
    CHOOSE = "choose"
    """A person who knows the place chooses, or confirms the only candidate."""
    ALREADY_NEW = "already_new"
    """The text names a ward and a province of today."""
    NOT_FOUND = "not_found"


class Note(StrEnum):
    """Why a candidate stands there; each has a sentence in every language (`address.note.*`)."""

    SPLIT = "split"
    """The old unit was divided; the table does not say along which line."""
    POPULATION = "population"
    """The resolution gives this unit all the people of the old one."""
    LAND = "land"
    """The resolution gives this unit land of the old one and no people."""
    SAME_NAME = "same_name"
    """Several old units fit the text."""
    FORMER_NAME = "former_name"
    """The text uses a name from before the mergers of earlier years."""
    RENAMED = "renamed"
    """The text uses the name of a new unit that has been called differently since."""
    DISTRICT_NAME = "district_name"
    """The new unit has the name of an old district, and the text may mean either."""
    RUN_ON = "run_on"
    """The name was recognised inside a longer part of the text, without unit word or comma."""
    OTHER_SPELLING = "other_spelling"
    """The marks in the text are not those of the name."""
    OTHER_KIND = "other_kind"
    """The text has another unit word than the new unit."""
    OTHER_PROVINCE = "other_province"
    """Old district and ward, but the province of today."""


@dataclass(frozen=True, slots=True)
class Candidate:
    ward: Ward
    note: Note | None = None
    """None when there is nothing to weigh."""
    old_unit: str = ""
    """The old unit that led here, in full; empty for a unit of today."""


@dataclass(frozen=True, slots=True)
class Conversion:
    """An address and the units of today it can mean. The text itself stays beside it, letter for letter."""

    text: str = field(repr=False)
    status: Status
    detail: str | None = field(repr=False, default=None)
    """Hamlet, street and house as written; None when the units were not recognised."""
    candidates: tuple[Candidate, ...] = field(repr=False, default=())
    """One when exact or already new; none when not found."""
