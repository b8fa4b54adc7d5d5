"""Who was treated where, and what they paid: invented, and counted back from today so that it stays recent."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from functools import cache
from pathlib import Path
from typing import Any

from hardware_mocks.portals.script import Script

_FILE = Path(__file__).parent / "treatments.toml"
_VIETNAM = timezone(timedelta(hours=7))
_ELSEWHERE = "01998"
_LONGEST_BACK = 1000


@dataclass(frozen=True)
class Treatment:
    admitted: datetime
    discharged: datetime | None
    facility: str
    diagnosis: str
    paid_vnd: int


def treatments(persona_id: str, script: Script, now: datetime | None = None) -> list[Treatment]:
    """Newest first."""
    today = (now or datetime.now(UTC)).astimezone(_VIETNAM)
    own = [_own(row, today) for row in _table().get(persona_id, {}).get("visits", ())]
    morning = today.replace(hour=6, minute=30, second=0, microsecond=0)
    todays = [
        Treatment(morning + timedelta(minutes=30 * one), None, _ELSEWHERE, "Khám tổng quát (ảo)", 0)
        for one in range(script.visits_today)
    ]
    more = [
        Treatment(morning - timedelta(days=back), morning - timedelta(days=back), _ELSEWHERE, "Tái khám (ảo)", 0)
        for back in range(1, min(script.more_visits, _LONGEST_BACK) + 1)
    ]
    return sorted([*own, *todays, *more], key=lambda one: one.admitted, reverse=True)


def history_answer(code: str, found: list[Treatment]) -> dict[str, Any]:
    """What `Lskcb2025` says."""
    rows = [
        {
            "maHoSo": f"{1000 + index}",
            "maCSKCB": one.facility,
            "ngayVao": f"{one.admitted:%Y%m%d%H%M}",
            "ngayRa": f"{one.discharged:%Y%m%d%H%M}" if one.discharged else None,
            "tenBenh": one.diagnosis,
            "tinhTrang": "1",
            "kqDieuTri": "1" if one.discharged else None,
            "lyDoVV": "1",
        }
        for index, one in enumerate(found)
    ]
    return {"maKetQua": code, "ghiChu": None, "dsLichSuKCB2025": rows if code == "000" else None}


def copayment_answer(code: str, found: list[Treatment], script: Script) -> dict[str, Any]:
    """What `TraCuuTienMCCT` says: its own spelling, its own codes."""
    said = {"restricted": "500", "fault": "500", "none": "204", "bad": "400"}.get(script.copayment or "")
    words = {
        "restricted": "Tài khoản thuộc danh sách hạn chế tra cứu (cổng ảo).",
        "fault": "Lỗi hệ thống, vui lòng thử lại sau (cổng ảo).",
    }.get(script.copayment or "")
    if said is not None or code != "000":
        return {"MaKetQua": said or "400", "GhiChu": words, "DataCCT": None, "ThongTinSoThe": None}
    rows, total = [], 0
    for one in sorted(found, key=lambda each: each.admitted):
        total += one.paid_vnd
        rows.append(_paid(one, total))
    if script.copayment_vnd is not None:
        now = datetime.now(UTC).astimezone(_VIETNAM)
        rows.append(_paid(Treatment(now, now, _ELSEWHERE, "", script.copayment_vnd), script.copayment_vnd))
    if not rows:
        return {"MaKetQua": "204", "GhiChu": "Không có dữ liệu (cổng ảo).", "DataCCT": [], "ThongTinSoThe": None}
    return {"MaKetQua": "200", "GhiChu": None, "DataCCT": rows, "ThongTinSoThe": {}}


def _paid(one: Treatment, total: int) -> dict[str, Any]:
    return {
        "maCskcb": one.facility,
        "ngayVao": f"{one.admitted:%Y%m%d%H%M}",
        "ngayRa": f"{one.discharged:%Y%m%d%H%M}" if one.discharged else None,
        "maDoiTuongKCB": "1.1",
        "tBNCCTMCCT": one.paid_vnd,
        "tBNCCTLuyKe": total,
    }


def _own(row: Mapping[str, Any], today: datetime) -> Treatment:
    admitted = (today - timedelta(days=row["days_ago"])).replace(hour=8, minute=15, second=0, microsecond=0)
    stayed = timedelta(days=row.get("days_stayed", 0), hours=2)
    return Treatment(admitted, admitted + stayed, row["facility"], row["diagnosis"], row.get("paid_vnd", 0))


@cache
def _table() -> Mapping[str, Any]:
    return tomllib.loads(_FILE.read_text(encoding="utf-8"))
