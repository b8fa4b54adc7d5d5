"""The commands around the chip: codes, the walk, the store, settings, help."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from hardware_mocks import personas
from kiosk.cli import main
from kiosk.cli.exit_codes import ExitCode
from kiosk.cli.main import NOBODY_READS
from kiosk.domain.record import Record, RecordedValue, RecordId
from kiosk.records import Store, key_for_store
from kiosk.runtime.clock import SystemClock

DAY = "2026-11-21"
ROOT = Path(__file__).parents[3]


def printed(capsys: pytest.CaptureFixture[str]) -> object:
    return json.loads(capsys.readouterr().out)


def test_a_code_is_parsed_to_stable_names(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["qr", "parse", personas.load("adult").qr_text(), "--json"]) == ExitCode.DONE
    parsed = printed(capsys)
    assert isinstance(parsed, dict)
    assert parsed["kind"] == "cccd_2021"
    assert parsed["fields"]["date_of_birth"] == "1983-03-15"
    assert parsed["fields"]["sex"] == "male"


def test_the_card_of_2024_has_eleven_fields(capsys: pytest.CaptureFixture[str]) -> None:
    text = personas.load("card2024").qr_text()
    assert text.endswith("||||")
    assert main(["qr", "parse", text, "--json"]) == ExitCode.DONE
    parsed = printed(capsys)
    assert isinstance(parsed, dict)
    assert parsed["kind"] == "can_cuoc_2024"


def test_another_documents_code_is_unknown(capsys: pytest.CaptureFixture[str]) -> None:
    code = main(["qr", "parse", "https://example.vn", "--json"])
    shown = printed(capsys)
    assert isinstance(shown, dict)
    assert (code, shown) == (ExitCode.DONE, {"kind": "unknown", "fields": {}})


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ((), ExitCode.DONE),
        (("--persona", "clone"), ExitCode.CHECK_FAILED),
        (("--persona", "unknown-issuer"), ExitCode.UNDETERMINED),
        (("--fault", "lift-after:10"), ExitCode.DEVICE),
        (("--hospital-down",), ExitCode.PORTAL),
        (("--portal-code", "060"), ExitCode.DONE),
    ],
)
def test_the_walk_ends_with_an_honest_exit_code(
    capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], code: ExitCode
) -> None:
    assert main(["walk", "--in-process", "--json", *arguments]) == code
    shown = printed(capsys)
    assert isinstance(shown, dict)
    assert (shown["receipt"] is not None) == (code in (ExitCode.DONE, ExitCode.CHECK_FAILED, ExitCode.UNDETERMINED))


def test_the_walk_in_words_names_every_station_and_the_receipt(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["walk", "--in-process"]) == ExitCode.DONE
    text = capsys.readouterr().out
    for words in ("Quét mã QR", "Đọc chip", "Kiểm tra chip", "Tra cứu bảo hiểm y tế", "Lưu hồ sơ", "Số tiếp nhận: BV-"):
        assert words in text


def test_an_empty_store_has_nothing_waiting_and_a_whole_audit(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    make_store(tmp_path)
    assert main(["outbox", "list", "--state", str(tmp_path), "--json"]) == ExitCode.DONE
    assert printed(capsys) == []
    assert main(["audit", "verify", "--state", str(tmp_path), "--json"]) == ExitCode.DONE


def test_a_store_without_its_key_is_a_store_matter(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    make_store(tmp_path)
    (tmp_path / "records.key").unlink()
    assert main(["outbox", "list", "--state", str(tmp_path)]) == ExitCode.STORE
    assert "tệp khóa" in capsys.readouterr().err


def make_store(folder: Path) -> None:
    key = key_for_store(folder / "records.key", folder / "records.db")
    Store.open(folder / "records.db", key, clock=SystemClock()).close()


@pytest.mark.parametrize(
    "command", [["outbox", "list"], ["audit", "verify"], ["subject", "erase", "--id", "001083012345"]]
)
def test_a_mistyped_folder_is_no_empty_store(command: list[str], tmp_path: Path) -> None:
    assert main([*command, "--state", str(tmp_path / "nowhere")]) == ExitCode.USAGE
    assert not (tmp_path / "nowhere").exists()


def test_asking_the_portal_about_a_number_alone_is_a_usage_error() -> None:
    assert main(["insurance", "look-up", "--number", "001083012345"]) == ExitCode.USAGE


def test_a_citizen_gets_everything_kept_and_can_have_it_erased(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    number, other = "001083012345", "040150012345"
    key = key_for_store(tmp_path / "records.key", tmp_path / "records.db")
    with Store.open(tmp_path / "records.db", key, clock=SystemClock()) as store:
        for place, kept in enumerate((number, other)):
            store.save(record_of(f"01a1ffb2-0000-7000-8000-00000000000{place}", kept))
    out = tmp_path / "mine.json"
    subject = ["--id", number, "--state", str(tmp_path)]
    assert main(["subject", "export", "--out", str(out), *subject]) == ExitCode.DONE
    told = json.loads(out.read_text(encoding="utf-8"))
    (mine,) = told["records"]
    assert mine["values"]["SO_CCCD"] == number
    assert [(row["delivery_id"], row["fate"]) for row in told["deliveries"]] == [("office", "saved")]
    assert [row["event"] for row in told["audit"]] == ["record.saved"]
    assert (told["tickets"], told["look_ups"]) == ([], [])
    assert main(["subject", "erase", *subject]) == ExitCode.DONE
    with Store.open(tmp_path / "records.db", key, clock=SystemClock()) as store:
        assert store.find_by_number(number) == []
        assert len(store.find_by_number(other)) == 1


def record_of(record_id: str, number: str) -> Record:
    values = {"SO_CCCD": RecordedValue(number, "dg13", "genuine_chip")}
    at = datetime(2026, 11, 21, 1, 0, tzinfo=UTC)
    return Record(RecordId(record_id), "clinic-checkin", "clinic-checkin", "bhyt-checkin", at, values, {}, {})


def test_the_demo_portal_can_be_asked_by_hand(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["insurance", "look-up", "--qr", personas.load("adult").qr_text(), "--json"]) == ExitCode.DONE
    shown = printed(capsys)
    assert isinstance(shown, dict)
    assert shown["outcome"] == "covered"


def test_the_settings_that_come_with_the_program_are_in_order(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["config", "check", "--on", DAY, "--json"]) == ExitCode.DONE
    assert printed(capsys) == []


def test_a_key_nobody_knows_is_named_with_its_file_and_a_remedy(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    site = tmp_path / "site.toml"
    site.write_text('site_id = "x"\nfaxnumber = 1\n', encoding="utf-8")
    assert main(["--site", str(site), "config", "check", "--on", DAY, "--json"]) == ExitCode.CHECK_FAILED
    shown = printed(capsys)
    assert isinstance(shown, list)
    assert all(row["file"].endswith("site.toml") and row["reason"] and row["remedy"] for row in shown)


def test_a_folder_a_delivery_writes_into_and_that_is_not_there_is_named_with_its_line(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    page = (Path(__file__).parents[3] / "docs" / "real-desk.md").read_text(encoding="utf-8")
    text = page.split("```toml\n")[1].split("```")[0]
    site = tmp_path / "site.toml"
    delivery = '[[deliveries]]\nid = "away"\nkind = "folder"\npath = "nowhere"\ndestination = "x"\n'
    site.write_text(f"{text}\n{delivery}", encoding="utf-8")
    arguments = ["--site", str(site), "--state", str(tmp_path), "config", "check", "--on", DAY]
    assert main([*arguments, "--json"]) == ExitCode.CHECK_FAILED
    shown = printed(capsys)
    assert isinstance(shown, list)
    (row,) = shown
    assert "there is no such folder" in row["reason"]
    assert site.read_text(encoding="utf-8").splitlines()[row["line"] - 1] == 'path = "nowhere"'
    assert main(arguments) == ExitCode.CHECK_FAILED
    assert "chưa đúng" in capsys.readouterr().out.splitlines()[0]


def test_the_doctor_speaks_both_languages(capsys: pytest.CaptureFixture[str]) -> None:
    main(["doctor", "--json"])
    shown = printed(capsys)
    assert isinstance(shown, list)
    assert all(row["vi"] and row["en"] for row in shown)


@pytest.mark.parametrize(
    "arguments", [("--site", "elsewhere"), ("--fault", "sneeze"), ("--portal", "nosuch"), ("--service", "haircut")]
)
def test_a_walk_that_cannot_begin_says_why_in_json(
    capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...]
) -> None:
    assert main(["walk", "--in-process", "--json", *arguments]) == ExitCode.USAGE
    shown = printed(capsys)
    assert isinstance(shown, dict)
    assert shown["error"]["code"] == "usage"
    assert shown["error"]["vi"]
    assert shown["error"]["en"]


@pytest.mark.parametrize("arguments", [("--persona", "nobody"), ("--fly",), ("--portal",)])
def test_what_no_parser_takes_is_told_in_json_to_who_asked_for_it(
    capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...]
) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["walk", "--json", *arguments])
    assert stopped.value.code == ExitCode.USAGE
    told = capsys.readouterr()
    assert json.loads(told.out)["error"]["code"] == "usage"
    assert told.err.startswith("usage: mot-cham")


def test_a_reader_that_goes_away_early_ends_the_command_quietly() -> None:
    """`mot-cham … | head`, the head gone before anything is written."""
    ours, theirs = os.pipe()
    os.close(ours)
    with os.fdopen(theirs, "wb") as nobody:
        command = [sys.executable, "-m", "kiosk", "procedure", "find", "khai sinh"]
        ended = subprocess.run(command, stdout=nobody, stderr=subprocess.PIPE, check=False, cwd=ROOT)
    assert (ended.returncode, ended.stderr) == (NOBODY_READS, b"")


def test_a_command_that_does_not_exist_is_a_usage_error() -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["fly"])
    assert stopped.value.code == ExitCode.USAGE


def test_the_site_file_of_the_documentation_is_in_order(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    page = (Path(__file__).parents[3] / "docs" / "real-desk.md").read_text(encoding="utf-8")
    site = tmp_path / "site.toml"
    site.write_text(page.split("```toml\n")[1].split("```")[0], encoding="utf-8")
    assert main(["--site", str(site), "config", "check", "--on", DAY, "--json"]) == ExitCode.DONE
    assert printed(capsys) == []
