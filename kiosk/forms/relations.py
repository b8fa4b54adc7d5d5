"""How somebody is related to another, where the chips of both cards name the same people.

Two people can share a name, so this is a suggestion that a person confirms. A parent who is hardly older than the
child is a namesake, and nothing is suggested.
"""

from __future__ import annotations

from kiosk.domain.dates import PartialDate
from kiosk.domain.identity import FactName, Identity, Sex
from kiosk.forms.paper_facts import Relation

YOUNGEST_PARENT = 13
"""Years between a parent and a child below which a name proves nothing."""


def same_person(one: Identity, other: Identity) -> bool:
    number = one.text(FactName.PERSONAL_NUMBER)
    return number is not None and number == other.text(FactName.PERSONAL_NUMBER)


def relation_to(other: Identity, person: Identity) -> Relation | None:
    """What `person` is to `other`; None when the cards do not tell, or are of one person."""
    if same_person(other, person):
        return None
    if _married(other, person):
        return Relation.WIFE if _sex(person) is Sex.FEMALE else Relation.HUSBAND
    if _names_as(person, (FactName.FATHER_NAME, FactName.MOTHER_NAME), other) and _could_be_parent(other, person):
        return Relation.CHILD
    if _names_as(other, (FactName.FATHER_NAME,), person) and _could_be_parent(person, other):
        return Relation.FATHER
    if _names_as(other, (FactName.MOTHER_NAME,), person) and _could_be_parent(person, other):
        return Relation.MOTHER
    return None


def _married(one: Identity, other: Identity) -> bool:
    """One names the other as spouse, and the other does not name somebody else."""
    says = [
        _names_as(first, (FactName.SPOUSE_NAME,), second)
        for first, second in ((one, other), (other, one))
        if first.text(FactName.SPOUSE_NAME) is not None
    ]
    return bool(says) and all(says) and {_sex(one), _sex(other)} == {Sex.MALE, Sex.FEMALE}


def _names_as(person: Identity, names: tuple[FactName, ...], other: Identity) -> bool:
    full_name = _folded(other.text(FactName.FULL_NAME))
    return full_name != "" and any(_folded(person.text(one)) == full_name for one in names)


def _could_be_parent(parent: Identity, child: Identity) -> bool:
    older, younger = (_birth_year(one) for one in (parent, child))
    return older is None or younger is None or older + YOUNGEST_PARENT <= younger


def _birth_year(person: Identity) -> int | None:
    fact = person.get(FactName.DATE_OF_BIRTH)
    return fact.value.year if fact is not None and isinstance(fact.value, PartialDate) else None


def _sex(person: Identity) -> Sex | None:
    fact = person.get(FactName.SEX)
    return fact.value if fact is not None and isinstance(fact.value, Sex) else None


def _folded(text: str | None) -> str:
    return " ".join((text or "").split()).casefold()
