"""Between the nouns of the kiosk and the rows of the store."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row

from kiosk.domain.record import Receipt, Record, RecordedValue, RecordFate, RecordId
from kiosk.records.derived_keys import card_token, person_token
from kiosk.records.folding import fold
from kiosk.records.models import OutboxRow, RecordRow

NAME_FIELD = "HO_TEN"
NUMBER_FIELD = "SO_CCCD"
CARD_FIELD = "MA_THE_BHYT"
"""The fields of QĐ 4750 (Bảng 1) by which a record is found again: the holder's name, personal number and insurance
card."""


@dataclass(frozen=True)
class WaitingRecord:
    """A record on its way to the office, without what is in it."""

    record_id: RecordId
    sequence: int
    attempts: int
    next_at: datetime
    last_error: str | None
    """A dotted key saying why it was not delivered, None before the first attempt."""
    fate: RecordFate
    delivery_id: str
    """The way it goes; a record that goes several ways waits in each on its own."""


def record_row(record: Record, key: bytes) -> dict[str, Any]:
    """The columns of a record that is saved for the first time."""
    name, number, card = (_text(record, one) for one in (NAME_FIELD, NUMBER_FIELD, CARD_FIELD))
    return {
        "record_id": record.record_id,
        "desk_id": record.desk_id,
        "service_id": record.service_id,
        "form_id": record.form_id,
        "confirmed_at": record.confirmed_at,
        "field_values": {field: _value_to_json(value) for field, value in record.values.items()},
        "identification": dict(record.identification),
        "insurance": dict(record.insurance),
        "folded_name": fold(name),
        "person_token": person_token(key, number) if number else None,
        "card_token": card_token(key, card),
        "follows": record.follows,
    }


def tokens_of(key: bytes, number: str) -> tuple[str, ...]:
    """Under which a personal number, or the number of an insurance card, is found."""
    return tuple(token for token in (person_token(key, number), card_token(key, number)) if token is not None)


def record_from(row: RecordRow | Row[Any]) -> Record:
    """ValueError, KeyError or TypeError when the row was not written by `record_row`."""
    if not isinstance(row.field_values, dict):
        raise TypeError
    return Record(
        record_id=RecordId(row.record_id),
        desk_id=row.desk_id,
        service_id=row.service_id,
        form_id=row.form_id,
        confirmed_at=row.confirmed_at,
        values={field: _value_from_json(kept) for field, kept in row.field_values.items()},
        identification=dict(row.identification),
        insurance=dict(row.insurance),
        follows=RecordId(row.follows) if row.follows is not None else None,
    )


def _text(record: Record, field: str) -> str:
    value = record.values.get(field)
    return value.value.strip() if value is not None else ""


def waiting_from(row: OutboxRow | Row[Any]) -> WaitingRecord:
    return WaitingRecord(
        record_id=RecordId(row.record_id),
        sequence=row.sequence,
        attempts=row.attempts,
        next_at=row.next_at,
        last_error=row.last_error,
        fate=RecordFate(row.fate),
        delivery_id=row.delivery_id,
    )


def receipt_from(row: OutboxRow | Row[Any]) -> Receipt | None:
    if row.receipt_number is None or row.destination is None or row.received_at is None:
        return None
    return Receipt(RecordId(row.record_id), row.receipt_number, row.destination, row.received_at, bool(row.duplicate))


def _value_to_json(value: RecordedValue) -> dict[str, str | None]:
    return {
        "value": value.value,
        "source": value.source,
        "assurance": value.assurance,
        "corrected_from": value.corrected_from,
    }


def _value_from_json(kept: Any) -> RecordedValue:  # noqa: ANN401 - JSON as it was stored
    return RecordedValue(kept["value"], kept["source"], kept["assurance"], kept["corrected_from"])
