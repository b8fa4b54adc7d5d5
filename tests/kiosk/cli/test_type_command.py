"""`mot-cham type`: a kept record or a scanned line into the chosen window, with the seconds beside the data."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest

import config
from config.site_typing import Typing
from drivers.typing import KeyboardMissing
from hardware_mocks.recording_keyboard import ImaginedWindow, RecordingKeyboard
from kiosk.bootstrap import typing as bootstrap_typing
from kiosk.cli import main
from kiosk.cli.exit_codes import ExitCode
from kiosk.cli.main import INTERRUPTED
from kiosk.domain.record import Record, RecordedValue, RecordId
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
        for name, value in {"HO_TEN": NAME, "NGAY_SINH": "199905150000", "GIOI_TINH": "2"}.items()
    },
    identification={},
    insurance={},
)
LINE = "001099012345||Nguyễn Văn An|15031999|Nam|Ninh Bình|06102025"
QUICK = """script_id = "quick"
source = "a test"
read_on = 2026-11-21
certainty = "unknown"
pace_s = 0
countdown_s = 1
steps = [{ ours = "values.HO_TEN" }, { key = "tab" }, { ours = "values.NGAY_SINH", typed_as = "date_slashes" }]
"""


@pytest.fixture
def state(tmp_path: Path) -> Path:
    with _store(tmp_path) as store:
        store.save(RECORD)
    (tmp_path / "quick.toml").write_text(QUICK, encoding="utf-8")
    return tmp_path


@pytest.fixture
def keyboard(monkeypatch: pytest.MonkeyPatch) -> RecordingKeyboard:
    made = RecordingKeyboard()
    monkeypatch.setattr(bootstrap_typing, "open_keyboard", lambda: made)
    return made


def _store(folder: Path) -> Store:
    return Store.open(folder / "records.db", key_for_store(folder / "records.key", folder / "records.db"), clock=CLOCK)


CLOCK = SystemClock()


def typed(state: Path, *what: str) -> int:
    return main(["type", *what, "--script", "quick.toml", "--state", str(state)])


def test_a_record_is_typed_and_the_audit_has_it_and_the_terminal_does_not(
    capsys: pytest.CaptureFixture[str], state: Path, keyboard: RecordingKeyboard
) -> None:
    assert typed(state, RECORD.record_id) == ExitCode.DONE
    assert keyboard.typed == f"{NAME}\t15/05/1999"
    shown = capsys.readouterr()
    assert shown.out == ""
    assert "sau 1 giây" in shown.err
    assert "Đã gõ xong" in shown.err
    assert NAME not in shown.err
    with _store(state) as store:
        assert store.verify_audit().rows == 2


def test_a_line_is_typed_as_scanned_with_enter_and_without_a_store(tmp_path: Path, keyboard: RecordingKeyboard) -> None:
    (tmp_path / "quick.toml").write_text(QUICK, encoding="utf-8")
    assert typed(tmp_path, "--line", LINE) == ExitCode.DONE
    assert keyboard.typed == f"{LINE}\n"
    assert not (tmp_path / "records.db").exists()


def test_another_window_stops_it_and_the_exit_code_says_so(
    capsys: pytest.CaptureFixture[str], state: Path, keyboard: RecordingKeyboard
) -> None:
    keyboard.moves_after = 3
    assert typed(state, "--line", LINE) == ExitCode.DEVICE
    assert keyboard.typed == LINE[:3]
    assert "Cửa sổ đã đổi" in capsys.readouterr().err


def test_a_machine_without_a_keyboard_is_told_in_a_sentence(
    capsys: pytest.CaptureFixture[str], state: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def none() -> RecordingKeyboard:
        raise KeyboardMissing("X11")

    monkeypatch.setattr(bootstrap_typing, "open_keyboard", none)
    assert typed(state, RECORD.record_id) == ExitCode.DEVICE
    assert "không gõ được sang phần mềm khác" in capsys.readouterr().err
    with _store(state) as store:
        assert store.verify_audit().rows == 1


@dataclass
class OnSomebodysTerminal(RecordingKeyboard):
    """The terminal has the focus, and keeps it unless the person goes elsewhere."""

    goes_to: int = 9
    asked: int = 0

    def focused(self) -> ImaginedWindow | None:
        self.asked += 1
        return ImaginedWindow(9 if self.asked == 1 else self.goes_to)


@pytest.mark.parametrize(("goes_to", "expected"), [(9, ""), (1, f"{LINE}\n")])
def test_the_terminal_it_was_started_from_is_never_typed_into(
    state: Path, monkeypatch: pytest.MonkeyPatch, goes_to: int, expected: str
) -> None:
    keyboard = OnSomebodysTerminal(goes_to=goes_to)
    monkeypatch.setattr(bootstrap_typing, "open_keyboard", lambda: keyboard)
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
    assert typed(state, "--line", LINE) == (ExitCode.DONE if expected else ExitCode.DEVICE)
    assert keyboard.typed == expected


def test_an_interrupt_stops_the_keys_and_is_told(
    capsys: pytest.CaptureFixture[str], state: Path, keyboard: RecordingKeyboard
) -> None:
    keyboard.error = KeyboardInterrupt()  # type: ignore[assignment]  # As Ctrl-C comes: out of any call.
    assert typed(state, RECORD.record_id) == INTERRUPTED
    assert keyboard.typed == ""
    assert "Đã dừng theo yêu cầu" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("what", "code"),
    [
        (["01a1ffb2-0000-7000-8000-00000000000f"], ExitCode.USAGE),
        (["--line", LINE, "--script", "typing-nothing"], ExitCode.USAGE),
    ],
)
def test_what_is_not_there_is_a_mistake_of_the_call(
    state: Path, keyboard: RecordingKeyboard, what: list[str], code: ExitCode
) -> None:
    assert main(["type", *what, "--state", str(state)]) == code
    assert keyboard.typed == ""


def test_the_site_says_how_when_the_call_does_not(
    state: Path, keyboard: RecordingKeyboard, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = config.load_site("demo").model_copy(update={"typing": Typing(script="quick.toml")})
    monkeypatch.setattr(config, "load_site", lambda _name: site)
    assert main(["type", RECORD.record_id, "--state", str(state)]) == ExitCode.DONE
    assert keyboard.typed == f"{NAME}\t15/05/1999"
