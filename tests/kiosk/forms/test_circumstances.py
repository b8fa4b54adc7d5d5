"""Boxes that only some visits need, and claims that stand while the portal says nothing. All people are invented."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from types import MappingProxyType

import pytest
from check_in import DESK, answer, definition, field, filled, identity

import config
from kiosk.domain.dates import PartialDate
from kiosk.domain.form import FilledForm
from kiosk.domain.identity import Assurance, Fact, FactName, Identity, Sex, Source
from kiosk.domain.insurance import InsuranceAnswer, InsuranceOutcome
from kiosk.forms import DefinitionError, FormDefinition, correct, delivery_values, fill, with_typed_facts
from kiosk.identification import BirthCertificate, NamedAfter, identity_of_child, parse_typed

TODAY = date(2026, 11, 21)
FOR_CHILDREN = {"NGUOI_GIAM_HO", "QUAN_HE_GIAM_HO"}
NOT_FOR_EVERYBODY = {one.name for one in definition().fields if one.when is not None}
LATER = InsuranceAnswer(InsuranceOutcome.LATER, None)


def born(day: str) -> Identity:
    return identity(date_of_birth=PartialDate(*map(int, day.split("-"))))


def extra(form: FilledForm) -> set[str]:
    return {one.name for one in form.fields} & NOT_FOR_EVERYBODY


def new_born() -> Identity:
    paper = BirthCertificate(
        PartialDate(2026, 11, 20), "112/2026", sex=Sex.FEMALE, mother_name="Đỗ Ngọc Diệp", father_name="Lý Chí Cường"
    )
    return identity_of_child(paper, TODAY, name_order=(NamedAfter.MOTHER,), facility_name="Ví Dụ")


@pytest.mark.parametrize(
    ("day", "needed"),
    [
        ("1983-3-15", set()),
        ("2020-11-21", set()),
        ("2020-11-22", FOR_CHILDREN),
        ("2026-10-23", FOR_CHILDREN),
        ("2026-10-24", FOR_CHILDREN | {"GIO_SINH"}),
        ("2026-11-21", FOR_CHILDREN | {"GIO_SINH"}),
        ("2026-11-22", set()),
        ("2022", FOR_CHILDREN),
    ],
)
def test_an_insured_person_sees_the_boxes_of_their_age_on_the_day_of_the_visit(day: str, needed: set[str]) -> None:
    assert extra(filled(born(day))) == needed


@pytest.mark.parametrize(
    ("outcome", "needed"),
    [
        (InsuranceOutcome.STAFF_CHECK, {"THE_GIAY"}),
        (InsuranceOutcome.CHILD, {"GIAY_KHAI_SINH"}),
        (InsuranceOutcome.COVERED, set()),
        (InsuranceOutcome.LATER, set()),
    ],
)
def test_the_portals_answer_brings_the_box_it_calls_for(outcome: InsuranceOutcome, needed: set[str]) -> None:
    assert extra(filled(insured=answer(outcome))) == needed


def test_a_child_without_confirmed_cover_is_asked_for_its_certificate() -> None:
    assert "GIAY_KHAI_SINH" in extra(filled(born("2023-1-1"), LATER))
    assert "GIAY_KHAI_SINH" not in extra(filled(born("2023-1-1")))


def test_a_paper_card_is_looked_at_before_the_visit_goes_on_and_either_answer_will_do() -> None:
    form = filled(insured=answer(InsuranceOutcome.STAFF_CHECK))
    assert [one.name for one in form.problems] == ["THE_GIAY"]
    for choice in ("seen", "not_shown"):
        assert correct(definition(), form, "THE_GIAY", choice).ready


def test_a_corrected_date_of_birth_brings_the_boxes_of_a_child_and_takes_them_away_again() -> None:
    form = correct(definition(), filled(), "NGAY_SINH", "20/11/2026")
    assert extra(form) == {*FOR_CHILDREN, "GIO_SINH"}
    names = [one.name for one in form.fields]
    assert names == [one.name for one in definition().fields if one.name in names]
    form = correct(definition(), form, "NGUOI_GIAM_HO", "Đỗ Ngọc Diệp")
    grown = correct(definition(), form, "NGAY_SINH", "20/11/1990")
    assert extra(grown) == set()
    again = correct(definition(), grown, "NGAY_SINH", "20/11/2025")
    assert field(again, "NGUOI_GIAM_HO").value == "Đỗ Ngọc Diệp"


def test_what_was_typed_into_a_box_survives_a_second_answer_of_the_portal() -> None:
    form = correct(definition(), filled(born("2023-1-1"), LATER), "GIAY_KHAI_SINH", "112/2023")
    covered = fill(definition(), born("2023-1-1"), answer(), DESK, form)
    assert "GIAY_KHAI_SINH" not in extra(covered)
    back = fill(definition(), born("2023-1-1"), LATER, DESK, covered)
    assert field(back, "GIAY_KHAI_SINH").value == "112/2023"


def test_a_new_borns_certificate_fills_who_stands_for_it_and_what_was_seen() -> None:
    form = fill(definition(), new_born(), answer(InsuranceOutcome.CHILD), DESK)
    assert form.ready
    values = {one.name: one.value for one in form.fields if one.value}
    assert (values["HO_TEN"], values["NGUOI_GIAM_HO"]) == ("Đỗ Ngọc Diệp", "Đỗ Ngọc Diệp")
    assert (values["GIAY_KHAI_SINH"], values["MA_DKBD"]) == ("112/2026", "01000")
    assert "MA_THE_BHYT" not in values


def test_the_time_of_birth_leaves_with_its_day_only_for_a_new_born() -> None:
    form = fill(definition(), new_born(), answer(InsuranceOutcome.CHILD), DESK)
    assert delivery_values(definition(), form)["NGAY_SINH"] == "202611200000"
    timed = correct(definition(), form, "GIO_SINH", "05:30")
    assert delivery_values(definition(), timed)["NGAY_SINH"] == "202611200530"
    wrong = correct(definition(), form, "GIO_SINH", "25:99")
    assert [one.problem for one in wrong.problems] == ["form.problem.time_of_birth"]
    assert delivery_values(definition(), wrong)["NGAY_SINH"] == "202611200000"
    older = correct(definition(), timed, "NGAY_SINH", "01/10/2026")
    assert delivery_values(definition(), older)["NGAY_SINH"] == "202610010000"


@pytest.mark.parametrize(
    ("outcome", "kept"),
    [
        (InsuranceOutcome.LATER, "0123456789"),
        (InsuranceOutcome.NOT_ASKED, "0123456789"),
        (InsuranceOutcome.CONFIGURATION, "0123456789"),
        (InsuranceOutcome.NOT_COVERED, ""),
        (InsuranceOutcome.MISMATCH, ""),
        (InsuranceOutcome.CHILD, ""),
    ],
)
def test_a_claimed_card_number_is_noted_unless_the_portal_speaks_against_it(
    outcome: InsuranceOutcome, kept: str
) -> None:
    claimed = parse_typed("0123456789", TODAY).identity
    form = fill(definition(), claimed, InsuranceAnswer(outcome, None), DESK)
    assert field(form, "MA_THE_BHYT").value == kept
    assert field(form, "MUC_HUONG").value == ""


def test_a_card_number_longer_than_the_standard_allows_is_left_to_staff() -> None:
    claimed = parse_typed("DN401012345678901", TODAY).identity
    assert field(fill(definition(), claimed, LATER, DESK), "MA_THE_BHYT").value == ""


def test_a_typed_card_number_is_what_the_portal_is_asked_about_next() -> None:
    form = correct(definition(), fill(definition(), Identity(), LATER, DESK), "MA_THE_BHYT", "0123456789")
    fact = with_typed_facts(definition(), Identity(), form).facts[FactName.INSURANCE_NUMBER]
    assert (fact.value, fact.source, fact.assurance) == ("0123456789", Source.STAFF, Assurance.CLAIMED)


def test_the_number_of_an_old_card_stands_where_the_citizen_number_is_missing() -> None:
    old = parse_typed("012345678", TODAY).identity
    assert field(fill(definition(), old, LATER, DESK), "SO_CCCD").value == "012345678"
    both = Identity(
        MappingProxyType({**old.facts, FactName.PERSONAL_NUMBER: Fact("001083012345", Source.QR, Assurance.CLAIMED)})
    )
    assert field(fill(definition(), both, LATER, DESK), "SO_CCCD").value == "001083012345"


def test_a_form_that_takes_its_time_of_birth_from_nowhere_does_not_start() -> None:
    rows = dict(config.load_form("bhyt-checkin"))
    with pytest.raises(DefinitionError, match="NO_SUCH"):
        FormDefinition.from_rows({**rows, "fields": [{**one, "time_from": "NO_SUCH"} for one in rows["fields"][:1]]})
    with pytest.raises(DefinitionError, match="none of"):
        FormDefinition.from_rows({**rows, "fields": [{**one, "when": "sometimes"} for one in rows["fields"][:1]]})


def test_boxes_put_aside_show_nothing_in_a_repr() -> None:
    form = correct(definition(), filled(born("2023-1-1")), "NGUOI_GIAM_HO", "Đỗ Ngọc Diệp")
    aside = correct(definition(), form, "NGAY_SINH", "1990")
    assert aside.aside
    assert "Diệp" not in repr(aside)
    assert "Diệp" not in repr(replace(aside, fields=()))


def test_the_ages_that_boxes_rest_on_are_the_forms_own() -> None:
    rows = dict(config.load_form("bhyt-checkin"))
    for age, name in (("child_years", "children"), ("new_born_days", "new-borns")):
        with pytest.raises(DefinitionError, match=name):
            FormDefinition.from_rows({**rows, age: None})
    older = FormDefinition.from_rows({**rows, "child_years": 16})
    form = fill(older, born("2012-1-1"), None, DESK)
    assert extra(form) >= FOR_CHILDREN
