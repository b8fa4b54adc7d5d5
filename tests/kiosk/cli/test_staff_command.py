"""A PIN becomes a line of a site's file, and the line opens the page."""

from __future__ import annotations

import io
import sys
import tomllib

import pytest
from pydantic import ValidationError

import config
from config.staff_page import StaffPage
from kiosk.cli import main
from kiosk.cli.exit_codes import ExitCode
from kiosk.runtime.clock import FakeClock
from kiosk.runtime.pin import PinLock


def run(typed: str, monkeypatch: pytest.MonkeyPatch) -> int:
    monkeypatch.setattr(sys, "stdin", io.StringIO(typed))
    return main(["staff", "pin"])


def test_the_printed_lines_fit_a_site_and_open_for_that_pin_alone(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("246810\n", monkeypatch) == ExitCode.DONE
    printed = capsys.readouterr().out
    assert "246810" not in printed
    page = StaffPage(**tomllib.loads(printed)["staff_page"])
    assert page.pin_hash is not None
    lock = PinLock(page.pin_hash, FakeClock())
    assert lock.try_pin("246810").opened
    assert not lock.try_pin("246811").opened


@pytest.mark.parametrize("typed", ["", "12\n", "abcd\n"])
def test_what_is_no_pin_is_refused_without_being_repeated(
    typed: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(typed, monkeypatch) == ExitCode.USAGE
    said = capsys.readouterr()
    assert said.out == ""
    assert "abcd" not in said.err


@pytest.mark.parametrize("pin_hash", ["2468", "scrypt$2468", "md5$16384$8$1$AAAA$AAAA"])
def test_a_site_does_not_take_a_pin_for_its_hash(pin_hash: str) -> None:
    with pytest.raises(ValidationError):
        StaffPage(pin_hash=pin_hash)


def test_a_pin_in_clear_is_refused_where_people_are_real() -> None:
    demo = config.load_site("demo").model_dump()
    with pytest.raises(ValidationError, match="demo site only"):
        config.Site(**(demo | {"demo": False, "queue": None}))


def test_settings_show_no_pin() -> None:
    assert "2468" not in repr(config.load_site("demo").staff_page)
