"""The port every imagined card stands behind, whether it computes, breaks, or replays."""

from __future__ import annotations

from typing import Protocol


class PoweredCard(Protocol):
    """A chip that can be powered on anew and answers one command at a time."""

    @property
    def atr(self) -> bytes:
        """What it answers to reset."""
        ...

    def reset(self) -> None:
        """Power it off and on."""
        ...

    def transmit(self, command: bytes, /) -> bytes:
        """Answer one command APDU.

        Raises:
            CardLost: it is no longer there.
        """
        ...
