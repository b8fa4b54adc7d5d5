"""One call of the hospital's contract: signed, sent, its envelope opened."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import httpx

from kiosk.delivery.answer import parse_object
from kiosk.delivery.errors import (
    DeliveryLater,
    DeliveryProblem,
    DeliveryRefused,
    DeliverySettingsInvalid,
    PortalError,
)
from kiosk.delivery.exchange import Answer, Exchange, check_address, judge, retry_after_s
from kiosk.delivery.hospital.contract import BODY, KEY, MERCHANT, TIMESTAMP, Call, CallName, HospitalContract, Meaning
from kiosk.delivery.hospital.signing import signature, timestamp
from kiosk.delivery.signature import KEY_HEADER
from kiosk.delivery.webhook import SHORTEST_SECRET
from kiosk.runtime.clock import Clock, SystemClock

MAX_CATALOGUE_BYTES = 2 * 1024 * 1024
_SPOKEN_BY_CODE = (400, 404, 409, 422)
"""Statuses with which a hospital may send its own code along; then the code decides."""


class NotThere(PortalError):
    """The hospital knows nothing under what it was asked for."""


@dataclass(frozen=True)
class HospitalSettings:
    """Where the hospital's service is. `DeliverySettingsInvalid` when a record may not go there."""

    url: str
    """The part before each call's path; `https://…`, plain `http` only to this machine."""
    merchant_id: str
    """By what name the hospital knows this kiosk."""
    secret: bytes = field(repr=False)
    destination: str
    contract: HospitalContract
    timeout_s: float = 10.0
    ca_file: Path | None = None

    def __post_init__(self) -> None:
        check_address(self.url)
        if len(self.secret) < SHORTEST_SECRET:
            raise DeliverySettingsInvalid("secret_too_short")
        if not self.timeout_s > 0:
            raise DeliverySettingsInvalid("timeout_s")
        if not self.merchant_id.isascii() or not self.merchant_id.isprintable() or not self.merchant_id:
            raise DeliverySettingsInvalid("merchant_id")
        if not self.contract.separator or self.contract.separator in self.merchant_id:
            raise DeliverySettingsInvalid("separator")


@dataclass(frozen=True)
class Spoken:
    """What the hospital put into its envelope, not believed yet."""

    content: object = field(repr=False)
    at: datetime | None
    """The hospital's clock."""


class HospitalConversation:
    """Calls one at a time. Raises `DeliveryLater`, `DeliveryRefused` or `NotThere`."""

    def __init__(
        self, settings: HospitalSettings, transport: httpx.BaseTransport | None = None, *, clock: Clock | None = None
    ) -> None:
        self.settings = settings
        self._clock = clock or SystemClock()
        self._exchange = Exchange(settings.timeout_s, settings.ca_file, transport)

    def close(self) -> None:
        self._exchange.close()

    def ask(self, name: CallName, arguments: Mapping[str, str]) -> Spoken:
        """A GET, with our names of the arguments; those the contract does not know are left out."""
        call = self._call(name)
        query = {theirs: arguments[ours] for ours, theirs in call.parameters.items() if ours in arguments}
        return self._send(call, query, None, None)

    def tell(self, name: CallName, content: Mapping[str, str | int | None], key: str) -> Spoken:
        """A POST under an idempotency key."""
        return self._send(self._call(name), content, _encode(content), key)

    def _call(self, name: CallName) -> Call:
        call = self.settings.contract.calls.get(name)
        if call is None:
            raise NotThere(name.value)
        return call

    def _send(self, call: Call, members: Mapping[str, str | int | None], body: bytes | None, key: str | None) -> Spoken:
        contract = self.settings.contract
        moment = timestamp(self._clock.now(), contract.timestamp_form)
        known = {
            **{name: "" if value is None else str(value) for name, value in members.items()},
            MERCHANT: self.settings.merchant_id,
            TIMESTAMP: moment,
            KEY: key or "",
            BODY: hashlib.sha256(body or b"").hexdigest(),
        }
        signed = (known.get(name, "") for name in call.signed)
        headers = {
            contract.merchant_header: self.settings.merchant_id,
            contract.timestamp_header: moment,
            contract.signature_header: signature(
                self.settings.secret, signed, contract.separator, contract.signature_form
            ),
        }
        if key is not None:
            headers[KEY_HEADER] = key
        query = None if body is not None else {name: str(value) for name, value in members.items()}
        url = self.settings.url.rstrip("/") + call.path
        answer = self._exchange.send(
            call.method, url, headers, body=body, query=query, max_answer_bytes=MAX_CATALOGUE_BYTES
        )
        return self._open(answer)

    def _open(self, answer: Answer) -> Spoken:
        """The envelope: their code decides where they sent one, the status where they did not."""
        contract, now = self.settings.contract, self._clock.now()
        if not answer.ok and answer.status not in _SPOKEN_BY_CODE:
            raise judge(answer, now)
        envelope = parse_object(answer.body, MAX_CATALOGUE_BYTES)
        code = envelope.get(contract.code_member)
        meaning = contract.codes.get(code) if isinstance(code, str) else None
        if meaning is None:
            raise DeliveryLater(DeliveryProblem.ANSWER_MALFORMED) if answer.ok else judge(answer, now)
        if meaning is Meaning.NOT_FOUND:
            raise NotThere(code)
        if meaning is Meaning.LATER:
            raise DeliveryLater(DeliveryProblem.SERVER_ERROR, retry_after_s(answer, now))
        if meaning is Meaning.REFUSED:
            raise DeliveryRefused(DeliveryProblem.REJECTED)
        return Spoken(envelope.get(contract.content_member), answer.date)


def _encode(content: Mapping[str, str | int | None]) -> bytes:
    """The same content always gives the same bytes."""
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
