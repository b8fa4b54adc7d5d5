from __future__ import annotations

import json
import os
import select
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

HERE = Path(__file__).parent


@pytest.fixture(scope="session")
def x_server() -> Iterator[str]:
    """A real X server without a screen, for these tests alone."""
    if shutil.which("Xvfb") is None:
        pytest.skip("Xvfb is not installed")
    read_end, write_end = os.pipe()
    command = ["Xvfb", "-displayfd", str(write_end), "-screen", "0", "800x600x24", "-nolisten", "tcp"]
    command.append("-noreset")  # It starts anew when its last client leaves, and refuses the next one meanwhile.
    with subprocess.Popen(command, pass_fds=[write_end], stderr=subprocess.DEVNULL) as server:
        os.close(write_end)
        try:
            assert select.select([read_end], [], [], 20)[0], "Xvfb did not start"
            yield ":" + os.read(read_end, 20).decode().strip()
        finally:
            os.close(read_end)
            server.terminate()


class Window:
    """A program with text fields on the X server."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process

    def texts(self) -> list[str]:
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write("?\n")
        self.process.stdin.flush()
        return list(json.loads(self.process.stdout.readline()))


@pytest.fixture
def open_window(x_server: str) -> Iterator[Callable[..., Window]]:
    opened: list[subprocess.Popen[str]] = []

    def start(kind: str = "tk", fields: int = 1) -> Window:
        module = {"tk": "tkinter", "qt": "PySide6.QtWidgets"}[kind]
        pytest.importorskip(module)
        environment = {**os.environ, "DISPLAY": x_server, "QT_QPA_PLATFORM": "xcb", "LC_ALL": "C.UTF-8"}
        process = subprocess.Popen(
            [sys.executable, str(HERE / "x11_window.py"), kind, str(fields)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=environment,
            encoding="utf-8",
        )
        opened.append(process)
        assert process.stdout is not None
        if process.stdout.readline() != "ready\n":
            pytest.skip(f"{kind} opens no window here")
        return Window(process)

    yield start
    for process in opened:
        process.terminate()
        process.communicate(timeout=10)
