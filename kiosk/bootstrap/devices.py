"""Devices on their own threads: what a reader or a scanner notices becomes an event of the visit and a light on the
board."""

from __future__ import annotations

import threading
from collections.abc import Callable, Collection
from dataclasses import replace
from datetime import date

from drivers import nfc
from drivers.errors import DeviceError
from drivers.nfc import CardReader, usable_slots
from drivers.scanners.codes import CodeScanner, ScannedCode, UnreadableCode
from kiosk.bootstrap.failures import failure_of
from kiosk.domain.device import Device
from kiosk.domain.failure import FailureCode
from kiosk.identification import CodeError, CodeWarning, identity_from_code, parse_code
from kiosk.visit import events as happened
from kiosk.visit.conductor import Post

RETRY_S = 1.0
"""Between two tries at a scanner that cannot be used; one that was pulled out is waited for by its driver."""


BoardChange = Callable[[Device, FailureCode | None], None]
"""Told that a device works (None) or why it does not."""


class ReaderWatch:
    """Turns what happens around card readers into visit events. A card counts when it is the only one."""

    def __init__(self, reader: CardReader, post: Post, board: BoardChange, wanted: str | None = None) -> None:
        self._reader = reader
        self._post = post
        self._board = board
        self._wanted = wanted
        self._ready: bool | None = None
        """Whether a reader that counts is there; None before anything was seen."""
        self._readers: list[str] = []
        self._lying: list[str] = []
        """Readers with a card on them, whether it counts or not."""
        self._counted: list[str] = []
        """Those of them that count, as the visit was last told."""

    def run(self, cancelled: Callable[[], bool]) -> None:
        """Watch until cancelled. Blocks."""
        try:
            for event in self._reader.watch(cancelled):
                self._take(event)
        except DeviceError as error:
            self._fail(failure_of(error))

    def _take(self, event: nfc.ReaderEvent) -> None:
        match event:
            case nfc.ReaderPlugged(reader):
                self._readers.append(reader)
                self._judge_readers()
                self._judge_cards()
            case nfc.ReaderUnplugged(reader):
                self._readers = [one for one in self._readers if one != reader]
                self._judge_readers()
            case nfc.ServiceDown():
                self._fail(FailureCode.READER_SERVICE_STOPPED)
            case nfc.ServiceUp():
                self._ready = None
                self._judge_readers()
            case nfc.CardArrived(reader):
                self._lying.append(reader)
                self._judge_cards()
            case nfc.CardLeft(reader):
                self._lying = [one for one in self._lying if one != reader]
                self._judge_cards()

    def _judge_readers(self) -> None:
        """Tell when the first reader that counts is there, and when the last one is gone."""
        ready = any(self._counts(reader) for reader in self._readers)
        if ready == self._ready:
            return
        was_known, self._ready = self._ready is not None, ready
        if ready:
            self._board(Device.READER, None)
            self._post(happened.DeviceRecovered(Device.READER))
        elif was_known:
            self._fail(FailureCode.READER_UNPLUGGED)
        else:
            self._board(Device.READER, FailureCode.READER_UNPLUGGED)

    def _judge_cards(self) -> None:
        """Tell what changed about the cards that count: one may be read, of two nobody can say whose visit it is."""
        before, self._counted = self._counted, [reader for reader in self._lying if self._counts(reader)]
        for reader in before:
            if reader not in self._counted:
                self._post(happened.CardLeft(reader))
        if self._counted == before:
            return
        if len(self._counted) == 1:
            self._post(happened.CardArrived(self._counted[0]))
        elif len(self._counted) > len(before):
            self._post(happened.SecondCardArrived())

    def _counts(self, reader: str) -> bool:
        """Readers of the wanted name (or part of it), or any slot an identity card fits on: a SAM is no citizen's."""
        if self._wanted is not None:
            return self._wanted.casefold() in reader.casefold()
        return reader in usable_slots(self._readers)

    def _fail(self, failure: FailureCode) -> None:
        self._board(Device.READER, failure)
        self._post(happened.DeviceFailed(failure, Device.READER))


class ScannerWatch:
    """Turns scanned text into claims, or into the sentence that says what is wrong with it."""

    def __init__(
        self,
        scanner: CodeScanner,
        post: Post,
        board: BoardChange,
        *,
        today: Callable[[], date],
        provinces: Collection[str],
    ) -> None:
        """`provinces`: the known first three digits of a personal number."""
        self._provinces = provinces
        self._scanner = scanner
        self._post = post
        self._board = board
        self._today = today

    def run(self, cancelled: Callable[[], bool]) -> None:
        """Scan until cancelled; a scanner that went away is tried again. Blocks."""
        pause = threading.Event()
        while not cancelled():
            try:
                for code in self._scanner.scan(cancelled, self._ready):
                    self._post(self._event_of(code))
            except DeviceError as error:
                failure = failure_of(error)
                self._board(Device.SCANNER, failure)
                self._post(happened.DeviceFailed(failure, Device.SCANNER))
                pause.wait(RETRY_S)

    def _event_of(self, code: ScannedCode | UnreadableCode) -> happened.CodeScanned | happened.CodeRejected:
        if isinstance(code, UnreadableCode):
            return happened.CodeRejected(FailureCode.CODE_UNREADABLE)
        event = event_of_code(code.text, self._today(), self._provinces)
        if code.raw_was_repaired and isinstance(event, happened.CodeScanned):
            warnings = (*event.identity.warnings, f"code_warning.{CodeWarning.DAMAGED_TEXT.value}")
            return happened.CodeScanned(replace(event.identity, warnings=tuple(dict.fromkeys(warnings))))
        return event

    def _ready(self) -> None:
        self._board(Device.SCANNER, None)
        self._post(happened.DeviceRecovered(Device.SCANNER))


def event_of_code(
    text: str, today: date, provinces: Collection[str] = ()
) -> happened.CodeScanned | happened.CodeRejected:
    """What a scanned text means to the visit."""
    try:
        return happened.CodeScanned(identity_from_code(parse_code(text, provinces=provinces, today=today), today))
    except CodeError as error:
        return happened.CodeRejected(error.failure)
