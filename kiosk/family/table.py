"""The cards on the desk while parts are found: who is how old, who is whose kin, who plays what so far."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date

from kiosk.domain.dates import PartialDate
from kiosk.domain.identity import FactName, Identity, Sex
from kiosk.domain.roles import Role
from kiosk.family.kinship import Kin, kin_of
from kiosk.family.members import Doubt, Member, Part, Reason, players, with_part
from kiosk.forms import Relation

ADULT = 18


@dataclass
class Table:
    """The cards on the desk while parts are found."""

    people: tuple[Identity, ...]
    today: date
    members: tuple[Member, ...]
    doubts: list[Doubt] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.kin = tuple(kin_of(self.people, place) for place in range(len(self.people)))
        self.ages = tuple(_age(one, self.today) for one in self.people)
        self.sexes = tuple(_sex(one) for one in self.people)

    @property
    def places(self) -> range:
        return range(len(self.people))

    def player(self, role: Role) -> int | None:
        return next((place for place in self.places if self.members[place].part(role)), None)

    def playing(self, *roles: Role) -> frozenset[int]:
        return players(self.members, roles)

    def give(self, role: Role, place: int, reason: Reason, because_of: int | None = None) -> None:
        self.members = with_part(self.members, place, Part(role, reason, because_of))

    def doubt(self, role: Role, candidates: Collection[int]) -> None:
        self.doubts.append(Doubt(role, tuple(sorted(candidates))))

    def is_minor(self, place: int) -> bool:
        age = self.ages[place]
        return age is not None and age < ADULT

    def of_kin(self, place: int, relations: Collection[Relation]) -> list[Kin]:
        return [one for one in self.kin[place] if one.relation in relations]

    def by_age(self, places: Collection[int]) -> list[int]:
        """The oldest first; of unknown age last, as they were laid."""
        return sorted(places, key=lambda place: (-(self.ages[place] or -1), place))


def _age(person: Identity, today: date) -> int | None:
    fact = person.get(FactName.DATE_OF_BIRTH)
    return fact.value.age_on(today) if fact is not None and isinstance(fact.value, PartialDate) else None


def _sex(person: Identity) -> Sex | None:
    fact = person.get(FactName.SEX)
    return fact.value if fact is not None and isinstance(fact.value, Sex) else None
