"""The dozen PC/SC calls we use, with every return code turned into an error at one place.

pyscard's own monitors are not used: they end with a traceback when the PC/SC service restarts and never come back. Its
thin layer, `smartcard.scard`, is enough and behaves. It is loaded when a reader is first asked for, so that everything
else runs on a machine without pyscard. `PcscCalls` is a Protocol: tests replay a service that misbehaves on cue.
"""

from __future__ import annotations

import importlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from drivers.errors import LibraryMissing
from drivers.nfc.pcsc_errors import NO_READERS_AVAILABLE, SUCCESS, TIMEOUT, error_for, unsigned

STATE_UNAWARE = 0x0000
STATE_CHANGED = 0x0002
STATE_UNKNOWN = 0x0004
STATE_PRESENT = 0x0020
SHARE_EXCLUSIVE = 1
SHARE_SHARED = 2
PROTOCOL_T0 = 1
PROTOCOL_T1 = 2
LEAVE_CARD = 0
RESET_CARD = 1
SCOPE_USER = 0

PYSCARD_REMEDY = "scripts/run"


@dataclass(frozen=True)
class SlotState:
    """What the service says of one slot, or what we last believed when we ask it."""

    reader: str
    state: int
    """SCARD_STATE_* bits; the upper half counts insertions and removals."""

    atr: bytes = b""


class PcscCalls(Protocol):
    """PC/SC as we use it. Handles are opaque numbers. Every method raises `DeviceError` or `CardLost`."""

    def establish_context(self) -> int: ...

    def release_context(self, context: int) -> None: ...

    def list_readers(self, context: int) -> list[str]: ...

    def wait_for_change(self, context: int, limit_ms: int, believed: Sequence[SlotState]) -> list[SlotState]:
        """Block until a slot differs from what is believed; an empty list when `limit_ms` passed without a change."""
        ...

    def connect(self, context: int, reader: str, share_mode: int) -> tuple[int, int]:
        """Power the card; return its handle and the protocol, `PROTOCOL_T0` or `PROTOCOL_T1`."""
        ...

    def answer_to_reset(self, card: int) -> bytes:
        """The ATR; that of a contactless card is made up by the reader (PC/SC Part 3 §3.1.3.2.3)."""
        ...

    def begin_transaction(self, card: int) -> None: ...

    def end_transaction(self, card: int) -> None: ...

    def transmit(self, card: int, protocol: int, command: bytes) -> bytes: ...

    def control(self, card: int, code: int) -> bytes:
        """Ask the driver itself, with no data."""
        ...

    def disconnect(self, card: int, disposition: int) -> None: ...


class ScardLibrary:
    """The real calls, through `smartcard.scard`.

    Raises:
        LibraryMissing: pyscard is not installed or does not load.
    """

    def __init__(self) -> None:
        try:
            # Any: pyscard has no type information.
            self._scard: Any = importlib.import_module("smartcard.scard")
        except ImportError as error:
            raise LibraryMissing("pyscard", PYSCARD_REMEDY) from error

    def establish_context(self) -> int:
        code, context = self._scard.SCardEstablishContext(SCOPE_USER)
        _check(code, "SCardEstablishContext")
        return int(context)

    def release_context(self, context: int) -> None:
        _check(self._scard.SCardReleaseContext(context), "SCardReleaseContext")

    def list_readers(self, context: int) -> list[str]:
        code, readers = self._scard.SCardListReaders(context, [])
        if unsigned(code) == NO_READERS_AVAILABLE:
            return []
        _check(code, "SCardListReaders")
        return [str(reader) for reader in readers]

    def wait_for_change(self, context: int, limit_ms: int, believed: Sequence[SlotState]) -> list[SlotState]:
        questions = [(slot.reader, slot.state) for slot in believed]
        code, answers = self._scard.SCardGetStatusChange(context, limit_ms, questions)
        if unsigned(code) == TIMEOUT:
            return []
        _check(code, "SCardGetStatusChange")
        return [SlotState(reader, int(state), bytes(atr)) for reader, state, atr in answers]

    def connect(self, context: int, reader: str, share_mode: int) -> tuple[int, int]:
        code, card, protocol = self._scard.SCardConnect(context, reader, share_mode, PROTOCOL_T0 | PROTOCOL_T1)
        _check(code, "SCardConnect")
        return int(card), int(protocol)

    def answer_to_reset(self, card: int) -> bytes:
        code, _reader, _state, _protocol, atr = self._scard.SCardStatus(card)
        _check(code, "SCardStatus")
        return bytes(atr)

    def begin_transaction(self, card: int) -> None:
        _check(self._scard.SCardBeginTransaction(card), "SCardBeginTransaction")

    def end_transaction(self, card: int) -> None:
        _check(self._scard.SCardEndTransaction(card, LEAVE_CARD), "SCardEndTransaction")

    def transmit(self, card: int, protocol: int, command: bytes) -> bytes:
        header = self._scard.SCARD_PCI_T0 if protocol == PROTOCOL_T0 else self._scard.SCARD_PCI_T1
        code, response = self._scard.SCardTransmit(card, header, list(command))
        _check(code, "SCardTransmit")
        return bytes(response)

    def control(self, card: int, code: int) -> bytes:
        answered, response = self._scard.SCardControl(card, code, [])
        _check(answered, "SCardControl")
        return bytes(response)

    def disconnect(self, card: int, disposition: int) -> None:
        _check(self._scard.SCardDisconnect(card, disposition), "SCardDisconnect")


def _check(code: int, call: str) -> None:
    if unsigned(code) != SUCCESS:
        raise error_for(code, call)
