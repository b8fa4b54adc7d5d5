"""Marker identities never reach the log, by whichever way somebody tries to put them there."""

from __future__ import annotations

import io
import json
import logging
import sys
import threading
import warnings
from collections.abc import Iterator
from pathlib import Path

import pytest
import structlog

from kiosk.runtime.log import LOG_FILE, TRAFFIC, configure_logging, install_exception_hooks, log_traffic, logger

NAME = "Đỗ Thị Uyên"
NUMBERS = ("001199012345", "012345678", "0123456789", "GD4010112345678")
MARKS = (NAME, "Uyên", "DO<<THI<UYEN", *NUMBERS, "001 199 012 345", "12345678")


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    root = logging.getLogger()
    before = (root.level, list(root.handlers))
    hooks = (sys.excepthook, threading.excepthook)
    configure_logging(tmp_path / "log", TRAFFIC)
    yield tmp_path / "log"
    for handler in [one for one in root.handlers if one not in before[1]]:
        root.removeHandler(handler)
        handler.close()
    root.setLevel(before[0])
    sys.excepthook, threading.excepthook = hooks
    structlog.reset_defaults()


def written(folder: Path) -> str:
    return (folder / LOG_FILE).read_text(encoding="utf-8")


def lines(folder: Path) -> list[dict]:
    return [json.loads(line) for line in written(folder).splitlines()]


def fail_with_marks() -> None:
    name, number = NAME, NUMBERS[0]
    message = f"{name} {number} DO<<THI<UYEN {NUMBERS}"
    raise ValueError(message, name, number)


def test_a_line_says_what_happened_where_and_when(folder):
    logger("kiosk.delivery").info("outbox.delivered", record_id="01a1ff4c-8ac0-7f2a-a1d8-4e75b1e9c0d1", count=3)
    (line,) = lines(folder)
    assert line.pop("at").endswith("Z")
    assert line == {
        "event": "outbox.delivered",
        "record_id": "01a1ff4c-8ac0-7f2a-a1d8-4e75b1e9c0d1",
        "count": 3,
        "logger": "kiosk.delivery",
        "level": "info",
    }


@pytest.mark.parametrize("mark", MARKS)
def test_a_mark_never_reaches_the_log(folder, mark):
    log = logger("kiosk.visit")
    log.info(mark)
    log.info(f"visit.{mark}")
    log.info("visit.started %s", mark)
    log.info("visit.started", name=mark, full_name=mark, value=mark)
    for field in ("reason", "record_id", "failure", "outcome", "command", "count", "state"):
        log.info("visit.field", **{field: mark})
        log.info("visit.field", **{field: [mark]})
        log.info("visit.field", **{field: {"inner": mark}})
        log.info("visit.field", **{field: mark.encode()})
    log.bind(citizen=mark).warning("visit.bound")
    logging.getLogger("httpx").info("HTTP Request: %s %s", "GET", mark)
    logging.getLogger("sqlalchemy.engine").warning("parameters: " + mark)
    logging.getLogger(mark).error("x", extra={"name_of_citizen": mark})
    logging.warning(mark)
    warned(mark)
    text = written(folder)
    assert mark not in text
    assert json.dumps(mark)[1:-1] not in text


def warned(mark: str) -> None:
    """A library's warning, on its way to the log."""
    logging.captureWarnings(True)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("always")
            warnings.warn(mark, UserWarning, stacklevel=1)
    finally:
        logging.captureWarnings(False)


@pytest.mark.parametrize("way", ["exception", "exc_info", "foreign", "instance", "stack"])
def test_neither_the_text_of_an_exception_nor_local_values_reach_the_log(folder, way):
    log = logger("kiosk.visit")
    try:
        try:
            fail_with_marks()
        except ValueError as inner:
            raise RuntimeError(NAME) from inner
    except RuntimeError as error:
        if way == "exception":
            log.exception("program.unexpected")
        elif way == "exc_info":
            log.error("program.unexpected", exc_info=True)
        elif way == "instance":
            log.error("program.unexpected", exc_info=error)
        elif way == "stack":
            log.error("program.unexpected", exc_info=True, stack_info=True)
        else:
            logging.getLogger("lib").exception("failed for %s", NAME)
    (line,) = lines(folder)
    assert [one["type"] for one in line["exception"]] == ["builtins.RuntimeError", "builtins.ValueError"]
    assert line["exception"][1]["frames"][-1].endswith("fail_with_marks")
    assert not any(mark in written(folder) for mark in MARKS)


def test_an_exception_nobody_caught_is_logged_without_its_text(folder, capsys):
    install_exception_hooks()
    thread = threading.Thread(target=fail_with_marks)
    thread.start()
    thread.join()
    try:
        fail_with_marks()
    except ValueError as error:
        sys.excepthook(ValueError, error, error.__traceback__)
    assert [line["event"] for line in lines(folder)] == ["program.unexpected"] * 2
    assert not any(mark in written(folder) + capsys.readouterr().err for mark in MARKS)


def test_a_line_that_cannot_be_written_prints_nothing(folder, capsys, monkeypatch):
    class Broken:
        def __str__(self) -> str:
            raise ValueError(NAME)

    logger("kiosk.visit").info("visit.started", reason=Broken())
    (handler,) = [one for one in logging.getLogger().handlers if type(one).__module__ == "kiosk.runtime.log"]

    def fail(_record: logging.LogRecord) -> str:
        raise OSError(NAME)

    monkeypatch.setattr(handler, "format", fail)
    logger("kiosk.visit").info("visit.started")
    assert capsys.readouterr() == ("", "")


def test_dropped_fields_are_counted_so_that_a_programmer_notices(folder):
    logger("kiosk.visit").info("visit.started", surname="Đỗ", given="Uyên", count=1)
    assert lines(folder)[0]["dropped"] == 2


def test_traffic_shows_headers_and_lengths_and_no_data(folder):
    answer = b"\x61\x5bI<VNM0990123456001199012345<<0\x90\x00"
    log_traffic("nfc_icao.chip", bytes.fromhex("00B0810000") + b"secret", answer, 0.0123)
    (line,) = lines(folder)
    assert (line["command"], line["status_word"], line["bytes"], line["level"]) == (
        "00 B0 81 00",
        "90 00",
        len(answer),
        "traffic",
    )
    assert "001199012345" not in written(folder)
    assert "30 30 31" not in written(folder)


def test_traffic_is_silent_at_debug(folder):
    configure_logging(folder, logging.DEBUG)
    log_traffic("nfc_icao.chip", b"\x00\xa4\x04\x0c", b"\x90\x00", 0.0)
    assert written(folder) == ""


def test_without_a_folder_lines_go_to_stderr(folder, monkeypatch):
    stream = io.StringIO()
    monkeypatch.setattr(sys, "stderr", stream)
    configure_logging(None, "INFO")
    logger("kiosk.visit").info("visit.started")
    logger("kiosk.visit").debug("visit.detail")
    assert [json.loads(line)["event"] for line in stream.getvalue().splitlines()] == ["visit.started"]


def test_configuring_twice_writes_each_line_once(folder):
    configure_logging(folder, logging.INFO)
    logger("kiosk.visit").info("visit.started")
    assert len(lines(folder)) == 1


def test_a_reader_may_be_named_but_not_with_a_persons_number(folder):
    logger("drivers").info("reader.plugged", reader="ACS ACR1252 Dual Reader PICC 00 00")
    logger("drivers").info("reader.plugged", reader="Reader 001199012345")
    assert [line["reader"] for line in lines(folder)] == ["ACS ACR1252 Dual Reader PICC 00 00", "[number]"]
