"""A confirmed record registers its visit with the hospital (`POST /dangky-kcb`) and brings back the visit's number."""

from __future__ import annotations

from collections.abc import Mapping

from kiosk.delivery.errors import DeliveryLater, DeliveryProblem, DeliveryRefused
from kiosk.delivery.hospital.contract import CallName
from kiosk.delivery.hospital.conversation import HospitalConversation, NotThere, Spoken
from kiosk.delivery.hospital.entries import text_of
from kiosk.delivery.mapping import flat
from kiosk.domain.record import Receipt, Record
from kiosk.runtime.clock import Clock, SystemClock

_BETWEEN = " / "
_LONGEST_NUMBER = 100
_YES: tuple[object, ...] = (True, 1, "1", "true")


class HospitalRegistration:
    """A `Sender`. The receipt's number is what the contract names, e.g. MA_LK and STT_LK."""

    def __init__(self, conversation: HospitalConversation, *, clock: Clock | None = None) -> None:
        self._conversation = conversation
        self._clock = clock or SystemClock()

    def close(self) -> None:
        self._conversation.close()

    def deliver(self, record: Record) -> Receipt:
        """Raises `DeliveryLater` or `DeliveryRefused`; a hospital that does not find what the record names (a room, a
        service) refuses it."""
        content = flat(record, self._conversation.settings.contract.registration)
        try:
            spoken = self._conversation.tell(CallName.REGISTRATION, content, record.record_id)
        except NotThere:
            raise DeliveryRefused(DeliveryProblem.REJECTED) from None
        return self._receipt(record, spoken)

    def _receipt(self, record: Record, spoken: Spoken) -> Receipt:
        settings = self._conversation.settings
        contract = settings.contract
        if not isinstance(spoken.content, Mapping):
            raise DeliveryLater(DeliveryProblem.ANSWER_MALFORMED)
        parts = [text_of(spoken.content.get(name)) for name in contract.receipt_members]
        number = _BETWEEN.join(part for part in parts if part)
        if not parts[0] or len(number) > _LONGEST_NUMBER:
            raise DeliveryLater(DeliveryProblem.ANSWER_MALFORMED)
        duplicate = contract.duplicate_member is not None and spoken.content.get(contract.duplicate_member) in _YES
        known_time = spoken.at is not None
        received_at = spoken.at or self._clock.now()
        return Receipt(record.record_id, number, settings.destination, received_at, duplicate, known_time)
