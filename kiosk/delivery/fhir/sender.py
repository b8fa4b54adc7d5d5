"""A bundle goes to a FHIR server as one transaction: all of it is there, or nothing (FHIR R4 §3.1.0.11.2)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import httpx

from kiosk.delivery.answer import parse_object
from kiosk.delivery.errors import DeliveryLater, DeliveryProblem, DeliveryRefused, DeliverySettingsInvalid
from kiosk.delivery.exchange import Answer, Exchange, check_address, judge, retry_after_s
from kiosk.delivery.fhir.bundle import encode
from kiosk.delivery.fhir.words import FhirSystems, FhirWords
from kiosk.delivery.signature import KEY_HEADER
from kiosk.domain.record import Receipt, Record
from kiosk.runtime.clock import Clock, SystemClock

FHIR_JSON = "application/fhir+json"
_LONGEST_NUMBER = 100
_MOST_ENTRIES = 10


@dataclass(frozen=True)
class FhirSettings:
    """`DeliverySettingsInvalid` when records may not go there."""

    url: str
    """The server's base address: `https://…`; plain `http` only to this machine."""
    destination: str
    systems: FhirSystems
    words: FhirWords
    token: str | None = field(default=None, repr=False)
    timeout_s: float = 15.0
    ca_file: Path | None = None

    def __post_init__(self) -> None:
        check_address(self.url)
        if not self.timeout_s > 0:
            raise DeliverySettingsInvalid("timeout_s")
        if self.token is not None and not (self.token.isascii() and self.token.isprintable() and self.token.strip()):
            raise DeliverySettingsInvalid("token")


class FhirServer:
    """A `Sender`."""

    def __init__(
        self, settings: FhirSettings, transport: httpx.BaseTransport | None = None, *, clock: Clock | None = None
    ) -> None:
        self._settings = settings
        self._clock = clock or SystemClock()
        self._exchange = Exchange(settings.timeout_s, settings.ca_file, transport)

    def close(self) -> None:
        self._exchange.close()

    def deliver(self, record: Record) -> Receipt:
        """Raises `DeliveryLater` or `DeliveryRefused`. The receipt's number is where the Encounter stands."""
        settings = self._settings
        body = encode(record, settings.words, settings.systems)
        headers = {"Accept": FHIR_JSON, "Content-Type": FHIR_JSON, KEY_HEADER: record.record_id}
        if settings.token is not None:
            headers["Authorization"] = f"Bearer {settings.token}"
        answer = self._exchange.send("POST", settings.url, headers, body=body)
        if not answer.ok:
            raise self._judge(answer)
        number, duplicate = _of_encounter(answer.body)
        known = answer.date
        at = known or self._clock.now()
        return Receipt(record.record_id, number, settings.destination, at, duplicate, known is not None)

    def _judge(self, answer: Answer) -> DeliveryLater | DeliveryRefused:
        """409 is two writers at once and passes (§3.1.0.5); 412 is more than one patient under one number: a person
        looks."""
        now = self._clock.now()
        if answer.status == 409:
            return DeliveryLater(DeliveryProblem.IN_PROGRESS, retry_after_s(answer, now))
        return judge(answer, now)


def _of_encounter(body: bytes) -> tuple[str, bool]:
    """Where the Encounter is, and whether it was there before, from a transaction-response of at most ten entries.

    Raises `DeliveryLater` for anything else: without it we do not know, and sending again tells.
    """
    content = parse_object(body)
    entries = content.get("entry")
    if content.get("type") == "transaction-response" and isinstance(entries, list) and len(entries) <= _MOST_ENTRIES:
        for one in entries:
            response = one.get("response") if isinstance(one, Mapping) else None
            location = response.get("location") if isinstance(response, Mapping) else None
            status = response.get("status") if isinstance(response, Mapping) else None
            if isinstance(location, str) and isinstance(status, str) and status[:2] == "20":
                place = _place(location)
                if place is not None:
                    return place, status.startswith("200")
    raise DeliveryLater(DeliveryProblem.ANSWER_MALFORMED)


def _place(location: str) -> str | None:
    """`Encounter/17` of `…/Encounter/17/_history/1`; None for another resource."""
    parts = location.split("/_history/", maxsplit=1)[0].split("/")
    if len(parts) < 2 or parts[-2] != "Encounter":
        return None
    place = f"Encounter/{parts[-1]}"
    return place if parts[-1] and len(place) <= _LONGEST_NUMBER and place.isprintable() else None
