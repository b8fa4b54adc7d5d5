"""What a person says about somebody in one entry: `child.full_name`, `deceased.date_of_birth`.

Somebody without a card, a new-born above all, becomes a person like the others, so every paper of the bundle takes it
from there. What is said about somebody with a card replaces what the card says, as a claim by staff.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

from kiosk.domain.identity import Assurance, Fact, FactName, FactValue, Identity, Sex, Source
from kiosk.domain.roles import Cast, Role
from kiosk.family.errors import AnswerUnfit
from kiosk.forms import read_date

_DATES = frozenset({FactName.DATE_OF_BIRTH, FactName.DATE_OF_ISSUE, FactName.DATE_OF_EXPIRY})
_SEXES = MappingProxyType({"nam": Sex.MALE, "nữ": Sex.FEMALE, "1": Sex.MALE, "2": Sex.FEMALE})


def fact_key(name: str) -> tuple[Role, FactName] | None:
    """The role and the fact an answer speaks of; None for an answer that speaks of neither."""
    role, _, fact = name.partition(".")
    if role not in tuple(Role) or fact not in tuple(FactName):
        return None
    return Role(role), FactName(fact)


def with_said(cast: Cast, answers: Mapping[str, str]) -> Cast:
    """The cast with what was said about its people. Raises `AnswerUnfit`."""
    people = {role: list(played) for role, played in cast.items()}
    for name, text in answers.items():
        key = fact_key(name)
        if key is None or not text.strip():
            continue
        role, fact = key
        played = people.setdefault(role, [Identity()])
        if len(played) > 1:
            raise AnswerUnfit(f"{name}: several people play this part")
        before = played[0]
        said = Fact(_value(name, fact, text), Source.STAFF, Assurance.CLAIMED)
        changed = replace(before, facts=MappingProxyType({**before.facts, fact: said}))
        for every in people.values():  # One card may play several parts: it stays one person in all of them.
            every[:] = [changed if one is before else one for one in every]
    return MappingProxyType({role: tuple(played) for role, played in people.items()})


def _value(name: str, fact: FactName, text: str) -> FactValue:
    plain = " ".join(text.split())
    if fact is FactName.SEX:
        sex = _SEXES.get(plain.casefold()) or next((one for one in Sex if one.value == plain.casefold()), None)
        if sex is None:
            raise AnswerUnfit(f"{name}: sex is one of nam, nữ, {', '.join(Sex)}")
        return sex
    if fact in _DATES:
        when = read_date(plain)
        if when is None:
            raise AnswerUnfit(f"{name}: no date as 15/03/2026, 03/2026 or 2026")
        return when
    return plain
