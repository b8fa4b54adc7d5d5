"""One HTTP request to an office and its answer, bounded in time and size, never followed anywhere.

What an office says is foreign: nothing of it is shown, logged or trusted before it was parsed. All senders that speak
HTTP share this file, so that a rude office meets the same care whatever contract it speaks.
"""

from __future__ import annotations

import ssl
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from pathlib import Path

import httpx

from kiosk.delivery.answer import MAX_ANSWER_BYTES
from kiosk.delivery.errors import DeliveryLater, DeliveryProblem, DeliveryRefused, DeliverySettingsInvalid
from kiosk.runtime.clock import SystemClock
from kiosk.runtime.deadline_http import DeadlineTransport

LOOPBACK = ("127.0.0.1", "::1", "localhost")
_LONGEST_RETRY_AFTER_S = 3600.0
"""An office may ask for patience, not for ever."""
_LATER = {
    **dict.fromkeys((408, 425, 429, 503), DeliveryProblem.THROTTLED),
    **dict.fromkeys((401, 403), DeliveryProblem.UNAUTHORISED),
    **dict.fromkeys((404, 405, 407, 410, 421, 426, 501), DeliveryProblem.WRONG_ADDRESS),
}
"""Statuses that say nothing about the record itself. Every other 4xx is a judgement on the record and would be given
again."""


@dataclass(frozen=True)
class Answer:
    status: int
    headers: Mapping[str, str] = field(repr=False)
    body: bytes = field(repr=False)

    @property
    def ok(self) -> bool:
        return 200 <= self.status < 300

    @property
    def date(self) -> datetime | None:
        """The office's clock (RFC 9110 §6.6.1), None when it does not say."""
        try:
            moment = parsedate_to_datetime(self.headers.get("Date", ""))
            return moment.astimezone(UTC) if moment.tzinfo is not None else None
        except (ValueError, TypeError, OverflowError):
            return None


def check_address(address: str) -> None:
    """`https`, or plain `http` to this machine. Raises `DeliverySettingsInvalid`."""
    try:
        url = httpx.URL(address)
    except (httpx.InvalidURL, ValueError, TypeError):
        raise DeliverySettingsInvalid("url") from None
    if url.scheme != "https" and not (url.scheme == "http" and url.host in LOOPBACK):
        raise DeliverySettingsInvalid("url_not_https")
    if not url.host or url.userinfo:
        raise DeliverySettingsInvalid("url")


class Exchange:
    """Requests to one office, one at a time; calls from several threads wait for each other."""

    def __init__(
        self, timeout_s: float, ca_file: Path | None = None, transport: httpx.BaseTransport | None = None
    ) -> None:
        """`timeout_s` is for the whole exchange, from connecting to the last byte."""
        self._sending = threading.Lock()
        self._client = httpx.Client(
            transport=transport or DeadlineTransport(timeout_s, SystemClock(), tls_context(ca_file)),
            timeout=timeout_s,
            trust_env=False,
            follow_redirects=False,
        )

    def close(self) -> None:
        self._client.close()

    def send(
        self,
        method: str,
        url: str,
        headers: Mapping[str, str],
        *,
        body: bytes | None = None,
        query: Mapping[str, str] | None = None,
        max_answer_bytes: int = MAX_ANSWER_BYTES,
    ) -> Answer:
        """Raises `DeliveryLater` when no whole answer came."""
        request = {"Accept": "application/json", "Accept-Encoding": "identity", "User-Agent": "mot-cham", **headers}
        if body is not None:
            request.setdefault("Content-Type", "application/json; charset=utf-8")
        try:
            with (
                self._sending,
                self._client.stream(method, url, content=body, headers=request, params=query) as response,
            ):
                return Answer(response.status_code, response.headers, _read_bounded(response, max_answer_bytes))
        except httpx.TimeoutException:
            raise DeliveryLater(DeliveryProblem.TIMEOUT) from None
        except httpx.ConnectError as error:
            tls = isinstance(error.__cause__, ssl.SSLError) or str(error) == "TLS"
            raise DeliveryLater(DeliveryProblem.TLS if tls else DeliveryProblem.UNREACHABLE) from None
        except (httpx.HTTPError, httpx.StreamError):
            raise DeliveryLater(DeliveryProblem.HUNG_UP) from None
        except httpx.InvalidURL:
            raise DeliveryLater(DeliveryProblem.WRONG_ADDRESS) from None


def judge(answer: Answer, now: datetime) -> DeliveryLater | DeliveryRefused:
    """What a status that is not success means for the record (RFC 9110 §15)."""
    problem = _LATER.get(answer.status)
    if answer.status < 400:
        problem = DeliveryProblem.WRONG_ADDRESS
    elif problem is None and answer.status >= 500:
        problem = DeliveryProblem.SERVER_ERROR
    if problem is not None:
        return DeliveryLater(problem, retry_after_s(answer, now))
    return DeliveryRefused(DeliveryProblem.REJECTED)


def retry_after_s(answer: Answer, now: datetime) -> float | None:
    """Seconds to wait (RFC 9110 §10.2.3: seconds or a date), within reason; None when it says nothing we understand."""
    text = answer.headers.get("Retry-After", "").strip()
    if text.isascii() and text.isdigit():
        return min(float(text[:10]), _LONGEST_RETRY_AFTER_S)
    try:
        seconds = (parsedate_to_datetime(text) - now).total_seconds()
    except (ValueError, TypeError, OverflowError):
        return None
    return min(max(seconds, 0.0), _LONGEST_RETRY_AFTER_S)


def tls_context(ca_file: Path | None) -> ssl.SSLContext:
    """Who is believed to be an office: the system's authorities, or those of one file.

    Raises `DeliverySettingsInvalid` for a file without certificates.
    """
    try:
        return ssl.create_default_context(cafile=None if ca_file is None else str(ca_file))
    except (OSError, ssl.SSLError):
        raise DeliverySettingsInvalid("ca_file") from None


def _read_bounded(response: httpx.Response, most: int) -> bytes:
    """At most so many bytes, as they came: a compressed answer, which we did not ask for, is not unpacked."""
    if response.headers.get("Content-Encoding", "identity").lower() != "identity":
        raise DeliveryLater(DeliveryProblem.ANSWER_MALFORMED)
    body = bytearray()
    for part in response.iter_raw():
        body += part
        if len(body) > most:
            raise DeliveryLater(DeliveryProblem.ANSWER_TOO_LARGE)
    return bytes(body)
