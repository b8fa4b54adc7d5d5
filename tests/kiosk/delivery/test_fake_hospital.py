"""The imagined hospital is strict: what it takes, a careful real one would take."""

from __future__ import annotations

import hashlib
import hmac
import json
import os
import socket
import subprocess
import sys
import threading
from pathlib import Path

import httpx
import pytest
from delivered_records import SECRET, invented_record

from hardware_mocks.hospital import FakeHospital
from kiosk.delivery import Webhook, WebhookSettings

ROOT = Path(__file__).parents[3]


def ask(hospital: FakeHospital, clock, body: bytes, **changes: str) -> httpx.Response:
    timestamp = str(int(clock.now().timestamp()))
    signature = hmac.new(SECRET, timestamp.encode() + b"." + body, hashlib.sha256).hexdigest()
    headers = {
        "Idempotency-Key": "k1",
        "X-MotCham-Timestamp": timestamp,
        "X-MotCham-Signature": f"v1={signature}",
        **{name.replace("_", "-"): value for name, value in changes.items()},
    }
    with httpx.Client(trust_env=False) as client:
        return client.post(hospital.url, content=body, headers=headers)


GOOD = json.dumps({"record_id": "k1"}).encode()


@pytest.mark.parametrize(
    ("body", "changes", "expected"),
    [
        (GOOD, {}, (200, None)),
        (GOOD, {"X_MotCham_Signature": "v1=00"}, (401, "signature")),
        (GOOD, {"X_MotCham_Signature": ""}, (401, "signature")),
        (GOOD, {"X_MotCham_Timestamp": "1"}, (401, "signature")),
        (GOOD, {"Idempotency_Key": "k2"}, (400, "key_differs")),
        (b"[]", {}, (400, "no_record_id")),
        (b"<html>", {}, (400, "not_json")),
    ],
)
def test_only_what_is_signed_fresh_and_under_its_own_key_is_taken(hospital, clock, body, changes, expected):
    answer = ask(hospital, clock, body, **changes)
    assert (answer.status_code, answer.json().get("error")) == expected
    assert len(hospital.received) == (1 if expected[0] == 200 else 0)


def test_an_old_delivery_played_again_is_turned_away(hospital, clock):
    timestamp = str(int(clock.now().timestamp()) - 301)
    signature = hmac.new(SECRET, timestamp.encode() + b"." + GOOD, hashlib.sha256).hexdigest()
    changes = {"X_MotCham_Timestamp": timestamp, "X_MotCham_Signature": f"v1={signature}"}
    assert ask(hospital, clock, GOOD, **changes).json() == {"error": "timestamp"}


@pytest.mark.parametrize("length", [b"2000000", b"-1", b"many", b""])
def test_a_body_that_is_too_large_or_has_no_length_is_not_read(hospital, length):
    with socket.create_connection(("127.0.0.1", httpx.URL(hospital.url).port), timeout=5) as conversation:
        conversation.sendall(b"POST /records HTTP/1.1\r\nContent-Length: " + length + b"\r\n\r\n")
        assert conversation.recv(100).startswith(b"HTTP/1.1 413 ")


def test_it_stops_with_conversations_under_way_and_leaves_no_thread(clock):
    before = threading.active_count()
    with FakeHospital(SECRET) as hospital, httpx.Client(trust_env=False) as client:
        client.post(hospital.url, content=b"{}")
        assert threading.active_count() > before
    assert threading.active_count() == before


def test_it_runs_as_a_program_of_its_own(tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_bytes(SECRET + b"\n")
    command = [sys.executable, "-m", "hardware_mocks.hospital", "--port", "0", "--secret-file", str(secret)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(command, stdout=subprocess.PIPE, env=environment, text=True, encoding="utf-8") as program:
        assert program.stdout is not None
        url = program.stdout.readline().strip()
        webhook = Webhook(WebhookSettings(url, SECRET, "hospital"))
        try:
            assert webhook.deliver(invented_record()).number == "BV-000001"
        finally:
            webhook.close()
            program.kill()
