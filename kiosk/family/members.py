"""Who is at the desk and which parts they play. A guess carries its reason; a person's word replaces it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from types import MappingProxyType

from kiosk.domain.dates import PartialDate
from kiosk.domain.identity import FactName, Identity
from kiosk.domain.roles import Cast, Role
from kiosk.family.errors import PartUnknown


class Reason(StrEnum):
    """Why somebody is thought to play a part. Text keys."""

    SAID = "family.reason.said"
    """A person at the desk said so."""
    NAMED_BY_CARD = "family.reason.named_by_card"
    """Another card names them, letter by letter."""
    NAMED_WITHOUT_MARKS = "family.reason.named_without_marks"
    """Another card names them when diacritics are left out."""
    NAMES_THEM = "family.reason.names_them"
    """Their own card names another one at the desk as parent."""
    MARRIED = "family.reason.married"
    """The cards of both name each other, or one names the other."""
    AGE_AND_SEX = "family.reason.age_and_sex"
    """The only one of that age and sex."""
    MINOR = "family.reason.minor"
    """The only one below eighteen."""
    YOUNGEST = "family.reason.youngest"
    OLDEST = "family.reason.oldest"
    MOST_KIN = "family.reason.most_kin"
    """More of the others are their children or spouse than anybody else's."""
    ONLY_OTHER = "family.reason.only_other"
    """Two cards, and the other one asks."""
    FIRST_CARD = "family.reason.first_card"
    """The first card laid that can play the part."""
    SAME_AS_APPLICANT = "family.reason.same_as_applicant"
    REMAINING = "family.reason.remaining"


_WEAK = frozenset(
    {
        Reason.YOUNGEST,
        Reason.OLDEST,
        Reason.MOST_KIN,
        Reason.ONLY_OTHER,
        Reason.FIRST_CARD,
        Reason.SAME_AS_APPLICANT,
        Reason.REMAINING,
    }
)


@dataclass(frozen=True)
class Part:
    """A role somebody plays."""

    role: Role
    reason: Reason
    because_of: int | None = None
    """The place of the card that the reason speaks of, counted from 0."""

    @property
    def weak(self) -> bool:
        """No card says it: it rests on order or age alone, and a person has to look first."""
        return self.reason in _WEAK


@dataclass(frozen=True)
class Member:
    identity: Identity
    parts: tuple[Part, ...] = ()

    def expired_on(self, day: date) -> bool | None:
        """Whether the card's validity is over on `day`; None where nothing says until when it holds. An expired card
        still says who somebody is: it is named, and refuses nobody."""
        fact = self.identity.get(FactName.DATE_OF_EXPIRY)
        until = fact.value.whole if fact is not None and isinstance(fact.value, PartialDate) else None
        return None if until is None else until < day

    def part(self, role: Role) -> Part | None:
        return next((one for one in self.parts if one.role is role), None)


@dataclass(frozen=True)
class Doubt:
    """Several people could play a part and nothing decides: nobody is guessed."""

    role: Role
    candidates: tuple[int, ...]


@dataclass(frozen=True)
class Family:
    """The cards in the order in which they were laid."""

    members: tuple[Member, ...]
    wanted: tuple[Role, ...]
    doubts: tuple[Doubt, ...] = ()

    @property
    def cast(self) -> Cast:
        played = {role: tuple(one.identity for one in self.members if one.part(role)) for role in self.wanted}
        return MappingProxyType({role: people for role, people in played.items() if people})

    @property
    def unplayed(self) -> tuple[Role, ...]:
        return tuple(role for role in self.wanted if role not in self.cast)

    def player(self, role: Role) -> int | None:
        """Who plays it first."""
        return next((place for place, one in enumerate(self.members) if one.part(role)), None)

    def assign(self, role: Role, place: int) -> Family:
        """A person says who plays a role; whoever was guessed for it no longer does, unless many may play it.

        Raises `PartUnknown`.
        """
        self._must_know(role, place)
        alone = role is not Role.MEMBERS
        members = tuple(_without(one, role) if alone or at == place else one for at, one in enumerate(self.members))
        return self._with(_given(members, place, Part(role, Reason.SAID)), without_doubt_on=role)

    def withdraw(self, role: Role, place: int) -> Family:
        """A person says that somebody does not play a role. Raises `PartUnknown`."""
        self._must_know(role, place)
        members = tuple(_without(one, role) if at == place else one for at, one in enumerate(self.members))
        return self._with(members, without_doubt_on=role)

    def _must_know(self, role: Role, place: int) -> None:
        if role not in self.wanted:
            raise PartUnknown(f"{role.value} is not wanted here; roles are: {', '.join(self.wanted)}")
        if not 0 <= place < len(self.members):
            raise PartUnknown(f"there is no card {place + 1}; {len(self.members)} were laid")

    def _with(self, members: tuple[Member, ...], without_doubt_on: Role) -> Family:
        doubts = tuple(one for one in self.doubts if one.role is not without_doubt_on)
        return replace(self, members=members, doubts=doubts)


def with_part(members: Sequence[Member], place: int, part: Part) -> tuple[Member, ...]:
    return _given(tuple(members), place, part)


def players(members: Sequence[Member], roles: Collection[Role]) -> frozenset[int]:
    """The places of those who play one of these roles."""
    return frozenset(place for place, one in enumerate(members) if any(one.part(role) for role in roles))


def _given(members: tuple[Member, ...], place: int, part: Part) -> tuple[Member, ...]:
    one = members[place]
    return (*members[:place], replace(one, parts=(*one.parts, part)), *members[place + 1 :])


def _without(member: Member, role: Role) -> Member:
    return replace(member, parts=tuple(one for one in member.parts if one.role is not role))
