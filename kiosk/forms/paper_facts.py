"""What papers need beside the cards: the office, words and dates that are facts of law, and how addresses are renewed.

All of it is data that ages, so it comes in as values; nothing here is known to the code.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Protocol


class OfficeFact(StrEnum):
    """What an origin `office.…` may ask for."""

    NAME = "name"
    PLACE = "place"
    TODAY = "today"


@dataclass(frozen=True)
class OfficeFacts:
    """The office a paper goes to, on the day it is written."""

    today: date
    name: str = ""
    """After "Kính gửi"; empty leaves the line to the pen."""
    place: str = ""
    """Before the date of a signature."""


class Relation(StrEnum):
    """How somebody is related to another, as far as cards can tell."""

    SELF = "self"
    HEAD = "head"
    WIFE = "wife"
    HUSBAND = "husband"
    CHILD = "child"
    FATHER = "father"
    MOTHER = "mother"


@dataclass(frozen=True)
class IssuedBy:
    """Which document a card of an issue date is, and who issued it: the QR says neither."""

    from_day: date
    issuer: str
    document: str


@dataclass(frozen=True)
class PaperFacts:
    """Dated facts, from `config`."""

    issued_by: tuple[IssuedBy, ...] = ()
    relations: Mapping[Relation, str] = field(default_factory=dict)
    nationality: str = ""
    """Of everybody who holds a Vietnamese identity card."""
    document_line: str = ""
    """A document in one line, with places for `{document}`, `{number}`, `{issuer}` and `{date}`."""

    def issued_on(self, day: date) -> IssuedBy | None:
        """The newest row that had begun on `day`."""
        begun = [one for one in self.issued_by if one.from_day <= day]
        return max(begun, key=lambda one: one.from_day, default=None)


class AddressStatus(StrEnum):
    EXACT = "exact"
    CHOOSE = "choose"
    ALREADY_NEW = "already_new"
    NOT_FOUND = "not_found"


@dataclass(frozen=True, repr=False)
class SuggestedAddress:
    """A card's address in the units of today."""

    status: AddressStatus
    written: tuple[str, ...] = ()
    """Whole addresses; one when exact, several to choose from, none when not found."""


class AddressSuggester(Protocol):
    """Whoever knows the units of today. It never guesses: what is not certain is a choice."""

    def suggest(self, text: str) -> SuggestedAddress: ...


class CardTextOnly:
    """A desk without a table of units: the card's own text stands, and a person looks at it."""

    def suggest(self, text: str) -> SuggestedAddress:
        return SuggestedAddress(AddressStatus.NOT_FOUND)
