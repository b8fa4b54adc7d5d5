"""What each desk adds to the form of a visit."""

from __future__ import annotations

from datetime import date

import pytest
from invented_lists import exam_index, form_of, identity, pay_index

import config
from kiosk.bootstrap.site import form_definition
from kiosk.desks import STATIONS, ListIndex, Surroundings
from kiosk.domain.dates import PartialDate
from kiosk.domain.form import FilledForm
from kiosk.domain.identity import Assurance, Identity
from kiosk.forms import correct

TODAY = date(2026, 11, 21)


def at(desk_id: str, who: Identity, index: ListIndex | None = None, marked: tuple[str, ...] = ()) -> FilledForm:
    station = config.load_desk(desk_id).service(desk_id).station
    assert station is not None
    return STATIONS[station](form_of(desk_id, who), Surroundings(TODAY, index, marked))


def typed(desk_id: str, form: FilledForm, name: str, value: str, index: ListIndex | None = None) -> FilledForm:
    station = config.load_desk(desk_id).service(desk_id).station
    assert station is not None
    changed = correct(form_definition(desk_id, desk_id), form, name, value)
    return STATIONS[station](changed, Surroundings(TODAY, index))


def value(form: FilledForm, name: str) -> str:
    found = form.field_named(name)
    assert found is not None
    return found.value


def problem(form: FilledForm, name: str) -> str | None:
    found = form.field_named(name)
    assert found is not None
    return found.problem


def test_a_candidate_gets_number_room_and_seat_and_may_be_confirmed() -> None:
    form = at("exam-room", identity(), exam_index())
    assert [value(form, one) for one in ("QUAY_SO_BAO_DANH", "QUAY_PHONG", "QUAY_CHO")] == ["A001", "P101", "1"]
    assert form.ready


def test_a_candidate_who_is_not_on_the_list_cannot_be_confirmed() -> None:
    form = at("exam-room", identity("Trần Lạ", "001099000000"), exam_index())
    assert problem(form, "QUAY_DOI_CHIEU") == "desks.problem.absent"
    assert not form.ready


def test_a_candidate_comes_in_once() -> None:
    form = at("exam-room", identity(), exam_index(), ("a001",))
    assert problem(form, "QUAY_DOI_CHIEU") == "desks.problem.already"


def test_a_desk_without_its_list_marks_nobody() -> None:
    assert problem(at("exam-room", identity()), "QUAY_DOI_CHIEU") == "desks.problem.no_list"


def test_staff_name_the_row_and_correct_the_number_and_the_list_is_asked_anew() -> None:
    index, ut = exam_index(), identity("Hồ Thị Út", "040150012345", PartialDate(1950))
    form = at("exam-room", ut, index)
    assert problem(form, "QUAY_DOI_CHIEU") == "desks.problem.check"
    named = typed("exam-room", form, "QUAY_SO_BAO_DANH", "A003", index)
    assert named.ready
    assert value(named, "QUAY_CHO") == "3"
    wrong = typed("exam-room", at("exam-room", identity(), index), "SO_CCCD", "001099000000", index)
    assert problem(wrong, "QUAY_DOI_CHIEU") == "desks.problem.check"
    assert value(wrong, "QUAY_CHO") == ""


def test_a_payment_to_the_persons_own_account_is_ready_although_the_bank_writes_capitals() -> None:
    form = at("pay-list", identity(), pay_index())
    assert value(form, "QUAY_HINH_THUC") == "account"
    assert value(form, "QUAY_SO_TIEN") == "1500000"
    assert form.ready


def test_a_payment_to_somebody_elses_account_is_stopped_and_cash_is_not() -> None:
    index, chau = pay_index(), identity("Phạm Thị Minh Châu", "037301004567", PartialDate(2001, 9, 9))
    form = at("pay-list", chau, index)
    assert problem(form, "QUAY_CHU_TAI_KHOAN") == "desks.problem.holder_differs"
    assert typed("pay-list", form, "QUAY_HINH_THUC", "cash", index).ready
    assert typed("pay-list", form, "QUAY_CHU_TAI_KHOAN", "Pham Thi Minh Chau", index).ready


def test_without_an_account_the_payment_is_cash_and_an_account_needs_its_number() -> None:
    index, ut = pay_index(), identity("Hồ Thị Út", "040150012345", PartialDate(1950))
    form = at("pay-list", ut, index)
    assert value(form, "QUAY_HINH_THUC") == "cash"
    assert form.ready
    asked = typed("pay-list", form, "QUAY_HINH_THUC", "account", index)
    assert problem(asked, "QUAY_SO_TAI_KHOAN") == "desks.problem.account_missing"
    assert problem(asked, "QUAY_CHU_TAI_KHOAN") == "desks.problem.holder_missing"


def test_a_guest_gets_todays_date_and_the_last_day_must_not_be_before() -> None:
    form = at("lodging", identity())
    assert value(form, "QUAY_TU_NGAY") == "21/11/2026"
    for name, text in (("QUAY_SO_PHONG", "201"), ("QUAY_LY_DO", "Du lịch"), ("QUAY_DEN_NGAY", "20/11/2026")):
        form = typed("lodging", form, name, text)
    assert problem(form, "QUAY_TU_NGAY") == "form.problem.stay_ends_before"
    assert typed("lodging", form, "QUAY_DEN_NGAY", "23/11/2026").ready


@pytest.mark.parametrize(
    ("assurance", "code"),
    [(Assurance.GENUINE_CHIP, "genuine_chip"), (Assurance.AUTHENTIC, "authentic")],
)
def test_a_visitors_chip_proof_is_written_down(assurance: Assurance, code: str) -> None:
    form = typed("visitor-book", at("visitor-book", identity(assurance=assurance)), "QUAY_VIEC", "Thăm người nhà")
    assert value(form, "QUAY_XAC_THUC") == code
    assert form.ready


def test_without_a_chip_proof_a_person_must_say_that_they_looked_and_nobody_can_claim_a_chip() -> None:
    form = typed("visitor-book", at("visitor-book", identity(assurance=Assurance.CLAIMED)), "QUAY_VIEC", "Thăm")
    assert problem(form, "QUAY_XAC_THUC") == "desks.problem.proof_missing"
    assert not typed("visitor-book", form, "QUAY_XAC_THUC", "genuine_chip").ready
    assert typed("visitor-book", form, "QUAY_XAC_THUC", "eyes").ready
