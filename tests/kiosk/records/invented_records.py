"""Records of invented people, for the tests of this room and for the child process that is killed."""

from __future__ import annotations

from datetime import UTC, datetime

from kiosk.domain.record import Receipt, Record, RecordedValue, RecordId
from kiosk.runtime.clock import FakeClock
from kiosk.runtime.uuid7 import new_record_id

KEY = bytes(range(32))
NAME = "Đỗ Thị Uyên"
NUMBER = "001199012345"


def invented_record(
    name: str = NAME, number: str = NUMBER, record_id: RecordId | None = None, *, padding: int = 0
) -> Record:
    return Record(
        record_id=record_id or new_record_id(FakeClock()),
        desk_id="clinic-1",
        service_id="bhyt-checkin",
        form_id="bhyt-checkin",
        confirmed_at=datetime(2026, 11, 21, 1, 2, 3, 456000, tzinfo=UTC),
        values={
            "HO_TEN": RecordedValue(name, "dg13", "authentic"),
            "SO_CCCD": RecordedValue(number, "dg13", "authentic"),
            "DIEN_THOAI": RecordedValue("0900000000", "staff", "claimed", corrected_from="0900000001"),
            "GHI_CHU": RecordedValue("x" * padding, None, "claimed"),
        },
        identification={"document_kind": "cccd_2021", "overall": "undetermined", "access_protocol": None},
        insurance={"outcome": "covered", "result_code": "000"},
    )


def receipt_for(record: Record, number: str = "BV-1", *, duplicate: bool = False) -> Receipt:
    return Receipt(record.record_id, number, "hospital", datetime(2026, 11, 21, 1, 2, 5, tzinfo=UTC), duplicate)
