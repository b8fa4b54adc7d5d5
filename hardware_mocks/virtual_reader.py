"""An imagined card reader behind the port of the real ones: cards are laid on and lifted by calling methods.

Any thread may lay and lift while another watches or reads, as people do.
"""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from drivers.errors import ReaderGone, ReaderServiceDown, SharingViolation
from drivers.nfc.events import (
    CardArrived,
    CardLeft,
    ReaderEvent,
    ReaderPlugged,
    ReaderUnplugged,
    ServiceDown,
    ServiceUp,
)
from hardware_mocks.errors import UnknownName
from hardware_mocks.powered_card import PoweredCard
from nfc_icao.errors import CardLost
from nfc_icao.transport import SHORT_APDUS, ApduLimits, CardTransport

DEFAULT_NAME = "Đầu đọc ảo 0"
_POLL_S = 0.02


class _Presence:
    """One stay of a card on a reader, from tap to lift: a card laid on again is another stay."""

    def __init__(self, card: PoweredCard) -> None:
        self.card = card


class VirtualReader:
    """One or more imagined readers, each with room for one card: two cards at once need two names."""

    def __init__(
        self, names: Sequence[str] = (DEFAULT_NAME,), *, plugged: bool = True, limits: ApduLimits = SHORT_APDUS
    ) -> None:
        self.names = tuple(names)
        self.limits = limits
        """What these readers carry; short APDUs unless told, as the cheapest do."""
        self._lock = threading.RLock()
        self._plugged: set[str] = set(self.names) if plugged else set()
        self._cards: dict[str, _Presence] = {}
        self._held: set[str] = set()
        self._service_up = True
        self._watchers: list[queue.Queue[ReaderEvent]] = []

    def tap(self, card: PoweredCard, reader: str | None = None) -> None:
        """Lay a card on a reader; one that lies there is lifted first.

        Raises:
            UnknownName: no reader of this name.
        """
        name = self._named(reader)
        with self._lock:
            self.lift(name)
            self._cards[name] = _Presence(card)
            if self._usable(name):
                self._tell(CardArrived(name, card.atr))

    def lift(self, reader: str | None = None) -> None:
        """Take the card away; nothing happens when there is none.

        Raises:
            UnknownName: no reader of this name.
        """
        name = self._named(reader)
        with self._lock:
            if self._cards.pop(name, None) is not None and self._usable(name):
                self._tell(CardLeft(name))

    def unplug(self, reader: str | None = None) -> None:
        """Pull the reader out; a card on it stays lying there."""
        name = self._named(reader)
        with self._lock:
            if self._usable(name):
                self._tell_gone(name)
            self._renew(name)
            self._plugged.discard(name)

    def plug(self, reader: str | None = None) -> None:
        """Plug the reader in again."""
        name = self._named(reader)
        with self._lock:
            known = name in self._plugged
            self._plugged.add(name)
            if self._service_up and not known:
                self._tell_present(name)

    def stop_service(self, reason: str = "the imagined service was stopped") -> None:
        """As when pcscd ends, or the last reader is pulled out under Windows."""
        with self._lock:
            for name in self.names:
                if self._usable(name):
                    self._tell_gone(name)
                self._renew(name)
            self._service_up = False
            self._tell(ServiceDown(reason))

    def start_service(self) -> None:
        """As when pcscd comes back."""
        with self._lock:
            self._service_up = True
            self._tell(ServiceUp())
            for name in self.names:
                if name in self._plugged:
                    self._tell_present(name)

    def watch(self, cancelled: Callable[[], bool]) -> Iterator[ReaderEvent]:
        """See `CardReader.watch`."""
        events: queue.Queue[ReaderEvent] = queue.Queue()
        with self._lock:
            for event in self._what_is_there():
                events.put(event)
            self._watchers.append(events)
        try:
            while not cancelled():
                try:
                    yield events.get(timeout=_POLL_S)
                except queue.Empty:
                    continue
        finally:
            with self._lock:
                self._watchers.remove(events)

    @contextmanager
    def connect(self, reader: str) -> Iterator[CardTransport]:
        """See `CardReader.connect`."""
        presence = self._hold(reader)
        presence.card.reset()
        try:
            yield _Connection(self, reader, presence)
        finally:
            presence.card.reset()
            with self._lock:
                self._held.discard(reader)

    def lies_on(self, reader: str, presence: _Presence) -> bool:
        """Whether the same card still lies there since the same tap."""
        with self._lock:
            return self._usable(reader) and self._cards.get(reader) is presence

    def _hold(self, reader: str) -> _Presence:
        with self._lock:
            if not self._service_up:
                raise ReaderServiceDown("the imagined service is stopped")
            if reader not in self._plugged:
                raise ReaderGone(f"{reader} is not plugged in")
            presence = self._cards.get(reader)
            if presence is None:
                raise CardLost(f"no card on {reader}")
            if reader in self._held:
                raise SharingViolation(f"the card on {reader} is held already")
            self._held.add(reader)
            return presence

    def _named(self, reader: str | None) -> str:
        name = self.names[0] if reader is None else reader
        if name not in self.names:
            raise UnknownName(f"no reader {name!r}; there are: {', '.join(self.names)}")
        return name

    def _usable(self, name: str) -> bool:
        return self._service_up and name in self._plugged

    def _what_is_there(self) -> Iterator[ReaderEvent]:
        if not self._service_up:
            yield ServiceDown("the imagined service is stopped")
            return
        for name in self.names:
            if name in self._plugged:
                yield from self._presence(name)

    def _presence(self, name: str) -> Iterator[ReaderEvent]:
        yield ReaderPlugged(name)
        if name in self._cards:
            yield CardArrived(name, self._cards[name].card.atr)

    def _renew(self, name: str) -> None:
        """A card that stays lying while its reader goes is powered anew: whoever held it has lost it."""
        if name in self._cards:
            self._cards[name] = _Presence(self._cards[name].card)

    def _tell_present(self, name: str) -> None:
        for event in self._presence(name):
            self._tell(event)

    def _tell_gone(self, name: str) -> None:
        if name in self._cards:
            self._tell(CardLeft(name))
        self._tell(ReaderUnplugged(name))

    def _tell(self, event: ReaderEvent) -> None:
        for watcher in self._watchers:
            watcher.put(event)


class _Connection:
    """One card held for one program, until it is lifted."""

    def __init__(self, reader: VirtualReader, name: str, presence: _Presence) -> None:
        self._reader = reader
        self._name = name
        self._presence = presence

    @property
    def limits(self) -> ApduLimits:
        """What the imagined reader carries."""
        return self._reader.limits

    def transmit(self, command: bytes) -> bytes:
        self._require_presence()
        try:
            response = self._presence.card.transmit(command)
        except CardLost:
            if self._reader.lies_on(self._name, self._presence):
                self._reader.lift(self._name)
            raise
        self._require_presence()  # it may have been lifted while it computed
        return response

    def _require_presence(self) -> None:
        if not self._reader.lies_on(self._name, self._presence):
            raise CardLost(f"the card left {self._name}")
