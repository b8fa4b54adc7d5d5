"""A child without a card: from its birth certificate, typed at the desk, to the delivered record. All are invented."""

from __future__ import annotations

from datetime import timedelta

from kiosk.bootstrap.typed_entry import certificate_of, event_of_child
from kiosk.domain.dates import vietnamese_date
from kiosk.domain.identity import Sex
from kiosk.domain.record import RecordFate
from kiosk.runtime.clock import SystemClock
from kiosk.visit import VisitState
from ui.errands import ChildEntered
from walks.counter import Counter

MOTHER = "Đỗ Ngọc Diệp"
FACILITY = "Phòng khám Ví Dụ"


def test_a_new_born_without_a_name_is_received_by_its_certificate_under_its_mothers_name(counter: Counter) -> None:
    today = vietnamese_date(SystemClock().now())
    entered = ChildEntered(
        today - timedelta(days=2), Sex.FEMALE, "08:30", mother_name=MOTHER, certificate_number="CS-112"
    )
    counter.do(event_of_child(certificate_of(entered), today, FACILITY))
    visit = counter.until_state(VisitState.REVIEWING)
    assert visit.form is not None
    shown = {one.name: one.value for one in visit.form.fields}
    assert (shown["HO_TEN"], shown["NGUOI_GIAM_HO"], shown["GIO_SINH"]) == (MOTHER, MOTHER, "08:30")
    visit = counter.confirm_to_the_end()
    assert visit.fate is RecordFate.DELIVERED
    assert visit.record_id is not None
    record = counter.desk.store.record(visit.record_id)
    assert record is not None
    assert (record.identification["method"], record.identification["assurance"]) == ("birth_certificate", "claimed")
    assert record.identification["reference"] == "CS-112"
    assert record.values["NGAY_SINH"].value == f"{entered.date_of_birth:%Y%m%d}0830"
    counter.serves_the_next_citizen()
