"""An imagined hospital: the receiving end of the kiosk's deliveries, over real HTTP on this machine.

It does what `docs/webhook.md` asks of a receiver and checks what a careful one would check, with code of its own: the
signature, the age of the timestamp, the key against the content. `script` makes it slow, broken or rude. Nothing is
kept after it stops.
"""

from __future__ import annotations

import argparse
import hashlib
import hmac
import json
import socket
import socketserver
import ssl
import sys
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from types import TracebackType
from typing import Any

_MAX_BODY_BYTES = 1 << 20
_WINDOW_S = 300
_DRIP_S = 0.05


@dataclass(frozen=True)
class ReceivedRecord:
    """One record the hospital has: once, however often it was sent."""

    key: str
    body: Mapping[str, Any] = field(repr=False)
    receipt: str
    received_at: str
    digest: str


@dataclass(frozen=True)
class HospitalScript:
    """How the hospital behaves; the default is well."""

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


class FakeHospital:
    """`with FakeHospital(secret) as hospital:` serves on `hospital.url` until the block ends; `start` and `stop` may
    be repeated, the port and what was received stay."""

    def __init__(
        self, secret: bytes, *, port: int = 0, tls: ssl.SSLContext | None = None, now: Callable[[], float] = time.time
    ) -> None:
        self._secret = secret
        self._port = port
        self._tls = tls
        self._now = now
        self._lock = threading.Lock()
        self._script = HospitalScript()
        self._records: dict[str, ReceivedRecord] = {}
        self._server: _Server | None = None
        self._thread: threading.Thread | None = None
        self.requests = 0
        """How often somebody knocked, whatever came of it."""
        self.refusals: list[str] = []
        """Why requests were turned away."""

    @property
    def url(self) -> str:
        return f"{'https' if self._tls else 'http'}://127.0.0.1:{self._port}/records"

    @property
    def received(self) -> tuple[ReceivedRecord, ...]:
        """What the hospital has, in the order of arrival."""
        with self._lock:
            return tuple(self._records.values())

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
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), name="fake-hospital")
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

    def __enter__(self) -> FakeHospital:
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
                self._script = HospitalScript(**{**vars(script), "times": left}) if left > 0 else HospitalScript()
            return script

    def receive(self, headers: Mapping[str, str], body: bytes) -> tuple[int, dict[str, Any]]:
        """The honest work: verify, keep, acknowledge. Names of `headers` in lower case; returns status and answer."""
        refusal = self._refusal(headers, body)
        if refusal is not None:
            with self._lock:
                self.refusals.append(refusal)
            return (401 if refusal in ("signature", "timestamp") else 400), {"error": refusal}
        key, digest = headers["idempotency-key"], hashlib.sha256(body).hexdigest()
        with self._lock:
            kept = self._records.get(key)
            if kept is not None and kept.digest != digest:
                self.refusals.append("content_differs")
                return 409, {"error": "content_differs"}
            duplicate = kept is not None
            if kept is None:
                number = f"BV-{len(self._records) + 1:06d}"
                received_at = datetime.fromtimestamp(self._now(), UTC).isoformat(timespec="seconds")
                kept = self._records[key] = ReceivedRecord(key, json.loads(body), number, received_at, digest)
        return 200, {"receipt": kept.receipt, "received_at": kept.received_at, "duplicate": duplicate}

    def _refusal(self, headers: Mapping[str, str], body: bytes) -> str | None:
        timestamp = headers.get("x-motcham-timestamp", "")
        signed = timestamp.encode() + b"." + body
        expected = "v1=" + hmac.new(self._secret, signed, hashlib.sha256).hexdigest()
        if not hmac.compare_digest(expected.encode(), headers.get("x-motcham-signature", "").encode()):
            return "signature"
        if not timestamp.isdigit() or abs(self._now() - int(timestamp)) > _WINDOW_S:
            return "timestamp"
        try:
            content = json.loads(body)
        except ValueError:
            return "not_json"
        if not isinstance(content, dict) or not content.get("record_id"):
            return "no_record_id"
        return None if content["record_id"] == headers.get("idempotency-key") else "key_differs"


class _Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    request_queue_size = 64

    def __init__(self, hospital: FakeHospital, port: int, tls: ssl.SSLContext | None) -> None:
        self.hospital = hospital
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

    def do_POST(self) -> None:
        hospital = self.server.hospital
        script = hospital.next_script()
        length = self.headers.get("Content-Length", "")
        if not length.isdigit() or int(length) > _MAX_BODY_BYTES:
            self.close_connection = True
            self._answer(413, b"{}", {})
            return
        body = self.rfile.read(int(length))
        time.sleep(script.latency_s)
        if script.status is not None:
            status, answer = script.status, script.body or b"{}"
        else:
            status, content = hospital.receive({name.lower(): value for name, value in self.headers.items()}, body)
            answer = json.dumps(content).encode() if script.body is None else script.body
        if script.drop:
            self.close_connection = True
            return
        self._answer(status, answer, script.headers, drip=script.drip)

    def _answer(self, status: int, answer: bytes, headers: Mapping[str, str], *, drip: bool = False) -> None:
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


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m hardware_mocks.hospital", description="An imagined hospital")
    parser.add_argument("--port", type=int, default=8770)
    parser.add_argument("--secret-file", type=Path, required=True, help="the bytes shared with the kiosk")
    chosen = parser.parse_args(arguments)
    with FakeHospital(chosen.secret_file.read_bytes().strip(), port=chosen.port) as hospital:
        sys.stdout.write(f"{hospital.url}\n")
        sys.stdout.flush()
        with suppress(KeyboardInterrupt):
            threading.Event().wait()
    return 0


if __name__ == "__main__":
    sys.exit(main())
