"""What went over the imagined chip's contacts: headers, lengths and status words, never values.

Values are written only where somebody asks for them by name, for debugging a reader of their own: the people are
invented, but a habit of logging values is not.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TextIO

from hardware_mocks.powered_card import PoweredCard


@dataclass(frozen=True)
class ApduRecord:
    """One command and its answer, as they went over the link."""

    header: str
    """CLA INS P1 P2 in hexadecimal; fewer bytes when the command was cut short."""
    command_bytes: int
    response_bytes: int
    status_word: int
    protected: bool
    """Whether the answer came under secure messaging."""

    def __str__(self) -> str:
        mark = "SM" if self.protected else "  "
        return f"{self.header} {mark} {self.command_bytes:5} -> {self.response_bytes:5} {self.status_word:04X}"


class LoggedCard:
    """A card that writes down what passes, one line for each way."""

    def __init__(self, card: PoweredCard, write: Callable[[str], object], *, values: bool = False) -> None:
        self.card = card
        self._write = write
        self._values = values

    @property
    def atr(self) -> bytes:
        return self.card.atr

    def reset(self) -> None:
        """See `PoweredCard.reset`."""
        self._write("== reset\n")
        self.card.reset()

    def transmit(self, command: bytes) -> bytes:
        """See `PoweredCard.transmit`."""
        self._write(f"> {self._shown(command, 4)}\n")
        response = self.card.transmit(command)
        self._write(f"< {self._shown(response, -2)}\n")
        return response

    def _shown(self, apdu: bytes, kept: int) -> str:
        if self._values:
            return apdu.hex().upper()
        part = apdu[:kept] if kept > 0 else apdu[kept:]
        return f"{part.hex(' ').upper()} ({len(apdu)} bytes)"


def logged_to(card: PoweredCard, sink: TextIO, *, values: bool = False) -> LoggedCard:
    """`card`, writing to an open text file; every line is there when the answer leaves."""

    def write(line: str) -> None:
        sink.write(line)
        sink.flush()

    return LoggedCard(card, write, values=values)
