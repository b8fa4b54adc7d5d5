"""One delivery of one record to one office over HTTPS.

The office decides what happened: every delivery of a record carries the record's id as idempotency key, so a delivery
whose answer was lost is simply made again.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import httpx

from kiosk.delivery.answer import parse_object, parse_receipt
from kiosk.delivery.errors import DeliveryLater, DeliveryProblem, DeliveryRefused, DeliverySettingsInvalid
from kiosk.delivery.exchange import Answer, Exchange, check_address, judge, retry_after_s
from kiosk.delivery.payload import encode
from kiosk.delivery.signature import KEY_HEADER, SIGNATURE_HEADER, TIMESTAMP_HEADER, sign
from kiosk.domain.record import Receipt, Record
from kiosk.runtime.clock import Clock, SystemClock

SHORTEST_SECRET = 16
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
        check_address(self.url)
        if len(self.secret) < SHORTEST_SECRET:
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
        self._exchange = Exchange(settings.timeout_s, settings.ca_file, transport)

    def close(self) -> None:
        self._exchange.close()

    def deliver(self, record: Record) -> Receipt:
        """Send the record; raises `DeliveryLater` or `DeliveryRefused`, nothing else."""
        body = encode(record)
        timestamp = str(int(self._clock.now().timestamp()))
        headers = {
            KEY_HEADER: record.record_id,
            TIMESTAMP_HEADER: timestamp,
            SIGNATURE_HEADER: sign(self._settings.secret, timestamp, body),
        }
        answer = self._exchange.send("POST", self._settings.url, headers, body=body)
        if answer.ok:
            return parse_receipt(answer.body, record.record_id, self._settings.destination)
        raise self._judge(answer)

    def _judge(self, answer: Answer) -> DeliveryLater | DeliveryRefused:
        now = self._clock.now()
        if answer.status != 409:
            return judge(answer, now)
        if parse_object(answer.body).get("error") == CONTENT_DIFFERS:
            return DeliveryRefused(DeliveryProblem.CONTENT_DIFFERS)
        return DeliveryLater(DeliveryProblem.IN_PROGRESS, retry_after_s(answer, now))
