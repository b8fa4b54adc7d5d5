"""Parts that do not suit whoever plays them: a man's card as the mother's, one card as both spouses or in two rows, a
card that holds no more. Cards are laid on the reader in a hurry and parts are guessed, so this asks for a look; it
stops nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from types import MappingProxyType

from kiosk.domain.dates import PartialDate
from kiosk.domain.identity import FactName, Identity, Sex
from kiosk.domain.roles import Cast, Role
from kiosk.forms.relations import same_person

OTHER_SEX = "form.review.sex_of_role"
SAME_PERSON = "form.review.same_person"
REPEATED = "form.review.card_repeated"
EXPIRED = "form.review.card_expired"
_SEXES: Mapping[Role, Sex] = MappingProxyType(
    {Role.MAN: Sex.MALE, Role.FATHER: Sex.MALE, Role.WOMAN: Sex.FEMALE, Role.MOTHER: Sex.FEMALE}
)
_APART = (
    (Role.MAN, Role.WOMAN),
    (Role.FATHER, Role.MOTHER),
    (Role.CHILD, Role.FATHER),
    (Role.CHILD, Role.MOTHER),
    (Role.CHILD, Role.APPLICANT),
    (Role.DECEASED, Role.APPLICANT),
    (Role.DECEASED, Role.ORGANISER),
    (Role.REPRESENTATIVE, Role.APPLICANT),
)
"""Two parts that one person cannot play on one paper."""


def casting_doubts(cast: Cast) -> Mapping[Role, str]:
    """Part → what to look at."""
    doubts: dict[Role, str] = {}
    for role, sex in _SEXES.items():
        person = _one(cast, role)
        fact = None if person is None else person.get(FactName.SEX)
        if fact is not None and fact.value is not sex:
            doubts[role] = OTHER_SEX
    for role, other in _APART:
        one, another = _one(cast, role), _one(cast, other)
        if one is not None and another is not None and same_person(one, another):
            doubts[role] = SAME_PERSON
    return doubts


def card_doubts(cast: Cast, today: date) -> Iterator[tuple[Role, int, str]]:
    """Part, place within it counted from 0, and what to look at. Nobody renews the card of the deceased."""
    for role, people in cast.items():
        for place, person in enumerate(people):
            if role is not Role.DECEASED and _is_over(person, today):
                yield role, place, EXPIRED
            if any(same_person(earlier, person) for earlier in people[:place]):
                yield role, place, REPEATED


def _is_over(person: Identity, today: date) -> bool:
    fact = person.get(FactName.DATE_OF_EXPIRY)
    last = fact.value.whole if fact is not None and isinstance(fact.value, PartialDate) else None
    return last is not None and last < today


def _one(cast: Cast, role: Role) -> Identity | None:
    return next(iter(cast.get(role, ())), None)
