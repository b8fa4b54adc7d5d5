"""The one thing this room needs from the outside world: somewhere to send a command APDU.

One method is enough for the whole of Doc 9303. Readers, sockets, recordings and imagined cards all fit behind it.
"""

from __future__ import annotations

from typing import Protocol


class CardTransport(Protocol):
    """A powered chip that answers one command at a time (ISO 7816-4 §5.1)."""

    def transmit(self, command: bytes) -> bytes:
        """Send one command APDU; return the response APDU, SW1-SW2 included (at least two bytes).

        The transport answers 61xx by GET RESPONSE itself where its link layer demands it; it never retries a command.

        Raises:
            CardLost: the card left, was reset by another program, or the reader vanished.
            ReadingCancelled: the caller's wall-clock limit for this card is over.
        """
        ...
