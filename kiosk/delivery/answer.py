"""The office's answer, believed only as far as it reads like a receipt."""

from __future__ import annotations

import json
from datetime import UTC, datetime

from kiosk.delivery.errors import DeliveryLater, DeliveryProblem
from kiosk.domain.record import Receipt, RecordId

MAX_ANSWER_BYTES = 64 * 1024
_MAX_RECEIPT_CHARACTERS = 100


def parse_receipt(body: bytes, record_id: RecordId, destination: str) -> Receipt:
    """`{"receipt": text, "received_at": ISO 8601 with offset, "duplicate": bool}`; other members are ignored.

    Raises `DeliveryLater` for anything else: without a receipt we do not know, and asking again under the same key
    tells.
    """
    malformed = DeliveryLater(DeliveryProblem.ANSWER_MALFORMED)
    answer = parse_object(body)
    number, received_at, duplicate = answer.get("receipt"), answer.get("received_at"), answer.get("duplicate", False)
    if not isinstance(number, str) or not isinstance(received_at, str) or not isinstance(duplicate, bool):
        raise malformed
    number = number.strip()
    if not 0 < len(number) <= _MAX_RECEIPT_CHARACTERS or not number.isprintable():
        raise malformed
    try:
        moment = datetime.fromisoformat(received_at)
        if moment.tzinfo is None:
            raise malformed
        moment = moment.astimezone(UTC)
    except (ValueError, OverflowError):  # The year 1 in Vietnamese time has no moment in UTC.
        raise malformed from None
    return Receipt(record_id, number, destination, moment, duplicate)


def parse_object(body: bytes, most: int = MAX_ANSWER_BYTES) -> dict[str, object]:
    """The JSON object in `body`, an empty one when there is none or it has more than `most` bytes."""
    if len(body) > most:
        return {}
    try:
        parsed = json.loads(body)
    except (ValueError, RecursionError):
        return {}
    return parsed if isinstance(parsed, dict) else {}
