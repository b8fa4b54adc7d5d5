"""One delivery of one record to one office over HTTPS.

The office decides what happened: every delivery of a record carries the record's id as idempotency key, so a delivery
whose answer was lost is simply made again. Everything the office says is foreign: bounded in time and size, never
followed anywhere, never shown.
"""

from __future__ import annotations

import ssl
import threading
from dataclasses import dataclass, field
from datetime import datetime
from email.utils import parsedate_to_datetime
from pathlib import Path

import httpx

from kiosk.delivery.answer import MAX_ANSWER_BYTES, parse_object, parse_receipt
from kiosk.delivery.errors import DeliveryLater, DeliveryProblem, DeliveryRefused, DeliverySettingsInvalid
from kiosk.delivery.payload import encode
from kiosk.delivery.signature import KEY_HEADER, SIGNATURE_HEADER, TIMESTAMP_HEADER, sign
from kiosk.domain.record import Receipt, Record
from kiosk.runtime.clock import Clock, SystemClock
from kiosk.runtime.deadline_http import DeadlineTransport

_SHORTEST_SECRET = 16
_LONGEST_RETRY_AFTER_S = 3600.0
"""An office may ask for patience, not for ever."""
_LOOPBACK = ("127.0.0.1", "::1", "localhost")
_LATER = {
    **dict.fromkeys((408, 425, 429, 503), DeliveryProblem.THROTTLED),
    **dict.fromkeys((401, 403), DeliveryProblem.UNAUTHORISED),
    **dict.fromkeys((404, 405, 407, 410, 421, 426, 501), DeliveryProblem.WRONG_ADDRESS),
}
"""Statuses that say nothing about the record itself. Every other 4xx is a judgement on the record and would be given
again."""
CONTENT_DIFFERS = "content_differs"
"""The `error` with which an office says that it has other content under this key (status 409)."""


@dataclass(frozen=True)
class WebhookSettings:
    """Where records go. `DeliverySettingsInvalid` when they may not go there."""

    url: str
    """`https://…`; plain `http` only to this machine."""
    secret: bytes = field(repr=False)
    """Shared with the office; at least 16 bytes."""
    destination: str
    """The office's short name, kept beside each receipt."""
    timeout_s: float = 10.0
    """For the whole exchange, from connecting to the last byte."""
    ca_file: Path | None = None
    """PEM certificates to trust instead of the system's, for offices with an authority of their own."""

    def __post_init__(self) -> None:
        try:
            url = httpx.URL(self.url)
        except (httpx.InvalidURL, ValueError, TypeError):
            raise DeliverySettingsInvalid("url") from None
        if url.scheme != "https" and not (url.scheme == "http" and url.host in _LOOPBACK):
            raise DeliverySettingsInvalid("url_not_https")
        if not url.host or url.userinfo:
            raise DeliverySettingsInvalid("url")
        if len(self.secret) < _SHORTEST_SECRET:
            raise DeliverySettingsInvalid("secret_too_short")
        if not self.timeout_s > 0:
            raise DeliverySettingsInvalid("timeout_s")


class Webhook:
    """Delivers records one at a time; calls from several threads wait for each other."""

    def __init__(
        self, settings: WebhookSettings, transport: httpx.BaseTransport | None = None, *, clock: Clock | None = None
    ) -> None:
        self._settings = settings
        self._clock = clock or SystemClock()
        self._sending = threading.Lock()
        self._client = httpx.Client(
            transport=transport or DeadlineTransport(settings.timeout_s, SystemClock(), _trust(settings.ca_file)),
            timeout=settings.timeout_s,
            trust_env=False,
            follow_redirects=False,
        )

    def close(self) -> None:
        self._client.close()

    def deliver(self, record: Record) -> Receipt:
        """Send the record; raises `DeliveryLater` or `DeliveryRefused`, nothing else."""
        body = encode(record)
        timestamp = str(int(self._clock.now().timestamp()))
        headers = {
            "Content-Type": "application/json; charset=utf-8",
            "Accept": "application/json",
            "Accept-Encoding": "identity",
            "User-Agent": "mot-cham",
            KEY_HEADER: record.record_id,
            TIMESTAMP_HEADER: timestamp,
            SIGNATURE_HEADER: sign(self._settings.secret, timestamp, body),
        }
        with self._sending:
            status, answer_headers, answer = self._exchange(body, headers)
        if 200 <= status < 300:
            return parse_receipt(answer, record.record_id, self._settings.destination)
        raise self._judge(status, answer_headers, answer)

    def _exchange(self, body: bytes, headers: dict[str, str]) -> tuple[int, httpx.Headers, bytes]:
        try:
            with self._client.stream("POST", self._settings.url, content=body, headers=headers) as response:
                return response.status_code, response.headers, _read_bounded(response)
        except httpx.TimeoutException:
            raise DeliveryLater(DeliveryProblem.TIMEOUT) from None
        except httpx.ConnectError as error:
            tls = isinstance(error.__cause__, ssl.SSLError) or str(error) == "TLS"
            raise DeliveryLater(DeliveryProblem.TLS if tls else DeliveryProblem.UNREACHABLE) from None
        except (httpx.HTTPError, httpx.StreamError, httpx.InvalidURL):
            raise DeliveryLater(DeliveryProblem.UNREACHABLE) from None

    def _judge(self, status: int, headers: httpx.Headers, answer: bytes) -> DeliveryLater | DeliveryRefused:
        """What a status that is not success means for the record (RFC 9110 §15)."""
        problem = _LATER.get(status)
        if status < 400:
            problem = DeliveryProblem.WRONG_ADDRESS
        elif problem is None and status >= 500:
            problem = DeliveryProblem.SERVER_ERROR
        elif status == 409 and parse_object(answer).get("error") != CONTENT_DIFFERS:
            problem = DeliveryProblem.IN_PROGRESS
        if problem is not None:
            return DeliveryLater(problem, _retry_after(headers.get("Retry-After"), self._clock.now()))
        return DeliveryRefused(DeliveryProblem.CONTENT_DIFFERS if status == 409 else DeliveryProblem.REJECTED)


def _trust(ca_file: Path | None) -> ssl.SSLContext:
    try:
        return ssl.create_default_context(cafile=None if ca_file is None else str(ca_file))
    except (OSError, ssl.SSLError):
        raise DeliverySettingsInvalid("ca_file") from None


def _read_bounded(response: httpx.Response) -> bytes:
    """At most `MAX_ANSWER_BYTES`, as they came: a compressed answer, which we did not ask for, is not unpacked."""
    if response.headers.get("Content-Encoding", "identity").lower() != "identity":
        raise DeliveryLater(DeliveryProblem.ANSWER_MALFORMED)
    body = bytearray()
    for part in response.iter_raw():
        body += part
        if len(body) > MAX_ANSWER_BYTES:
            raise DeliveryLater(DeliveryProblem.ANSWER_TOO_LARGE)
    return bytes(body)


def _retry_after(text: str | None, now: datetime) -> float | None:
    """Seconds to wait (RFC 9110 §10.2.3: seconds or a date), within reason; None when it says nothing we understand."""
    if text is None:
        return None
    text = text.strip()
    if text.isascii() and text.isdigit():
        return min(float(text[:10]), _LONGEST_RETRY_AFTER_S)
    try:
        moment = parsedate_to_datetime(text)
        seconds = (moment - now).total_seconds()
    except (ValueError, TypeError, OverflowError):
        return None
    return min(max(seconds, 0.0), _LONGEST_RETRY_AFTER_S)
