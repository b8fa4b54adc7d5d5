"""The confirmed record as the flat JSON that chip readers' own programs push to a hospital's software on the same
machine.

Software that already listens for such a reader (HN212 with DHG.Hospital: `http://localhost:8050/`) takes our record
without a change. The shape has no signature and no receipt, so it goes to this very machine only, and any answer of
success counts. It differs from a reader in one way: it comes when a person has confirmed, not when a card is laid.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

import httpx

from kiosk.delivery.errors import DeliverySettingsInvalid
from kiosk.delivery.exchange import LOOPBACK, Exchange, check_address, judge
from kiosk.delivery.mapping import MappedField, flat
from kiosk.delivery.signature import KEY_HEADER
from kiosk.domain.record import Receipt, Record
from kiosk.runtime.clock import Clock, SystemClock


@dataclass(frozen=True)
class ReaderWebhookSettings:
    """Where the listener is. `DeliverySettingsInvalid` for any machine but this."""

    url: str
    destination: str
    fields: Sequence[MappedField]
    """The flat names, in the order they are sent."""
    timeout_s: float = 3.0

    def __post_init__(self) -> None:
        check_address(self.url)
        if httpx.URL(self.url).host not in LOOPBACK:
            raise DeliverySettingsInvalid("url_not_this_machine")
        if not self.fields or not self.timeout_s > 0:
            raise DeliverySettingsInvalid("fields")


class ReaderWebhook:
    """A `Sender`."""

    def __init__(
        self,
        settings: ReaderWebhookSettings,
        transport: httpx.BaseTransport | None = None,
        *,
        clock: Clock | None = None,
    ) -> None:
        self._settings = settings
        self._clock = clock or SystemClock()
        self._exchange = Exchange(settings.timeout_s, None, transport)

    def close(self) -> None:
        self._exchange.close()

    def deliver(self, record: Record) -> Receipt:
        """Send the record; raises `DeliveryLater` or `DeliveryRefused`. The receipt's number is the record's own key:
        the listener gives none."""
        body = json.dumps(flat(record, self._settings.fields), ensure_ascii=False).encode()
        answer = self._exchange.send("POST", self._settings.url, {KEY_HEADER: record.record_id}, body=body)
        if not answer.ok:
            raise judge(answer, self._clock.now())
        now = self._clock.now()
        return Receipt(record.record_id, record.record_id, self._settings.destination, now, office_time=False)
