"""Records of invented people, on their way to an imagined hospital."""

from __future__ import annotations

from dataclasses import replace
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


def described_record(**more: str) -> Record:
    """A record with what a clinic's form asks for; `more` are values on top."""
    record = invented_record()
    values = {
        "NGAY_SINH": "199905150000",
        "GIOI_TINH": "2",
        "DIA_CHI": "Số 5 ngõ 12, Phường Láng, Hà Nội",
        "MA_THE_BHYT": "GD4010112345678",
        "MA_DKBD": "01001",
        "GT_THE_TU": "20260101",
        "GT_THE_DEN": "20261231",
        "NGAY_VAO": "202611210802",
        **more,
    }
    described = {name: RecordedValue(value, "dg13", "authentic") for name, value in values.items()}
    return replace(record, values={**record.values, **described})
