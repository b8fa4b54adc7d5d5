"""A counter's week by keyboard."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from kiosk.bootstrap.counter_figures import one_stop_book
from kiosk.cli import main
from kiosk.cli.exit_codes import ExitCode
from kiosk.domain.counter_figures import CounterFigure
from kiosk.records import Store, key_for_store
from kiosk.runtime.clock import SystemClock

Run = Callable[..., int]


@pytest.fixture
def week(tmp_path: Path) -> Run:
    """Run `mot-cham figures --one-stop …` on a demo site with two services of one week and one of the next."""
    key = key_for_store(tmp_path / "records.key", tmp_path / "records.db")
    with Store.open(tmp_path / "records.db", key, clock=SystemClock()) as store:
        for number, (desk, day) in enumerate((("Q1", 16), ("Q2", 22), ("Q1", 23))):
            figure = CounterFigure(
                f"f{number}", desk, "1.001193", date(2026, 11, day), 4, 2, 3, 1, 2, papers_made=1, seconds=90.0
            )
            one_stop_book(store).note(figure)
    return lambda *arguments: main(["figures", *arguments, "--state", str(tmp_path)])


@pytest.mark.parametrize("written", ["2026-W47", "2026-w47", "2026-11-16", "2026-11-22"])
def test_a_week_is_named_by_its_number_or_by_a_day_in_it(
    week: Run, written: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert week("--one-stop", "--week", written, "--json") == ExitCode.DONE
    said = json.loads(capsys.readouterr().out)
    assert (said["first"], said["last"]) == ("2026-11-16", "2026-11-22")
    (service,) = said["services"]
    assert (service["name"], service["count"], service["minutes"]) == ("Đăng ký khai sinh", 2, 3.0)
    assert (service["by_chip"], service["papers_saved"]) == (4, None)


def test_one_desk_alone_and_in_words(week: Run, capsys: pytest.CaptureFixture[str]) -> None:
    assert week("--one-stop", "--week", "2026-W47", "--desk", "Q2") == ExitCode.DONE
    said = capsys.readouterr().out
    assert "Số lượt: 1" in said
    assert "Số giấy dân không phải nộp: chưa rõ" in said


def test_the_table_is_written_for_a_spreadsheet(
    week: Run, tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    assert week("--one-stop", "--week", "2026-W47", "--csv") == ExitCode.DONE
    rows = list(csv.reader(io.StringIO(capfdbinary.readouterr().out.decode("utf-8-sig"), newline="")))
    assert rows[2][:3] == ["1.001193", "Đăng ký khai sinh", "2"]
    out = tmp_path / "week.xlsx"
    assert week("--one-stop", "--week", "2026-W47", "--xlsx", "--out", str(out)) == ExitCode.DONE
    assert out.read_bytes().startswith(b"PK")


@pytest.mark.parametrize("arguments", [("--week", "2026-W47"), ("--one-stop", "--week", "2026-W60")])
def test_a_week_that_is_none_or_is_not_asked_of_a_counter_is_usage(week: Run, arguments: tuple[str, ...]) -> None:
    try:
        code = week(*arguments)
    except SystemExit as stopped:
        code = int(stopped.code or 0)
    assert code == ExitCode.USAGE
