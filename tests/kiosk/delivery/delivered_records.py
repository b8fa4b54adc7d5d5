"""Records of invented people, on their way to an imagined hospital."""

from __future__ import annotations

from datetime import UTC, datetime

from kiosk.domain.record import Record, RecordedValue, RecordId
from kiosk.runtime.clock import FakeClock
from kiosk.runtime.uuid7 import new_record_id

SECRET = b"a secret of the test hospital"
STORE_KEY = bytes(range(32))


def invented_record(name: str = "Đỗ Thị Uyên", record_id: RecordId | None = None) -> Record:
    return Record(
        record_id=record_id or new_record_id(FakeClock()),
        desk_id="clinic-1",
        service_id="bhyt-checkin",
        form_id="bhyt-checkin",
        confirmed_at=datetime(2026, 11, 21, 1, 2, 3, 456000, tzinfo=UTC),
        values={
            "HO_TEN": RecordedValue(name, "dg13", "authentic"),
            "SO_CCCD": RecordedValue("001199012345", "dg13", "authentic"),
            "DIEN_THOAI": RecordedValue("0900000000", "staff", "claimed", corrected_from="0900000001"),
        },
        identification={"document_kind": "cccd_2021", "overall": "undetermined", "access_protocol": None},
        insurance={"outcome": "covered", "result_code": "000"},
    )
