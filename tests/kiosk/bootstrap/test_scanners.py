"""The scanner a site names, from its settings to a claim of the visit."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import date
from typing import Any

import numpy as np
import pytest
import zxingcpp
from numpy.typing import NDArray
from pydantic import ValidationError

from config.site import Scanner
from drivers.errors import CameraGone, LibraryMissing
from drivers.scanners import CameraScanner, CameraSettings, camera
from drivers.scanners.codes import CodeScanner
from drivers.scanners.serial_scanner import SerialScanner
from hardware_mocks import personas
from kiosk.bootstrap.devices import ScannerWatch
from kiosk.bootstrap.failures import failure_of
from kiosk.bootstrap.no_scanner import NoScanner
from kiosk.bootstrap.scanners import CameraDesk, scanner_of
from kiosk.domain.device import Device
from kiosk.domain.failure import FailureCode
from kiosk.domain.identity import FactName
from kiosk.visit import events as happened


class Film:
    """A camera before which one card lies."""

    def __init__(self, text: str) -> None:
        code = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode, ec_level="M")
        self._frame = np.array(zxingcpp.write_barcode_to_image(code, scale=4, add_quiet_zones=True))
        self.released = False

    def read(self) -> tuple[bool, NDArray[Any] | None]:
        return True, self._frame

    def release(self) -> None:
        self.released = True


def first_events(scanner: CodeScanner, wanted: Callable[[object], bool]) -> list[object]:
    """What the visit and the board hear until something `wanted` is among it."""
    heard: list[object] = []
    stop = threading.Event()

    def hear(one: object) -> None:
        heard.append(one)
        if wanted(one):
            stop.set()

    watch = ScannerWatch(
        scanner, hear, lambda device, failure: hear((device, failure)), today=lambda: date(2026, 11, 21), provinces=()
    )
    watch.run(stop.is_set)
    return heard


def test_a_card_before_the_camera_of_the_site_becomes_a_claim(monkeypatch: pytest.MonkeyPatch) -> None:
    person = personas.load("adult")
    film, asked = Film(person.qr_text()), list[CameraSettings]()

    def opened(settings: CameraSettings) -> Film:
        asked.append(settings)
        return film

    monkeypatch.setattr(camera, "open_camera_device", opened)
    scanner = scanner_of(Scanner(camera=2))
    heard = first_events(scanner, lambda one: isinstance(one, happened.CodeScanned))
    assert [one.index for one in asked] == [2]
    assert heard[:2] == [(Device.SCANNER, None), happened.DeviceRecovered(Device.SCANNER)]
    (scanned,) = [one for one in heard if isinstance(one, happened.CodeScanned)]
    assert scanned.identity.text(FactName.PERSONAL_NUMBER) == person.person.personal_number
    assert film.released


def test_a_camera_that_is_not_there_is_told_as_a_scanner_that_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    def nothing_there(_settings: CameraSettings) -> Film:
        raise CameraGone("camera 0 does not open")

    monkeypatch.setattr(camera, "open_camera_device", nothing_there)
    wanted = happened.DeviceFailed(FailureCode.SCANNER_UNPLUGGED, Device.SCANNER)
    assert wanted in first_events(scanner_of(Scanner(camera=0)), lambda one: one == wanted)


def test_a_desk_without_camera_software_opens_and_says_what_is_missing() -> None:
    def missing() -> CodeScanner:
        raise LibraryMissing("opencv-python", "scripts/run")

    wanted = happened.DeviceFailed(FailureCode.SCANNER_SOFTWARE_MISSING, Device.SCANNER)
    assert wanted in first_events(CameraDesk(missing), lambda one: one == wanted)


def test_a_camera_that_went_away_is_waited_for_by_the_same_scanner() -> None:
    made: list[CameraScanner] = []

    def open_scanner() -> CodeScanner:
        made.append(CameraScanner(open_camera=gone))
        return made[-1]

    def gone(_settings: CameraSettings) -> Film:
        raise CameraGone("not there")

    desk = CameraDesk(open_scanner)
    with pytest.raises(CameraGone):
        next(desk.scan(lambda: False))
    assert list(desk.scan(lambda: True)) == []
    assert len(made) == 1


def test_a_port_is_a_serial_scanner_and_without_either_there_is_none() -> None:
    assert isinstance(scanner_of(Scanner(port="/dev/ttyACM0")), SerialScanner)
    assert isinstance(scanner_of(Scanner()), NoScanner)


@pytest.mark.parametrize("settings", [{"port": "COM3", "camera": 0}, {"camera": -1}, {"camera": "front"}])
def test_settings_that_name_no_single_scanner_are_refused(settings: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        Scanner.model_validate(settings)


def test_a_lost_camera_is_no_unplugged_card_reader() -> None:
    assert failure_of(CameraGone("camera 0 stopped giving frames")) is FailureCode.SCANNER_UNPLUGGED
