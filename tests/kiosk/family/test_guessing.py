"""Cards in a row become members with parts: each with its reason, none against a person's word, none by dice."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import replace
from itertools import permutations
from types import MappingProxyType

import pytest
from family_at_desk import AUNT, FATHER, GRANDFATHER, GRANDMOTHER, LEAST, MOTHER, SON, TODAY, by_code, person
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.dates import PartialDate
from kiosk.domain.identity import Assurance, Fact, FactName, Identity, Sex, Source
from kiosk.domain.roles import Role
from kiosk.family import CardsUnfit, Family, Part, PartUnknown, Reason, guess_family

BIRTH = (Role.APPLICANT, Role.CHILD, Role.MOTHER, Role.FATHER, Role.HEAD)
DEATH = (Role.APPLICANT, Role.DECEASED, Role.HEAD, Role.ORGANISER)
HOUSEHOLD = (Role.APPLICANT, Role.HEAD, Role.MEMBERS)
EVERYBODY = (FATHER, MOTHER, SON, GRANDMOTHER, GRANDFATHER)


def who(family: Family, role: Role) -> Identity | None:
    place = family.player(role)
    return None if place is None else family.members[place].identity


def why(family: Family, role: Role) -> Part:
    place = family.player(role)
    assert place is not None
    part = family.members[place].part(role)
    assert part is not None
    return part


def renamed(one: Identity, name: FactName, text: str) -> Identity:
    return replace(one, facts=MappingProxyType({**one.facts, name: Fact(text, Source.DG13, Assurance.READ)}))


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_father_mother_and_child_are_told_by_the_childs_chip_in_any_order(order: Sequence[int]) -> None:
    three = (FATHER, MOTHER, SON)
    family = guess_family([three[place] for place in order], BIRTH, TODAY)
    assert (who(family, Role.FATHER), who(family, Role.MOTHER), who(family, Role.CHILD)) == three
    assert why(family, Role.MOTHER) == Part(Role.MOTHER, Reason.NAMED_BY_CARD, family.player(Role.CHILD))
    assert why(family, Role.CHILD).reason is Reason.NAMES_THEM
    assert not why(family, Role.FATHER).weak
    assert who(family, Role.APPLICANT) in (FATHER, MOTHER)


def test_without_a_card_of_the_child_the_couple_is_told_by_their_names_for_each_other() -> None:
    family = guess_family([MOTHER, FATHER], BIRTH, TODAY)
    assert (who(family, Role.MOTHER), who(family, Role.FATHER)) == (MOTHER, FATHER)
    assert why(family, Role.FATHER) == Part(Role.FATHER, Reason.MARRIED, 0)
    assert family.unplayed == (Role.CHILD,)


def test_cards_read_by_their_codes_alone_are_told_by_age_and_sex() -> None:
    family = guess_family([by_code(one) for one in (MOTHER, FATHER, SON)], BIRTH, TODAY)
    assert [who(family, one) for one in (Role.MOTHER, Role.FATHER, Role.CHILD)] == [
        by_code(one) for one in (MOTHER, FATHER, SON)
    ]
    assert why(family, Role.MOTHER).reason is Reason.AGE_AND_SEX
    assert why(family, Role.CHILD).reason is Reason.MINOR


def test_a_grandmother_at_the_desk_is_not_taken_for_the_mother() -> None:
    family = guess_family([GRANDMOTHER, MOTHER, FATHER], BIRTH, TODAY)
    assert who(family, Role.MOTHER) == MOTHER
    assert who(family, Role.APPLICANT) == GRANDMOTHER


def test_two_women_of_that_age_of_whom_nothing_more_is_known_are_a_doubt_and_no_guess() -> None:
    family = guess_family([by_code(MOTHER), by_code(AUNT)], BIRTH, TODAY)
    assert who(family, Role.MOTHER) is None
    assert [(one.role, one.candidates) for one in family.doubts] == [(Role.MOTHER, (0, 1))]
    settled = family.assign(Role.MOTHER, 0)
    assert settled.doubts == ()
    assert why(settled, Role.MOTHER).reason is Reason.SAID


def test_a_woman_married_to_somebody_else_at_the_desk_is_not_guessed_beside_the_father() -> None:
    stranger = person("001079012351", "Lê Văn Dũng", 1979, Sex.MALE)
    wife = person("001180012352", "Vũ Thị Em", 1980, Sex.FEMALE, spouse_name="Lê Văn Dũng")
    family = guess_family([by_code(FATHER), by_code(AUNT), stranger, wife], BIRTH, TODAY, {0: [Role.FATHER]})
    assert who(family, Role.MOTHER) is None
    assert family.doubts[0].candidates == (1, 3)


def test_names_that_agree_only_without_diacritics_say_so() -> None:
    son = renamed(renamed(SON, FactName.FATHER_NAME, "NGUYEN VAN AN"), FactName.MOTHER_NAME, "DO THI UYEN")
    family = guess_family([son, MOTHER, FATHER], BIRTH, TODAY)
    assert why(family, Role.MOTHER).reason is Reason.NAMED_WITHOUT_MARKS
    decomposed = renamed(SON, FactName.MOTHER_NAME, unicodedata.normalize("NFD", "ĐỖ THỊ UYÊN"))
    assert why(guess_family([decomposed, MOTHER], BIRTH, TODAY), Role.MOTHER).reason is Reason.NAMED_BY_CARD


def test_a_namesake_of_the_childs_own_age_is_no_parent() -> None:
    namesake = person("001114012353", "Đỗ Thị Uyên", 2014, Sex.FEMALE)
    family = guess_family([SON, namesake, FATHER], BIRTH, TODAY)
    assert who(family, Role.MOTHER) is None
    assert who(family, Role.CHILD) == SON


def test_twins_are_a_doubt_and_the_younger_of_two_siblings_a_weak_guess() -> None:
    twin = renamed(SON, FactName.PERSONAL_NUMBER, "001216012399")
    assert guess_family([MOTHER, SON, twin], BIRTH, TODAY).doubts[0].candidates == (1, 2)
    sister = person("001312012354", "Nguyễn Thị Dung", 2012, Sex.FEMALE)
    family = guess_family([by_code(one) for one in (FATHER, sister, SON)], BIRTH, TODAY)
    assert who(family, Role.CHILD) == by_code(SON)
    assert why(family, Role.CHILD).weak


def test_of_two_cards_after_a_death_the_second_is_the_deceased_and_it_asks_for_a_look() -> None:
    family = guess_family([FATHER, GRANDFATHER], DEATH, TODAY)
    assert who(family, Role.DECEASED) == GRANDFATHER
    assert (why(family, Role.DECEASED).reason, why(family, Role.DECEASED).weak) == (Reason.ONLY_OTHER, True)
    assert who(family, Role.APPLICANT) == who(family, Role.ORGANISER) == who(family, Role.HEAD) == FATHER


def test_whoever_is_said_to_be_dead_neither_asks_nor_heads_the_household() -> None:
    family = guess_family([GRANDFATHER, GRANDMOTHER, FATHER], DEATH, TODAY, {0: [Role.DECEASED]})
    assert why(family, Role.DECEASED).reason is Reason.SAID
    assert who(family, Role.APPLICANT) == GRANDMOTHER
    assert who(family, Role.HEAD) == GRANDMOTHER


def test_a_household_has_one_head_one_applicant_and_the_rest_are_members_in_order() -> None:
    family = guess_family(EVERYBODY[:4], HOUSEHOLD, TODAY)
    assert who(family, Role.APPLICANT) == FATHER
    assert who(family, Role.HEAD) == FATHER, "two of the others are his wife and son"
    assert family.cast[Role.MEMBERS] == (MOTHER, SON, GRANDMOTHER)


def test_bride_and_groom_are_told_by_sex_and_two_men_are_a_doubt() -> None:
    both = (Role.MAN, Role.WOMAN)
    family = guess_family([AUNT, FATHER], both, TODAY)
    assert (who(family, Role.MAN), who(family, Role.WOMAN)) == (FATHER, AUNT)
    assert guess_family([FATHER, GRANDFATHER], both, TODAY).doubts[0].role is Role.MAN


def test_a_correction_moves_a_part_and_one_card_may_play_several() -> None:
    family = guess_family([FATHER, MOTHER], BIRTH, TODAY).assign(Role.APPLICANT, 1)
    assert who(family, Role.APPLICANT) == MOTHER
    assert family.members[0].part(Role.APPLICANT) is None
    assert family.cast[Role.MOTHER] == (MOTHER,)
    gone = family.withdraw(Role.MOTHER, 1)
    assert Role.MOTHER in gone.unplayed
    both = guess_family([FATHER, MOTHER], HOUSEHOLD, TODAY).assign(Role.MEMBERS, 0).assign(Role.MEMBERS, 1)
    assert both.cast[Role.MEMBERS] == (FATHER, MOTHER)


@pytest.mark.parametrize(("role", "place"), [(Role.GUEST, 0), (Role.MOTHER, 2), (Role.MOTHER, -1)])
def test_a_correction_about_an_unwanted_role_or_a_missing_card_is_refused(role: Role, place: int) -> None:
    with pytest.raises(PartUnknown):
        guess_family([FATHER, MOTHER], BIRTH, TODAY).assign(role, place)


@pytest.mark.parametrize(
    "people",
    [(), (FATHER, MOTHER, by_code(FATHER)), tuple(replace(LEAST) for _ in range(7))],
    ids=["none", "twice", "7"],
)
def test_no_card_a_card_laid_twice_and_a_seventh_card_are_refused(people: Sequence[Identity]) -> None:
    with pytest.raises(CardsUnfit) as told:
        guess_family(people, BIRTH, TODAY)
    assert "Nguyễn" not in str(told.value)


def test_somebody_of_whom_only_a_name_of_one_word_is_known_is_still_a_member() -> None:
    family = guess_family([LEAST, FATHER], HOUSEHOLD, TODAY)
    assert who(family, Role.APPLICANT) == LEAST
    assert "Ỷ" not in repr(family)


@pytest.mark.parametrize(
    ("until", "expired"),
    [(PartialDate(2026, 11, 20), True), (PartialDate(2026, 11, 21), False), (PartialDate(2026), None), (None, None)],
)
def test_an_expired_card_is_named_and_its_holder_plays_a_part_all_the_same(
    until: PartialDate | None, expired: bool | None
) -> None:
    facts = {} if until is None else {"date_of_expiry": until}
    old = person("001085012355", "Lê Văn Giáp", 1985, Sex.MALE, **facts)
    family = guess_family([old], HOUSEHOLD, TODAY)
    assert family.members[0].expired_on(TODAY) is expired
    assert who(family, Role.APPLICANT) == old


_names = st.sampled_from(["Nguyễn Văn An", "Đỗ Thị Uyên", "Ỷ", "NGUYEN VAN AN", ""])


@st.composite
def _anybody(draw: st.DrawFn, number: int) -> Identity:
    facts: dict[FactName, Fact] = {}
    for name in (FactName.FULL_NAME, FactName.FATHER_NAME, FactName.MOTHER_NAME, FactName.SPOUSE_NAME):
        if draw(st.booleans()):
            facts[name] = Fact(draw(_names), Source.DG13, Assurance.READ)
    if draw(st.booleans()):
        born = PartialDate(draw(st.integers(1900, 2026)))
        facts[FactName.DATE_OF_BIRTH] = Fact(born, Source.QR, Assurance.CLAIMED)
    if draw(st.booleans()):
        facts[FactName.SEX] = Fact(draw(st.sampled_from(Sex)), Source.QR, Assurance.CLAIMED)
    if draw(st.booleans()):
        facts[FactName.PERSONAL_NUMBER] = Fact(f"00108301234{number}", Source.QR, Assurance.CLAIMED)
    return Identity(MappingProxyType(facts))


@given(st.data(), st.integers(1, 6), st.sets(st.sampled_from(Role)))
def test_whoever_comes_nobody_plays_a_part_unasked_and_no_part_but_members_is_played_twice(
    data: st.DataObject, cards: int, wanted: set[Role]
) -> None:
    people = [data.draw(_anybody(number)) for number in range(cards)]
    family = guess_family(people, sorted(wanted), TODAY)
    parts = [part.role for one in family.members for part in one.parts]
    assert set(parts) <= wanted
    assert all(parts.count(role) == 1 for role in set(parts) - {Role.MEMBERS})
    assert not {one.role for one in family.doubts} & set(parts)
    assert Role.CHILD not in parts or family.player(Role.CHILD) not in (
        family.player(Role.MOTHER), family.player(Role.FATHER), family.player(Role.APPLICANT),
    )  # fmt: skip
