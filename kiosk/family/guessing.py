"""From cards in a row to members with parts: each role has one rule, in an order in which later ones lean on earlier.

What somebody at the desk said comes first. A rule that finds two equally good people names neither: it is a doubt. A
card never says who died, who heads the household or who asks: those rules go by order and age, and their reasons say
so.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date
from types import MappingProxyType

from kiosk.domain.identity import Identity, Sex
from kiosk.domain.roles import Role
from kiosk.family.errors import CardsUnfit
from kiosk.family.members import Family, Member, Reason
from kiosk.family.table import Table
from kiosk.forms import Relation
from kiosk.forms.relations import YOUNGEST_PARENT, same_person

MOST_CARDS = 6
_CHILDBEARING = range(YOUNGEST_PARENT, 61)
"""Ages at which a woman is likely the mother of a newly registered child; a rule of thumb, so only for guesses."""
_YOUNGEST_FATHER = YOUNGEST_PARENT
_PARENT_SIDE = (Relation.FATHER, Relation.MOTHER)
_SPOUSES = (Relation.HUSBAND, Relation.WIFE)


def guess_family(
    people: Sequence[Identity],
    wanted: Sequence[Role],
    today: date,
    said: Mapping[int, Collection[Role]] = MappingProxyType({}),
) -> Family:
    """Members with their parts. `said` are roles that a person gave to a card, by its place from 0.

    Raises:
        CardsUnfit: no card, more than `MOST_CARDS`, or one person's card twice.
        PartUnknown: somebody said a role that is not wanted, or spoke of a card that is not there.
    """
    _must_be_fit(people)
    given = Family(tuple(map(Member, people)), tuple(wanted))
    for place, roles in said.items():
        for role in roles:
            given = given.assign(role, place)
    table = Table(tuple(people), today, given.members)
    for role, rule in _RULES:
        if role in wanted and table.player(role) is None:
            rule(table)
    return Family(table.members, tuple(wanted), tuple(table.doubts))


def _must_be_fit(people: Sequence[Identity]) -> None:
    if not 1 <= len(people) <= MOST_CARDS:
        raise CardsUnfit(f"1 to {MOST_CARDS} cards are wanted")
    for later, person in enumerate(people):
        for earlier in range(later):
            if same_person(people[earlier], person):
                raise CardsUnfit(f"card {later + 1} is of the same person as card {earlier + 1}")


def _deceased(table: Table) -> None:
    """Not the first card: whoever asks lays theirs first. Unless a person said who asks."""
    asks = table.player(Role.APPLICANT)
    others = [place for place in table.places if place != (0 if asks is None else asks)]
    if len(others) == 1:
        table.give(Role.DECEASED, others[0], Reason.ONLY_OTHER)
    elif others:
        table.give(Role.DECEASED, table.by_age(others)[0], Reason.OLDEST)


def _child(table: Table) -> None:
    free = [place for place in table.places if place not in table.playing(Role.MOTHER, Role.FATHER)]
    minors = [place for place in free if table.is_minor(place)]
    named = [place for place in minors if table.of_kin(place, _PARENT_SIDE)]
    if len(named) == 1:
        parent = table.of_kin(named[0], _PARENT_SIDE)[0]
        table.give(Role.CHILD, named[0], Reason.NAMES_THEM, parent.place)
    elif len(minors) == 1:
        table.give(Role.CHILD, minors[0], Reason.MINOR)
    elif minors:
        youngest = min(table.ages[place] or 0 for place in minors)
        found = [place for place in minors if table.ages[place] == youngest]
        if len(found) == 1:
            table.give(Role.CHILD, found[0], Reason.YOUNGEST)
        else:
            table.doubt(Role.CHILD, found)


def _mother(table: Table) -> None:
    _parent(table, Role.MOTHER, Relation.MOTHER, lambda place: _may_be_mother(table, place))


def _father(table: Table) -> None:
    _parent(table, Role.FATHER, Relation.FATHER, lambda place: _may_be_father(table, place))


def _parent(table: Table, role: Role, relation: Relation, may_be: Callable[[int], bool]) -> None:
    """Whom the child's card names; else the one who is married to the other parent; else the only one who can be."""
    child = table.player(Role.CHILD)
    named = [] if child is None else table.of_kin(child, (relation,))
    if len(named) == 1:
        exact = Reason.NAMED_BY_CARD if named[0].exact else Reason.NAMED_WITHOUT_MARKS
        table.give(role, named[0].place, exact, child)
        return
    candidates = [place for place in table.places if may_be(place)]
    other = table.player(Role.FATHER if role is Role.MOTHER else Role.MOTHER)
    if other is None:
        couples = [place for place in candidates if table.of_kin(place, _SPOUSES)]
    else:
        couples = [place for place in candidates if any(one.place == other for one in table.of_kin(place, _SPOUSES))]
    if len(couples) == 1:
        spouse = table.of_kin(couples[0], _SPOUSES)[0]
        table.give(role, couples[0], Reason.MARRIED, spouse.place)
    elif len(candidates) == 1:
        table.give(role, candidates[0], Reason.AGE_AND_SEX)
    elif candidates:
        table.doubt(role, candidates)


def _may_be_mother(table: Table, place: int) -> bool:
    age = table.ages[place]
    fits = table.sexes[place] is Sex.FEMALE and (age is None or age in _CHILDBEARING)
    return fits and _may_be_parent(table, place)


def _may_be_father(table: Table, place: int) -> bool:
    age = table.ages[place]
    fits = table.sexes[place] is Sex.MALE and (age is None or age >= _YOUNGEST_FATHER)
    return fits and _may_be_parent(table, place)


def _may_be_parent(table: Table, place: int) -> bool:
    """Not the child, old enough for it, and no parent of a grown-up at the desk: that is a grandparent."""
    child = table.player(Role.CHILD)
    grown_children = [one for one in table.of_kin(place, (Relation.CHILD,)) if not table.is_minor(one.place)]
    if place in table.playing(Role.CHILD, Role.MOTHER, Role.FATHER) or grown_children:
        return False
    older, younger = table.ages[place], None if child is None else table.ages[child]
    return older is None or younger is None or older >= younger + YOUNGEST_PARENT


def _man(table: Table) -> None:
    _one_of_sex(table, Role.MAN, Sex.MALE)


def _woman(table: Table) -> None:
    _one_of_sex(table, Role.WOMAN, Sex.FEMALE)


def _one_of_sex(table: Table, role: Role, sex: Sex) -> None:
    found = [place for place in table.places if table.sexes[place] is sex and not table.is_minor(place)]
    if len(found) == 1:
        table.give(role, found[0], Reason.AGE_AND_SEX)
    elif found:
        table.doubt(role, found)


def _applicant(table: Table) -> None:
    cannot = table.playing(Role.DECEASED, Role.CHILD)
    for place in table.places:
        if place not in cannot and not table.is_minor(place):
            table.give(Role.APPLICANT, place, Reason.FIRST_CARD)
            return


def _head(table: Table) -> None:
    """Whoever most of the others are children or spouses of; else the oldest. No card says who heads a household."""
    can = [place for place in table.places if place not in table.playing(Role.DECEASED) and not table.is_minor(place)]
    if not can:
        return
    counts = {place: len(table.of_kin(place, (Relation.CHILD, *_SPOUSES))) for place in can}
    most = max(counts.values())
    if most:
        found = table.by_age([place for place in can if counts[place] == most])
        table.give(Role.HEAD, found[0], Reason.MOST_KIN)
    else:
        table.give(Role.HEAD, table.by_age(can)[0], Reason.OLDEST)


def _spouse(table: Table) -> None:
    asks = table.player(Role.APPLICANT)
    found = [] if asks is None else table.of_kin(asks, _SPOUSES)
    if len(found) == 1:
        table.give(Role.SPOUSE, found[0].place, Reason.MARRIED, asks)


def _organiser(table: Table) -> None:
    asks = table.player(Role.APPLICANT)
    if asks is not None:
        table.give(Role.ORGANISER, asks, Reason.SAME_AS_APPLICANT)


def _members(table: Table) -> None:
    for place in table.places:
        if place not in table.playing(Role.APPLICANT, Role.HEAD, Role.DECEASED):
            table.give(Role.MEMBERS, place, Reason.REMAINING)


_RULES: tuple[tuple[Role, Callable[[Table], None]], ...] = (
    (Role.CHILD, _child),
    (Role.MOTHER, _mother),
    (Role.FATHER, _father),
    (Role.DECEASED, _deceased),
    (Role.MAN, _man),
    (Role.WOMAN, _woman),
    (Role.APPLICANT, _applicant),
    (Role.HEAD, _head),
    (Role.SPOUSE, _spouse),
    (Role.ORGANISER, _organiser),
    (Role.MEMBERS, _members),
)
"""Roles without a rule are played by whoever a person names."""
