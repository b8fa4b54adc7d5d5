"""`mot-cham subject`: by a personal or card number, or by a record; what shares a number is counted, then taken."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from kiosk.cli import main
from kiosk.cli.exit_codes import ExitCode
from kiosk.domain.record import Record, RecordedValue, RecordId
from kiosk.records import Store, key_for_store
from kiosk.runtime.clock import SystemClock
from kiosk.runtime.uuid7 import new_record_id

NUMBER, CARD = "001199055555", "GD4010155555555"
Run = Callable[..., tuple[int, str]]


def saved(store: Store, number: str, card: str, follows: RecordId | None = None) -> RecordId:
    clock = SystemClock()
    words = {"HO_TEN": "Bùi Văn Xóa", "SO_CCCD": number, "MA_THE_BHYT": card}
    record = Record(
        record_id=new_record_id(clock),
        desk_id="quay-1",
        service_id="clinic-checkin",
        form_id="bhyt-checkin",
        confirmed_at=clock.now(),
        values={name: RecordedValue(value, "dg13", "authentic") for name, value in words.items()},
        identification={},
        insurance={},
        follows=follows,
    )
    store.save(record)
    return record.record_id


@pytest.fixture
def kept(tmp_path: Path) -> list[RecordId]:
    """With both numbers, with the card, with its last ten digits, with neither, and what adds to that one."""
    key = key_for_store(tmp_path / "records.key", tmp_path / "records.db")
    with Store.open(tmp_path / "records.db", key, clock=SystemClock()) as store:
        named = [saved(store, NUMBER, CARD), saved(store, "", CARD), saved(store, "", CARD[-10:])]
        alone = saved(store, "", "")
        return [*named, alone, saved(store, "", "", alone)]


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    def ran(action: str, *arguments: str) -> tuple[int, str]:
        more = ["--out", str(tmp_path / "out.json")] if action == "export" else []
        code = main(["subject", action, *arguments, "--state", str(tmp_path), *more])
        return code, capsys.readouterr().err

    return ran


def exported(state: Path) -> set[str]:
    return {one["record_id"] for one in json.loads((state / "out.json").read_text(encoding="utf-8"))["records"]}


@pytest.mark.parametrize("card", [CARD, CARD[-10:], "gd 4 01 01 5555 5555"])
def test_a_card_number_finds_every_record_that_carries_it(tmp_path: Path, kept: list[RecordId], run: Run, card: str):
    assert run("export", "--id", card)[0] == ExitCode.DONE
    assert exported(tmp_path) == set(kept[:3])


def test_what_shares_the_card_is_counted_and_written_only_when_asked_for(
    tmp_path: Path, kept: list[RecordId], run: Run
):
    code, said = run("export", "--id", NUMBER)
    assert (code, exported(tmp_path)) == (ExitCode.CHECK_FAILED, {kept[0]})
    assert "Còn 2 hồ sơ khác" in said
    assert "2 further records" in said
    assert run("export", "--id", NUMBER, "--linked")[0] == ExitCode.DONE
    assert exported(tmp_path) == set(kept[:3])


def test_what_shares_the_card_of_an_erased_person_is_counted_and_goes_by_the_card(kept: list[RecordId], run: Run):
    code, said = run("erase", "--id", NUMBER)
    assert code == ExitCode.CHECK_FAILED
    assert "Đã xóa 1 hồ sơ." in said
    assert "Còn 2 hồ sơ khác" in said
    code, said = run("erase", "--id", CARD)
    assert (code, "Đã xóa 2 hồ sơ." in said) == (ExitCode.DONE, True)


def test_everything_that_shares_a_number_goes_at_once_when_asked_for(kept: list[RecordId], run: Run):
    code, said = run("erase", "--id", NUMBER, "--linked")
    assert (code, "Đã xóa 3 hồ sơ." in said) == (ExitCode.DONE, True)


def test_a_person_without_numbers_goes_by_a_record_and_what_adds_to_it(kept: list[RecordId], run: Run):
    code, said = run("erase", "--record", kept[3])
    assert (code, "Đã xóa 2 hồ sơ." in said) == (ExitCode.DONE, True)
    code, said = run("erase", "--record", kept[3])
    assert (code, "There is no such record." in said) == (ExitCode.USAGE, True)
    assert run("export", "--record", kept[3])[0] == ExitCode.USAGE


@pytest.mark.parametrize("arguments", [["--id", "Bùi"], ["--id", "00119905555"], [], ["--id", NUMBER, "--record", "x"]])
def test_what_is_no_number_or_two_ways_at_once_is_a_usage_error(run: Run, arguments: list[str]):
    with pytest.raises(SystemExit) as stopped:
        run("erase", *arguments)
    assert stopped.value.code == ExitCode.USAGE
