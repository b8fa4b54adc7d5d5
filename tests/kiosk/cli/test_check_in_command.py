"""`mot-cham check-in`: what a record gives to the check-in table, and what is wrong with a file of it."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from kiosk.cli import main
from kiosk.cli.exit_codes import ExitCode
from kiosk.domain.record import Record, RecordedValue, RecordId
from kiosk.insurance.check_in import COLUMNS, from_json, from_xml, to_json, to_xml
from kiosk.records import Store, key_for_store
from kiosk.runtime.clock import SystemClock

NAME = "Đỗ Thị Ví Dụ"
RECORD = Record(
    record_id=RecordId("01a1ffb2-0000-7000-8000-000000000001"),
    desk_id="clinic-checkin",
    service_id="clinic-checkin",
    form_id="bhyt-checkin",
    confirmed_at=datetime(2026, 11, 21, 1, 30, tzinfo=UTC),
    values={
        name: RecordedValue(value, "dg13", "authentic")
        for name, value in {
            "HO_TEN": NAME,
            "NGAY_SINH": "199905150000",
            "GIOI_TINH": "2",
            "MA_DOITUONG_KCB": "9",
            "NGAY_VAO": "202611210830",
            "MA_LOAI_KCB": "01",
            "MA_CSKCB": "01999",
        }.items()
    },
    identification={},
    insurance={},
)
SECOND = replace(RECORD, record_id=RecordId("01a1ffb2-0000-7000-8000-000000000002"))


@pytest.fixture
def state(tmp_path: Path) -> Path:
    key = key_for_store(tmp_path / "records.key", tmp_path / "records.db")
    with Store.open(tmp_path / "records.db", key, clock=SystemClock()) as store:
        for record in (RECORD, SECOND):
            store.save(record)
    return tmp_path


@pytest.mark.parametrize(("form", "read"), [("xml", from_xml), ("json", from_json)])
def test_a_record_is_exported_and_what_the_hospital_adds_is_named(
    capsys: pytest.CaptureFixture[str], state: Path, form: str, read: object
) -> None:
    assert callable(read)
    assert main(["check-in", "export", RECORD.record_id, "--format", form, "--state", str(state)]) == ExitCode.DONE
    shown = capsys.readouterr()
    (row,) = read(shown.out.encode())
    assert row["HO_TEN"] == NAME
    assert row["MA_LK"] == RECORD.record_id
    assert "MA_BN" in shown.err
    assert "NGAY_YL" in shown.err
    assert NAME not in shown.err


def test_several_records_become_numbered_rows_of_one_file_and_each_is_in_the_audit(state: Path) -> None:
    out = state / "table.xml"
    ids = [RECORD.record_id, SECOND.record_id]
    assert main(["check-in", "export", *ids, "--out", str(out), "--state", str(state)]) == ExitCode.DONE
    assert [row["STT"] for row in from_xml(out.read_bytes())] == ["1", "2"]
    key = key_for_store(state / "records.key", state / "records.db")
    with Store.open(state / "records.db", key, clock=SystemClock()) as store:
        assert store.verify_audit().rows == 4


def test_an_export_with_something_wrong_beyond_what_is_left_is_a_failed_check(
    capsys: pytest.CaptureFixture[str], state: Path
) -> None:
    wrong = RecordId("01a1ffb2-0000-7000-8000-000000000003")
    key = key_for_store(state / "records.key", state / "records.db")
    with Store.open(state / "records.db", key, clock=SystemClock()) as store:
        store.save(
            replace(RECORD, record_id=wrong, values={**RECORD.values, "GIOI_TINH": RecordedValue("7", None, "claimed")})
        )
    assert main(["check-in", "export", wrong, "--state", str(state)]) == ExitCode.CHECK_FAILED
    assert "GIOI_TINH.list" in capsys.readouterr().err


def test_a_record_nobody_kept_is_a_usage_error(capsys: pytest.CaptureFixture[str], state: Path) -> None:
    unknown = "01a1ffb2-0000-7000-8000-00000000000f"
    assert main(["check-in", "export", unknown, "--state", str(state)]) == ExitCode.USAGE
    assert capsys.readouterr().out == ""


def test_an_id_that_is_none_and_a_folder_without_a_store_are_usage_errors(tmp_path: Path) -> None:
    with pytest.raises(SystemExit) as caught:
        main(["check-in", "export", "../../etc", "--state", str(tmp_path)])
    assert caught.value.code == ExitCode.USAGE
    assert main(["check-in", "export", RECORD.record_id, "--state", str(tmp_path)]) == ExitCode.USAGE


@pytest.mark.parametrize("form", ["xml", "json"])
def test_a_file_with_problems_is_malformed_and_every_one_is_named_in_both_languages(
    capsys: pytest.CaptureFixture[str], state: Path, form: str
) -> None:
    out = state / "table"
    main(["check-in", "export", RECORD.record_id, "--format", form, "--out", str(out), "--state", str(state)])
    capsys.readouterr()
    assert main(["check-in", "validate", str(out)]) == ExitCode.MALFORMED
    text = capsys.readouterr().out
    for rule in ("MA_BN.required", "NGAY_YL.required", "MA_DICH_VU.first_cost"):
        assert f"[{rule}]" in text
    assert "Cột bắt buộc nhưng để trống" in text
    assert "Required, and empty" in text
    assert NAME not in text
    assert main(["check-in", "validate", str(out), "--json"]) == ExitCode.MALFORMED
    shown = json.loads(capsys.readouterr().out)
    assert shown["rows"] == 1
    assert {one["rule_id"] for one in shown["problems"]} == {
        "MA_BN.required",
        "NGAY_YL.required",
        "MA_DICH_VU.first_cost",
    }


def test_a_whole_file_is_in_order(capsys: pytest.CaptureFixture[str], state: Path) -> None:
    main(["check-in", "export", RECORD.record_id, "--state", str(state)])
    (row,) = from_xml(capsys.readouterr().out.encode())
    whole = row.with_values(
        {"MA_BN": "BN-1", "NGAY_YL": "202611210840", "MA_DICH_VU": "02.1897", "TEN_DICH_VU": "Khám Nội"}
    )
    for data in (to_xml([whole]), to_json([whole])):
        (state / "whole").write_bytes(data)
        assert main(["check-in", "validate", str(state / "whole")]) == ExitCode.DONE


@pytest.mark.parametrize("data", [b"", b"<x/>", b"{}", b"\x00\xff", b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'])
def test_a_file_that_is_no_table_is_malformed_and_told_in_both_languages(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, data: bytes
) -> None:
    (tmp_path / "file").write_bytes(data)
    assert main(["check-in", "validate", str(tmp_path / "file")]) == ExitCode.MALFORMED
    assert "is no check-in table" in capsys.readouterr().err
    assert main(["check-in", "validate", str(tmp_path / "file"), "--json"]) == ExitCode.MALFORMED
    assert json.loads(capsys.readouterr().out)["error"]


def test_a_file_that_is_not_there_is_a_usage_error(tmp_path: Path) -> None:
    assert main(["check-in", "validate", str(tmp_path / "nowhere")]) == ExitCode.USAGE


def test_the_exported_columns_are_all_of_the_table(capsys: pytest.CaptureFixture[str], state: Path) -> None:
    main(["check-in", "export", RECORD.record_id, "--format", "json", "--state", str(state)])
    body = json.loads(capsys.readouterr().out)
    (row,) = body["CHI_TIEU_TRANG_THAI_KCB"]["DSACH_TRANG_THAI_KCB"]["TRANG_THAI_KCB"]
    assert tuple(row) == COLUMNS


def test_the_vietnamese_sentence_about_a_file_that_is_no_table_holds_no_english(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    file = tmp_path / "broken.xml"
    file.write_text("<a>", encoding="utf-8")
    assert main(["check-in", "validate", str(file)]) == ExitCode.MALFORMED
    vietnamese, english = capsys.readouterr().err.splitlines()
    assert vietnamese == "Tệp không phải bảng trạng thái khám chữa bệnh."
    assert "not well-formed XML" in english
