"""The clinic's check-in form, filled and corrected."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from check_in import COVERAGE, COVERED, DESK, answer, definition, field, filled, identity
from hypothesis import given, settings
from hypothesis import strategies as st

from config.insurance_data import standard_fields
from kiosk.domain.coverage import Coverage, RouteSuggestion
from kiosk.domain.dates import PartialDate
from kiosk.domain.form import FieldKind
from kiosk.domain.identity import Assurance, FactName, Identity, Sex, Source
from kiosk.domain.insurance import InsuranceAnswer, InsuranceOutcome
from kiosk.forms import CorrectionRefused, DeskFacts, FormError, correct, delivery_values, fill, with_typed_facts


def test_a_known_and_insured_citizen_fills_the_form_completely() -> None:
    form = filled()
    assert form.ready
    values = {one.name: one.value for one in form.fields if one.value}
    assert values == {
        "HO_TEN": "Nguyễn Văn An",
        "NGAY_SINH": "15/03/1983",
        "GIOI_TINH": "1",
        "SO_CCCD": "001083012345",
        "DIA_CHI": "Số 1 ngõ 2, Phường Ví Dụ, Hà Nội",
        "MA_THE_BHYT": "GD4010109876543",
        "GT_THE_TU": "01/01/2021",
        "GT_THE_DEN": "31/12/2031",
        "MA_DKBD": "01999",
        "MUC_HUONG": "80",
        "MA_KHUVUC": "K1",
        "NAM_NAM_LIEN_TUC": "01/01/2020",
        "MA_DOITUONG_KCB": "1.1",
        "MA_LOAI_KCB": "01",
        "NGAY_VAO": "21/11/2026 08:05",
        "MA_CSKCB": "01999",
        "MA_LK": "0199-record",
    }


@pytest.mark.parametrize("assurance", list(Assurance))
def test_every_value_says_where_it_comes_from_and_how_far_it_is_proven(assurance: Assurance) -> None:
    form = filled(identity(assurance))
    for name in ("HO_TEN", "NGAY_SINH", "GIOI_TINH", "SO_CCCD", "DIA_CHI"):
        assert (field(form, name).source, field(form, name).assurance) == (Source.DG13, assurance)
    for name in ("MA_THE_BHYT", "GT_THE_TU", "MUC_HUONG"):
        assert (field(form, name).source, field(form, name).assurance) == (Source.PORTAL, Assurance.CLAIMED)
    for name in ("NGAY_VAO", "MA_CSKCB", "MA_LOAI_KCB", "MA_DOITUONG_KCB"):
        assert (field(form, name).source, field(form, name).assurance) == (Source.DESK, Assurance.CLAIMED)
    empty = [one for one in form.fields if not one.value]
    assert {one.source for one in empty} == {None}


def test_nobody_known_and_nothing_answered_leaves_empty_fields_that_are_asked_for() -> None:
    form = fill(definition(), Identity(), None, DESK)
    assert not form.ready
    assert {one.name: one.problem for one in form.problems} == dict.fromkeys(
        ("HO_TEN", "NGAY_SINH", "GIOI_TINH"), "form.problem.required"
    )


@pytest.mark.parametrize(
    "outcome", [one for one in InsuranceOutcome if one.value not in ("covered", "staff_check", "new_card")]
)
def test_without_cover_the_insurance_fields_stay_empty_and_reception_goes_on(outcome: InsuranceOutcome) -> None:
    form = filled(insured=answer(outcome))
    assert form.ready
    for name in ("MA_THE_BHYT", "GT_THE_TU", "GT_THE_DEN", "MUC_HUONG", "MA_KHUVUC"):
        assert field(form, name).value == ""
    temporary = "01000" if outcome is InsuranceOutcome.CHILD else ""
    assert field(form, "MA_DKBD").value == temporary


@pytest.mark.parametrize(
    ("coverage", "suggested"),
    [
        (COVERAGE, "1.1"),
        (replace(COVERAGE, route=RouteSuggestion("9", "coverage.route.self_pay")), "9"),
        (replace(COVERAGE, route=RouteSuggestion("8.8", "coverage.route.unknown")), ""),
        (replace(COVERAGE, route=None), ""),
        (None, ""),
    ],
)
def test_the_route_is_what_the_dated_rules_suggest_if_the_form_offers_it(
    coverage: Coverage | None, suggested: str
) -> None:
    form = fill(definition(), identity(), COVERED, DESK, coverage=coverage)
    assert field(form, "MA_DOITUONG_KCB").value == suggested


@pytest.mark.parametrize(
    ("number", "level"),
    [
        ("GD1010109876543", "100"), ("GD2010109876543", "100"), ("GD3010109876543", "95"), ("GD4010109876543", "80"),
        ("GD5010109876543", "100"), ("GD9010109876543", ""), ("0109876543", ""), (None, ""),
    ],
)  # fmt: skip
def test_the_benefit_level_is_read_from_long_card_numbers_only(number: str | None, level: str) -> None:
    shown = field(filled(insured=answer(card_number=number)), "MUC_HUONG")
    assert shown.value == level
    assert not shown.editable
    assert dict(shown.choices)[level]["vi"] == (f"{level}%" if level else "chưa rõ")


def test_a_card_number_typed_by_hand_shows_no_level() -> None:
    form = correct(definition(), filled(), "MA_THE_BHYT", "GD1 01 0109876543")
    assert field(form, "MA_THE_BHYT").value == "GD1010109876543"
    assert (field(form, "MUC_HUONG").value, field(form, "MUC_HUONG").source) == ("", None)


@pytest.mark.parametrize(
    ("written", "problems"),
    [
        ({"valid_from": date(2032, 1, 1)}, {"GT_THE_TU": "form.problem.validity_reversed"}),
        ({"valid_to": date(2026, 11, 20)}, {"GT_THE_DEN": "form.problem.expired_on_visit"}),
        ({"valid_to": date(2026, 11, 21)}, {}),
        ({"valid_from": date(2026, 11, 22)}, {"GT_THE_TU": "form.problem.not_yet_valid"}),
        ({"valid_from": date(2026, 11, 21)}, {}),
        ({"valid_from": None, "valid_to": None}, {}),
    ],
)
def test_the_cards_validity_is_looked_at_on_the_day_of_the_visit(
    written: dict[str, date | None], problems: dict[str, str]
) -> None:
    form = filled(insured=answer(**written))
    assert {one.name: one.problem for one in form.problems} == problems


def test_an_expired_card_is_settled_by_choosing_the_route_without_insurance() -> None:
    form = filled(insured=answer(valid_to=date(2026, 1, 1)))
    assert not form.ready
    assert correct(definition(), form, "MA_DOITUONG_KCB", "9").ready


def test_arrival_is_written_in_vietnamese_time_also_past_midnight() -> None:
    late = DeskFacts("01999", datetime(2026, 11, 20, 18, 30, tzinfo=UTC), "r")
    form = fill(definition(), identity(), COVERED, late)
    assert field(form, "NGAY_VAO").value == "21/11/2026 01:30"


def test_a_time_of_arrival_without_a_zone_is_refused() -> None:
    with pytest.raises(FormError):
        DeskFacts("01999", datetime(2026, 11, 21), "r")


# Corrections.


def test_a_correction_is_a_claim_by_staff_and_keeps_what_stood_there() -> None:
    form = correct(definition(), filled(), "HO_TEN", " Nguyễn  Văn Ân ")
    changed = field(form, "HO_TEN")
    assert (changed.value, changed.original) == ("Nguyễn Văn Ân", "Nguyễn Văn An")
    assert (changed.source, changed.assurance) == (Source.STAFF, Assurance.CLAIMED)
    again = field(correct(definition(), form, "HO_TEN", "Nguyễn Văn Ấn"), "HO_TEN")
    assert again.original == "Nguyễn Văn An"


@pytest.mark.parametrize("name", ["HO_TEN", "MA_THE_BHYT", "LY_DO_VV"])
def test_the_first_value_typed_back_has_its_source_and_proof_again(name: str) -> None:
    form = filled()
    other = correct(definition(), form, name, "GD4010199999999")
    twice = correct(definition(), other, name, "GD4010188888888")
    back = correct(definition(), twice, name, field(form, name).value)
    assert field(other, name).original == field(twice, name).original == field(form, name).value
    assert back == form


def test_what_the_portal_says_too_is_no_correction_any_more() -> None:
    later = InsuranceAnswer(InsuranceOutcome.LATER, None)
    typed = correct(definition(), filled(insured=later), "MA_THE_BHYT", "GD4010109876543")
    again = field(fill(definition(), identity(), COVERED, DESK, typed), "MA_THE_BHYT")
    assert (again.source, again.original) == (Source.PORTAL, None)


def test_what_staff_typed_is_what_the_portal_can_be_asked_with() -> None:
    form = fill(definition(), Identity(), None, DESK)
    typed = (("HO_TEN", "Nguyễn Văn An"), ("NGAY_SINH", "1950"), ("SO_CCCD", "001050012345"), ("GIOI_TINH", "1"))
    for name, value in typed:
        form = correct(definition(), form, name, value)
    assert form.ready
    facts = with_typed_facts(definition(), Identity(), form).facts
    assert {name: fact.value for name, fact in facts.items()} == {
        FactName.FULL_NAME: "Nguyễn Văn An",
        FactName.DATE_OF_BIRTH: PartialDate(1950),
        FactName.PERSONAL_NUMBER: "001050012345",
        FactName.SEX: Sex.MALE,
    }
    assert {(fact.source, fact.assurance) for fact in facts.values()} == {(Source.STAFF, Assurance.CLAIMED)}


def test_what_nobody_typed_keeps_its_proof_and_what_is_wrong_is_not_asked_with() -> None:
    form = correct(definition(), filled(), "SO_CCCD", "12345")
    facts = with_typed_facts(definition(), identity(), form).facts
    assert facts[FactName.FULL_NAME].assurance is Assurance.GENUINE_CHIP
    assert FactName.PERSONAL_NUMBER not in facts
    assert with_typed_facts(definition(), identity(), None) == identity()


def test_typing_the_same_value_is_no_correction() -> None:
    form = filled()
    assert correct(definition(), form, "NGAY_SINH", "15.3.1983") is form


@pytest.mark.parametrize(
    ("name", "typed", "value", "problem"),
    [
        ("NGAY_SINH", "5/3/1990", "05/03/1990", None),
        ("NGAY_SINH", "05031990", "05/03/1990", None),
        ("NGAY_SINH", "3/1990", "03/1990", None),
        ("NGAY_SINH", "1990", "1990", None),
        ("NGAY_SINH", "31/02/1990", "31/02/1990", "form.problem.date"),
        ("NGAY_SINH", "hôm qua", "hôm qua", "form.problem.date"),
        ("NGAY_SINH", "22/11/2026", "22/11/2026", "form.problem.born_after_visit"),
        ("NGAY_SINH", "2027", "2027", "form.problem.born_after_visit"),
        ("NGAY_SINH", "", "", "form.problem.required"),
        ("GT_THE_TU", "2021", "2021", "form.problem.date_not_whole"),
        ("GIOI_TINH", "4", "4", "form.problem.choice"),
        ("MA_DOITUONG_KCB", "2", "2", None),
        ("SO_CCCD", "12345", "12345", "form.problem.personal_number"),
        ("SO_CCCD", "b1234567", "B1234567", None),
        ("DIEN_THOAI", "0912 345 678", "0912345678", None),
        ("DIEN_THOAI", "09a", "09a", "form.problem.digits"),
        ("DIEN_THOAI", "1234567890", "1234567890", "form.problem.telephone"),
        ("MA_DKBD", "123", "123", "form.problem.facility_code"),
        ("HO_TEN", "x" * 300, "x" * 300, "form.problem.too_long"),
        ("LY_DO_VV", "Đau\x1b đầu\n", "Đau đầu", None),
    ],
)
def test_what_is_typed_is_brought_into_form_and_checked(name: str, typed: str, value: str, problem: str | None) -> None:
    changed = field(correct(definition(), filled(), name, typed), name)
    assert (changed.value, changed.problem) == (value, problem)


@pytest.mark.parametrize("name", ["MUC_HUONG", "NGAY_VAO", "MA_CSKCB", "MA_LK", "NO_SUCH_FIELD"])
def test_what_is_not_to_be_changed_by_hand_is_refused(name: str) -> None:
    with pytest.raises(CorrectionRefused):
        correct(definition(), filled(), name, "1")


def test_a_correction_stands_when_the_form_is_filled_again() -> None:
    corrected = correct(definition(), filled(), "DIA_CHI", "Nơi khác")
    later = InsuranceAnswer(InsuranceOutcome.LATER, None)
    again = fill(definition(), identity(), later, DESK, corrected)
    kept = field(again, "DIA_CHI")
    assert (kept.value, kept.source, kept.original) == ("Nơi khác", Source.STAFF, "Số 1 ngõ 2, Phường Ví Dụ, Hà Nội")
    assert field(again, "MA_THE_BHYT").value == ""


@settings(max_examples=150, deadline=None)
@given(st.sampled_from([one.name for one in filled().fields if one.editable]), st.text(max_size=60))
def test_anything_may_be_typed_anywhere(name: str, typed: str) -> None:
    form = correct(definition(), filled(), name, typed)
    assert field(form, name).value.isprintable()
    assert delivery_values(definition(), form).keys() >= delivery_values(definition(), filled()).keys()


def test_values_do_not_show_in_a_repr() -> None:
    form = correct(definition(), filled(), "HO_TEN", "Trần Văn Bình")
    assert not [one.value for one in form.fields if len(one.value) > 5 and one.value in repr(form)]


# What leaves.


def test_values_leave_in_the_writing_of_the_standard() -> None:
    assert delivery_values(definition(), filled()) == {
        "HO_TEN": "Nguyễn Văn An",
        "NGAY_SINH": "198303150000",
        "GIOI_TINH": "1",
        "SO_CCCD": "001083012345",
        "DIA_CHI": "Số 1 ngõ 2, Phường Ví Dụ, Hà Nội",
        "DIEN_THOAI": "",
        "MA_THE_BHYT": "GD4010109876543",
        "GT_THE_TU": "20210101",
        "GT_THE_DEN": "20311231",
        "MA_DKBD": "01999",
        "MA_KHUVUC": "K1",
        "NAM_NAM_LIEN_TUC": "20200101",
        "MA_DOITUONG_KCB": "1.1",
        "MA_LOAI_KCB": "01",
        "LY_DO_VV": "",
        "NGAY_VAO": "202611210805",
        "MA_CSKCB": "01999",
        "MA_LK": "0199-record",
    }


@pytest.mark.parametrize(
    ("birth", "written"),
    [
        (PartialDate(1950), "195000000000"),
        (PartialDate(1950, 7), "195007000000"),
        (PartialDate(1950, 7, 2), "195007020000"),
    ],
)
def test_unknown_parts_of_a_birth_date_leave_as_zeros(birth: PartialDate, written: str) -> None:
    form = filled(identity(date_of_birth=birth))
    assert form.ready
    assert delivery_values(definition(), form)["NGAY_SINH"] == written


@pytest.mark.parametrize(("sex", "code"), [(Sex.MALE, "1"), (Sex.FEMALE, "2"), (Sex.UNDETERMINED, "3")])
def test_sex_is_a_code_with_a_label(sex: Sex, code: str) -> None:
    shown = field(filled(identity(sex=sex)), "GIOI_TINH")
    assert (shown.value, shown.kind) == (code, FieldKind.CHOICE)


def test_no_value_is_longer_than_the_standard_allows() -> None:
    longest = {one.name: one.max_length for one in standard_fields()}
    values = delivery_values(definition(), filled())
    assert not [name for name, value in values.items() if len(value) > longest[name]]
