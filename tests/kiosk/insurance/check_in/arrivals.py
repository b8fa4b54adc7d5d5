"""Rows of invented people, whole and as the kiosk leaves them."""

from __future__ import annotations

from datetime import UTC, datetime

from kiosk.bootstrap.check_in import check_in_rules
from kiosk.domain.record import Record, RecordedValue, RecordId
from kiosk.insurance.check_in import CheckInRow

RULES = check_in_rules()
WHOLE = CheckInRow(
    {
        "MA_LK": "LK-0001",
        "STT": "1",
        "MA_BN": "BN-0001",
        "HO_TEN": "Đỗ Thị Ví Dụ",
        "SO_CCCD": "001199000001",
        "NGAY_SINH": "199905150000",
        "GIOI_TINH": "2",
        "MA_THE_BHYT": "GD4019900000001",
        "MA_DKBD": "01999",
        "GT_THE_TU": "20260101",
        "GT_THE_DEN": "20261231",
        "MA_DOITUONG_KCB": "1.1",
        "NGAY_VAO": "202611210830",
        "MA_LOAI_KCB": "01",
        "MA_CSKCB": "01999",
        "MA_DICH_VU": "02.1897",
        "TEN_DICH_VU": "Khám Nội",
        "NGAY_YL": "202611210845",
    }
)
"""A row nobody would send back."""


def confirmed_record(**changes: str) -> Record:
    """What the clinic's form records, in the writing of the standard; DIA_CHI belongs to another table."""
    kept = ("HO_TEN", "SO_CCCD", "NGAY_SINH", "GIOI_TINH", "MA_THE_BHYT", "MA_DKBD", "GT_THE_TU", "GT_THE_DEN")
    kept += ("MA_DOITUONG_KCB", "NGAY_VAO", "MA_LOAI_KCB", "MA_CSKCB")
    values = {name: WHOLE[name] for name in kept} | {"MA_LK": "KB-1", "DIA_CHI": "Phường Ví Dụ"} | changes
    return Record(
        record_id=RecordId("01a1fb9f-e8c0-73f2-a1d8-4e75b1e9c0d1"),
        desk_id="clinic-checkin",
        service_id="clinic-checkin",
        form_id="bhyt-checkin",
        confirmed_at=datetime(2026, 11, 21, 1, 30, tzinfo=UTC),
        values={name: RecordedValue(value, "dg13", "authentic") for name, value in values.items()},
        identification={},
        insurance={},
    )
