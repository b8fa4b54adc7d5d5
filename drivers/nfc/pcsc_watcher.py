"""Watches all readers through one PC/SC context, and outlives the service it watches.

Written on the bare calls because pyscard's monitors die when pcscd restarts (and on Windows the service stops whenever
the last reader is pulled out). The shape: ask, believe, ask again; on any error forget everything, say so as events,
and start over. The wait is cut into short slices instead of being cancelled with SCardCancel, which would need a second
thread and loses the race when it is called just before the wait begins.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence

from drivers.errors import DeviceError
from drivers.nfc.events import (
    CardArrived,
    CardLeft,
    ReaderEvent,
    ReaderPlugged,
    ReaderUnplugged,
    ServiceDown,
    ServiceUp,
)
from drivers.nfc.pcsc_calls import STATE_CHANGED, STATE_PRESENT, STATE_UNAWARE, STATE_UNKNOWN, PcscCalls, SlotState
from drivers.nfc.slots import usable_slots
from nfc_icao.errors import CardLost

PNP_NOTIFICATION = r"\\?PnP?\Notification"
"""A pretended reader whose state changes when readers come or go (PC/SC Part 5 §3.2.5.3; winscard and pcsc-lite)."""


class PcscWatcher:
    """A blocking generator of reader events. One instance serves one `watch` at a time."""

    def __init__(self, calls: PcscCalls, *, slice_ms: int = 50, retry_s: float = 0.5, relist_s: float = 1.0) -> None:
        """`slice_ms` bounds how long a cancellation waits; `retry_s` is the pause while the service is down.

        Readers are listed again every `relist_s` even without a notification: some drivers never send one.
        """
        self._calls = calls
        self._slice_ms = slice_ms
        self._retry_s = retry_s
        self._relist_s = relist_s

    def watch(self, cancelled: Callable[[], bool]) -> Iterator[ReaderEvent]:
        service_is_up: bool | None = None
        while not cancelled():
            try:
                context = self._calls.establish_context()
            except DeviceError as error:
                if service_is_up is not False:
                    yield ServiceDown(str(error))
                service_is_up = False
                self._pause(cancelled)
                continue
            if service_is_up is not True:
                yield ServiceUp()
            service_is_up = True
            slots = _Slots()
            try:
                yield from self._observe(context, slots, cancelled)
            except (DeviceError, CardLost) as error:
                yield from slots.all_gone()
                yield ServiceDown(str(error))
                service_is_up = False
                self._pause(cancelled)
            finally:
                self._release(context)

    def _observe(self, context: int, slots: _Slots, cancelled: Callable[[], bool]) -> Iterator[ReaderEvent]:
        list_again_at = 0.0
        notification = SlotState(PNP_NOTIFICATION, STATE_UNAWARE)
        while not cancelled():
            now = time.monotonic()
            if now >= list_again_at:
                yield from slots.replace(self._calls.list_readers(context))
                list_again_at = now + self._relist_s
            believed = [notification, *slots.believed()]
            changes = self._calls.wait_for_change(context, self._slice_ms, believed)
            for change in changes:
                if change.reader == PNP_NOTIFICATION:
                    if change.state & STATE_CHANGED:
                        list_again_at = 0.0
                    notification = SlotState(PNP_NOTIFICATION, change.state & ~STATE_CHANGED)
                elif change.state & STATE_UNKNOWN:
                    list_again_at = 0.0
                elif change.state & STATE_CHANGED:
                    yield from slots.update(change)
            if changes and list_again_at == 0.0:
                # A service that keeps reporting a reader it does not list must not make us spin.
                time.sleep(0.01)

    def _pause(self, cancelled: Callable[[], bool]) -> None:
        until = time.monotonic() + self._retry_s
        while time.monotonic() < until and not cancelled():
            time.sleep(min(self._slice_ms / 1000, self._retry_s))

    def _release(self, context: int) -> None:
        try:
            self._calls.release_context(context)
        except DeviceError:
            # The service that owned the context is gone, and the context with it: nothing is left to release.
            return


class _Slots:
    """What we believe of every watched slot, and the events that follow when belief changes."""

    def __init__(self) -> None:
        self._states: dict[str, SlotState] = {}

    def believed(self) -> Sequence[SlotState]:
        return list(self._states.values())

    def replace(self, readers: Sequence[str]) -> Iterator[ReaderEvent]:
        listed = usable_slots(readers)
        for reader in [known for known in self._states if known not in listed]:
            yield from self._remove(reader)
        for reader in listed:
            if reader not in self._states:
                self._states[reader] = SlotState(reader, STATE_UNAWARE)
                yield ReaderPlugged(reader)

    def update(self, change: SlotState) -> Iterator[ReaderEvent]:
        before = self._states.get(change.reader)
        if before is None:
            return
        self._states[change.reader] = SlotState(change.reader, change.state & ~STATE_CHANGED, change.atr)
        was_present, is_present = bool(before.state & STATE_PRESENT), bool(change.state & STATE_PRESENT)
        if was_present and (not is_present or _exchanged(before, change)):
            yield CardLeft(change.reader)
        if is_present and (not was_present or _exchanged(before, change)):
            yield CardArrived(change.reader, change.atr)

    def all_gone(self) -> Iterator[ReaderEvent]:
        for reader in list(self._states):
            yield from self._remove(reader)

    def _remove(self, reader: str) -> Iterator[ReaderEvent]:
        if self._states.pop(reader).state & STATE_PRESENT:
            yield CardLeft(reader)
        yield ReaderUnplugged(reader)


def _exchanged(before: SlotState, after: SlotState) -> bool:
    """True when a card left and another (or the same) came between two looks: the insertion counter moved by two."""
    return ((after.state >> 16) - (before.state >> 16)) & 0xFFFF >= 2
