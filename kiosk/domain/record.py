"""What is kept and handed over once a person confirmed, and what the office gave back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import NewType

RecordId = NewType("RecordId", str)
"""UUIDv7 in its text form; also the idempotency key of every delivery."""


@dataclass(frozen=True)
class RecordedValue:
    """A confirmed value; `source` and `assurance` by name so that they survive outside this program."""

    value: str = field(repr=False)
    source: str | None
    assurance: str
    corrected_from: str | None = field(default=None, repr=False)


@dataclass(frozen=True)
class Record:
    """One confirmed visit."""

    record_id: RecordId
    desk_id: str
    service_id: str
    form_id: str
    confirmed_at: datetime
    """Aware, in UTC."""
    values: Mapping[str, RecordedValue] = field(repr=False)
    identification: Mapping[str, str | None]
    """How identity was captured: document_kind, method, captured_by, captured_at, reference, access_protocol,
    access_password, overall, assurance."""
    insurance: Mapping[str, str | None]
    """outcome and result_code of the look-up."""
    follows: RecordId | None = None
    """The record this one adds to, e.g. a look-up that was answered after its citizen had left; None for a visit."""


class RecordFate(StrEnum):
    """Where a record is on its way out."""

    SAVED = "saved"
    DELIVERED = "delivered"
    WAITING = "waiting"
    """Not delivered yet; the outbox keeps trying."""
    REFUSED = "refused"
    """The office refused it for good; a person must look."""


@dataclass(frozen=True)
class Receipt:
    """An office's word that it has the record. A record that goes to several offices has a receipt from each."""

    record_id: RecordId
    number: str
    destination: str
    received_at: datetime
    duplicate: bool = False
    """The office already had it: delivered once, acknowledged twice."""
    office_time: bool = field(default=True, compare=False)
    """False when `received_at` is this machine's own clock, from which nothing can be learned about the time."""
