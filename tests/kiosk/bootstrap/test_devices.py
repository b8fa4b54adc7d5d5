"""What devices notice, as the visit hears it."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date

from drivers.scanners.serial_scanner import SerialScanner, SerialSettings
from hardware_mocks import personas
from hardware_mocks.card import VirtualCard
from hardware_mocks.serial_scanner import ScannerHabits, VirtualSerialScanner
from hardware_mocks.virtual_reader import VirtualReader
from kiosk.bootstrap.devices import ReaderWatch, ScannerWatch
from kiosk.domain.device import Device
from kiosk.domain.failure import FailureCode
from kiosk.visit import events as happened

TODAY = date(2026, 11, 21)


class Heard:
    """Everything posted and every light switched, in order."""

    def __init__(self) -> None:
        self._queue: queue.Queue[object] = queue.Queue()

    def post(self, event: happened.Event) -> None:
        self._queue.put(event)

    def board(self, device: Device, failure: FailureCode | None) -> None:
        self._queue.put((device, failure))

    def next(self) -> object:
        return self._queue.get(timeout=5)

    def until(self, wanted: object) -> None:
        while self.next() != wanted:
            pass


@contextmanager
def running(run: Callable[[Callable[[], bool]], None]) -> Iterator[None]:
    stop = threading.Event()
    thread = threading.Thread(target=run, args=(stop.is_set,))
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join(5)


def test_a_scanner_pulled_out_is_named_and_found_again() -> None:
    hand, heard = VirtualSerialScanner(), Heard()
    scanner = SerialScanner("imagined", SerialSettings(poll_s=0.05), open_port=hand.open_port)
    watch = ScannerWatch(scanner, heard.post, heard.board, today=lambda: TODAY, provinces=())
    with running(watch.run):
        heard.until((Device.SCANNER, None))
        hand.unplug()
        heard.until(happened.DeviceFailed(FailureCode.SCANNER_UNPLUGGED, Device.SCANNER))
        hand.plug()
        heard.until((Device.SCANNER, None))
        heard.until(happened.DeviceRecovered(Device.SCANNER))
        hand.scan(personas.load("adult").qr_text())
        assert isinstance(heard.next(), happened.CodeScanned)


def test_bytes_that_are_no_text_are_told_as_an_unreadable_code() -> None:
    hand, heard = VirtualSerialScanner(), Heard()
    scanner = SerialScanner("imagined", open_port=hand.open_port)
    watch = ScannerWatch(scanner, heard.post, heard.board, today=lambda: TODAY, provinces=())
    with running(watch.run):
        heard.until(happened.DeviceRecovered(Device.SCANNER))
        hand.send(b"\x81\x8d\xff\xfe\x00\x01\r")
        assert heard.next() == happened.CodeRejected(FailureCode.CODE_UNREADABLE)


def test_a_number_from_no_known_province_asks_for_a_second_look() -> None:
    hand, heard = VirtualSerialScanner(), Heard()
    scanner = SerialScanner("imagined", open_port=hand.open_port)
    watch = ScannerWatch(scanner, heard.post, heard.board, today=lambda: TODAY, provinces={"079"})
    with running(watch.run):
        heard.until(happened.DeviceRecovered(Device.SCANNER))
        hand.scan(personas.load("adult").qr_text())
        scanned = heard.next()
    assert isinstance(scanned, happened.CodeScanned)
    assert "code_warning.unknown_province" in scanned.identity.warnings


def test_the_second_of_two_cards_stops_everything_until_one_is_left() -> None:
    reader, heard = VirtualReader(("left", "right")), Heard()
    with running(ReaderWatch(reader, heard.post, heard.board).run):
        reader.tap(VirtualCard.of("adult"), "left")
        heard.until(happened.CardArrived("left"))
        reader.tap(VirtualCard.of("elder"), "right")
        assert heard.next() == happened.SecondCardArrived()
        reader.lift("right")
        heard.until(happened.CardArrived("left"))


def test_only_the_named_reader_counts_when_one_is_named() -> None:
    reader, heard = VirtualReader(("left", "right")), Heard()
    with running(ReaderWatch(reader, heard.post, heard.board, "right").run):
        reader.tap(VirtualCard.of("adult"), "left")
        reader.tap(VirtualCard.of("elder"), "right")
        heard.until(happened.CardArrived("right"))


def test_a_signature_token_in_the_same_computer_is_no_citizens_card() -> None:
    reader, heard = VirtualReader(("Feitian ePass2003 00 00", "ACS ACR1252 [PICC] 00 00")), Heard()
    reader.tap(VirtualCard.of("elder"), "Feitian ePass2003 00 00")
    with running(ReaderWatch(reader, heard.post, heard.board).run):
        reader.tap(VirtualCard.of("adult"), "ACS ACR1252 [PICC] 00 00")
        heard.until(happened.CardArrived("ACS ACR1252 [PICC] 00 00"))


def test_a_wanted_reader_that_is_not_there_shows_missing_whatever_else_is_plugged_in() -> None:
    reader, heard = VirtualReader(("ACS ACR1252 [PICC] 00 00",)), Heard()
    with running(ReaderWatch(reader, heard.post, heard.board, "omnikey").run):
        heard.until((Device.READER, FailureCode.READER_UNPLUGGED))


def test_a_reader_is_wanted_by_part_of_its_name_in_any_letters() -> None:
    reader, heard = VirtualReader(("ACS ACR1252 [PICC] 00 00",)), Heard()
    with running(ReaderWatch(reader, heard.post, heard.board, "acr1252").run):
        heard.until((Device.READER, None))


def test_a_code_whose_letters_were_repaired_asks_for_a_second_look() -> None:
    hand, heard = VirtualSerialScanner(ScannerHabits()), Heard()
    scanner = SerialScanner("imagined", open_port=hand.open_port)
    watch = ScannerWatch(scanner, heard.post, heard.board, today=lambda: TODAY, provinces=())
    with running(watch.run):
        heard.until(happened.DeviceRecovered(Device.SCANNER))
        hand.send(personas.load("adult").qr_text().encode().decode("latin-1").encode() + b"\r")
        scanned = heard.next()
    assert isinstance(scanned, happened.CodeScanned)
    assert "code_warning.damaged_text" in scanned.identity.warnings
