"""Two ways for a message to reach a hospital: over MLLP with an acknowledgement, or as a file that somebody fetches."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from pathlib import Path

from kiosk.delivery.errors import DeliveryLater, DeliveryProblem, DeliveryRefused, DeliverySettingsInvalid
from kiosk.delivery.exchange import LOOPBACK, tls_context
from kiosk.delivery.folder.placing import place
from kiosk.delivery.hl7.acknowledgement import Acknowledgement, parse_acknowledgement
from kiosk.delivery.hl7.mapping import Meaning
from kiosk.delivery.hl7.message import Adt
from kiosk.delivery.hl7.mllp import exchange
from kiosk.domain.record import Receipt, Record
from kiosk.runtime.clock import Clock, SystemClock

_LONGEST_NUMBER = 100


@dataclass(frozen=True)
class MllpSettings:
    """Where the receiver listens. `DeliverySettingsInvalid` for another machine without TLS."""

    host: str
    port: int
    destination: str
    tls: bool = True
    timeout_s: float = 10.0
    ca_file: Path | None = None

    def __post_init__(self) -> None:
        if not self.host or not 0 < self.port < 65536 or not self.timeout_s > 0:
            raise DeliverySettingsInvalid("url")
        if not self.tls and self.host not in LOOPBACK:
            raise DeliverySettingsInvalid("url_not_tls")


class Hl7Mllp:
    """A `Sender`. Calls from several threads wait for each other."""

    def __init__(self, adt: Adt, settings: MllpSettings, *, clock: Clock | None = None) -> None:
        self._adt = adt
        self._settings = settings
        self._clock = clock or SystemClock()
        self._tls = tls_context(settings.ca_file) if settings.tls else None
        self._sending = threading.Lock()

    def close(self) -> None:
        """Nothing stays open between two records."""

    def deliver(self, record: Record) -> Receipt:
        """Raises `DeliveryLater` or `DeliveryRefused`. The receipt's number is the acknowledgement's own id (MSH-10),
        or our control id when it has none."""
        message = self._adt.encode(record)
        settings = self._settings
        with self._sending:
            answer = exchange(
                settings.host,
                settings.port,
                message,
                timeout_s=settings.timeout_s,
                clock=self._clock,
                tls=self._tls,
            )
        acknowledgement = parse_acknowledgement(answer)
        control_id = self._adt.control_id(record.record_id)
        if acknowledgement.control_id != control_id:  # Of another message: it says nothing about ours.
            raise DeliveryLater(DeliveryProblem.ANSWER_MALFORMED)
        self._judge(acknowledgement)
        number = (acknowledgement.own_id or control_id)[:_LONGEST_NUMBER]
        at = acknowledgement.sent_at
        return Receipt(
            record.record_id, number, settings.destination, at or self._clock.now(), office_time=at is not None
        )

    def _judge(self, acknowledgement: Acknowledgement) -> None:
        mapping = self._adt.mapping
        meaning = mapping.acknowledgements.get(acknowledgement.code)
        if meaning is None:
            raise DeliveryLater(DeliveryProblem.ANSWER_MALFORMED)
        if meaning is Meaning.DONE:
            return
        found = {mapping.errors[code] for code in acknowledgement.error_codes if code in mapping.errors}
        # Patience first: what one error calls hopeless, another may call a matter of time.
        for one in (Meaning.LATER, Meaning.WRONG_RECEIVER, Meaning.REFUSED):
            if one in found:
                meaning = one
                break
        if meaning is Meaning.WRONG_RECEIVER:
            raise DeliveryLater(DeliveryProblem.WRONG_ADDRESS)
        if meaning is Meaning.REFUSED:
            raise DeliveryRefused(DeliveryProblem.REJECTED)
        raise DeliveryLater(DeliveryProblem.SERVER_ERROR)


class Hl7File:
    """A `Sender`: `<record id>.hl7` in a folder, whole or not there."""

    def __init__(self, adt: Adt, folder: Path, destination: str, *, clock: Clock | None = None) -> None:
        self._adt = adt
        self._folder = folder
        self._destination = destination
        self._clock = clock or SystemClock()

    def close(self) -> None:
        """Nothing stays open between two records."""

    def deliver(self, record: Record) -> Receipt:
        """Raises `DeliveryLater` or `DeliveryRefused`."""
        message = self._adt.encode(record)
        if not self._folder.is_dir():
            raise DeliveryLater(DeliveryProblem.FOLDER_AWAY)
        name = f"{record.record_id}.hl7"
        new = place(self._folder / name, message)
        now = self._clock.now()
        return Receipt(record.record_id, name, self._destination, now, not new, office_time=False)
