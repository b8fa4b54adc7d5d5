"""Who is whose parent, child or spouse among the cards at the desk, as far as their chips name each other.

First letter by letter; then with diacritics left out, because a registrar's typing and a machine-readable zone lose
them. Two people can share a name, so both are suggestions, and the second is the weaker one.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

from kiosk.domain.identity import FactName, Identity
from kiosk.forms import Relation
from kiosk.forms.relations import relation_to

_NAMES = (FactName.FULL_NAME, FactName.FATHER_NAME, FactName.MOTHER_NAME, FactName.SPOUSE_NAME)


@dataclass(frozen=True)
class Kin:
    """What the person at `place` is to somebody."""

    place: int
    relation: Relation
    exact: bool
    """The names agree letter by letter."""


def kin_of(people: Sequence[Identity], place: int) -> tuple[Kin, ...]:
    """Whoever at the desk is parent, child or spouse of the person at `place`."""
    found = (_kin(people, place, other) for other in range(len(people)) if other != place)
    return tuple(one for one in found if one is not None)


def _kin(people: Sequence[Identity], place: int, other: int) -> Kin | None:
    relation = relation_to(_composed(people[place]), _composed(people[other]))
    if relation is not None:
        return Kin(other, relation, exact=True)
    relation = relation_to(_bare(people[place]), _bare(people[other]))
    return None if relation is None else Kin(other, relation, exact=False)


def _composed(person: Identity) -> Identity:
    return _renamed(person, lambda text: unicodedata.normalize("NFC", text))


def _bare(person: Identity) -> Identity:
    return _renamed(person, without_marks)


def without_marks(text: str) -> str:
    """Letters without diacritics, "đ" as "d"."""
    plain = text.replace("đ", "d").replace("Đ", "D")
    return "".join(one for one in unicodedata.normalize("NFD", plain) if not unicodedata.combining(one))


def _renamed(person: Identity, write: Callable[[str], str]) -> Identity:
    facts = dict(person.facts)
    for name in _NAMES:
        text = person.text(name)
        if text is not None:
            facts[name] = replace(facts[name], value=write(text))
    return replace(person, facts=MappingProxyType(facts))
