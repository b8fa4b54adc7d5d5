"""The portal's holder against the citizen at the desk. All people are invented."""

from __future__ import annotations

from types import MappingProxyType

import pytest

from kiosk.domain.dates import PartialDate
from kiosk.domain.identity import Assurance, Fact, FactName, FactValue, Identity, Sex, Source
from kiosk.domain.insurance import InsuranceAnswer, InsuranceCard, InsuranceOutcome
from kiosk.identification import compare_with_portal

KNOWN: dict[FactName, FactValue] = {
    FactName.PERSONAL_NUMBER: "001099012345",
    FactName.FULL_NAME: "Đỗ Thị Uyên",
    FactName.DATE_OF_BIRTH: PartialDate(1999, 3, 15),
    FactName.SEX: Sex.FEMALE,
    FactName.INSURANCE_NUMBER: "0123456789",
}


def citizen(**changed: FactValue) -> Identity:
    values = {**KNOWN, **{FactName(name): value for name, value in changed.items()}}
    facts = {name: Fact(value, Source.DG13, Assurance.AUTHENTIC) for name, value in values.items()}
    return Identity(MappingProxyType(facts))


def answer(
    name: str | None = "ĐỖ THỊ UYÊN",
    birth: str | None = "15/03/1999",
    sex: str | None = "Nữ",
    number: str | None = "GD4010123456789",
) -> InsuranceAnswer:
    card = InsuranceCard(number, None, None, None, None, None)
    return InsuranceAnswer(InsuranceOutcome.COVERED, "000", card, holder_name=name, holder_birth=birth, holder_sex=sex)


def differing(identity: Identity, said: InsuranceAnswer) -> list[tuple[FactName, bool]]:
    return [(one.name, one.weighty) for one in compare_with_portal(identity, said)]


def test_a_portal_that_says_the_same_in_capitals_disagrees_about_nothing() -> None:
    assert compare_with_portal(citizen(), answer()) == ()


def test_a_portal_that_says_nothing_disagrees_about_nothing() -> None:
    assert compare_with_portal(citizen(), InsuranceAnswer(InsuranceOutcome.LATER, None)) == ()
    assert compare_with_portal(citizen(), answer(None, None, None, None)) == ()


def test_a_citizen_of_whom_nothing_is_known_disagrees_with_nobody() -> None:
    assert compare_with_portal(Identity(), answer()) == ()


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("đỗ  thị uyên", []),
        ("DO THI UYEN", [(FactName.FULL_NAME, False)]),
        ("Đỗ Thị Uyển", [(FactName.FULL_NAME, False)]),
        ("Đỗ Thị Uyên Nhi", [(FactName.FULL_NAME, True)]),
        ("Đỗ Thị Quyên", [(FactName.FULL_NAME, True)]),
        ("-", []),
    ],
)
def test_a_name_is_another_by_its_letters_and_doubtful_by_its_marks(
    name: str, found: list[tuple[FactName, bool]]
) -> None:
    assert differing(citizen(), answer(name=name)) == found


@pytest.mark.parametrize(
    ("ours", "theirs", "found"),
    [
        (PartialDate(1999, 3, 15), "15/3/1999", []),
        (PartialDate(1999, 3, 15), "03/1999", [(FactName.DATE_OF_BIRTH, False)]),
        (PartialDate(1999, 3, 15), "1999", [(FactName.DATE_OF_BIRTH, False)]),
        (PartialDate(1950), "1950", []),
        (PartialDate(1950), "01/01/1950", [(FactName.DATE_OF_BIRTH, False)]),
        (PartialDate(1950, 6), "06/1950", []),
        (PartialDate(1999, 3, 15), "04/1999", [(FactName.DATE_OF_BIRTH, True)]),
        (PartialDate(1999, 3, 15), "15/03/1998", [(FactName.DATE_OF_BIRTH, True)]),
        (PartialDate(1999, 3, 15), "31/02/1999", []),
        (PartialDate(1999, 3, 15), "mai", []),
    ],
)
def test_a_date_of_birth_is_compared_as_precisely_as_both_know_it(
    ours: PartialDate, theirs: str, found: list[tuple[FactName, bool]]
) -> None:
    assert differing(citizen(date_of_birth=ours), answer(birth=theirs)) == found


def test_another_sex_weighs_and_an_unreadable_one_does_not() -> None:
    assert differing(citizen(), answer(sex="Nam")) == [(FactName.SEX, True)]
    assert differing(citizen(), answer(sex="N?")) == []


@pytest.mark.parametrize("ours", ["GD4010123456789", "HT3010123456789", "0123456789", "GD401012345678901"])
def test_a_card_and_its_successor_share_their_insurance_number(ours: str) -> None:
    assert differing(citizen(insurance_number=ours), answer(number="GD4010123456789")) == []


def test_the_card_of_another_insured_person_weighs() -> None:
    assert differing(citizen(), answer(number="GD4010123456780")) == [(FactName.INSURANCE_NUMBER, True)]


def test_a_portal_that_answers_about_another_citizen_number_is_noticed() -> None:
    assert differing(citizen(), answer(number="001099012346")) == [(FactName.PERSONAL_NUMBER, True)]
    assert differing(citizen(), answer(number="001099012345")) == []


def test_a_disagreement_keeps_both_sides_with_their_proof() -> None:
    (found,) = compare_with_portal(citizen(), answer(sex="Nam"))
    assert (found.one.source, found.one.assurance) == (Source.DG13, Assurance.AUTHENTIC)
    assert (found.other.value, found.other.source, found.other.assurance) == (
        Sex.MALE,
        Source.PORTAL,
        Assurance.CLAIMED,
    )


def test_hostile_words_of_a_portal_are_left_out() -> None:
    said = answer(name="\u202eNguyễn", birth="1" * 500, sex="<b>", number="<script>")
    assert differing(citizen(), said) == []
