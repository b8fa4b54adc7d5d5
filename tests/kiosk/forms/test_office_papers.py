"""Licence, insurance, lodging, absence, funeral, pension, unemployment, and the seven papers of one-stop counters."""

from __future__ import annotations

import pytest
from at_counter import AN, BINH, LEAST, LONG, OFFICE, UYEN, by_code, filled, value
from paper_text import A_LONG_STORY, answered, drawn, letters_in, letters_of, printed_values

from kiosk.bootstrap.paper_forms import paper_facts, paper_form
from kiosk.domain.identity import Identity
from kiosk.domain.roles import Cast, Role
from kiosk.forms import FilledPaper, correct_paper, fill_paper, with_answers
from kiosk.forms.paper_filling import counted_boxes

ONE_STOP = tuple(f"mot-cua-0{number}" for number in range(1, 8))
PAPERS = (
    "gplx-doi",
    "huu-tri-xa-hoi-01",
    "mai-tang-04",
    "tam-vang",
    "thong-bao-luu-tru",
    "tk1-ts",
    "tro-cap-that-nghiep",
    *ONE_STOP,
)
EVERYBODY: Cast = dict.fromkeys(Role, (UYEN,))


def everywhere(person: Identity, times: int = 1) -> Cast:
    """One person in every part."""
    return {role: (person,) * (times if role is Role.MEMBERS else 1) for role in Role}


def with_rows(form_id: str, cast: Cast, rows: int) -> FilledPaper:
    form = paper_form(form_id)
    opened = {one.name: rows for one in form.tables}
    return fill_paper(form, cast, OFFICE, paper_facts(), rows=opened)


def stands_in(letters: str, value: str) -> bool:
    """The day of a signature is written out."""
    return letters_of(value) in letters or letters_of(long_date(value)) in letters


def long_date(value: str) -> str:
    parts = value.split("/")
    return "ngày {} tháng {} năm {}".format(*parts) if len(parts) == 3 else value


def problem_of(paper: FilledPaper, name: str) -> str | None:
    return next((one.problem for one in paper.form.problems if one.name == name), None)


def assert_everything_is_printed(paper: FilledPaper) -> None:
    """Ticks are drawn, so their label stands beside a square and is not looked for."""
    letters = letters_in(drawn(paper))
    ticks = {one.name for one in paper.form.fields if len(one.choices) == 1}
    missing = [name for name, text in printed_values(paper) if name not in ticks and not stands_in(letters, text)]
    assert missing == []


@pytest.mark.parametrize("form_id", PAPERS)
def test_a_short_form_says_on_paper_what_its_boxes_say(form_id: str) -> None:
    paper = answered(with_rows(form_id, EVERYBODY, 1), "Ý kiến")
    assert [(one.name, one.problem) for one in paper.form.problems] == []
    assert_everything_is_printed(paper)


@pytest.mark.parametrize("form_id", PAPERS)
def test_the_longest_names_and_answers_lose_no_letter_and_no_diacritic(form_id: str) -> None:
    paper = answered(with_rows(form_id, everywhere(LONG, times=3), 3), A_LONG_STORY)
    assert_everything_is_printed(paper)


@pytest.mark.parametrize("form_id", PAPERS)
def test_a_card_that_says_little_leaves_the_rest_to_the_pen(form_id: str) -> None:
    paper = with_rows(form_id, everywhere(LEAST), 0)
    assert_everything_is_printed(paper)
    assert "chưarõ" not in letters_in(drawn(paper)).replace(letters_of(paper.paper.version), "")


@pytest.mark.parametrize("form_id", PAPERS)
def test_an_untouched_form_is_printed_empty(form_id: str) -> None:
    paper = filled(form_id, {})
    assert letters_of(paper.paper.title["vi"].upper()) in letters_in(drawn(paper))


@pytest.mark.parametrize(
    ("form_id", "role", "boxes", "by_code_alone", "by_chip"),
    [("tk1-ts", Role.APPLICANT, 12, 6, 7), ("thong-bao-luu-tru", Role.GUEST, 14, 7, 8)],
)
def test_the_code_fills_half_of_the_head_of_a_form_and_the_chip_adds_the_ethnicity(
    form_id: str, role: Role, boxes: int, by_code_alone: int, by_chip: int
) -> None:
    counted = counted_boxes(paper_form(form_id), {})
    assert len(counted) == boxes
    for person, expected in ((by_code(AN), by_code_alone), (AN, by_chip)):
        paper = filled(form_id, {role: (person,)})
        assert sum(bool(value(paper, one)) for one in counted) == expected


def test_the_owner_of_a_dossier_is_the_applicant_unless_it_is_about_somebody_else() -> None:
    own = filled("mot-cua-01", {Role.APPLICANT: (AN,)})
    assert [value(own, one) for one in ("nguoi_nop", "chu_ho_so")] == ["Nguyễn Văn An"] * 2
    other = filled("mot-cua-01", {Role.APPLICANT: (AN,), Role.SUBJECT: (UYEN,)})
    assert [value(other, one) for one in ("nguoi_nop", "chu_ho_so")] == ["Nguyễn Văn An", "Đỗ Thị Uyên"]
    assert value(other, "so_giay_to") == "001185012346"


def test_nothing_of_the_applicant_is_put_beside_an_owner_whose_card_says_less() -> None:
    paper = filled("mot-cua-02", {Role.APPLICANT: (AN,), Role.SUBJECT: (LEAST,)})
    assert value(paper, "chu_ho_so") == "Ỷ"
    assert value(paper, "dia_chi") == ""


@pytest.mark.parametrize("code", ["H15.50.05.13-261008-0975", "000.00.00.H10-261121-0001"])
def test_a_dossier_code_of_either_style_is_taken_as_it_is_scanned(code: str) -> None:
    paper = correct_paper(filled("mot-cua-06", {}), "ma_ho_so", code)
    assert problem_of(paper, "ma_ho_so") is None


@pytest.mark.parametrize("code", ["261121-1-07", "H15-2610-0975", "hồ sơ 12"])
def test_a_text_that_is_no_dossier_code_is_a_problem_of_its_box(code: str) -> None:
    paper = correct_paper(filled("mot-cua-06", {}), "ma_ho_so", code)
    assert problem_of(paper, "ma_ho_so") == "form.problem.dossier_code"


def test_a_result_promised_before_the_receipt_is_a_problem() -> None:
    paper = with_answers(filled("mot-cua-01", {Role.APPLICANT: (AN,)}), {"ngay_tra": "20/11/2026"})
    assert ("ngay_nhan", "form.problem.result_before_receipt") in [
        (one.name, one.problem) for one in paper.form.problems
    ]


def test_a_new_day_before_the_old_one_is_a_problem_of_an_apology() -> None:
    paper = with_answers(filled("mot-cua-04", {}), {"han_cu": "20/11/2026", "han_moi": "19/11/2026"})
    assert problem_of(paper, "han_cu") == "form.problem.new_day_earlier"


def test_the_account_holder_is_a_guess_that_asks_for_a_look() -> None:
    paper = filled("tro-cap-that-nghiep", {Role.APPLICANT: (AN,)})
    review = paper.review_of("chu_tai_khoan")
    assert value(paper, "chu_tai_khoan") == "Nguyễn Văn An"
    assert review is not None
    assert review.key == "form.review.suggested"


def test_whoever_arranges_a_funeral_and_the_deceased_each_fill_their_own_part() -> None:
    paper = filled("mai-tang-04", {Role.DECEASED: (AN,), Role.ORGANISER: (BINH,)})
    assert value(paper, "nguoi_chet") == "Nguyễn Văn An"
    assert [value(paper, one) for one in ("nguoi_lo", "nguoi_lo_noi_cap", "quan_he")] == [
        "Nguyễn Bình",
        "Bộ Công an",
        "Con",
    ]


def test_a_household_stands_in_the_annex_of_the_insurance_form() -> None:
    paper = filled("tk1-ts", {Role.APPLICANT: (AN,), Role.HEAD: (AN,), Role.MEMBERS: (UYEN, BINH)})
    assert [value(paper, f"thanh_vien.{row}.quan_he_chu_ho") for row in (1, 2)] == ["Vợ", "Con"]
    assert letters_in(drawn(paper)).count(letters_of("NGUYỄN BÌNH")) == 1
