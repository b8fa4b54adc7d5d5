"""An invented day on the staff page, for pictures and for looking at it without a store."""

from __future__ import annotations

from datetime import UTC, date, datetime

from kiosk.domain.figures import DayFigures, HourFigures
from kiosk.domain.insurance import Happened
from kiosk.domain.record import RecordFate
from ui.sample_visits import NAME, NUMBER
from ui.staff_data import (
    FoundRecord,
    OwedLookUp,
    SettingsFinding,
    StaffData,
    StaffGate,
    StaffState,
    WaitingDelivery,
)
from ui.view_models.staff import StaffTab

DAY = date(2026, 11, 21)
_BY_HOUR = ((7, 38, 21.0), (8, 52, 24.0), (9, 47, 26.5), (10, 31, 22.0), (11, 0, None), (13, 29, 20.0), (14, 18, 34.0))


def _at(hour: int, minute: int) -> datetime:
    """In Vietnam."""
    return datetime(2026, 11, 21, hour - 7, minute, tzinfo=UTC)


FIGURES = DayFigures(
    day=DAY,
    visits=sum(visits for _, visits, _ in _BY_HOUR),
    left=9,
    median_s=23.5,
    slow_s=61.0,
    stretches={"reading": 3.1, "looking_up": 1.4, "reviewing": 12.0},
    ends={"delivered": 208, "waiting": 6, "refused": 1, "left": 9},
    ways={"chip": 171, "qr": 22, "bhyt_qr": 14, "typed": 7, "birth_certificate": 1},
    assurances={"genuine_chip": 160, "authentic": 11, "claimed": 44},
    portal={"covered": 189, "later": 14, "mismatch": 7, "not_covered": 5},
    result_codes={"000": 180, "004": 9},
    failures={"card_lifted": 12, "portal_unreachable": 5, "wrong_access_key": 2},
    hours=tuple(HourFigures(hour, visits, seconds) for hour, visits, seconds in _BY_HOUR),
    waiting=6,
    refused=1,
)

OPEN = StaffData(
    today=DAY,
    figures=FIGURES,
    found=(
        FoundRecord(_at(14, 32), NAME, NUMBER, "covered", RecordFate.DELIVERED),
        FoundRecord(_at(14, 28), "Đỗ Thị Uyên", "001199012345", "later", RecordFate.WAITING),
        FoundRecord(_at(14, 21), "Trần Văn Mẫu", "", None, RecordFate.REFUSED),
    ),
    waiting=(
        WaitingDelivery("0193f0aa-5c1e-7b02", "office", False, 4, _at(14, 40), "delivery.unreachable"),
        WaitingDelivery("0193f0aa-61d2-7c11", "office", True, 1, _at(14, 21), "delivery.rejected"),
        WaitingDelivery("0193f0ab-0b77-7d90", "folder", False, 0, _at(14, 33), None),
    ),
    owed=(
        OwedLookUp("0193f0aa-5c1e-7b02", False, 3, _at(14, 50), Happened.NO_ANSWER_IN_TIME),
        OwedLookUp("0193efff-70aa-7a01", True, 41, _at(9, 0), Happened.HTTP_STATUS),
    ),
)

STAFF: dict[str, tuple[StaffState, StaffTab | None]] = {
    "20-staff-gate": (StaffGate(demo_pin="2468"), None),
    "21-staff-locked": (StaffGate(locked_s=290.0), None),
    "22-staff-figures": (OPEN, StaffTab.FIGURES),
    "23-staff-records": (OPEN, StaffTab.RECORDS),
    "24-staff-waiting": (OPEN, StaffTab.WAITING),
    "25-staff-owed": (OPEN, StaffTab.OWED),
    "26-staff-settings": (
        StaffData(
            DAY,
            FIGURES,
            findings=(SettingsFinding("site.toml:12", "portal.password: cannot be read", "Create the file"),),
        ),
        StaffTab.SETTINGS,
    ),
}
"""Every picture of the page by its file name, with the tab that is open."""
