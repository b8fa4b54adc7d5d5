"""A site's queue from its file: rooms, classes, printer, paper, screen."""

from __future__ import annotations

import shutil
import time
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from pydantic import ValidationError

import config
from config.queue_data import ROOMS
from drivers.printers import EscPosPrinter, NetworkPort, PdfPrinter
from hardware_mocks.printer import NetworkPrinter
from kiosk.bootstrap.languages import language
from kiosk.bootstrap.tickets import queue_rules, ticket_desk, ticket_printer, waiting_room
from kiosk.domain.dates import PartialDate
from kiosk.domain.record import RecordId
from kiosk.queueing import Lane
from kiosk.records import Store
from kiosk.runtime.clock import FakeClock

DAY = date(2026, 11, 21)

KEY = bytes(range(32))
NOW = datetime(2026, 11, 21, 1, 0, tzinfo=UTC)


def site(**queue: object) -> config.Site:
    """The demo site with another queue."""
    demo = config.load_site("demo")
    assert demo.queue is not None
    return demo.model_copy(update={"queue": demo.queue.model_copy(update=queue)})


def test_the_demo_sites_rooms_and_classes_become_rules(tmp_path: Path) -> None:
    rules = queue_rules(site(), tmp_path)
    assert rules.room("nhi").series == {Lane.ORDINARY: "N", Lane.PRIORITY: "UN", Lane.FIRST: "CN"}
    assert [one.class_id for one in rules.classes if one.by_age] == ["child-under-6", "elderly-80", "elderly-75"]
    assert rules.ordinary_per_priority == 2


def test_a_site_that_calls_from_80_leaves_the_other_class_out(tmp_path: Path) -> None:
    rules = queue_rules(site(classes=("elderly-80", "emergency")), tmp_path)
    assert {one.class_id for one in rules.classes} == {"elderly-80", "emergency"}


def test_a_sites_own_rooms_are_read_from_its_state_directory(tmp_path: Path) -> None:
    shutil.copy(ROOMS, tmp_path / "rooms.toml")
    assert len(queue_rules(site(rooms="rooms.toml"), tmp_path).rooms) == len(config.rooms())


@pytest.mark.parametrize(
    "queue",
    [
        {"rooms": "nowhere.toml"},
        {"default_room": "cellar"},
        {"classes": ("friends",)},
        {"call_screen": config.CallScreen(rooms=("cellar",))},
    ],
)
def test_a_queue_that_names_what_is_not_there_is_a_settings_error(tmp_path: Path, queue: dict[str, object]) -> None:
    with pytest.raises(config.ConfigError):
        queue_rules(site(**queue), tmp_path)


def test_a_site_without_a_queue_gives_no_numbers(tmp_path: Path) -> None:
    with pytest.raises(config.ConfigError, match=r"\[queue\]"):
        queue_rules(config.load_site("demo").model_copy(update={"queue": None}), tmp_path)


def test_config_check_finds_a_room_and_a_class_that_are_not_there() -> None:
    wrong = site(default_room="cellar", classes=("friends",))
    said = [finding.reason for finding in config.check(wrong, today=DAY)]
    assert any("cellar" in one for one in said) and any("friends" in one for one in said)
    assert config.check(site(), today=DAY) == []


def test_a_real_site_cannot_send_people_to_invented_rooms() -> None:
    real = {**config.load_site("demo").model_dump(), "demo": False}
    with pytest.raises(ValidationError, match="the rooms of the demonstration"):
        config.Site.model_validate(real)


def test_a_ticket_goes_from_a_record_to_paper_on_the_network(tmp_path: Path) -> None:
    with NetworkPrinter() as network, Store.open(tmp_path / "records.db", KEY, clock=FakeClock(NOW)) as store:
        settings = config.Printer(kind="network", host="127.0.0.1", port=network.port)
        made = site().model_copy(update={"printer": settings})
        desk = ticket_desk(made, tmp_path, store, FakeClock(NOW), language("vi"))
        ticket = desk.issue(RecordId("r-1"), PartialDate(1940))
        desk.print(ticket)
        deadline = time.monotonic() + 3
        while not network.roll.cut and time.monotonic() < deadline:
            time.sleep(0.01)
        assert ticket.shown == "UA001"
        black = network.roll.cut[0].picture().histogram()[0]
        assert black > 5000
        assert network.roll.unknown == 0


def test_a_document_is_called_by_its_number_and_says_that_there_is_priority_but_not_why(tmp_path: Path) -> None:
    with Store.open(tmp_path / "records.db", KEY, clock=FakeClock(NOW)) as store:
        desk = ticket_desk(site(), tmp_path, store, FakeClock(NOW), language("vi"))
        document = desk.document(desk.issue(None, PartialDate(1940)))
    assert document.name == "2026-11-21-UA001"
    assert "ƯU TIÊN" in document.lines
    assert not any("80" in line for line in document.lines)
    assert "Tầng 1, phòng 105" in document.lines
    assert "Trước quý khách còn 0 người" in document.lines


def test_each_kind_of_printer_is_made_from_its_settings(tmp_path: Path) -> None:
    assert ticket_printer(config.Printer(), tmp_path) is None
    assert isinstance(ticket_printer(config.Printer(kind="pdf"), tmp_path), PdfPrinter)
    for kind, address in (("serial", "path"), ("file", "path"), ("windows", "name"), ("network", "host")):
        made = config.Printer.model_validate({"kind": kind, address: "somewhere"})
        assert isinstance(ticket_printer(made, tmp_path), EscPosPrinter)
    assert NetworkPort("somewhere").port == 9100


def test_a_screen_for_some_rooms_sees_those(tmp_path: Path) -> None:
    with Store.open(tmp_path / "records.db", KEY, clock=FakeClock(NOW)) as store:
        made = site(call_screen=config.CallScreen(rooms=("nhi",)))
        desk = ticket_desk(made, tmp_path, store, FakeClock(NOW), language("vi"))
        desk.issue(None, room_id="nhi")
        desk.issue(None, room_id="noi-1")
        desk.office.call_next("noi-1")
        desk.office.call_next("nhi")
        board = waiting_room(made, tmp_path, store, FakeClock(NOW)).board()
    assert [one.shown for one in board.calls] == ["N001"]
    assert len(board.waiting) == 1
