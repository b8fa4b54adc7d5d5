"""An imagined hospital: the receiving end of the kiosk's webhook, over real HTTP on this machine.

It does what `docs/webhook.md` asks of a receiver and checks what a careful one would check, with code of its own: the
signature, the age of the timestamp, the key against the content. Nothing is kept after it stops.
"""

from __future__ import annotations

import argparse
import hashlib
import hmac
import json
import ssl
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from hardware_mocks.hospital_http import HospitalScript, Receiver, Request, serve_until_interrupted

__all__ = ["FakeHospital", "HospitalScript", "ReceivedRecord"]
_WINDOW_S = 300
_PATH = "/records"


@dataclass(frozen=True)
class ReceivedRecord:
    """One record the hospital has: once, however often it was sent."""

    key: str
    body: Mapping[str, Any] = field(repr=False)
    receipt: str
    received_at: str
    digest: str


class FakeHospital(Receiver):
    """`with FakeHospital(secret) as hospital:` serves on `hospital.url` until the block ends."""

    def __init__(
        self, secret: bytes, *, port: int = 0, tls: ssl.SSLContext | None = None, now: Callable[[], float] = time.time
    ) -> None:
        super().__init__(port, tls)
        self._secret = secret
        self._now = now
        self._records: dict[str, ReceivedRecord] = {}
        self.refusals: list[str] = []
        """Why requests were turned away."""

    @property
    def url(self) -> str:
        return self.address + _PATH

    @property
    def received(self) -> tuple[ReceivedRecord, ...]:
        """What the hospital has, in the order of arrival."""
        with self._lock:
            return tuple(self._records.values())

    def answer(self, request: Request) -> tuple[int, Any]:
        if request.method != "POST":
            return 405, {}
        return self.receive(request.headers, request.body)

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


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m hardware_mocks.hospital", description="An imagined hospital")
    parser.add_argument("--port", type=int, default=8770)
    parser.add_argument("--secret-file", type=Path, required=True, help="the bytes shared with the kiosk")
    chosen = parser.parse_args(arguments)
    serve_until_interrupted(FakeHospital(chosen.secret_file.read_bytes().strip(), port=chosen.port), _PATH)
    return 0


if __name__ == "__main__":
    sys.exit(main())
