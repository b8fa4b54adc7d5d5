"""The HTTP side: reading requests, and misbehaving in every way a server can."""

from __future__ import annotations

import gzip
import json
import socket
import sys
import threading
from collections.abc import Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Protocol
from urllib.parse import parse_qsl, urlsplit

from hardware_mocks.portals.account import SeenRequest, Sessions
from hardware_mocks.portals.contract import CALLS, Call
from hardware_mocks.portals.script import Script

MAX_BODY = 65536
"""Of a request; nobody asks that long, and what is beyond it is not looked at."""


class Portal(Protocol):
    """What the server needs of the portal behind it."""

    @property
    def sessions(self) -> Sessions: ...

    def note(self, request: SeenRequest) -> None: ...

    def behaviour(self, call: Call | None, body: Mapping[str, str]) -> Script: ...

    def has_forgotten(self) -> bool: ...

    def answer(self, call: Call, body: Mapping[str, str], script: Script) -> dict[str, Any]: ...


class PortalServer(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128

    def __init__(self, address: tuple[str, int], portal: Portal) -> None:
        self.portal = portal
        self.closing = threading.Event()
        """Set when the portal ends: whoever sleeps for its latency wakes up."""
        super().__init__(address, _Handler)

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that went away is no news; anything else is said on stderr, without what was sent."""
        error = sys.exc_info()[1]
        if not isinstance(error, OSError):
            sys.stderr.write(f"fake portal: {type(error).__name__}\n")


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: PortalServer

    def setup(self) -> None:
        super().setup()
        self.connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def do_POST(self) -> None:
        portal = self.server.portal
        address = urlsplit(self.path)
        call = CALLS.get(address.path)
        query = dict(parse_qsl(address.query))
        body = self._read_body()
        headers = {name.lower(): value for name, value in self.headers.items()}
        portal.note(SeenRequest(address.path, query, body, self.headers.get("Content-Type", ""), headers))
        script = portal.behaviour(call, body)
        self.server.closing.wait(script.latency_s)
        if script.drop:
            self.close_connection = True
        elif script.redirect_to is not None:
            self._send(script, 302, b"", {"Location": script.redirect_to})
        elif script.body is not None or script.http_status is not None:
            self._send(script, script.http_status or 200, script.body or b"", {})
        elif call is None:
            self._send(script, 404, b"", {})
        elif call is not Call.TOKEN and not self._may_ask(call, query, headers):
            self._send(script, 401, b"", {})
        else:
            self._send_json(script, {**portal.answer(call, body, script), **script.changed})

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name http.server wants
        """Addresses carry tokens: nothing is logged."""

    def _may_ask(self, call: Call, query: Mapping[str, str], headers: Mapping[str, str]) -> bool:
        sessions = self.server.portal.sessions
        if self.server.portal.has_forgotten():
            return False
        return sessions.allow_headers(headers) if call is Call.COPAYMENT else sessions.allow(query)

    def _read_body(self) -> dict[str, str]:
        length = self.headers.get("Content-Length", "0")
        data = self.rfile.read(int(length) if length.isdecimal() else 0)  # All of it: the next request follows.
        text = data[:MAX_BODY].decode("utf-8", "replace")
        if self.headers.get("Content-Type", "").startswith("application/json"):
            try:
                value = json.loads(text)
            except ValueError:
                return {}
            return {key: one for key, one in value.items() if isinstance(one, str)} if isinstance(value, dict) else {}
        return dict(parse_qsl(text))

    def _send_json(self, script: Script, answer: Mapping[str, Any]) -> None:
        data = json.dumps(answer, ensure_ascii=False).encode("utf-8") + b" " * script.filler_bytes
        headers = {"Content-Type": "application/json; charset=utf-8"}
        if script.gzip:
            self._send(script, 200, gzip.compress(data), {**headers, "Content-Encoding": "gzip"})
        else:
            self._send(script, 200, data, headers)

    def _send(self, script: Script, status: int, data: bytes, headers: Mapping[str, str]) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        if not script.drip_s:
            self.wfile.write(data)
            return
        for index in range(len(data)):
            self.wfile.write(data[index : index + 1])
            if self.server.closing.wait(script.drip_s):
                return
