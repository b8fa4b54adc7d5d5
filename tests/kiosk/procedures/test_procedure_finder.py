"""Finding procedures in an invented catalogue."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from offices import catalogue, procedure

from kiosk.procedures import CatalogueUnfit, Finder, Level, ProcedureUnknown
from kiosk.procedures.folding import folded

BIRTH = procedure("1.000001", "Đăng ký khai sinh", "làm giấy khai sinh", events=("co-con-nho",), common=True)
AGAIN = procedure("1.000002", "Đăng ký lại khai sinh", "mất sổ khai sinh", events=("co-con-nho",))
CARD = procedure("1.000003", "Cấp lại thẻ căn cước", "mất cccd", "mất căn cước")
CARD_PROVINCE = procedure("2.000003", "Cấp lại thẻ căn cước tại tỉnh", levels=(Level.PROVINCE,))
ALL = catalogue(AGAIN, BIRTH, CARD_PROVINCE, CARD)
FINDER = Finder(ALL)


def codes(question: str) -> list[str]:
    return [one.procedure.code for one in FINDER.find(question)]


@pytest.mark.parametrize("question", ["khai sinh", "KHAI SINH", "khái sính", "  khai   sinh? ", "kHaI sInH"])
def test_words_are_found_without_marks_and_the_common_procedure_comes_first(question: str) -> None:
    assert codes(question)[:2] == ["1.000001", "1.000002"]


@pytest.mark.parametrize("question", ["khai sihn", "kai sinhh", "khia sinh"])
def test_one_slip_of_the_finger_is_forgiven(question: str) -> None:
    assert codes(question)[0] == "1.000001"


def test_a_word_typed_with_marks_does_not_mean_one_with_others_and_one_without_means_either() -> None:
    house = procedure("1.000004", "Bán nhà để ở", "để nhà lại cho con")
    delivery = procedure("1.000005", "Nghỉ khi đẻ con", "mới đẻ")
    finder = Finder(catalogue(house, delivery))
    assert [one.procedure.code for one in finder.find("đẻ con")] == ["1.000005", "1.000004"]
    assert [one.procedure.code for one in finder.find("đẻ")] == ["1.000005"]
    assert [one.procedure.code for one in finder.find("để")] == ["1.000004"]
    assert {one.procedure.code for one in finder.find("de")} == {"1.000004", "1.000005"}


def test_the_tone_may_stand_on_either_vowel() -> None:
    finder = Finder(catalogue(procedure("1.000006", "Xóa đăng ký"), procedure("1.000007", "Xõa tóc")))
    assert [one.procedure.code for one in finder.find("xoá")] == ["1.000006"]


def test_a_short_form_is_read_as_what_it_means_and_the_commune_comes_before_the_province() -> None:
    assert codes("mat cccd") == ["1.000003", "2.000003"]


def test_a_life_event_says_which_procedures_belong_to_it() -> None:
    assert [one.code for one in FINDER.of_event("co-con-nho")] == ["1.000001", "1.000002"]
    assert codes("sinh con")[0] in {"1.000001", "1.000002"}


@pytest.mark.parametrize(
    "question",
    ["1.000003", "mã 1.000003 đâu", "1000003", "https://portal.example/x?maThuTuc=1.000003&a=b", "#/ke-khai/1.000003"],
)
def test_a_code_is_found_in_whatever_stands_around_it(question: str) -> None:
    assert codes(question) == ["1.000003"]


def test_the_beginning_of_a_code_lists_those_that_begin_so() -> None:
    assert codes("1.00000") == ["1.000002", "1.000001", "1.000003"]


@pytest.mark.parametrize("question", ["", "   ", "xin visa mỹ", "9.999999", "đ", "?" * 5000])
def test_a_question_that_fits_nothing_finds_nothing(question: str) -> None:
    assert codes(question) == []


@given(st.text(max_size=400))
def test_any_text_may_be_asked(question: str) -> None:
    assert len(FINDER.find(question, 2)) <= 2


def test_a_code_that_stands_twice_or_names_no_event_makes_no_catalogue() -> None:
    with pytest.raises(CatalogueUnfit):
        catalogue(BIRTH, BIRTH)
    with pytest.raises(CatalogueUnfit):
        catalogue(procedure("1.000001", "Thử", events=("nowhere",)))


def test_a_procedure_that_is_not_there_is_said_with_its_code() -> None:
    with pytest.raises(ProcedureUnknown) as caught:
        ALL.procedure("1.999999")
    assert caught.value.code == "1.999999"


@pytest.mark.parametrize(
    ("text", "plain"), [("Đặng  Ửng", "dang ung"), ("Ðặng", "dang"), ("Trích-lục/hộ tịch", "trich luc ho tich")]
)
def test_marks_and_signs_are_folded_away(text: str, plain: str) -> None:
    assert folded(text) == plain
