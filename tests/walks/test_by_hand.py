"""What people type at the desk: nothing typed is lost, and a visit can begin without any code."""

from __future__ import annotations

from hardware_mocks import personas
from kiosk.domain.identity import Assurance, Source
from kiosk.domain.insurance import InsuranceOutcome
from kiosk.domain.record import RecordFate
from kiosk.visit import VisitState
from kiosk.visit import events as happened
from walks.counter import Counter


def test_corrections_and_a_confirmation_in_one_breath_are_all_in_the_record(counter: Counter) -> None:
    visit = counter.come_to_review("adult")
    assert visit.form is not None
    counter.do(happened.FieldCorrected("DIEN_THOAI", "0912 345 678"))
    counter.do(happened.FieldCorrected("LY_DO_VV", "Đau đầu"))
    counter.do(happened.FieldCorrected("NO_SUCH_FIELD", "1"))
    counter.do(happened.FieldCorrected("LY_DO_VV", " Đau  đầu "))
    counter.do(happened.Confirmed())
    visit = counter.until_state(VisitState.FINISHED)
    assert visit.record_id is not None
    record = counter.desk.store.record(visit.record_id)
    assert record is not None
    assert (record.values["DIEN_THOAI"].value, record.values["LY_DO_VV"].value) == ("0912345678", "Đau đầu")


def test_a_citizen_without_a_readable_code_is_received_by_typing(counter: Counter) -> None:
    person = personas.load("adult").person
    counter.do(happened.ManualEntryAsked())
    visit = counter.until_state(VisitState.REVIEWING)
    assert visit.insurance is not None
    assert visit.insurance.outcome is InsuranceOutcome.NOT_ASKED
    assert visit.form is not None
    assert not visit.form.ready
    counter.correct("HO_TEN", person.full_name)
    counter.correct("NGAY_SINH", f"{person.date_of_birth:%d/%m/%Y}")
    counter.correct("GIOI_TINH", "1")
    counter.correct("SO_CCCD", person.personal_number)
    counter.do(happened.RetryAsked())
    visit = counter.until_state(VisitState.REVIEWING)
    assert visit.insurance is not None
    assert visit.insurance.outcome is InsuranceOutcome.COVERED
    assert visit.form is not None
    assert {visit.form.field_named(name).source for name in ("HO_TEN", "SO_CCCD")} == {Source.STAFF}  # type: ignore[union-attr]  # Both are fields of the form.
    visit = counter.confirm_to_the_end()
    assert visit.fate is RecordFate.DELIVERED
    assert visit.record_id is not None
    record = counter.desk.store.record(visit.record_id)
    assert record is not None
    assert (record.identification["method"], record.identification["assurance"]) == ("typed", "claimed")
    assert record.values["HO_TEN"].assurance == Assurance.CLAIMED.name.lower()
    counter.serves_the_next_citizen()
