"""Desks with lists from the command line: people in a row with virtual hardware, reports, sheets."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kiosk.cli import main
from kiosk.cli.exit_codes import ExitCode
from kiosk.records import Store, read_key
from kiosk.records.desk_records import DeskRecords
from kiosk.runtime.clock import SystemClock

Desk = Callable[..., tuple[int, Any]]
EXAM = """SBD,Họ và tên,Số CCCD,Ngày sinh,Phòng thi,Chỗ ngồi
A001,Nguyễn Văn An,001083012345,15/03/1983,P101,1
A002,Lê Văn Vắng,001200000009,01/01/2000,P101,2
"""


@pytest.fixture
def desk(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> Desk:
    """Run `mot-cham desk …` in a folder; its exit code and what it printed, as JSON where it is."""
    (tmp_path / "exam.csv").write_text(EXAM, encoding="utf-8")

    def run(*arguments: str) -> tuple[int, Any]:
        code = main(["--state", str(tmp_path / "state"), "desk", *arguments])
        out = capfd.readouterr().out
        return code, json.loads(out) if "--json" in arguments and out else out

    return run


def test_candidates_come_in_once_and_the_report_says_who_was_there(desk: Desk, tmp_path: Path) -> None:
    file = str(tmp_path / "exam.csv")
    people = ("--person", "adult", "--person", "card2024", "--person", "adult")
    code, outcomes = desk("run", "exam-room", "--list", file, *people, "--in-process", "--json")
    assert code == ExitCode.CHECK_FAILED
    assert [one["saved"] for one in outcomes] == [True, False, False]
    assert outcomes[0]["boxes"]["QUAY_CHO"] == "1"
    assert outcomes[0]["assurance"] == "genuine_chip"
    assert outcomes[1]["problems"] == {"QUAY_DOI_CHIEU": "desks.problem.absent"}
    assert outcomes[2]["problems"] == {"QUAY_DOI_CHIEU": "desks.problem.already"}
    out = tmp_path / "attendance.csv"
    assert desk("report", "exam-room", "--list", file, "--out", str(out))[0] == ExitCode.DONE
    rows = out.read_text(encoding="utf-8-sig").splitlines()
    assert "Có mặt" in rows[1]
    assert "Vắng" in rows[2]
    paper = tmp_path / "attendance.pdf"
    assert desk("report", "exam-room", "--list", file, "--out", str(paper))[0] == ExitCode.DONE
    assert paper.read_bytes().startswith(b"%PDF")


def test_guests_in_a_row_become_a_file_and_a_guest_without_a_room_does_not(desk: Desk, tmp_path: Path) -> None:
    stay = ("--set", "adult:QUAY_SO_PHONG=201", "--set", "QUAY_LY_DO=Du lịch", "--set", "QUAY_DEN_NGAY=31/12/2099")
    people = ("--person", "adult", "--person", "long-address")
    _, outcomes = desk("run", "lodging", *people, *stay, "--in-process", "--json")
    assert [one["saved"] for one in outcomes] == [True, False]
    assert outcomes[1]["problems"] == {"QUAY_SO_PHONG": "form.problem.required"}
    out = tmp_path / "guests.csv"
    assert desk("report", "lodging", "--out", str(out))[0] == ExitCode.DONE
    heading, *rows = out.read_text(encoding="utf-8-sig").splitlines()
    assert heading.startswith("STT,Họ và tên,Ngày sinh,Giới tính")
    assert len(rows) == 1
    assert "Nguyễn Văn An,15/03/1983,Nam" in rows[0]


def test_the_visitor_book_keeps_the_proof_and_no_photo(desk: Desk, tmp_path: Path) -> None:
    people = ("--person", "adult", "--person", "unknown-issuer")
    _, outcomes = desk("run", "visitor-book", *people, "--set", "QUAY_VIEC=Thăm", "--in-process", "--json")
    assert [(one["saved"], one["boxes"]["QUAY_XAC_THUC"]) for one in outcomes] == [(True, "genuine_chip"), (False, "")]
    assert set(outcomes[0]["boxes"]) == {"HO_TEN", "NGAY_SINH", "SO_CCCD", "QUAY_XAC_THUC", "QUAY_VIEC", "QUAY_GHI_CHU"}
    key = read_key(tmp_path / "state" / "records.key")
    with Store.open(tmp_path / "state" / "records.db", key, clock=SystemClock()) as store:
        [(_, record)] = DeskRecords(store.database).since("visitor-book")
    assert set(record.values) == set(outcomes[0]["boxes"])
    assert all(len(one.value) < 300 for one in record.values.values())
    assert all(len(one or "") < 100 for one in record.identification.values())


def test_a_walk_at_another_desk_uses_the_invented_list_and_gives_no_number(desk: Desk, capfd: Any) -> None:
    code = main(["walk", "--service", "pay-list", "--in-process", "--json"])
    stations = {one["station"] for one in json.loads(capfd.readouterr().out)["stations"]}
    assert code == ExitCode.DONE
    assert {"form", "record", "delivery"} <= stations
    assert "ticket" not in stations


def test_a_list_with_broken_rows_is_named_row_by_row_and_the_rows_are_handed_back(desk: Desk, tmp_path: Path) -> None:
    broken = tmp_path / "broken.csv"
    broken.write_text(EXAM + "A003,,12,1990,P101,3\n", encoding="utf-8")
    aside = tmp_path / "aside.csv"
    code, found = desk("list", "exam", str(broken), "--set-aside", str(aside), "--json")
    assert code == ExitCode.CHECK_FAILED
    assert [(one["line"], one["column"], one["problem"]) for one in found["problems"]] == [
        (4, "full_name", "missing"),
        (4, "number", "number_malformed"),
    ]
    assert aside.read_text(encoding="utf-8-sig").splitlines()[1].endswith("A003,,12,1990,P101,3")
    assert desk("list", "exam", str(tmp_path / "exam.csv"))[0] == ExitCode.DONE


def test_a_file_that_is_no_list_is_refused_in_words(desk: Desk, tmp_path: Path, capfd: Any) -> None:
    wrong = tmp_path / "wrong.xlsx"
    wrong.write_bytes(b"PK\x03\x04 no workbook")
    assert main(["desk", "list", "exam", str(wrong)]) == ExitCode.MALFORMED
    assert "XLSX bị hỏng" in capfd.readouterr().err
    assert desk("list", "exam", str(tmp_path / "nowhere.csv"))[0] == ExitCode.USAGE


def test_a_card_is_checked_by_its_dates_or_its_code(desk: Desk) -> None:
    _, by_dates = desk(
        "check-card", "--born", "09/09/2001", "--issued", "20/05/2021", "--today", "21/11/2026", "--json"
    )
    code = "037301004567||Phạm Thị Minh Châu|09092001|Nữ|Xóm Bốn|20052021"
    _, by_code = desk("check-card", "--qr", code, "--today", "21/11/2026", "--json")
    assert by_dates == by_code
    assert (by_dates["status"], by_dates["ends_on"]) == ("ended", "2026-09-09")
    assert by_dates["procedures"][0]["code"] == "1.014063"
    assert desk("check-card")[0] == ExitCode.USAGE
    assert desk("check-card", "--qr", "nonsense")[0] == ExitCode.MALFORMED


def test_sheets_are_printed_and_those_about_a_person_need_a_card(desk: Desk, tmp_path: Path) -> None:
    out = tmp_path / "sheet.pdf"
    for sheet in ("relation", "card", "disagreement", "vneid", "portal"):
        assert desk("sheet", sheet, "--persona", "adult", "--out", str(out))[0] == ExitCode.DONE
        assert out.read_bytes().startswith(b"%PDF")
    assert desk("sheet", "relation", "--out", str(out))[0] == ExitCode.USAGE
    assert desk("sheet", "portal", "--out", str(out))[0] == ExitCode.DONE
