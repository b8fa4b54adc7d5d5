"""The PC/SC reader: `CardReader` on whatever pcscd or the Windows Smart Card service offers."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import Enum

from drivers.errors import DeviceError, NoReader, SharingViolation, UnknownReader
from drivers.nfc.apdu_size import limits_of_reader
from drivers.nfc.events import ReaderEvent
from drivers.nfc.pcsc_calls import (
    PROTOCOL_T0,
    RESET_CARD,
    SHARE_EXCLUSIVE,
    SHARE_SHARED,
    PcscCalls,
    ScardLibrary,
)
from drivers.nfc.pcsc_watcher import PcscWatcher
from drivers.nfc.slots import choose_slot
from drivers.nfc.stalled_calls import CallStalled, CallThread
from nfc_icao.errors import CardLost, CardSilent
from nfc_icao.transport import SHORT_APDUS, ApduLimits, CardTransport

MAX_RESPONSE_BYTES = 65_538
"""The longest response APDU: 65 536 data bytes and SW1-SW2 (ISO 7816-4 §5.1)."""


class Sharing(Enum):
    """How the card is kept from other programs while it is read."""

    EXCLUSIVE = "exclusive"
    """Nobody else can connect: no other program can reset the chip between two commands."""

    TRANSACTION = "transaction"
    """Others may connect but wait; for readers whose vendor software refuses to let go. Windows breaks a transaction
    that is idle for 5 s."""


class PcscReader:
    """`CardReader` through PC/SC. Loads pyscard when it is first used, so making one never fails."""

    def __init__(
        self,
        calls: PcscCalls | None = None,
        *,
        sharing: Sharing = Sharing.EXCLUSIVE,
        command_limit_s: float = 20.0,
        patience_s: float = 2.0,
    ) -> None:
        """`command_limit_s` is the wall clock for one command; `patience_s` how long another program may hold the card.

        Windows opens every fresh card for a moment to look for certificates: without patience, each tap would fail.
        """
        self._calls = calls
        self._sharing = sharing
        self._command_limit_s = command_limit_s
        self._patience_s = patience_s

    def watch(self, cancelled: Callable[[], bool]) -> Iterator[ReaderEvent]:
        """Events of all readers; see `CardReader.watch`."""
        return PcscWatcher(self._library()).watch(cancelled)

    def readers(self) -> list[str]:
        """The names of all slots plugged in now, also those that hold no identity card."""
        calls = self._library()
        context = calls.establish_context()
        try:
            return calls.list_readers(context)
        finally:
            calls.release_context(context)

    def find(self, wanted: str | None = None) -> str:
        """The slot to read from: the best one, or the best whose name contains `wanted`.

        Raises:
            NoReader: no reader at all.
            UnknownReader: there are readers, but none of this name.
        """
        slots = self.readers()
        chosen = choose_slot(slots, wanted)
        if chosen is not None:
            return chosen
        if wanted is None or not slots:
            raise NoReader("no contactless reader is plugged in")
        raise UnknownReader(f"no reader is called {wanted!r}; there are: {', '.join(slots)}")

    @contextmanager
    def connect(self, reader: str) -> Iterator[CardTransport]:
        """Hold the card on `reader`; see `CardReader.connect`."""
        calls = self._library()
        thread = CallThread(f"card on {reader}")
        session = _Session(calls, self._sharing, self._patience_s)
        try:
            thread.call(lambda: session.open(reader), self._command_limit_s)
            limits = thread.call(lambda: session.limits(reader), self._command_limit_s)
            atr = thread.call(session.answer_to_reset, self._command_limit_s)
            yield _PcscTransport(session, thread, self._command_limit_s, limits, atr)
        finally:
            _close(session, thread, self._command_limit_s)

    def _library(self) -> PcscCalls:
        if self._calls is None:
            self._calls = ScardLibrary()
        return self._calls


class _Session:
    """One card handle and its context. All methods run on the session's own thread."""

    def __init__(self, calls: PcscCalls, sharing: Sharing, patience_s: float) -> None:
        self._calls = calls
        self._sharing = sharing
        self._patience_s = patience_s
        self._context: int | None = None
        self._card: int | None = None
        self._protocol = 0

    def open(self, reader: str) -> None:
        self._context = self._calls.establish_context()
        share_mode = SHARE_EXCLUSIVE if self._sharing is Sharing.EXCLUSIVE else SHARE_SHARED
        give_up_at = time.monotonic() + self._patience_s
        while self._card is None:
            try:
                self._card, self._protocol = self._calls.connect(self._context, reader, share_mode)
            except SharingViolation:
                if time.monotonic() >= give_up_at:
                    raise
                time.sleep(0.1)
        if self._sharing is Sharing.TRANSACTION:
            self._calls.begin_transaction(self._card)

    def limits(self, reader: str) -> ApduLimits:
        """What the reader carries; under T=0 everything is short."""
        card = self._card
        if card is None or self._protocol == PROTOCOL_T0:
            return SHORT_APDUS
        return limits_of_reader(reader, lambda code: self._calls.control(card, code))

    def answer_to_reset(self) -> bytes:
        """What the chip said to power; empty where the service does not tell, which is no reason not to read."""
        if self._card is None:
            return b""
        try:
            return self._calls.answer_to_reset(self._card)
        except (DeviceError, CardLost):
            return b""

    def transmit(self, command: bytes) -> bytes:
        if self._card is None:
            raise CardLost("the card is not connected")
        if self._protocol != PROTOCOL_T0:
            return self._calls.transmit(self._card, self._protocol, command)
        response = self._calls.transmit(self._card, self._protocol, _without_le_of_case_4(command))
        return self._collect_t0(self._card, response)

    def _collect_t0(self, card: int, response: bytes) -> bytes:
        """Under T=0 an answer is fetched: 61xx announces xx bytes for GET RESPONSE (ISO 7816-4 §5.3.4)."""
        data = b""
        while len(response) >= 2 and response[-2] == 0x61:
            data += response[:-2]
            if len(data) > MAX_RESPONSE_BYTES:
                raise CardLost("the chip never stops announcing more data")
            response = self._calls.transmit(card, self._protocol, bytes([0x00, 0xC0, 0x00, 0x00, response[-1]]))
        return data + response

    def close(self) -> None:
        """Reset the chip, so that its secure session ends, and give everything back."""
        card, context = self._card, self._context
        self._card = self._context = None
        try:
            if card is not None:
                if self._sharing is Sharing.TRANSACTION:
                    self._calls.end_transaction(card)
                self._calls.disconnect(card, RESET_CARD)
        finally:
            if context is not None:
                self._calls.release_context(context)


class _PcscTransport:
    """`CardTransport` with a wall clock for every command. What fails here means: lay the card down again."""

    def __init__(
        self, session: _Session, thread: CallThread, limit_s: float, limits: ApduLimits, answer_to_reset: bytes
    ) -> None:
        self.limits = limits
        self.answer_to_reset = answer_to_reset
        self._session = session
        self._thread = thread
        self._limit_s = limit_s

    def transmit(self, command: bytes) -> bytes:
        try:
            response = self._thread.call(lambda: self._session.transmit(command), self._limit_s)
        except CallStalled as error:
            raise CardSilent(str(error)) from error
        except DeviceError as error:
            # The port knows one word for it; what happened to the reader is told by the watcher, and kept as the cause.
            raise CardLost(str(error)) from error
        if len(response) < 2:
            raise CardLost(f"the reader returned {len(response)} bytes, not even a status word")
        return response


def _close(session: _Session, thread: CallThread, limit_s: float) -> None:
    try:
        thread.call(session.close, limit_s)
    except (DeviceError, CardLost):
        # The usual end of a visit: the card was taken, or the reader pulled, before we let go of it.
        return
    finally:
        thread.end()


def _without_le_of_case_4(command: bytes) -> bytes:
    """A short case 4 command loses its Le under T=0 (ISO 7816-3 §12.2.5): the data is asked for by GET RESPONSE."""
    has_short_le = len(command) > 6 and command[4] != 0 and len(command) == 6 + command[4]
    return command[:-1] if has_short_le else command
