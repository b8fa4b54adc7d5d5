"""The port behind which every card reader stands: real ones, sockets, imagined ones."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from typing import Protocol

from drivers.nfc.events import ReaderEvent
from nfc_icao.transport import CardTransport


class CardReader(Protocol):
    """Tells when a card comes and lets the caller talk to it."""

    def watch(self, cancelled: Callable[[], bool]) -> Iterator[ReaderEvent]:
        """Yield what happens, blocking in between; end within 100 ms after `cancelled()` becomes true.

        What is already there is reported first. A service that goes away is an event, not an end.

        Raises:
            LibraryMissing: there is nothing to watch with.
        """
        ...

    def connect(self, reader: str) -> AbstractContextManager[CardTransport]:
        """Power the card on `reader` and hold it for this program alone; leaving the context resets and releases it.

        Raises:
            CardLost: there is no card (any more).
            DeviceError: the reader, the service or another program stands in the way.
        """
        ...
