"""A PC/SC service made of a dictionary: slots, cards, faults on demand, the same codes and counters as the real one."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from threading import Condition

from drivers.nfc.pcsc_calls import PROTOCOL_T1, SHARE_EXCLUSIVE, STATE_CHANGED, STATE_PRESENT, STATE_UNKNOWN, SlotState
from drivers.nfc.pcsc_errors import error_for
from drivers.nfc.pcsc_watcher import PNP_NOTIFICATION

NO_SERVICE = 0x8010001D
COMM_ERROR = 0x80100013
ATR = bytes.fromhex("3B80800101")
Answer = Callable[[bytes], bytes]


@dataclass
class Slot:
    card: Answer | None = None
    moves: int = 0
    mute: bool = False
    held: bool = False


@dataclass
class ImaginedPcsc:
    """`PcscCalls` with knobs."""

    slots: dict[str, Slot] = field(default_factory=dict)
    up: bool = True
    protocol: int = PROTOCOL_T1
    log: list[str] = field(default_factory=list)
    list_changes: int = 0
    pnp_works: bool = True
    epoch: int = 0
    controls: dict[int, bytes] = field(default_factory=dict)
    """What the driver answers to a control code; it knows no others."""
    silent_about_cards: bool = False
    """The service does not tell what the card said to power."""

    def __post_init__(self) -> None:
        self._changed = Condition()
        self._handles = itertools.count(1)
        self._contexts: dict[int, int] = {}
        self._cards: dict[int, str] = {}

    def plug(self, reader: str) -> None:
        with self._changed:
            self.slots[reader] = Slot()
            self.list_changes += 1
            self._changed.notify_all()

    def unplug(self, reader: str) -> None:
        with self._changed:
            del self.slots[reader]
            self.list_changes += 1
            self._changed.notify_all()

    def lay(self, reader: str, answer: Answer = lambda _command: b"\x90\x00", *, mute: bool = False) -> None:
        with self._changed:
            slot = self.slots[reader]
            slot.card, slot.mute, slot.moves = answer, mute, slot.moves + 1
            self._changed.notify_all()

    def take(self, reader: str) -> None:
        with self._changed:
            slot = self.slots[reader]
            slot.card, slot.held, slot.moves = None, False, slot.moves + 1
            self._changed.notify_all()

    def stop(self) -> None:
        with self._changed:
            self.up, self.epoch = False, self.epoch + 1
            self._changed.notify_all()

    def start(self) -> None:
        with self._changed:
            self.up = True

    # --- PcscCalls ---

    def establish_context(self) -> int:
        if not self.up:
            raise error_for(NO_SERVICE, "SCardEstablishContext")
        context = next(self._handles)
        self._contexts[context] = self.epoch
        return context

    def release_context(self, context: int) -> None:
        if self._contexts.pop(context) != self.epoch:
            raise error_for(0x80100003, "SCardReleaseContext")

    def list_readers(self, context: int) -> list[str]:
        self._check(context)
        return list(self.slots)

    def wait_for_change(self, context: int, limit_ms: int, believed: Sequence[SlotState]) -> list[SlotState]:
        with self._changed:
            self._changed.wait_for(
                lambda: not self.up or any(self._differs(slot) for slot in believed), limit_ms / 1000
            )
            self._check(context)
            if not any(self._differs(slot) for slot in believed):
                return []
            return [self._state(slot.reader, STATE_CHANGED if self._differs(slot) else 0) for slot in believed]

    def connect(self, context: int, reader: str, share_mode: int) -> tuple[int, int]:
        self._check(context)
        if reader not in self.slots:
            raise error_for(0x80100009, "SCardConnect")
        slot = self.slots[reader]
        if slot.card is None:
            raise error_for(0x8010000C, "SCardConnect")
        if slot.mute:
            raise error_for(0x80100066, "SCardConnect")
        if slot.held:
            raise error_for(0x8010000B, "SCardConnect")
        slot.held = share_mode == SHARE_EXCLUSIVE
        handle = next(self._handles)
        self._cards[handle] = reader
        return handle, self.protocol

    def answer_to_reset(self, card: int) -> bytes:
        if self.silent_about_cards:
            raise error_for(0x8010001F, "SCardStatus")
        return ATR

    def begin_transaction(self, card: int) -> None:
        self.log.append("begin")

    def end_transaction(self, card: int) -> None:
        self.log.append("end")

    def transmit(self, card: int, protocol: int, command: bytes) -> bytes:
        if not self.up:
            raise error_for(COMM_ERROR, "SCardTransmit")
        reader = self._cards[card]
        if reader not in self.slots:
            raise error_for(0x80100017, "SCardTransmit")
        answer = self.slots[reader].card
        if answer is None:
            raise error_for(0x80100069, "SCardTransmit")
        return answer(command)

    def control(self, card: int, code: int) -> bytes:
        if code not in self.controls:
            raise error_for(0x8010001F, "SCardControl")
        return self.controls[code]

    def disconnect(self, card: int, disposition: int) -> None:
        self.log.append(f"disconnect {disposition}")
        slot = self.slots.get(self._cards.pop(card))
        if slot is None or slot.card is None:
            raise error_for(0x80100069, "SCardDisconnect")
        slot.held = False

    def open_contexts(self) -> int:
        return len(self._contexts)

    def _check(self, context: int) -> None:
        if not self.up or self._contexts[context] != self.epoch:
            raise error_for(COMM_ERROR, "SCardGetStatusChange")

    def _state(self, reader: str, changed: int = 0) -> SlotState:
        if reader == PNP_NOTIFICATION:
            return SlotState(reader, (self.list_changes << 16 if self.pnp_works else 0) | changed)
        slot = self.slots.get(reader)
        if slot is None:
            return SlotState(reader, STATE_UNKNOWN | changed)
        present = STATE_PRESENT if slot.card else 0x10
        return SlotState(reader, (slot.moves << 16) | present | changed, ATR if slot.card and not slot.mute else b"")

    def _differs(self, believed: SlotState) -> bool:
        return self._state(believed.reader).state != believed.state
