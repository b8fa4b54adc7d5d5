"""One conversation with a chip, written down because a person asked for it with `--trace`.

A file of JSON lines. The first says what follows: program, time, kind of link, kinds of keys, plan. Then one line for
each command and answer, in hexadecimal, with times. Personal bytes are cut (`kiosk.cli.trace_privacy`) unless
`--trace-personal` asks for everything; then the terminal's own random bytes are written too, and the conversation can
be replayed byte for byte: `chip read --replay FILE`, `hardware_mocks.scripted.ScriptedTransport.from_trace`. Keys are
never written: whoever replays gives them again.
"""

from __future__ import annotations

import json
import time
from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from importlib.metadata import version
from typing import Any, TextIO

from kiosk.cli.trace_privacy import TraceCutter
from nfc_icao.access.keys import AccessKey
from nfc_icao.crypto.randomness import Randomness, system_randomness
from nfc_icao.reading import ReadingPlan
from nfc_icao.transport import ApduLimits, CardTransport, answer_to_reset_of, limits_of

FORMAT = "mot-cham-trace"
VERSION = 1


class TraceWriter:
    """Writes the lines of one trace; each is on disk before the next command goes out."""

    def __init__(self, sink: TextIO, *, personal: bool) -> None:
        """`personal` keeps every byte, and the terminal's randomness."""
        self.personal = personal
        self._sink = sink
        self._cutter = TraceCutter()
        self._started = time.monotonic()

    def begin(
        self,
        started_at: datetime,
        link: str,
        transport: CardTransport,
        keys: Sequence[AccessKey],
        plan: ReadingPlan,
    ) -> None:
        """The first line. `link` is the kind of link: `pcsc`, `tcp` …

        The answer to reset tells the kind of chip, never a card or a person (ISO 7816-4 §12.1.1).
        """
        self._write(
            {
                "format": FORMAT,
                "version": VERSION,
                "program": f"mot-cham {version('mot-cham')}",
                "started_at": started_at.isoformat(timespec="seconds"),
                "link": link,
                "limits": asdict(limits_of(transport)),
                "answer_to_reset": answer_to_reset_of(transport).hex(),
                "keys": [key.password for key in keys],
                "plan": asdict(plan),
                "personal": self.personal,
            }
        )

    def exchange(self, sent_at: float, command: bytes, response: bytes) -> None:
        """One command with its answer; `sent_at` is of the monotonic clock."""
        if self.personal:
            line: dict[str, Any] = {"command": command.hex(), "response": response.hex()}
        else:
            line = self._cutter.line(command, response)
        self._write({**self._times(sent_at), **line})

    def failed(self, sent_at: float, command: bytes, error: Exception) -> None:
        """A command that had no answer."""
        shown = command.hex() if self.personal else self._cutter.line(command, b"")["command"]
        self._write({**self._times(sent_at), "command": shown, "error": type(error).__name__})

    def drew(self, random: bytes) -> None:
        """Random bytes of the terminal, which open the session to whoever has them."""
        if self.personal:
            self._write({"random": random.hex()})

    def _times(self, sent_at: float) -> dict[str, float]:
        return {"at_s": round(sent_at - self._started, 6), "took_s": round(time.monotonic() - sent_at, 6)}

    def _write(self, line: dict[str, Any]) -> None:
        self._sink.write(json.dumps(line) + "\n")
        self._sink.flush()


class TracedTransport:
    """A `CardTransport` that writes down what passes."""

    def __init__(self, transport: CardTransport, writer: TraceWriter) -> None:
        self._transport = transport
        self._writer = writer

    @property
    def limits(self) -> ApduLimits:
        """Those of the link inside."""
        return limits_of(self._transport)

    @property
    def answer_to_reset(self) -> bytes:
        """That of the chip inside: how it is read depends on it."""
        return answer_to_reset_of(self._transport)

    def transmit(self, command: bytes) -> bytes:
        sent_at = time.monotonic()
        try:
            response = self._transport.transmit(command)
        except Exception as error:
            self._writer.failed(sent_at, command, error)
            raise
        self._writer.exchange(sent_at, command, response)
        return response


def traced_randomness(writer: TraceWriter, source: Randomness = system_randomness) -> Randomness:
    """`source`, with what is drawn from it told to `writer`."""

    def draw(size: int) -> bytes:
        random = source(size)
        writer.drew(random)
        return random

    return draw
