"""What every `CodeScanner` promises: the serial one on an imagined port, on `loop://` and behind a pseudo-terminal, and
the camera."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Protocol

import numpy as np
import pytest
from imagined_frames import CARD_TEXT, code_matrix
from watching import Watching

from drivers.errors import CameraGone, DeviceError, ScannerGone
from drivers.scanners import CameraScanner, CameraSettings, CodeScanner, ScannedCode, SerialScanner, SerialSettings
from hardware_mocks.serial_scanner import ScannerHabits, VirtualSerialScanner

FAST = SerialSettings(poll_s=0.05)
OTHER_TEXT = "001099000002||Lý Thị Đẹp|02021999|Nữ|Huế|16082021"


class Bench(Protocol):
    scanner: CodeScanner

    def show(self, text: str) -> None: ...

    def unplug(self) -> None: ...

    def plug(self) -> None: ...


class ImaginedSerialBench:
    def __init__(self) -> None:
        self._device = VirtualSerialScanner()
        self.scanner: CodeScanner = SerialScanner("imagined", FAST, open_port=self._device.open_port)
        self.show = self._device.scan
        self.unplug = self._device.unplug
        self.plug = self._device.plug


class ImaginedCamera:
    """A `FrameSource` that films what lies in front of it."""

    def __init__(self) -> None:
        self.view = np.full((480, 640), 200, np.uint8)
        self.works = True

    def read(self) -> tuple[bool, np.ndarray | None]:
        time.sleep(0.01)
        return (True, self.view) if self.works else (False, None)

    def release(self) -> None:
        return


class ImaginedCameraBench:
    def __init__(self) -> None:
        self._camera = ImaginedCamera()
        settings = CameraSettings(poll_s=0.05, patience_s=0.1)
        self.scanner: CodeScanner = CameraScanner(settings, open_camera=self._open)

    def _open(self, _settings: CameraSettings) -> ImaginedCamera:
        if not self._camera.works:
            raise CameraGone("camera 0 does not open")
        return self._camera

    def show(self, text: str) -> None:
        view = np.full((600, 800), 200, np.uint8)
        code = code_matrix(text, 5)
        view[20 : 20 + code.shape[0], 40 : 40 + code.shape[1]] = code
        self._camera.view = view

    def unplug(self) -> None:
        self._camera.works = False

    def plug(self) -> None:
        self._camera.view = np.full((480, 640), 200, np.uint8)
        self._camera.works = True


class PtyBench:
    """The real pyserial on a pseudo-terminal; plugging back in gives the link a new terminal behind the same name."""

    def __init__(self, folder: Path, stack: ExitStack) -> None:
        self._stack = stack
        self._link = folder / "ttyScanner"
        self.plug()
        self.scanner: CodeScanner = SerialScanner(str(self._link), FAST)

    def plug(self) -> None:
        from hardware_mocks.serial_scanner_posix import PtySerialScanner

        self._device = self._stack.enter_context(PtySerialScanner(ScannerHabits(chunk_bytes=60)))
        self._link.symlink_to(self._device.path)

    def show(self, text: str) -> None:
        self._device.scan(text)

    def unplug(self) -> None:
        self._link.unlink()
        self._device.unplug()


NEEDS_PTY = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pseudo-terminals")


@pytest.fixture(params=["imagined serial", pytest.param("pty", marks=NEEDS_PTY), "imagined camera"])
def bench(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Bench]:
    with ExitStack() as stack:
        if request.param == "pty":
            yield PtyBench(tmp_path, stack)
        elif request.param == "imagined serial":
            yield ImaginedSerialBench()
        else:
            yield ImaginedCameraBench()


def text_of(thing: object) -> str:
    assert isinstance(thing, ScannedCode), thing
    return thing.text


def test_codes_come_out_in_the_order_they_were_shown(bench: Bench) -> None:
    with Watching(bench.scanner.scan) as watching:
        time.sleep(0.1)
        bench.show(CARD_TEXT)
        assert text_of(watching.next()) == CARD_TEXT
        bench.show(OTHER_TEXT)
        assert text_of(watching.next()) == OTHER_TEXT


def test_a_code_shown_twice_in_a_moment_counts_once(bench: Bench) -> None:
    with Watching(bench.scanner.scan) as watching:
        time.sleep(0.1)
        bench.show(CARD_TEXT)
        watching.next()
        bench.show(CARD_TEXT)
        watching.nothing_more(0.3)


def test_a_cancelled_scan_ends_at_once(bench: Bench) -> None:
    with Watching(bench.scanner.scan) as watching:
        time.sleep(0.1)
        assert watching.end() < 0.4


def test_a_device_pulled_out_raises_once_and_is_awaited_by_the_next_scan(bench: Bench) -> None:
    with Watching(bench.scanner.scan) as watching:
        time.sleep(0.1)
        bench.unplug()
        assert isinstance(watching.next(), ScannerGone | CameraGone)
    with Watching(bench.scanner.scan) as watching:
        watching.nothing_more(0.2)
        bench.plug()
        time.sleep(0.3)
        bench.show(CARD_TEXT)
        assert text_of(watching.next()) == CARD_TEXT


def test_a_device_that_is_not_there_from_the_start_raises(bench: Bench) -> None:
    bench.unplug()
    with pytest.raises(DeviceError):
        next(bench.scanner.scan(lambda: False))


def test_waiting_for_a_lost_device_can_be_cancelled(bench: Bench) -> None:
    bench.unplug()
    with pytest.raises(DeviceError):
        next(bench.scanner.scan(lambda: False))
    with Watching(bench.scanner.scan) as watching:
        watching.nothing_more(0.1)
        assert watching.end() < 0.3


def test_a_code_does_not_show_its_text_in_repr(bench: Bench) -> None:
    with Watching(bench.scanner.scan) as watching:
        time.sleep(0.1)
        bench.show(CARD_TEXT)
        code = watching.next()
    assert "Nguyễn" not in repr(code)
    assert isinstance(code, ScannedCode)
    assert code.source
