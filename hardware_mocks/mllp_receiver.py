"""An imagined hospital that takes HL7 v2 messages over MLLP: docs/deliveries/hl7.md.

It holds every message to the standard with hl7apy, keeps each control id once, and acknowledges; a script makes it
refuse, keep silent, hang up or talk nonsense.
"""

from __future__ import annotations

import argparse
import socket
import socketserver
import ssl
import sys
import threading
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from types import TracebackType
from typing import Self

from hl7apy.consts import VALIDATION_LEVEL
from hl7apy.exceptions import HL7apyException
from hl7apy.parser import parse_message

_START, _END = b"\x0b", b"\x1c\r"
_MOST_BYTES = 1 << 20


@dataclass(frozen=True)
class MllpScript:
    """How it behaves; the default is well."""

    code: str | None = None
    """Acknowledge with this code instead of doing the work."""
    error: str = ""
    """ERR-3 beside the code."""
    control_id: str | None = None
    """Acknowledge another message."""
    answer: bytes | None = None
    """Answer with these bytes, frame and all, after doing the work."""
    latency_s: float = 0.0
    drop: bool = False
    """Do the work and hang up without a word."""
    drip_s: float = 0.0
    """Pause between the answer's bytes."""


@dataclass
class Received:
    """Messages by control id, in order; `again` counts those that came once more."""

    messages: dict[str, str] = field(default_factory=dict)
    again: int = 0


class MllpReceiver:
    """`with MllpReceiver() as receiver:` listens on `receiver.port`."""

    def __init__(self, port: int = 0, tls: ssl.SSLContext | None = None) -> None:
        self._port = port
        self._tls = tls
        self._lock = threading.Lock()
        self._server: _Server | None = None
        self._thread: threading.Thread | None = None
        self.script = MllpScript()
        self.received = Received()

    @property
    def port(self) -> int:
        return self._port

    def start(self) -> None:
        self._server = _Server(self, self._port, self._tls)
        self._port = self._server.server_address[1]
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), name="MllpReceiver")
        self._thread.start()

    def stop(self) -> None:
        if self._server is None or self._thread is None:
            return
        self._server.shutdown()
        self._thread.join()
        self._server.hang_up()
        self._server.server_close()
        self._server = self._thread = None

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def answer(self, message: bytes) -> bytes:
        """The acknowledgement of one message, without its frame."""
        script = self.script
        if script.code is not None:
            return _acknowledgement(script.code, script.control_id or _control_id(message), 0, script.error)
        problem = _problem(message)
        control_id = _control_id(message)
        if problem:
            return _acknowledgement("AE", control_id, 0, problem)
        with self._lock:
            self.received.again += control_id in self.received.messages
            self.received.messages.setdefault(control_id, message.decode("utf-8"))
            number = list(self.received.messages).index(control_id) + 1
        return _acknowledgement("AA", script.control_id or control_id, number)


def _problem(message: bytes) -> str:
    """The code of HL70357 for a message that is not as the standard has it; empty when it is."""
    try:
        parsed = parse_message(message.decode("utf-8"), validation_level=VALIDATION_LEVEL.STRICT)
        parsed.validate()
    except UnicodeDecodeError:
        return "102"
    except (HL7apyException, ValueError, AttributeError, KeyError):
        return "100"
    kind = parsed.msh.msh_9.to_er7()
    return "" if kind == "ADT^A04^ADT_A01" and parsed.msh.msh_18.to_er7() == "UNICODE UTF-8" else "201"


def _control_id(message: bytes) -> str:
    pieces = message.split(b"\r", 1)[0].split(b"|")
    return pieces[9].decode("utf-8", "replace") if len(pieces) > 9 else ""


def _acknowledgement(code: str, control_id: str, number: int, error: str = "") -> bytes:
    at = time.strftime("%Y%m%d%H%M%S+0000", time.gmtime())
    lines = [
        f"MSH|^~\\&|HIS|BV|||{at}||ACK^A04^ACK|BV{number:06d}|P|2.5.1||||||UNICODE UTF-8",
        f"MSA|{code}|{control_id}",
    ]
    if error:
        lines.append(f"ERR|||{error}^^HL70357|E")
    return "".join(f"{line}\r" for line in lines).encode()


class _Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True

    def __init__(self, receiver: MllpReceiver, port: int, tls: ssl.SSLContext | None) -> None:
        self.receiver = receiver
        self._open: set[socket.socket] = set()
        super().__init__(("127.0.0.1", port), _Handler)
        if tls is not None:
            self.socket = tls.wrap_socket(self.socket, server_side=True, do_handshake_on_connect=False)

    def hang_up(self) -> None:
        for one in list(self._open):
            with suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)

    def process_request(self, request: socket.socket, client_address: object) -> None:  # type: ignore[override]  # ours are TCP
        self._open.add(request)
        super().process_request(request, client_address)

    def close_request(self, request: socket.socket) -> None:  # type: ignore[override]  # ours are TCP
        self._open.discard(request)
        super().close_request(request)

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that hangs up is nothing to print about."""


class _Handler(socketserver.BaseRequestHandler):
    server: _Server
    request: socket.socket

    def handle(self) -> None:
        self.request.settimeout(30)
        frame = bytearray()
        while _END not in frame:
            part = self.request.recv(65536)
            if not part or len(frame) > _MOST_BYTES:
                return
            frame += part
        if not frame.startswith(_START):
            return
        receiver = self.server.receiver
        script = receiver.script
        answer = _START + receiver.answer(bytes(frame[1 : frame.index(_END)])) + _END
        time.sleep(script.latency_s)
        if script.drop:
            return
        self._send(answer if script.answer is None else script.answer, script.drip_s)

    def _send(self, answer: bytes, drip_s: float) -> None:
        if not drip_s:
            self.request.sendall(answer)
            return
        for byte in answer:
            self.request.sendall(bytes([byte]))
            time.sleep(drip_s)


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        prog="python -m hardware_mocks.mllp_receiver", description="An imagined receiver of HL7 v2 messages"
    )
    parser.add_argument("--port", type=int, default=2575)
    with MllpReceiver(parser.parse_args(arguments).port) as receiver:
        sys.stdout.write(f"mllp://localhost:{receiver.port}\n")
        sys.stdout.flush()
        with suppress(KeyboardInterrupt):
            threading.Event().wait()
    return 0


if __name__ == "__main__":
    sys.exit(main())
