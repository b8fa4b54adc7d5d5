"""Every APDU of one conversation, as JSON lines, because a person asked for it with `--trace`.

What is under secure messaging stays encrypted in the trace; what is not can be personal.
"""

from __future__ import annotations

import json
import time
from typing import TextIO

from nfc_icao.transport import CardTransport


class TracedTransport:
    """A `CardTransport` that writes down what passes."""

    def __init__(self, transport: CardTransport, sink: TextIO) -> None:
        self._transport = transport
        self._sink = sink
        self._started = time.monotonic()

    def transmit(self, command: bytes) -> bytes:
        sent = time.monotonic()
        response = self._transport.transmit(command)
        line = {
            "at_s": round(sent - self._started, 6),
            "took_s": round(time.monotonic() - sent, 6),
            "command": command.hex(),
            "response": response.hex(),
        }
        self._sink.write(json.dumps(line) + "\n")
        return response
