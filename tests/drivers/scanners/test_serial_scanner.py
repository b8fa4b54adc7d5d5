from __future__ import annotations

import logging
import sys
import time

import pytest
from imagined_frames import CARD_TEXT
from watching import Watching

from drivers.errors import LibraryMissing, ScannerGone
from drivers.scanners import ScannedCode, SerialScanner, SerialSettings, UnreadableCode
from drivers.scanners.serial_scanner import SerialPort, open_serial_port
from hardware_mocks.serial_scanner import AIM_QR, STX, ScannerHabits, VirtualSerialScanner


def scanned(habits: ScannerHabits, settings: SerialSettings | None = None) -> ScannedCode:
    device = VirtualSerialScanner(habits)
    with Watching(SerialScanner("imagined", settings, open_port=device.open_port).scan) as watching:
        device.scan(CARD_TEXT)
        code = watching.next()
    assert isinstance(code, ScannedCode)
    return code


@pytest.mark.parametrize(
    "habits",
    [
        ScannerHabits(terminator=b"\r\n"),
        ScannerHabits(terminator=b""),
        ScannerHabits(terminator=b"\x03", prefix=STX + AIM_QR),
        ScannerHabits(chunk_bytes=1),
        ScannerHabits(chunk_bytes=64, delay_s=0.02, terminator=b""),
    ],
    ids=["CR LF", "no terminator", "STX AIM ETX", "byte by byte", "slow USB packets"],
)
def test_a_code_arrives_whole_whatever_the_scanners_habits(habits: ScannerHabits) -> None:
    code = scanned(habits)
    assert code.text == CARD_TEXT
    assert code.source == "imagined"
    assert not code.raw_was_repaired


def test_a_scanner_set_to_a_vietnamese_code_page_is_understood_when_configured() -> None:
    device = VirtualSerialScanner()
    settings = SerialSettings(legacy_encoding="windows-1258")
    with Watching(SerialScanner("imagined", settings, open_port=device.open_port).scan) as watching:
        device.send("Đă\u0323ng".encode("cp1258") + b"\r")
        assert watching.next() == ScannedCode("Đặng", "imagined", True)


def test_bytes_that_are_no_text_are_logged_by_length_only_and_the_next_code_is_read(
    caplog: pytest.LogCaptureFixture,
) -> None:
    device = VirtualSerialScanner()
    with (
        caplog.at_level(logging.WARNING),
        Watching(SerialScanner("imagined", open_port=device.open_port).scan) as watching,
    ):
        device.send(b"001099000001\xff\xfe|\r" + CARD_TEXT.encode() + b"\r")
        assert watching.next() == UnreadableCode("imagined")
        assert watching.next() == ScannedCode(CARD_TEXT, "imagined")
    assert "15 bytes" in caplog.text
    assert "001099" not in caplog.text


def test_a_flood_of_bytes_is_dropped_and_the_next_code_is_read() -> None:
    device = VirtualSerialScanner()
    with Watching(SerialScanner("imagined", open_port=device.open_port).scan) as watching:
        device.send(b"x" * 50_000 + b"\r")
        device.scan(CARD_TEXT)
        assert watching.next() == ScannedCode(CARD_TEXT, "imagined")


def test_the_same_code_counts_again_after_a_while() -> None:
    device = VirtualSerialScanner()
    settings = SerialSettings(repeat_gap_s=0.1)
    with Watching(SerialScanner("imagined", settings, open_port=device.open_port).scan) as watching:
        for _ in range(2):
            device.scan(CARD_TEXT)
            assert watching.next() == ScannedCode(CARD_TEXT, "imagined")
            time.sleep(0.15)


def test_the_real_pyserial_delivers_what_is_written() -> None:
    opened: list[SerialPort] = []

    def remember(port: str, settings: SerialSettings) -> SerialPort:
        opened.append(open_serial_port(port, settings))
        return opened[-1]

    with Watching(SerialScanner("loop://", open_port=remember).scan) as watching:
        while not opened:
            time.sleep(0.01)
        opened[0]._opened.write(CARD_TEXT.encode() + b"\r")
        assert watching.next() == ScannedCode(CARD_TEXT, "loop://")


@pytest.mark.parametrize("port", ["/dev/no-such-scanner", "no-such-scheme://x"])
def test_a_port_that_does_not_exist_is_a_scanner_that_is_gone(port: str) -> None:
    with pytest.raises(ScannerGone):
        next(SerialScanner(port).scan(lambda: False))


def test_a_machine_without_pyserial_gets_the_remedy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "serial", None)
    with pytest.raises(LibraryMissing, match="scripts/run"):
        next(SerialScanner("loop://").scan(lambda: False))
