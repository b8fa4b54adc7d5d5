"""The HTTP door that every imagined receiver shares: real sockets on this machine, and a script that makes it slow,
broken or rude.

A receiver says what it does with a request (`answer`); everything about connections is here.
"""

from __future__ import annotations

import json
import socket
import socketserver
import ssl
import sys
import threading
import time
from abc import ABC, abstractmethod
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from http.server import BaseHTTPRequestHandler
from types import TracebackType
from typing import Any, Self
from urllib.parse import parse_qsl, unquote, urlsplit

_MAX_BODY_BYTES = 1 << 20
_DRIP_S = 0.05


@dataclass(frozen=True)
class HospitalScript:
    """How the receiver behaves; the default is well."""

    status: int | None = None
    """Answer with this status instead of doing the work."""
    latency_s: float = 0.0
    drop: bool = False
    """Do the work, then lose the answer: the connection is closed without a word."""
    body: bytes | None = None
    """Answer with these bytes instead of a receipt, after doing the work unless `status` says otherwise."""
    headers: Mapping[str, str] = field(default_factory=dict)
    drip: bool = False
    """Send the answer one byte at a time."""
    times: int | None = None
    """For so many requests, then behave; None: until told otherwise."""


@dataclass(frozen=True)
class Request:
    method: str
    path: str
    query: Mapping[str, str] = field(repr=False)
    headers: Mapping[str, str] = field(repr=False)
    """Names in lower case."""
    body: bytes = field(repr=False)


class Receiver(ABC):
    """A context: inside it the door is open. `start` and `stop` may be repeated; port and what was received stay."""

    def __init__(self, port: int = 0, tls: ssl.SSLContext | None = None) -> None:
        self._port = port
        self._tls = tls
        self._lock = threading.Lock()
        self._script = HospitalScript()
        self._server: _Server | None = None
        self._thread: threading.Thread | None = None
        self.requests = 0
        """How often somebody knocked, whatever came of it."""

    @abstractmethod
    def answer(self, request: Request) -> tuple[int, Any]:
        """The honest work: status, and what is answered as JSON."""

    @property
    def address(self) -> str:
        return f"{'https' if self._tls else 'http'}://127.0.0.1:{self._port}"

    def script(
        self,
        *,
        status: int | None = None,
        latency_s: float = 0.0,
        drop: bool = False,
        body: bytes | None = None,
        headers: Mapping[str, str] | None = None,
        drip: bool = False,
        times: int | None = None,
    ) -> None:
        """Behave like this from now on; without arguments: well. See `HospitalScript`."""
        with self._lock:
            self._script = HospitalScript(status, latency_s, drop, body, headers or {}, drip, times)

    def start(self) -> None:
        self._server = _Server(self, self._port, self._tls)
        self._port = self._server.server_address[1]
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), name=type(self).__name__)
        self._thread.start()

    def stop(self) -> None:
        """Close the door and every conversation under way."""
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

    def next_script(self) -> HospitalScript:
        """What holds for the request at hand."""
        with self._lock:
            self.requests += 1
            script = self._script
            if script.times is not None:
                left = script.times - 1
                self._script = replace(script, times=left) if left > 0 else HospitalScript()
            return script


class _Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    request_queue_size = 64

    def __init__(self, receiver: Receiver, port: int, tls: ssl.SSLContext | None) -> None:
        self.receiver = receiver
        self._open: set[socket.socket] = set()
        super().__init__(("127.0.0.1", port), _Handler)
        if tls is not None:
            # The handshake waits for the handler's thread, so that a rude client cannot stop the door.
            self.socket = tls.wrap_socket(self.socket, server_side=True, do_handshake_on_connect=False)

    def hang_up(self) -> None:
        for one in list(self._open):
            with suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)

    def process_request(self, request: Any, client_address: Any) -> None:  # noqa: ANN401 - socketserver's signature
        self._open.add(request)
        super().process_request(request, client_address)

    def close_request(self, request: Any) -> None:  # noqa: ANN401 - socketserver's signature
        self._open.discard(request)
        super().close_request(request)

    def handle_error(self, request: Any, client_address: Any) -> None:  # noqa: ANN401 - socketserver's signature
        """A client that hangs up is nothing to print about."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = -1
    timeout = 30
    server: _Server

    def do_GET(self) -> None:
        self._serve()

    def do_POST(self) -> None:
        self._serve()

    def _serve(self) -> None:
        script = self.server.receiver.next_script()
        length = self.headers.get("Content-Length", "0" if self.command == "GET" else "")
        if not length.isdigit() or int(length) > _MAX_BODY_BYTES:
            self.close_connection = True
            self._send(413, b"{}", {})
            return
        body = self.rfile.read(int(length))
        time.sleep(script.latency_s)
        if script.status is not None:
            status, answer = script.status, script.body or b"{}"
        else:
            status, content = self.server.receiver.answer(self._request(body))
            answer = json.dumps(content, ensure_ascii=False).encode() if script.body is None else script.body
        if script.drop:
            self.close_connection = True
            return
        self._send(status, answer, script.headers, drip=script.drip)

    def _request(self, body: bytes) -> Request:
        parts = urlsplit(self.path)
        headers = {name.lower(): value for name, value in self.headers.items()}
        return Request(self.command, unquote(parts.path), dict(parse_qsl(parts.query)), headers, body)

    def _send(self, status: int, answer: bytes, headers: Mapping[str, str], *, drip: bool = False) -> None:
        self.send_response(status)
        for name, value in {"Content-Type": "application/json", "Content-Length": str(len(answer)), **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        if not drip:
            self.wfile.write(answer)
            self.wfile.flush()
            return
        self.wfile.flush()
        for byte in answer:
            self.wfile.write(bytes([byte]))
            self.wfile.flush()
            time.sleep(_DRIP_S)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - http.server's name
        """Nothing is printed: requests are about people."""


def serve_until_interrupted(receiver: Receiver, path: str = "") -> None:
    """For receivers started by hand: say where, and stay."""
    with receiver:
        sys.stdout.write(f"{receiver.address}{path}\n")
        sys.stdout.flush()
        with suppress(KeyboardInterrupt):
            threading.Event().wait()
