"""`mot-cham chip read`: where it writes, who may read that, and what is said before the card is touched."""

from __future__ import annotations

import json
import os
import socket
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from hardware_mocks import personas, vpcd
from hardware_mocks.card import VirtualCard
from kiosk.cli import main
from kiosk.cli.exit_codes import ExitCode

CAN = personas.load("adult").can
on_posix = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no modes")


class Desk:
    """A card that counts who comes to it."""

    def __init__(self) -> None:
        self.visits = 0
        self.port = 0
        self._ready = threading.Event()
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._serve)
        self._thread.start()
        assert self._ready.wait(5)

    def _serve(self) -> None:
        vpcd.serve_listening(
            VirtualCard.of("adult"), 0, cancelled=self._stop.is_set, connected=self._count, listening=self._open
        )

    def _open(self, port: int) -> None:
        self.port = port
        self._ready.set()

    def _count(self, came: bool) -> None:
        self.visits += came

    def read(self, *options: str) -> int:
        return main(["chip", "read", "--tcp", f"127.0.0.1:{self.port}", "--can", CAN, *options])

    def close(self) -> None:
        self._stop.set()
        self._thread.join(5)


@pytest.fixture
def desk() -> Iterator[Desk]:
    one = Desk()
    yield one
    one.close()


def mode(path: Path) -> int:
    return path.stat().st_mode & 0o777


def test_a_second_reading_into_the_same_folder_is_refused_before_the_card_is_touched(
    desk: Desk, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "reading"
    assert desk.read("--out", str(folder)) == ExitCode.UNDETERMINED
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    visits = desk.visits
    capsys.readouterr()
    assert desk.read("--out", str(folder)) == ExitCode.USAGE
    assert desk.visits == visits
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before
    assert "mới hoặc trống" in capsys.readouterr().err


@on_posix
def test_the_folder_its_files_and_the_trace_are_for_their_owner_only(desk: Desk, tmp_path: Path) -> None:
    folder, trace, report = tmp_path / "reading", tmp_path / "trace.jsonl", tmp_path / "report.json"
    folder.mkdir(mode=0o755)
    for path in (trace, report):
        path.touch(mode=0o644)
    mask = os.umask(0o022)
    try:
        code = desk.read("--out", str(folder), "--trace", str(trace), "--save-report", str(report))
    finally:
        os.umask(mask)
    assert code == ExitCode.UNDETERMINED
    assert mode(folder) == 0o700
    assert (folder / "DG1.bin").is_file()
    assert {mode(path) for path in (*folder.iterdir(), trace, report)} == {0o600}


def test_a_trace_may_lie_in_the_folder_of_its_reading(desk: Desk, tmp_path: Path) -> None:
    folder = tmp_path / "reading"
    assert desk.read("--out", str(folder), "--trace", str(folder / "trace.jsonl")) == ExitCode.UNDETERMINED
    assert (folder / "reading.json").is_file()


@pytest.mark.parametrize("option", ["--out", "--trace", "--save-report"])
@pytest.mark.parametrize("place", ["file/below", "folder"])
def test_a_place_that_cannot_be_written_is_named_before_the_card_is_touched(
    desk: Desk, tmp_path: Path, capsys: pytest.CaptureFixture[str], option: str, place: str
) -> None:
    (tmp_path / "file").touch()
    (tmp_path / "folder").mkdir()
    where = tmp_path / ("file" if (option, place) == ("--out", "folder") else place)
    assert desk.read(option, str(where)) == ExitCode.USAGE
    assert desk.visits == 0
    said = capsys.readouterr().err
    assert str(where) in said
    assert "Traceback" not in said


def test_a_report_that_was_there_stays_when_the_card_cannot_be_read(tmp_path: Path) -> None:
    report, missing = tmp_path / "report.json", tmp_path / "none.json"
    report.write_text("{}", encoding="utf-8")
    with socket.create_server(("127.0.0.1", 0)) as nobody:
        port = nobody.getsockname()[1]
    for path in (report, missing):
        arguments = ["chip", "read", "--tcp", f"127.0.0.1:{port}", "--can", CAN, "--save-report", str(path)]
        assert main(arguments) == ExitCode.DEVICE
    assert json.loads(report.read_text(encoding="utf-8")) == {}
    assert not missing.exists()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a full disk")
def test_a_disk_that_fills_up_under_the_trace_is_said_and_no_traceback(
    desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    assert desk.read("--trace", "/dev/full") == ExitCode.USAGE
    assert "--trace" in capsys.readouterr().err
