"""The one thing this room needs from the outside world: somewhere to send a command APDU.

One method is enough for the whole of Doc 9303. Readers, sockets, recordings and imagined cards all fit behind it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol, runtime_checkable


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


@dataclass(frozen=True)
class ApduLimits:
    """The longest APDUs a link carries whole, in bytes, header and status word included."""

    max_command_bytes: int
    max_response_bytes: int

    @property
    def extended(self) -> bool:
        """True when the link carries more than short APDUs (ISO 7816-4 §5.2)."""
        return self.max_response_bytes > SHORT_APDUS.max_response_bytes


SHORT_APDUS = ApduLimits(max_command_bytes=261, max_response_bytes=258)
"""What every reader carries."""


@runtime_checkable
class LimitedTransport(Protocol):
    """A transport that knows what its link carries. One that does not say is taken to carry short APDUs."""

    @property
    def limits(self) -> ApduLimits: ...


@runtime_checkable
class ResetTransport(Protocol):
    """A transport that knows what the chip said when it was powered (ISO 7816-3 §8.2; PC/SC part 3 §3.1.3.2.3)."""

    @property
    def answer_to_reset(self) -> bytes: ...


def limits_of(transport: CardTransport) -> ApduLimits:
    """What `transport` carries."""
    return transport.limits if isinstance(transport, LimitedTransport) else SHORT_APDUS


def answer_to_reset_of(transport: CardTransport) -> bytes:
    """The ATR of the chip behind `transport`; empty when it does not know."""
    return transport.answer_to_reset if isinstance(transport, ResetTransport) else b""
