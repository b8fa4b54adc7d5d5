"""Every way of saying who somebody is, from the desk to the record. All people are invented."""

from __future__ import annotations

from datetime import timedelta

from hardware_mocks import personas
from kiosk.bootstrap.typed_entry import event_of_child, event_of_typed
from kiosk.domain.dates import PartialDate, vietnamese_date
from kiosk.domain.identity import FactName, Sex, Source
from kiosk.domain.insurance import InsuranceOutcome
from kiosk.domain.record import Record, RecordFate
from kiosk.identification import BirthCertificate
from kiosk.runtime.clock import SystemClock
from kiosk.visit import VisitState
from kiosk.visit import events as happened
from walks.counter import Counter

ADULT = personas.load("adult").person
TODAY = vietnamese_date(SystemClock().now())


def kept(counter: Counter) -> Record:
    """Confirm, and read back what was saved."""
    visit = counter.confirm_to_the_end()
    assert visit.fate is RecordFate.DELIVERED
    assert visit.record_id is not None
    record = counter.desk.store.record(visit.record_id)
    assert record is not None
    return record


def type_person(counter: Counter) -> None:
    counter.correct("HO_TEN", ADULT.full_name)
    counter.correct("NGAY_SINH", f"{ADULT.date_of_birth:%d/%m/%Y}")
    counter.correct("GIOI_TINH", "1")


def test_a_typed_number_opens_the_chip_as_its_code_would(counter: Counter) -> None:
    counter.do(event_of_typed(ADULT.personal_number, TODAY))
    counter.lay("adult")
    counter.until_state(VisitState.REVIEWING)
    how = kept(counter).identification
    assert (how["method"], how["captured_by"], how["access_password"]) == ("chip", "device@clinic-checkin", "CAN")


def test_a_typed_number_without_its_card_is_a_claim_that_the_portal_can_be_asked_about(counter: Counter) -> None:
    counter.do(event_of_typed(ADULT.personal_number, TODAY))
    counter.do(happened.ChipSkipped())
    counter.until_state(VisitState.REVIEWING)
    type_person(counter)
    counter.do(happened.RetryAsked())
    visit = counter.until(lambda one: one.state is VisitState.REVIEWING, "a second look-up")
    assert visit.insurance is not None
    assert visit.insurance.outcome is InsuranceOutcome.COVERED
    how = kept(counter).identification
    assert (how["method"], how["captured_by"], how["assurance"]) == ("typed", "staff@clinic-checkin", "claimed")
    assert how["captured_at"] is not None


def test_the_number_of_an_insurance_card_is_asked_about_and_noted_as_paper(counter: Counter) -> None:
    number = personas.load("adult").insurance
    assert number is not None
    counter.do(event_of_typed(number.social_insurance_number, TODAY))
    counter.until_state(VisitState.REVIEWING)
    assert counter.visit.form is not None
    noted = counter.visit.form.field_named("MA_THE_BHYT")
    assert noted is not None
    assert (noted.value, noted.source) == (number.social_insurance_number, Source.STAFF)
    type_person(counter)
    record = kept(counter)
    assert record.identification["method"] == "paper_number"
    assert record.values["MA_THE_BHYT"].value == number.social_insurance_number


def test_a_new_born_without_name_and_number_is_received_under_its_mothers_name(counter: Counter) -> None:
    yesterday = TODAY - timedelta(days=1)
    paper = BirthCertificate(PartialDate.of(yesterday), "112/2026", sex=Sex.FEMALE, mother_name="Đỗ Ngọc Diệp")
    counter.do(event_of_child(paper, TODAY, "Phòng khám Ví Dụ"))
    counter.until_state(VisitState.REVIEWING)
    counter.correct("GIO_SINH", "05:30")
    record = kept(counter)
    how = record.identification
    assert (how["method"], how["reference"], how["assurance"]) == ("birth_certificate", "112/2026", "claimed")
    assert record.values["NGAY_SINH"].value == f"{yesterday:%Y%m%d}0530"
    assert (record.values["HO_TEN"].value, record.values["NGUOI_GIAM_HO"].value) == ("Đỗ Ngọc Diệp", "Đỗ Ngọc Diệp")
    assert record.values["SO_CCCD"].value == ""


def test_somebody_without_any_paper_is_received_all_the_same(counter: Counter) -> None:
    counter.do(happened.ManualEntryAsked())
    counter.until_state(VisitState.REVIEWING)
    type_person(counter)
    how = kept(counter).identification
    assert (how["method"], how["assurance"], how["reference"]) == ("none", "claimed", None)


def test_what_the_portal_says_otherwise_is_on_the_visit_and_on_a_slip(counter: Counter) -> None:
    counter.demo.portal.script(changed={"gioiTinh": "Nữ", "hoTen": "Nguyễn Văn Ân"})
    visit = counter.come_to_review("adult")
    found = {one.name: one.weighty for one in visit.disagreements if one.other.source is Source.PORTAL}
    assert found[FactName.SEX] is True
    assert FactName.FULL_NAME in found
    counter.do(happened.CorrectionSlipAsked())
    visit = counter.until(lambda one: one.slip is not None, "a slip")
    assert visit.slip == happened.SlipPrinted(visit.visit_id)
    assert kept(counter).identification["method"] == "chip"


def test_a_portal_that_agrees_leaves_nothing_to_put_right(counter: Counter) -> None:
    visit = counter.come_to_review("adult")
    assert visit.disagreements == ()
    counter.do(happened.CorrectionSlipAsked())
    assert counter.visit == visit
