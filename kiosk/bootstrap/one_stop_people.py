"""The people of one dossier: cards as they come, the parts that are guessed and what a person said of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from kiosk.domain.identity import FactName, Identity
from kiosk.domain.roles import Cast, Role
from kiosk.family import Family, PartUnknown, guess_family
from ui.one_stop_data import OpenPart, PersonHere, PlayedPart


@dataclass
class _Seat:
    identity: Identity = field(repr=False)
    said: set[Role] = field(default_factory=set)
    denied: set[Role] = field(default_factory=set)


class PeopleAtCounter:
    """Guesses are made anew with every card; what a person said stays."""

    def __init__(self) -> None:
        self._seats: list[_Seat] = []

    @property
    def identities(self) -> tuple[Identity, ...]:
        return tuple(one.identity for one in self._seats)

    def add(self, identity: Identity, today: date) -> None:
        """A card more; the same person's again replaces what was known when it is at least as well proven.

        Raises `CardsUnfit`.
        """
        number = identity.text(FactName.PERSONAL_NUMBER)
        for seat in self._seats:
            if number is not None and seat.identity.text(FactName.PERSONAL_NUMBER) == number:
                if identity.assurance >= seat.identity.assurance:
                    seat.identity = identity
                return
        guess_family((*self.identities, identity), (), today)  # Whether so many cards are taken.
        self._seats.append(_Seat(identity))

    def remove(self, place: int) -> None:
        """Raises `PartUnknown`."""
        self._seat(place)
        del self._seats[place]

    def give(self, place: int, role: Role) -> None:
        """Raises `PartUnknown`."""
        seat = self._seat(place)
        if role is not Role.MEMBERS:
            for one in self._seats:
                one.said.discard(role)
        seat.said.add(role)
        seat.denied.discard(role)

    def withdraw(self, place: int, role: Role) -> None:
        """Raises `PartUnknown`."""
        seat = self._seat(place)
        seat.said.discard(role)
        seat.denied.add(role)

    def family(self, wanted: Sequence[Role], today: date) -> Family | None:
        """Who plays what; None while nobody is there."""
        if not self._seats:
            return None
        said = {place: one.said & set(wanted) for place, one in enumerate(self._seats)}
        family = guess_family(self.identities, wanted, today, said)
        for place, seat in enumerate(self._seats):
            for role in seat.denied & set(wanted):
                family = family.withdraw(role, place)
        return family

    def _seat(self, place: int) -> _Seat:
        if not 0 <= place < len(self._seats):
            raise PartUnknown(f"there is no card {place + 1}; {len(self._seats)} were laid")
        return self._seats[place]


def people_here(family: Family | None) -> tuple[PersonHere, ...]:
    if family is None:
        return ()
    return tuple(
        PersonHere(
            one.identity,
            tuple(
                PlayedPart(
                    part.role,
                    part.reason.value,
                    None if part.because_of is None else part.because_of + 1,
                    part.weak,
                )
                for part in one.parts
            ),
        )
        for one in family.members
    )


def open_parts(family: Family | None, wanted: Sequence[Role]) -> tuple[OpenPart, ...]:
    """Parts that nobody plays yet, with those who could."""
    if family is None:
        return tuple(OpenPart(role) for role in wanted if role is not Role.MEMBERS)
    doubts = {one.role: tuple(place + 1 for place in one.candidates) for one in family.doubts}
    return tuple(OpenPart(role, doubts.get(role, ())) for role in family.unplayed if role is not Role.MEMBERS)


def cast_of(family: Family | None) -> Cast:
    return {} if family is None else family.cast
