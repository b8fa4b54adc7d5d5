"""One entry fills every paper of a linked group, and names what it cannot fill."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

import pytest
from family_at_desk import FATHER, GRANDFATHER, GRANDMOTHER, MOTHER, OFFICE, SON, TODAY

from kiosk.bootstrap.families import bundle
from kiosk.bootstrap.paper_forms import paper_facts, paper_form
from kiosk.domain.identity import Identity, Source
from kiosk.domain.roles import Cast, Role
from kiosk.family import (
    AnswerUnfit,
    AnswerUnknown,
    Bundle,
    BundleUnfit,
    FilledBundle,
    bundle_facts_asked,
    fill_bundle,
    guess_family,
)
from kiosk.forms import CorrectionRefused, FilledPaper

NEW_BORN = MappingProxyType(
    {
        "child.full_name": "Nguyễn Đỗ Khuê",
        "child.date_of_birth": "19/11/2026",
        "child.sex": "Nữ",
        "noi_sinh": "Bệnh viện Phụ sản Ví Dụ, Hà Nội",
        "dien_thoai": "0912345678",
        "quan_he_voi_chu_ho": "Con",
    }
)
DEATH = MappingProxyType(
    {
        "mai_tang_phi": "Đối tượng bảo trợ xã hội",
        "ngay_chet": "18/11/2026",
        "noi_chet": "Số 1 ngõ 2, Phường Ví Dụ, Hà Nội",
        "nguyen_nhan": "Tuổi già",
        "dien_thoai": "0912345678",
    }
)


def birth(answers: Mapping[str, str] = NEW_BORN, *people: Identity) -> FilledBundle:
    wanted = bundle("khai-sinh")
    return filled(wanted, guess_family(people or (FATHER, MOTHER), wanted.roles, TODAY).cast, answers)


def death(answers: Mapping[str, str] = DEATH) -> FilledBundle:
    wanted = bundle("khai-tu")
    return filled(wanted, guess_family((FATHER, GRANDFATHER, GRANDMOTHER), wanted.roles, TODAY).cast, answers)


def filled(wanted: Bundle, cast: Cast, answers: Mapping[str, str]) -> FilledBundle:
    return fill_bundle(wanted, cast, answers, OFFICE, paper_facts())


def paper(of: FilledBundle, form_id: str) -> FilledPaper:
    (found,) = [one for one in of.papers if one.paper.form_id == form_id]
    return found


def value(of: FilledBundle, form_id: str, box: str) -> str:
    found = paper(of, form_id).form.field_named(box)
    assert found is not None, box
    return found.value


def test_a_birth_fills_declaration_residence_and_insurance_from_one_entry() -> None:
    made = birth()
    assert [one.paper.form_id for one in made.papers] == ["khai-sinh", "ct01", "tk1-ts"]
    for form_id, box in (("khai-sinh", "tre_ho_ten"), ("ct01", "ho_ten"), ("tk1-ts", "ho_ten")):
        assert value(made, form_id, box) == "Nguyễn Đỗ Khuê"
    assert [value(made, one, "ngay_sinh") for one in ("ct01", "tk1-ts")] == ["19/11/2026"] * 2
    assert [value(made, one, "gioi_tinh") for one in ("ct01", "tk1-ts")] == ["2", "2"]
    assert value(made, "khai-sinh", "me_ho_ten") == "Đỗ Thị Uyên"
    assert value(made, "khai-sinh", "cha_ho_ten") == value(made, "ct01", "chu_ho") == "Nguyễn Văn An"
    assert value(made, "khai-sinh", "quan_he") == "Cha"
    assert {value(made, *one) for one in bundle("khai-sinh").answers[1].boxes} == {"0912345678"}
    assert value(made, "ct01", "noi_dung") == "Đăng ký thường trú cho con mới sinh"
    assert made.open_questions == ()


def test_what_is_said_about_a_child_without_a_card_is_a_claim_and_what_cards_say_stays_theirs() -> None:
    made = birth()
    child = paper(made, "ct01").form.field_named("ho_ten")
    mother = paper(made, "khai-sinh").form.field_named("me_ho_ten")
    assert child is not None and child.source is Source.STAFF
    assert mother is not None and mother.source is Source.DG13


def test_neither_a_new_born_nor_the_deceased_is_printed_as_the_one_who_signs() -> None:
    for made, form_id in ((birth(), "ct01"), (birth(), "tk1-ts"), (death(), "ct01")):
        assert value(made, form_id, "nguoi_ke_khai") == "Nguyễn Văn An"


def test_a_card_of_the_child_fills_the_same_boxes() -> None:
    made = birth({"noi_sinh": "Hà Nội"}, FATHER, MOTHER, SON)
    assert value(made, "tk1-ts", "so_dinh_danh") == "001216012347"
    assert value(made, "ct01", "quan_he_chu_ho") == "Con"


def test_a_death_fills_three_papers_and_the_burial_allowance_goes_to_whoever_asks() -> None:
    made = death()
    assert [one.paper.form_id for one in made.papers] == ["khai-tu", "ct01", "mai-tang-04"]
    assert value(made, "khai-tu", "nguoi_chet") == value(made, "ct01", "ho_ten") == "Nguyễn Văn Cả"
    assert value(made, "khai-tu", "ngay_chet") == value(made, "mai-tang-04", "ngay_chet") == "18/11/2026"
    assert value(made, "mai-tang-04", "nguoi_lo") == "Nguyễn Văn An"
    assert value(made, "khai-tu", "quan_he") == "Con"
    assert (made.elsewhere, made.open_questions) == ((), ())


def test_an_allowance_whose_form_is_not_here_is_named_and_no_other_form_is_made_for_it() -> None:
    made = death({**DEATH, "mai_tang_phi": "1.014177"})
    assert [one.paper.form_id for one in made.papers] == ["khai-tu", "ct01"]
    assert [one.procedure for one in made.elsewhere] == ["1.014177"]


def test_without_a_word_on_the_allowance_the_question_stays_open_and_nothing_is_guessed() -> None:
    made = death({"ngay_chet": "2026", "noi_chet": "Hà Nội"})
    assert [one.name for one in made.open_questions] == ["mai_tang_phi"]
    assert "mai-tang-04" not in [one.paper.form_id for one in made.papers]


def test_an_answer_for_one_form_wins_over_the_groups_own_text_and_over_shared_answers() -> None:
    made = birth({**NEW_BORN, "ct01:noi_dung": "Nhập hộ", "tk1-ts:dien_thoai": "0987654321"})
    assert value(made, "ct01", "noi_dung") == "Nhập hộ"
    assert (value(made, "ct01", "dien_thoai"), value(made, "tk1-ts", "dien_thoai")) == ("0912345678", "0987654321")


def test_a_fact_said_about_one_card_holds_in_every_part_its_holder_plays() -> None:
    made = birth({**NEW_BORN, "father.residence": "Số 9 Phố Mới, Hà Nội"})
    assert value(made, "khai-sinh", "cha_cu_tru") == "Số 9 Phố Mới, Hà Nội"
    assert value(made, "khai-sinh", "nguoi_yeu_cau_cu_tru") == "Số 9 Phố Mới, Hà Nội"


@pytest.mark.parametrize(
    ("name", "text", "error"),
    [
        ("mai_tang_phi", "1.999999", AnswerUnfit),
        ("deceased.date_of_birth", "31/02/1955", AnswerUnfit),
        ("deceased.sex", "khác", AnswerUnfit),
        ("ngay_chet_that", "18/11/2026", AnswerUnknown),
        ("mother.full_name", "Lý Thị Năm", AnswerUnknown),
        ("khai-sinh:tre_ho_ten", "Nguyễn Đỗ Khuê", AnswerUnknown),
        ("ct01:khong_co", "x", CorrectionRefused),
    ],
)
def test_an_answer_without_a_place_or_without_sense_is_named_and_never_quoted(
    name: str, text: str, error: type[Exception]
) -> None:
    with pytest.raises(error) as told:
        death({**DEATH, name: text})
    assert text not in str(told.value)


def test_nonsense_in_a_box_is_kept_and_named_box_by_box() -> None:
    made = death({**DEATH, "ngay_chet": "18/11/2030", "email": "gọi cho tôi"})
    problems = {(one.paper.form_id, box.name) for one in made.papers for box in one.form.problems}
    assert {("khai-tu", "ngay_chet"), ("mai-tang-04", "ngay_chet"), ("ct01", "email")} <= problems
    assert value(made, "ct01", "email") == "gọi cho tôi"


def test_a_bundle_asks_chips_for_what_its_forms_need_and_for_nothing_else() -> None:
    names = {one.value for one in bundle_facts_asked(bundle("khai-tu"))}
    assert "ethnicity" in names
    assert "religion" not in names


ROWS: Mapping[str, object] = {
    "bundle_id": "thu",
    "codes": ["1.006714"],
    "title": {"vi": "Thử"},
    "roles": ["applicant", "deceased"],
    "papers": [{"form": "khai-tu", "procedure": "1.000656"}],
}


@pytest.mark.parametrize(
    "wrong",
    [
        {"roles": ["neighbour"]},
        {"papers": [{"form": "khai-sanh", "procedure": "1.000656"}]},
        {"papers": [{"form": "khai-tu", "procedure": "1.000656", "cast": {"mother": ["applicant"]}}]},
        {"papers": [{"form": "khai-tu", "procedure": "1.000656", "cast": {"deceased": ["head"]}}]},
        {"papers": [{"form": "khai-tu", "procedure": "1.000656", "texts": {"khong_co": "x"}}]},
        {"papers": [{"form": "khai-tu", "procedure": "1", "only_if": {"answer": "a", "values": ["b"]}}]},
        {"answers": [{"name": "a", "label": {"vi": "A"}, "boxes": ["ct01:email"]}]},
        {"answers": [{"name": "a", "label": {"vi": "A"}, "boxes": ["khai-tu:thanh_vien.1.email"]}]},
        {"papers": [{"procedure": "1.000656"}]},
    ],
)
def test_a_bundle_that_speaks_of_what_does_not_exist_is_refused_by_name(wrong: Mapping[str, object]) -> None:
    forms = {"khai-tu": paper_form("khai-tu")}
    assert Bundle.from_rows(ROWS, forms).roles == (Role.APPLICANT, Role.DECEASED)
    with pytest.raises(BundleUnfit, match="bundle thu"):
        Bundle.from_rows({**ROWS, **wrong}, forms)
