"""A transport that replays: worked examples and recorded exchanges, byte for byte."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from hardware_mocks.errors import ScriptDiverged
from hardware_mocks.traces import Trace, read_trace
from nfc_icao.transport import SHORT_APDUS, ApduLimits

Apdu = bytes | str


class ScriptedTransport:
    """Answers each command of a script in order, and nothing else.

    A command or answer is bytes or hexadecimal text, spaces allowed. A command of None matches whatever comes; an
    exception as answer is raised.
    """

    def __init__(
        self,
        pairs: Iterable[tuple[Apdu | None, Apdu | Exception]],
        limits: ApduLimits = SHORT_APDUS,
        answer_to_reset: bytes = b"",
    ) -> None:
        self.limits = limits
        """What the link carries: a reader may choose its commands by it, and by what the chip said to power."""
        self.answer_to_reset = answer_to_reset
        self._pairs = [
            (None if command is None else _bytes(command), answer if isinstance(answer, Exception) else _bytes(answer))
            for command, answer in pairs
        ]
        self._position = 0

    @classmethod
    def from_trace(cls, trace: Trace | Path) -> ScriptedTransport:
        """The card's side of a recorded conversation (`mot-cham chip read --trace FILE --trace-personal`).

        Raises:
            OSError: the file cannot be read.
            UnusableTrace: it is no trace that can be replayed.
        """
        recorded = trace if isinstance(trace, Trace) else read_trace(trace)
        return cls(recorded.exchanges, recorded.limits, recorded.answer_to_reset)

    @property
    def remaining(self) -> int:
        """How many exchanges the script still foresees; zero when it was followed to its end."""
        return len(self._pairs) - self._position

    def transmit(self, command: bytes) -> bytes:
        """The scripted answer.

        Raises:
            ScriptDiverged: this is not the command the script foresees. The message tells lengths and headers only.
        """
        if not self.remaining:
            raise ScriptDiverged(f"command {self._position + 1} {_shown(command)} after the end of the script")
        expected, answer = self._pairs[self._position]
        self._position += 1
        if expected is not None and command != expected:
            raise ScriptDiverged(f"command {self._position}: {_shown(command)} came, {_shown(expected)} was foreseen")
        if isinstance(answer, Exception):
            raise answer
        return answer


def _bytes(apdu: Apdu) -> bytes:
    return bytes.fromhex(apdu) if isinstance(apdu, str) else bytes(apdu)


def _shown(command: bytes) -> str:
    return f"{command[:4].hex(' ').upper()} ({len(command)} bytes)"
