"""`mot-cham procedure` and `mot-cham due` on the catalogue that comes with the program."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from drivers.scanners import decode_frame
from kiosk.bootstrap.procedures import catalogue, finder, work_calendar
from kiosk.cli import main
from kiosk.cli import procedure as command
from kiosk.cli.exit_codes import ExitCode
from kiosk.procedures import official_code

Run = Callable[..., tuple[int, Any]]
FINDER_LIMIT_S = 0.020


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a command with `--json`; its exit code and what it printed."""

    def called(*arguments: str) -> tuple[int, Any]:
        code = main(["--state", str(tmp_path), *arguments, "--json"])
        out = capsys.readouterr().out
        return code, json.loads(out) if out else None

    return called


@pytest.mark.parametrize(
    ("question", "code"),
    [
        ("khai sinh", "1.001193"),
        ("mat cccd", "1.014064"),
        ("1.001193", "1.001193"),
        ("gplx het han", "3.000347"),
        ("sang ten xe may", "1.013076"),
        ("giay doc than", "1.004873"),
        ("nhap ho khau", "1.004222"),
        ("nguoi gia 75 tuoi", "1.014027"),
        ("khai sihn", "1.001193"),
        ("mất giấy khai sinh", "2.000635"),
        ("sao y", "2.000815"),
        ("bhyt cho con moi sinh", "2.000987"),
        ("https://dichvucong.gov.vn/p?maThuTuc=1.004222&x=1", "1.004222"),
    ],
)
def test_what_people_say_finds_the_procedure_first(run: Run, question: str, code: str) -> None:
    exit_code, found = run("procedure", "find", *question.split())
    assert exit_code == ExitCode.DONE
    assert found[0]["code"] == code


def test_a_driving_licence_is_never_the_transport_licence_of_another_code() -> None:
    assert "2.002286" not in [one.procedure.code for one in finder().find("đổi bằng lái", 2)]


def test_finding_takes_less_than_twenty_milliseconds_over_all_rows() -> None:
    questions = ("khai sinh", "mat cccd gplx bhyt", "sang ten xe may cu cho con gai o tinh khac", "zzzz " * 40)
    finder().find("khai")
    for question in questions:
        times = []
        for _ in range(5):
            began = time.process_time()
            finder().find(question)
            times.append(time.process_time() - began)
        assert min(times) < FINDER_LIMIT_S


def test_show_prints_everything_with_unknown_as_null(run: Run) -> None:
    code, shown = run("procedure", "show", "1.014064")
    assert code == ExitCode.DONE
    assert shown["papers"] is None
    assert shown["essential"] == [2]
    assert shown["channels"][0]["terms"] == [
        {"kind": "working_days", "amount": 7, "when": None, "certainty": "verified"}
    ]
    assert run("procedure", "show", "1.006714")[1]["portal"].endswith("#/ke-khai/1.006714")


def test_a_birth_is_offered_with_its_linked_group_and_without_copies_of_the_card(run: Run) -> None:
    shown = run("procedure", "show", "1.001193")[1]
    assert shown["groups"][0]["codes"][0] == "2.000987"
    assert "can-cuoc-ban-sao" in [one["paper"] for one in shown["papers_not_needed"]]
    assert shown["channels"][0]["fees"] is None


def test_a_code_that_is_not_in_the_catalogue_is_a_wrong_question(run: Run) -> None:
    assert run("procedure", "show", "9.999999") == (ExitCode.USAGE, None)
    assert run("due", "9.999999", "--received", "2026-11-20T16:00") == (ExitCode.USAGE, None)


def test_events_list_their_procedures(run: Run) -> None:
    code, events = run("procedure", "events", "nguoi-than-qua-doi")
    assert code == ExitCode.DONE
    assert {"1.000656", "1.006714", "1.001731"} <= set(events[0]["codes"])
    assert len(run("procedure", "events")[1]) == len(catalogue().events)
    assert run("procedure", "events", "nowhere") == (ExitCode.USAGE, None)


@pytest.mark.parametrize(
    ("code", "received", "due"),
    [
        ("1.004194", "2026-11-13T16:00", "2026-11-18T16:00:00+07:00"),
        ("1.004194", "2026-11-20T16:00", "2026-11-25T16:00:00+07:00"),
        ("1.004194", "2026-11-20T09:00:00+00:00", "2026-11-25T16:00:00+07:00"),
        ("2.001159", "2026-11-20T11:15", "2026-11-20T14:15:00+07:00"),
        ("3.000333", "2026-11-25T10:00", "2026-12-07T10:00:00+07:00"),
        ("1.001193", "2026-11-20T15:01", "2026-11-23T17:00:00+07:00"),
        ("1.004194", "2026-02-13T16:00", "2026-02-25T16:00:00+07:00"),
        ("1.004194", "2026-08-20T16:00", "2026-08-24T16:00:00+07:00"),
    ],
    ids=["weekend", "doubtful day", "zone", "hour", "calendar days", "after three", "Tết", "a Saturday worked"],
)
def test_due_reckons_by_the_rules_and_the_table_of_2026(run: Run, code: str, received: str, due: str) -> None:
    exit_code, answer = run("due", code, "--received", received)
    assert exit_code == ExitCode.DONE
    assert answer["due"] == due
    assert answer["due_date"] == due[:10]
    assert answer["table_ends"] == "2026-12-31"


def test_due_says_which_day_is_doubtful_and_when_the_table_ends(run: Run) -> None:
    answer = run("due", "1.004194", "--received", "2026-11-20T16:00")[1]["all"][0]
    assert [one["day"] for one in answer["doubtful_days"]] == ["2026-11-24"]
    assert answer["due_if_doubtful_days_are_off"] == "2026-11-26T16:00:00+07:00"
    assert run("due", "1.004194", "--received", "2026-12-30T16:00")[1]["all"][0]["beyond_table"]


def test_a_wait_stops_the_clock_and_a_channel_may_be_chosen(run: Run) -> None:
    wait = "2026-11-16T10:00/2026-11-18T10:00"
    answer = run("due", "1.004194", "--received", "2026-11-13T16:00", "--channel", "online", "--wait", wait)[1]
    assert (answer["channel"], answer["due"]) == ("online", "2026-11-20T16:00:00+07:00")
    assert [one["channel"] for one in answer["all"]] == ["online"]
    code, answer = run("due", "1.004194", "--received", "2026-11-13T16:00", "--wait", "2026-11-16T10:00/")
    assert (code, answer["due"], answer["all"][0]["stopped"]) == (ExitCode.UNDETERMINED, None, True)


@pytest.mark.parametrize("code", ["1.006714", "1.005142"])
def test_a_time_that_nobody_can_count_is_undetermined_not_guessed(run: Run, code: str) -> None:
    exit_code, answer = run("due", code, "--received", "2026-11-13T16:00")
    assert (exit_code, answer["due"]) == (ExitCode.UNDETERMINED, None)


@pytest.mark.parametrize(
    "arguments",
    [
        ("--received", "hôm qua"),
        ("--received", "1999-01-01"),
        ("--received", "2026-11-13T16:00", "--wait", "2026-11-16T10:00"),
        ("--received", "2026-11-13T16:00", "--wait", "2026-11-01T10:00/2026-11-02T10:00"),
    ],
)
def test_a_time_that_cannot_be_is_a_wrong_question(run: Run, arguments: tuple[str, ...]) -> None:
    try:
        code, _ = run("due", "1.004194", *arguments)
    except SystemExit as stopped:
        code = stopped.code  # type: ignore[assignment] # argparse leaves with a number
    assert code == ExitCode.USAGE


def test_an_office_with_hours_of_its_own_is_reckoned_by_them(run: Run, tmp_path: Path) -> None:
    (tmp_path / "office_hours.toml").write_text(
        'source = "a test"\nread_on = 2026-11-21\ncertainty = "verified"\n'
        "shifts = [{ start = 08:00:00, end = 12:00:00 }, { start = 13:00:00, end = 16:00:00 }]\n"
        "days_off = [7]\nsame_day_until = 14:00:00\n",
        encoding="utf-8",
    )
    assert run("due", "1.004194", "--received", "2026-11-13T16:30")[1]["due"] == "2026-11-17T16:00:00+07:00"
    assert work_calendar(tmp_path).hours.day_minutes == 420


def test_a_receipt_is_printed_with_a_slip_number_and_without_a_name_unless_given(run: Run, tmp_path: Path) -> None:
    paper = tmp_path / "phieu.pdf"
    code, told = run("procedure", "receipt", "1.001193", "--received", "2026-11-20T15:30", "--out", str(paper))
    assert code == ExitCode.DONE
    assert told["slip"] == "PHIEU/20261120/Q1/001"
    assert told["due"] == "2026-11-23T17:00:00+07:00"
    assert paper.read_bytes().startswith(b"%PDF")
    again = run("procedure", "receipt", "1.001193", "--received", "2026-11-20T15:30", "--out", str(paper))[1]
    assert again["slip"] == "PHIEU/20261120/Q1/002"


def test_the_code_on_a_printed_roll_is_read_back_as_the_official_dossier_code(run: Run, tmp_path: Path) -> None:
    cv2 = pytest.importorskip("cv2")
    numpy = pytest.importorskip("numpy")
    roll = tmp_path / "phieu.png"
    scanned = "h15.50.05.13-261120-0975"
    where = ("--received", "2026-11-20T10:00", "--official-code", scanned, "--roll", "--out", str(roll))
    assert run("procedure", "receipt", "1.004194", *where)[0] == ExitCode.DONE
    text = decode_frame(cv2.imdecode(numpy.frombuffer(roll.read_bytes(), numpy.uint8), cv2.IMREAD_GRAYSCALE))
    assert text is not None
    assert official_code(text).text == "H15.50.05.13-261120-0975"


def test_papers_that_the_procedure_does_not_know_and_places_that_cannot_be_written_are_refused(
    run: Run, tmp_path: Path
) -> None:
    there = ("--received", "2026-11-20T10:00", "--out", str(tmp_path / "x.pdf"))
    assert run("procedure", "receipt", "1.004194", *there, "--missing", "ho-chieu") == (ExitCode.USAGE, None)
    nowhere = ("--received", "2026-11-20T10:00", "--out", str(tmp_path / "no" / "x.pdf"))
    assert run("procedure", "receipt", "1.004194", *nowhere) == (ExitCode.USAGE, None)


def test_people_read_the_same_in_words(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert main(["--state", str(tmp_path), "procedure", "show", "1.014063"]) == ExitCode.DONE
    shown = capsys.readouterr().out
    assert "Đổi thẻ căn cước" in shown
    assert "25.000 đồng" in shown or "50.000 đồng" in shown
    assert main(["--state", str(tmp_path), "due", "1.004194", "--received", "2026-11-20T16:00"]) == ExitCode.DONE
    assert "16:00 thứ Tư, 25/11/2026" in capsys.readouterr().out
    assert main(["--state", str(tmp_path), "procedure", "find", "xin", "visa"]) == ExitCode.DONE
    assert "Không tìm thấy" in capsys.readouterr().out


def test_a_procedure_that_has_ended_is_shown_with_its_last_day(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = catalogue()
    ended = replace(whole.procedure("1.014063"), valid_to=date(2026, 6, 30))
    monkeypatch.setattr(command, "catalogue", lambda: replace(whole, procedures=(ended,)))
    assert main(["--state", str(tmp_path), "procedure", "show", "1.014063"]) == ExitCode.DONE
    assert "hết hiệu lực sau ngày 30/06/2026" in capsys.readouterr().out
