"""One delivery over real HTTP: what travels, and what every kind of answer means."""

from __future__ import annotations

import gzip
import json
import socket
import threading
import time
from dataclasses import replace
from datetime import timedelta

import httpx
import pytest
from delivered_records import SECRET, invented_record

from hardware_mocks.hospital import FakeHospital
from kiosk.delivery import DeliveryLater, DeliveryProblem, DeliveryRefused, DeliverySettingsInvalid, WebhookSettings
from kiosk.delivery.payload import encode
from kiosk.domain.record import RecordedValue


def problem_of(webhook, record=None) -> tuple[str, DeliveryProblem]:
    """`later` or `refused`, and why."""
    try:
        webhook.deliver(record or invented_record())
    except DeliveryLater as error:
        return "later", error.problem
    except DeliveryRefused as error:
        return "refused", error.problem
    raise AssertionError("it was delivered")


def test_a_record_arrives_signed_and_whole_and_the_receipt_comes_back(webhook, hospital):
    record = invented_record()
    receipt = webhook.deliver(record)
    (received,) = hospital.received
    assert received.key == record.record_id
    assert received.body["values"]["HO_TEN"] == "Đỗ Thị Uyên"
    assert received.body["corrections"] == {"DIEN_THOAI": "0900000001"}
    assert (receipt.number, receipt.destination, receipt.duplicate) == ("BV-000001", "hospital", False)
    assert receipt.received_at.tzinfo is not None


def test_the_same_record_sent_again_is_a_duplicate_with_the_same_receipt(webhook, hospital):
    record = invented_record()
    first, second = webhook.deliver(record), webhook.deliver(record)
    assert (second.number, second.duplicate) == (first.number, True)
    assert len(hospital.received) == 1


def test_an_answer_lost_after_the_office_committed_is_found_by_asking_again(webhook, hospital):
    record = invented_record()
    hospital.script(drop=True, times=1)
    assert problem_of(webhook, record) == ("later", DeliveryProblem.HUNG_UP)
    assert webhook.deliver(record).duplicate is True
    assert len(hospital.received) == 1


def test_other_content_under_the_same_key_is_refused_for_good(webhook):
    record = invented_record()
    webhook.deliver(record)
    changed = replace(record, values={"HO_TEN": RecordedValue("Someone Else", "staff", "claimed")})
    assert problem_of(webhook, changed) == ("refused", DeliveryProblem.CONTENT_DIFFERS)


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        (301, ("later", DeliveryProblem.WRONG_ADDRESS)),
        (400, ("refused", DeliveryProblem.REJECTED)),
        (401, ("later", DeliveryProblem.UNAUTHORISED)),
        (403, ("later", DeliveryProblem.UNAUTHORISED)),
        (404, ("later", DeliveryProblem.WRONG_ADDRESS)),
        (405, ("later", DeliveryProblem.WRONG_ADDRESS)),
        (408, ("later", DeliveryProblem.THROTTLED)),
        (409, ("later", DeliveryProblem.IN_PROGRESS)),
        (413, ("refused", DeliveryProblem.REJECTED)),
        (422, ("refused", DeliveryProblem.REJECTED)),
        (425, ("later", DeliveryProblem.THROTTLED)),
        (429, ("later", DeliveryProblem.THROTTLED)),
        (451, ("refused", DeliveryProblem.REJECTED)),
        (500, ("later", DeliveryProblem.SERVER_ERROR)),
        (502, ("later", DeliveryProblem.SERVER_ERROR)),
        (503, ("later", DeliveryProblem.THROTTLED)),
        (599, ("later", DeliveryProblem.SERVER_ERROR)),
    ],
)
def test_each_status_is_sorted_into_later_or_refused(webhook, hospital, status, expected):
    hospital.script(status=status)
    assert problem_of(webhook) == expected


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"{}",
        b"[]",
        b"null",
        b"<html><body>Please sign in</body></html>",
        b"\xff\xfe\x00",
        b"[" * 30_000,
        b'{"receipt": "BV-1"}',
        b'{"receipt": 7, "received_at": "2026-11-21T08:00:00+07:00"}',
        b'{"receipt": "", "received_at": "2026-11-21T08:00:00+07:00"}',
        b'{"receipt": "   ", "received_at": "2026-11-21T08:00:00+07:00"}',
        b'{"receipt": "BV\\u0000\\u001b[2J", "received_at": "2026-11-21T08:00:00+07:00"}',
        b'{"receipt": "BV\\u202e1", "received_at": "2026-11-21T08:00:00+07:00"}',
        b'{"receipt": "' + b"x" * 101 + b'", "received_at": "2026-11-21T08:00:00+07:00"}',
        b'{"receipt": "BV-1", "received_at": "2026-11-21T08:00:00"}',
        b'{"receipt": "BV-1", "received_at": "yesterday"}',
        b'{"receipt": "BV-1", "received_at": 1e999}',
        b'{"receipt": "BV-1", "received_at": "2026-11-21T08:00:00+07:00", "duplicate": "yes"}',
    ],
)
def test_an_answer_that_is_no_receipt_leaves_the_record_in_the_outbox(webhook, hospital, answer):
    hospital.script(body=answer)
    assert problem_of(webhook) == ("later", DeliveryProblem.ANSWER_MALFORMED)


def test_an_answer_without_an_end_is_cut_off(webhook, hospital):
    hospital.script(body=b" " * (200 * 1024))
    assert problem_of(webhook) == ("later", DeliveryProblem.ANSWER_TOO_LARGE)


def test_a_compressed_answer_is_not_unpacked(webhook, hospital):
    hospital.script(body=gzip.compress(b" " * 50_000_000), headers={"Content-Encoding": "gzip"})
    assert problem_of(webhook) == ("later", DeliveryProblem.ANSWER_MALFORMED)


def test_a_redirect_is_refused_and_nothing_is_sent_elsewhere(webhook, hospital, clock):
    with FakeHospital(SECRET, now=lambda: clock.now().timestamp()) as elsewhere:
        hospital.script(status=307, headers={"Location": elsewhere.url})
        assert problem_of(webhook) == ("later", DeliveryProblem.WRONG_ADDRESS)
        assert elsewhere.requests == 0


def test_a_slow_office_is_left_at_the_time_limit(make_webhook, hospital):
    hospital.script(latency_s=0.6)
    started = time.monotonic()
    assert problem_of(make_webhook(hospital.url, 0.2)) == ("later", DeliveryProblem.TIMEOUT)
    assert time.monotonic() - started < 0.55


def test_an_office_that_sends_one_byte_at_a_time_is_left_at_the_time_limit(make_webhook, hospital):
    hospital.script(drip=True)
    started = time.monotonic()
    assert problem_of(make_webhook(hospital.url, 0.4)) == ("later", DeliveryProblem.TIMEOUT)
    assert time.monotonic() - started < 1.5


def test_an_office_that_drips_its_headers_is_left_at_the_time_limit(make_webhook):
    with socket.create_server(("127.0.0.1", 0)) as door:
        stop = threading.Event()

        def drip() -> None:
            conversation, _ = door.accept()
            with conversation:
                conversation.sendall(b"HTTP/1.1 200 OK\r\n")
                while not stop.wait(0.02):
                    try:
                        conversation.sendall(b"X-More: 1\r\n")
                    except OSError:
                        return

        rude = threading.Thread(target=drip)
        rude.start()
        started = time.monotonic()
        assert problem_of(make_webhook(f"http://127.0.0.1:{door.getsockname()[1]}/", 0.3))[0] == "later"
        assert time.monotonic() - started < 1.5
        stop.set()
        rude.join()


def test_words_that_are_not_http_are_a_conversation_that_broke_off(make_webhook):
    with socket.create_server(("127.0.0.1", 0)) as door:

        def answer() -> None:
            conversation, _ = door.accept()
            with conversation:
                conversation.recv(100)
                conversation.sendall(b"220 smtp ready\r\n")

        rude = threading.Thread(target=answer)
        rude.start()
        url = f"http://127.0.0.1:{door.getsockname()[1]}/"
        assert problem_of(make_webhook(url)) == ("later", DeliveryProblem.HUNG_UP)
        rude.join()


def test_nobody_at_the_address_is_an_unreachable_office(make_webhook, hospital):
    hospital.stop()
    assert problem_of(make_webhook(hospital.url)) == ("later", DeliveryProblem.UNREACHABLE)


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("7", 7.0),
        ("0", 0.0),
        ("999999999999", 3600.0),
        ("-3", None),
        ("soon", None),
        ("1.5", None),
        ("٣", None),
        ("", None),
    ],
)
def test_the_wait_an_office_asks_for_is_taken_within_reason(webhook, hospital, header, expected):
    hospital.script(status=429, headers={"Retry-After": header} if header.isascii() else {})
    with pytest.raises(DeliveryLater) as caught:
        webhook.deliver(invented_record())
    assert caught.value.retry_after_s == (expected if header.isascii() else None)


def test_a_wait_given_as_a_date_is_understood(webhook, hospital, clock):
    date = (clock.now() + timedelta(seconds=90)).strftime("%a, %d %b %Y %H:%M:%S GMT")
    hospital.script(status=503, headers={"Retry-After": date})
    with pytest.raises(DeliveryLater) as caught:
        webhook.deliver(invented_record())
    assert caught.value.retry_after_s == pytest.approx(90, abs=1.1)


def test_another_secret_or_a_wrong_clock_is_turned_away_and_keeps_the_record(make_webhook, hospital, clock):
    assert problem_of(make_webhook(hospital.url, secret=b"another secret, also long")) == (
        "later",
        DeliveryProblem.UNAUTHORISED,
    )
    late = make_webhook(hospital.url)
    hospital._now = lambda: clock.now().timestamp() + 301
    assert problem_of(late) == ("later", DeliveryProblem.UNAUTHORISED)
    assert hospital.refusals == ["signature", "timestamp"]
    assert hospital.received == ()


def test_proxies_of_the_environment_are_not_used(make_webhook, hospital, monkeypatch):
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:1")
    assert make_webhook(hospital.url).deliver(invented_record()).number == "BV-000001"


@pytest.mark.parametrize(
    "url",
    [
        "http://hospital.example/records",
        "http://127.0.0.1.example/",
        "ftp://hospital.example/",
        "file:///etc/passwd",
        "https://",
        "https://user:word@hospital.example/",
        "hospital.example",
        "",
        "https://[::1",
    ],
)
def test_an_address_that_is_not_https_to_an_office_is_refused_before_anything_is_sent(url):
    with pytest.raises(DeliverySettingsInvalid):
        WebhookSettings(url, SECRET, "hospital")


def test_a_short_secret_and_a_missing_authority_are_refused(make_webhook, tmp_path):
    with pytest.raises(DeliverySettingsInvalid):
        WebhookSettings("https://hospital.example/", b"short", "hospital")
    with pytest.raises(DeliverySettingsInvalid):
        make_webhook("https://hospital.example/", ca_file=tmp_path / "none.pem")


def test_the_secret_is_in_no_repr():
    settings = WebhookSettings("https://hospital.example/", SECRET, "hospital")
    assert "secret of" not in repr(settings)


def test_the_same_record_always_gives_the_same_bytes():
    record = invented_record()
    shuffled = replace(record, values=dict(reversed(list(record.values.items()))))
    assert encode(record) == encode(shuffled)
    assert json.loads(encode(record))["confirmed_at"] == "2026-11-21T01:02:03.456Z"


def test_errors_hold_nothing_the_office_said_and_nothing_about_the_person(webhook, hospital):
    hospital.script(status=422, body="Đỗ Thị Uyên 001199012345 is wrong".encode())
    with pytest.raises(DeliveryRefused) as caught:
        webhook.deliver(invented_record())
    assert str(caught.value) == "delivery.rejected"


def test_any_httpx_trouble_stays_in_the_room(make_webhook):
    from kiosk.delivery import Webhook

    settings = WebhookSettings("https://hospital.example/", SECRET, "hospital")
    troubles = [
        httpx.ReadError,
        httpx.RemoteProtocolError,
        httpx.UnsupportedProtocol,
        httpx.TooManyRedirects,
        httpx.PoolTimeout,
    ]
    for trouble in troubles:

        def fail(_request: httpx.Request, trouble=trouble) -> httpx.Response:
            raise trouble("x")

        webhook = Webhook(settings, httpx.MockTransport(fail))
        assert problem_of(webhook)[0] == "later"
        webhook.close()
