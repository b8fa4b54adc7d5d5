"""A day's figures by keyboard."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from openpyxl import load_workbook

from kiosk.bootstrap.figures import figure_book
from kiosk.cli import main
from kiosk.cli.exit_codes import ExitCode
from kiosk.domain.figures import EndedHow, VisitFigure
from kiosk.records import Store, key_for_store
from kiosk.runtime.clock import SystemClock

Run = Callable[..., int]
STARTED = datetime(2026, 11, 21, 1, 0, tzinfo=UTC)


@pytest.fixture
def figures(tmp_path: Path) -> Run:
    """Run `mot-cham figures …` on a demo site whose store has two visits of 21 November."""
    key = key_for_store(tmp_path / "records.key", tmp_path / "records.db")
    with Store.open(tmp_path / "records.db", key, clock=SystemClock()) as store:
        for number, desk in enumerate(("clinic-1", "clinic-2")):
            ended = STARTED + timedelta(seconds=20)
            figure_book(store).note(
                VisitFigure(
                    f"v{number}", desk, "clinic-checkin", date(2026, 11, 21), STARTED, ended, EndedHow.DELIVERED,
                    way="chip", seconds={"visit": 20.0},
                )
            )  # fmt: skip

    return lambda *arguments: main(["figures", *arguments, "--state", str(tmp_path)])


def test_a_day_is_told_as_json(figures: Run, capsys: pytest.CaptureFixture[str]) -> None:
    assert figures("--day", "2026-11-21", "--json") == ExitCode.DONE
    said = json.loads(capsys.readouterr().out)
    assert (said["day"], said["visits"], said["median_s"], said["waiting"]) == ("2026-11-21", 2, 20, 0)
    assert figures("--day", "2026-11-21", "--desk", "clinic-2", "--json") == ExitCode.DONE
    assert json.loads(capsys.readouterr().out)["visits"] == 1


def test_a_day_without_visits_is_told_with_nothing_invented(figures: Run, capsys: pytest.CaptureFixture[str]) -> None:
    assert figures("--day", "2026-01-01", "--json") == ExitCode.DONE
    said = json.loads(capsys.readouterr().out)
    assert (said["visits"], said["median_s"], said["hours"]) == (0, None, [])


def test_without_a_form_it_is_told_in_words(figures: Run, capsys: pytest.CaptureFixture[str]) -> None:
    assert figures("--day", "2026-11-21") == ExitCode.DONE
    assert "Lượt đã tiếp nhận: 2" in capsys.readouterr().out


def test_spreadsheets_are_written_where_asked(
    figures: Run, tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    assert figures("--day", "2026-11-21", "--csv") == ExitCode.DONE
    assert capfdbinary.readouterr().out.startswith(b"\xef\xbb\xbf")
    out = tmp_path / "day.xlsx"
    assert figures("--day", "2026-11-21", "--xlsx", "--out", str(out)) == ExitCode.DONE
    assert "Tổng hợp" in load_workbook(io.BytesIO(out.read_bytes())).sheetnames


@pytest.mark.parametrize(
    "arguments",
    [("--xlsx",), ("--csv", "--out", "/"), ("--csv", "--state", "nowhere")],
    ids=["no-file", "folder", "no-store"],
)
def test_what_cannot_be_done_is_said_and_is_usage(
    figures: Run, arguments: tuple[str, ...], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    given = [str(tmp_path) if one == "/" else one for one in arguments]
    if "--state" in given:
        assert main(["figures", *given]) == ExitCode.USAGE
    else:
        assert figures(*given) == ExitCode.USAGE
    assert len(capsys.readouterr().err.splitlines()) >= 2


def test_a_day_that_is_none_is_refused(figures: Run, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as refused:
        figures("--day", "21/11/2026")
    assert refused.value.code == ExitCode.USAGE
    assert "2026-11-21" in capsys.readouterr().err
