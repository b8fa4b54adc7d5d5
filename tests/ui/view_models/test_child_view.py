"""What the boxes of a birth certificate lack, and what is said once they lack nothing. All people are invented."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from kiosk.domain.failure import FailureCode
from kiosk.domain.identity import Sex
from kiosk.runtime.language import Language
from ui.errands import ChildEntered
from ui.rendering import LANGUAGES, read_language
from ui.view_models.child import ChildBox, ChildJudged, child_notice, is_new_born, judge_child

TODAY = date(2026, 11, 21)
DAYS = 28
WHOLE = {
    ChildBox.CHILD_NAME: "Lý  Gia Bảo ",
    ChildBox.DATE_OF_BIRTH: "3/11/2026",
    ChildBox.TIME_OF_BIRTH: "8h30",
    ChildBox.SEX: "male",
    ChildBox.MOTHER_NAME: "Đỗ Ngọc Diệp",
    ChildBox.FATHER_NAME: "",
    ChildBox.GUARDIAN_NAME: "",
    ChildBox.CERTIFICATE_NUMBER: "112/2026",
}


@pytest.fixture(scope="module")
def vietnamese() -> Language:
    return read_language(LANGUAGES, "vi")


def judged(language: Language, days: int | None = DAYS, **changed: str) -> ChildJudged:
    return judge_child({**WHOLE, **{ChildBox(name): text for name, text in changed.items()}}, TODAY, days, language)


def test_a_whole_certificate_is_said_as_it_was_read_and_never_shown_in_a_repr(vietnamese: Language) -> None:
    said = judged(vietnamese)
    assert said.problems == {}
    assert said.errand == ChildEntered(
        date_of_birth=date(2026, 11, 3),
        sex=Sex.MALE,
        time_of_birth="08:30",
        child_name="Lý Gia Bảo",
        mother_name="Đỗ Ngọc Diệp",
        certificate_number="112/2026",
    )
    assert repr(said.errand) == "ChildEntered()"
    assert "Lý" not in repr(said)


@pytest.mark.parametrize(
    ("box", "text", "sentence"),
    [
        ("child_name", "123", "Họ và tên trẻ: tên phải có chữ cái."),
        ("mother_name", "- -", "Họ tên mẹ: tên phải có chữ cái."),
        ("father_name", "Lý\u202eChí", "Họ tên cha: có ký tự lạ, hãy xóa và nhập lại."),
        ("certificate_number", "1\x07", "Số giấy khai sinh hoặc giấy chứng sinh: có ký tự lạ, hãy xóa và nhập lại."),
        ("date_of_birth", "", "Ngày sinh: chưa nhập."),
        ("date_of_birth", "2026", "Ngày sinh: nhập đủ ngày, tháng, năm, ví dụ 03/11/2026."),
        ("date_of_birth", "31/02/2026", "Ngày sinh: nhập đủ ngày, tháng, năm, ví dụ 03/11/2026."),
        ("date_of_birth", "03/11/0026", "Ngày sinh: nhập đủ ngày, tháng, năm, ví dụ 03/11/2026."),
        ("date_of_birth", "22/11/2026", "Ngày sinh: ngày này chưa tới."),
        ("time_of_birth", "24:10", "Giờ sinh: nhập giờ và phút, ví dụ 08:30."),
        ("sex", "", "Giới tính: chưa chọn."),
    ],
)
def test_a_box_that_lacks_something_is_named_and_nothing_is_said(
    vietnamese: Language, box: str, text: str, sentence: str
) -> None:
    said = judged(vietnamese, **{box: text})
    assert said.errand is None
    assert said.problems == {ChildBox(box): sentence}


def test_several_problems_come_in_the_order_of_the_boxes(vietnamese: Language) -> None:
    said = judged(vietnamese, sex="", child_name="1", date_of_birth="x")
    assert list(said.problems) == [ChildBox.CHILD_NAME, ChildBox.DATE_OF_BIRTH, ChildBox.SEX]


@pytest.mark.parametrize("text", ["03/11/2026", "03112026", "3.11.2026", " 3 - 11 - 2026 "])
def test_a_date_is_read_in_the_ways_people_type_it(vietnamese: Language, text: str) -> None:
    errand = judged(vietnamese, date_of_birth=text).errand
    assert errand is not None
    assert errand.date_of_birth == date(2026, 11, 3)


@pytest.mark.parametrize(("text", "time"), [("0830", "08:30"), ("8:30", "08:30"), ("23.59", "23:59"), ("", "")])
def test_a_time_is_read_in_the_ways_people_type_it(vietnamese: Language, text: str, time: str) -> None:
    errand = judged(vietnamese, time_of_birth=text).errand
    assert errand is not None
    assert errand.time_of_birth == time


def test_a_new_born_may_lack_a_name_on_its_last_day_as_one_and_not_on_the_next(vietnamese: Language) -> None:
    last = TODAY - timedelta(days=DAYS)
    assert judged(vietnamese, child_name="", date_of_birth=f"{last:%d/%m/%Y}").errand is not None
    said = judged(vietnamese, child_name="", date_of_birth=f"{last - timedelta(days=1):%d/%m/%Y}")
    assert said.errand is None
    assert "28 ngày tuổi" in said.problems[ChildBox.CHILD_NAME]


def test_the_hour_of_an_older_child_is_neither_judged_nor_said(vietnamese: Language) -> None:
    errand = judged(vietnamese, date_of_birth="03/11/2023", time_of_birth="99").errand
    assert errand is not None
    assert errand.time_of_birth == ""


def test_without_a_limit_any_child_may_lack_a_name(vietnamese: Language) -> None:
    assert judged(vietnamese, days=None, child_name="", date_of_birth="03/11/2023").errand is not None


def test_nobody_knows_whether_an_unreadable_day_is_a_new_borns() -> None:
    assert not is_new_born("3/1", TODAY, DAYS)
    assert not is_new_born("22/11/2026", TODAY, DAYS)
    assert is_new_born("21/11/2026", TODAY, DAYS)


def test_a_certificate_that_was_not_taken_is_explained_without_speaking_of_a_code(vietnamese: Language) -> None:
    told = child_notice(FailureCode.CODE_MALFORMED, vietnamese)
    assert told is not None
    assert "QR" not in told.sentence + told.helper
    assert child_notice(None, vietnamese) is None
