"""The queue by keyboard: numbers given, called, settled and printed."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from drivers.printers import PaperOut, TicketDocument
from kiosk.bootstrap import tickets
from kiosk.cli import main
from kiosk.cli.exit_codes import ExitCode
from kiosk.domain.record import Record, RecordedValue
from kiosk.records import Store, key_for_store
from kiosk.runtime.clock import SystemClock
from kiosk.runtime.uuid7 import new_record_id

Ticket = Callable[..., tuple[int, object]]


@pytest.fixture
def ticket(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Ticket:
    """Run `mot-cham ticket …` on a demo site with an empty store; its exit code and what it printed as JSON."""
    key = key_for_store(tmp_path / "records.key", tmp_path / "records.db")
    Store.open(tmp_path / "records.db", key, clock=SystemClock()).close()

    def run(*arguments: str) -> tuple[int, object]:
        code = main(["ticket", *arguments, "--state", str(tmp_path), "--json"])
        out = capsys.readouterr().out
        return code, json.loads(out) if out else None

    return run


def test_a_number_is_given_printed_called_and_settled(ticket: Ticket, tmp_path: Path) -> None:
    code, given = ticket("issue")
    assert code == ExitCode.DONE
    assert isinstance(given, dict)
    assert (given["number"], given["room"], given["printed"], given["waiting_before"]) == ("A001", "noi-1", True, 0)
    assert (tmp_path / "tickets" / f"{given['day']}-A001.pdf").read_bytes().startswith(b"%PDF")
    assert ticket("waiting")[1] == [
        {"number": "A001", "room": "noi-1", "priority": "ordinary", "state": "waiting", "calls": 0, "counter": None}
    ]
    called = ticket("call", "--counter", "2")[1]
    assert isinstance(called, dict)
    assert (called["number"], called["state"], called["counter"]) == ("A001", "called", "2")
    assert ticket("again", "a001")[1]["calls"] == 2  # type: ignore[index]
    assert ticket("absent", "A001")[1]["state"] == "absent"  # type: ignore[index]
    assert ticket("done", "A001")[1]["state"] == "served"  # type: ignore[index]
    assert ticket("call") == (ExitCode.DONE, None)


def test_age_and_a_tick_give_priority_and_a_room_its_own_letters(ticket: Ticket) -> None:
    assert ticket("issue", "--born", "1940")[1]["number"] == "UA001"  # type: ignore[index]
    assert ticket("issue", "--priority", "emergency", "--room", "nhi")[1]["number"] == "CN001"  # type: ignore[index]
    assert ticket("issue", "--born", "15/03/1983")[1]["priority"] == "ordinary"  # type: ignore[index]


def saved_born(state: Path, born: str) -> str:
    clock = SystemClock()
    record = Record(
        record_id=new_record_id(clock),
        desk_id="quay-1",
        service_id="clinic-checkin",
        form_id="bhyt-checkin",
        confirmed_at=clock.now(),
        values={"NGAY_SINH": RecordedValue(born, "dg13", "authentic")},
        identification={},
        insurance={},
    )
    with Store.open(
        state / "records.db", key_for_store(state / "records.key", state / "records.db"), clock=clock
    ) as kept:
        kept.save(record)
    return record.record_id


def test_the_same_record_gets_the_same_number_again(ticket: Ticket, tmp_path: Path) -> None:
    record = saved_born(tmp_path, "198303150000")
    first, again = (ticket("issue", "--record", record)[1] for _ in range(2))
    assert first["number"] == again["number"] == "A001"  # type: ignore[index]


@pytest.mark.parametrize("born", ["194001010000", "194000000000", "19400101", "01/01/1940"])
def test_the_records_own_date_of_birth_gives_priority(ticket: Ticket, tmp_path: Path, born: str) -> None:
    assert ticket("issue", "--record", saved_born(tmp_path, born))[1]["number"] == "UA001"  # type: ignore[index]


def test_a_date_of_birth_that_is_given_stands_before_the_records(ticket: Ticket, tmp_path: Path) -> None:
    record = saved_born(tmp_path, "194001010000")
    assert ticket("issue", "--record", record, "--born", "1983")[1]["number"] == "A001"  # type: ignore[index]


def test_a_record_that_is_not_kept_gets_no_number(ticket: Ticket) -> None:
    assert ticket("issue", "--record", "01a1ffb2-0000-7000-8000-000000000001") == (ExitCode.USAGE, None)
    assert ticket("waiting")[1] == []


def test_who_was_served_is_not_made_absent(ticket: Ticket) -> None:
    ticket("issue")
    ticket("call")
    ticket("done", "A001")
    assert ticket("absent", "A001") == (ExitCode.USAGE, None)
    ticket("again", "A001")
    assert ticket("absent", "A001")[1]["state"] == "absent"  # type: ignore[index]


def test_a_reprint_replaces_the_paper_of_the_same_number(ticket: Ticket, tmp_path: Path) -> None:
    ticket("issue")
    (paper,) = (tmp_path / "tickets").glob("*.pdf")
    before = paper.read_bytes()
    assert ticket("reprint", "A001")[0] == ExitCode.DONE
    (paper,) = (tmp_path / "tickets").glob("*.pdf")
    assert paper.read_bytes() != before


def test_without_paper_the_number_stands_and_the_exit_code_says_device(
    ticket: Ticket, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Empty:
        def print(self, document: TicketDocument) -> None:
            raise PaperOut("the ticket printer has no paper")

    monkeypatch.setattr(tickets, "ticket_printer", lambda settings, folder: Empty())
    code, given = ticket("issue")
    assert code == ExitCode.DEVICE
    assert given["printed"] is False  # type: ignore[index]
    assert [one["number"] for one in ticket("waiting")[1]] == ["A001"]  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("issue", "--room", "cellar"), "noi-1, noi-2"),
        (("issue", "--priority", "friend"), "emergency, child-under-6"),
        (("done", "A007"), "Nobody got this number"),
        (("reprint", "Z1"), "Nobody got this number"),
    ],
)
def test_what_is_not_there_is_told_with_what_is(
    tmp_path: Path, ticket: Ticket, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], said: str
) -> None:
    assert main(["ticket", *arguments, "--state", str(tmp_path)]) == ExitCode.USAGE
    told = capsys.readouterr()
    assert said in told.err
    assert told.out == ""


@pytest.mark.parametrize("born", ["31/02/1983", "1983-03-15", "x", "1/2/3/4", ""])
def test_a_date_of_birth_that_is_no_date_is_a_usage_error(ticket: Ticket, born: str) -> None:
    with pytest.raises(SystemExit) as caught:
        ticket("issue", "--born", born)
    assert caught.value.code == ExitCode.USAGE


@pytest.mark.parametrize("command", [["ticket", "waiting"], ["ticket", "issue"]])
def test_a_mistyped_folder_gives_no_numbers(tmp_path: Path, command: list[str]) -> None:
    assert main([*command, "--state", str(tmp_path / "elsewhere")]) == ExitCode.USAGE
    assert not (tmp_path / "elsewhere").exists()


def test_people_read_lines_and_programs_json(
    tmp_path: Path, ticket: Ticket, capsys: pytest.CaptureFixture[str]
) -> None:
    ticket("issue", "--born", "1940")
    assert main(["ticket", "waiting", "--state", str(tmp_path)]) == ExitCode.DONE
    assert capsys.readouterr().out.strip() == "UA001  noi-1  đang chờ  Người từ đủ 80 tuổi"
