"""Printed forms, filled from several cards and corrected."""

from __future__ import annotations

import pytest
from at_counter import AN, BINH, LEAST, UYEN, alone, by_code, filled, person, value

from kiosk.domain.dates import PartialDate
from kiosk.domain.identity import Assurance, Sex, Source
from kiosk.domain.roles import Role
from kiosk.forms import (
    CorrectionRefused,
    TooManyPeople,
    correct_paper,
    with_answers,
)


def test_a_card_fills_its_own_boxes_and_says_where_each_value_came_from() -> None:
    paper = filled("ct01", alone(AN))
    assert value(paper, "ho_ten") == "Nguyễn Văn An"
    assert value(paper, "ngay_sinh") == "15/03/1983"
    field = paper.form.field_named("so_dinh_danh")
    assert field is not None
    assert (field.value, field.source, field.assurance) == ("001083012345", Source.DG13, Assurance.GENUINE_CHIP)


def test_every_member_of_a_household_has_a_row_of_their_own() -> None:
    paper = filled("ct01", {Role.APPLICANT: (UYEN,), Role.HEAD: (AN,), Role.MEMBERS: (BINH, UYEN)})
    assert [value(paper, f"thanh_vien.{row}.ho_ten") for row in (1, 2)] == ["Nguyễn Bình", "Đỗ Thị Uyên"]
    assert [value(paper, f"thanh_vien.{row}.quan_he_chu_ho") for row in (1, 2)] == ["Con", "Vợ"]
    assert paper.rows == {"thanh_vien": 2}


def test_a_relation_read_from_names_is_a_claim_that_asks_for_a_look() -> None:
    paper = filled("ct01", {Role.APPLICANT: (BINH,), Role.HEAD: (AN,)})
    field = paper.form.field_named("quan_he_chu_ho")
    assert field is not None
    assert (field.value, field.assurance) == ("Con", Assurance.CLAIMED)
    assert [one.key for one in paper.reviews] == ["form.review.relation"]


def test_more_members_than_the_form_has_rows_are_refused_and_none_is_lost() -> None:
    with pytest.raises(TooManyPeople, match="20 as members"):
        filled("ct01", {Role.APPLICANT: (AN,), Role.MEMBERS: (BINH,) * 21})


def test_two_people_for_a_part_of_one_are_refused() -> None:
    with pytest.raises(TooManyPeople, match="1 as applicant"):
        filled("ct01", {Role.APPLICANT: (AN, BINH)})


def test_what_a_person_types_stands_as_their_claim_and_is_checked() -> None:
    paper = with_answers(filled("ct01", alone(AN)), {"dien_thoai": "0912 345 678", "gioi_tinh": "nữ"})
    assert value(paper, "dien_thoai") == "0912345678"
    sex = paper.form.field_named("gioi_tinh")
    assert sex is not None
    assert (sex.value, sex.source, sex.original) == ("2", Source.STAFF, "1")
    wrong = correct_paper(paper, "so_dinh_danh", "12345")
    assert [one.problem for one in wrong.form.problems] == ["form.problem.twelve_digits"]


def test_an_answer_to_a_box_that_is_not_there_is_refused() -> None:
    with pytest.raises(CorrectionRefused, match=r"thanh_vien\.1\.ho_ten"):
        with_answers(filled("ct01", alone(AN)), {"thanh_vien.1.ho_ten": "Ai đó"})


def test_a_date_of_birth_after_today_is_a_problem_of_its_box() -> None:
    paper = filled("ct01", alone(person(full_name="Lê An", date_of_birth=PartialDate(2027, 1, 1), sex=Sex.MALE)))
    assert ("ngay_sinh", "form.problem.born_after_today") in [(one.name, one.problem) for one in paper.form.problems]


def test_a_card_that_says_little_leaves_boxes_empty_and_names_those_that_are_needed() -> None:
    paper = filled("ct01", alone(LEAST))
    assert value(paper, "ngay_sinh") == "1950"
    assert [one.name for one in paper.form.problems] == ["gioi_tinh"]


def test_the_code_alone_fills_no_relation() -> None:
    paper = filled("ct01", {Role.APPLICANT: (by_code(BINH),), Role.HEAD: (by_code(AN),)})
    assert value(paper, "quan_he_chu_ho") == ""
