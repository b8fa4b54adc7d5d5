"""An answer about somebody else, told from another way of writing the same person. All people are invented."""

from __future__ import annotations

import pytest

from kiosk.domain.identity import FactName, Sex
from kiosk.domain.insurance import InsuranceAnswer, InsuranceCard, InsuranceOutcome
from kiosk.domain.look_up import Question
from kiosk.insurance.holder import differing, of_somebody_else

ASKED = Question("001199012345", "ĐỖ THỊ UYÊN", "15/05/1999", Sex.FEMALE)


def said(name: str | None, birth: str | None, sex: str | None) -> InsuranceAnswer:
    card = InsuranceCard("GD4010123456789", None, None, "01999", None, None)
    return InsuranceAnswer(
        InsuranceOutcome.COVERED, "000", card, holder_name=name, holder_birth=birth, holder_sex=sex, note="ghi chú"
    )


@pytest.mark.parametrize(
    ("name", "birth", "sex"),
    [
        ("Đỗ Thị Uyên", "15/05/1999", "Nữ"),
        ("Do  Thi Uyen", "05/1999", "nu"),
        ("ĐỖ THỊ UYÊN", "1999", None),
        (None, None, None),
        ("Đỗ Thị Uyên", "năm 1999", "Khác"),
    ],
)
def test_another_way_of_writing_the_same_person_is_no_difference(
    name: str | None, birth: str | None, sex: str | None
) -> None:
    assert differing(ASKED, said(name, birth, sex)) == ()


@pytest.mark.parametrize(
    ("name", "birth", "sex", "found"),
    [
        ("Đỗ Thị Uyển Nhi", "15/05/1999", "Nữ", (FactName.FULL_NAME,)),
        ("Đỗ Thị Uyên", "15/05/1989", "Nữ", (FactName.DATE_OF_BIRTH,)),
        ("Đỗ Thị Uyên", "06/1999", "Nữ", (FactName.DATE_OF_BIRTH,)),
        ("Đỗ Thị Uyên", "15/05/1999", "Nam", (FactName.SEX,)),
        ("Trần Văn B", "01/01/1950", "Nam", (FactName.FULL_NAME, FactName.DATE_OF_BIRTH, FactName.SEX)),
    ],
)
def test_another_name_birth_or_sex_is_named(name: str, birth: str, sex: str, found: tuple[FactName, ...]) -> None:
    assert differing(ASKED, said(name, birth, sex)) == found


def test_a_sex_nobody_knows_is_not_compared() -> None:
    asked = Question("001199012345", "ĐỖ THỊ UYÊN", "15/05/1999")
    assert differing(asked, said("Đỗ Thị Uyên", "15/05/1999", "Nam")) == ()


def test_of_an_answer_about_somebody_else_only_its_code_is_kept() -> None:
    kept = of_somebody_else(said("Trần Văn B", "01/01/1950", "Nam"))
    assert (kept.outcome, kept.result_code) == (InsuranceOutcome.MISMATCH, "000")
    assert (kept.card, kept.holder_name, kept.holder_birth, kept.holder_sex, kept.note) == (None,) * 5
