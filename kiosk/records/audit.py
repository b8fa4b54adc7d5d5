"""The audit: an append-only chain of what was done, without saying to whom.

Each row's hash covers the row and the hash before it, so a row that was changed, moved or taken out is found, and the
head, kept in another table with the count, shows a tail that was cut off. Whoever holds the store's key can rebuild
the whole chain: against that helps only a head that was written down elsewhere (`AuditHead`), given to `verify` as
`anchor`.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from kiosk.records.columns import write_time
from kiosk.records.errors import StoreCorrupt
from kiosk.records.models import AuditHeadRow, AuditRow
from kiosk.runtime.privacy import holds_long_number

GENESIS = "0" * 64
_PLAIN = re.compile(r"[A-Za-z0-9_.:+\-]{0,64}")


class AuditEvent(StrEnum):
    RECORD_SAVED = "record.saved"
    RECORD_DELIVERED = "record.delivered"
    RECORD_REFUSED = "record.refused"
    RECORD_SENT_AGAIN = "record.sent_again"
    """An administrator put a refused record back on its way."""
    RECORDS_PURGED = "records.purged"
    PERSON_ERASED = "person.erased"
    PERSON_EXPORTED = "person.exported"
    STAFF_VIEWED = "staff.viewed"


@dataclass(frozen=True)
class AuditHead:
    """Where the chain ended at some moment: worth writing down outside this machine."""

    count: int
    hash: str


@dataclass(frozen=True)
class AuditVerdict:
    """`broken_at` is the sequence of the first row that is not as it was written; None when the chain holds."""

    rows: int
    broken_at: int | None = None
    reason: str | None = None
    """`row_missing`, `row_changed`, `chain_broken`, `tail_missing`, `head_changed` or `anchor_differs`."""

    @property
    def holds(self) -> bool:
        return self.broken_at is None


def append(
    session: Session,
    at: datetime,
    event: AuditEvent,
    record_id: str | None = None,
    detail: Mapping[str, object] | None = None,
) -> None:
    """Add one row and move the head, inside the caller's transaction. Details that are not plain words are withheld."""
    head = _head_row(session)
    row = AuditRow(
        sequence=head.count + 1,
        at=write_time(at),
        event=event.value,
        record_id=record_id,
        detail=json.dumps({name: _plain(value) for name, value in (detail or {}).items()}, sort_keys=True),
        previous_hash=head.hash,
        hash="",
    )
    row.hash = _hash_of(row)
    session.add(row)
    head.count, head.hash = row.sequence, row.hash


def head(session: Session) -> AuditHead:
    row = _head_row(session)
    return AuditHead(row.count, row.hash)


def verify(session: Session, anchor: AuditHead | None = None) -> AuditVerdict:
    """Walk the whole chain and name the first row that is not as it was written."""
    previous, count = GENESIS, 0
    for row in session.scalars(select(AuditRow).order_by(AuditRow.sequence).execution_options(yield_per=500)):
        reason = _fault(row, count, previous, anchor)
        if reason is not None:
            return AuditVerdict(count, count + 1, reason)
        previous, count = row.hash, row.sequence
        session.expunge(row)
    kept = session.get(AuditHeadRow, 1)
    known = max(kept.count if kept is not None else 0, anchor.count if anchor is not None else 0)
    if count < known:
        return AuditVerdict(count, count + 1, "tail_missing")
    if kept is None or kept.count != count or kept.hash != previous:
        return AuditVerdict(count, count, "head_changed")
    return AuditVerdict(count)


def _fault(row: AuditRow, count: int, previous: str, anchor: AuditHead | None) -> str | None:
    if row.sequence != count + 1:
        return "row_missing"
    if row.hash != _hash_of(row):
        return "row_changed"
    if row.previous_hash != previous:
        return "chain_broken"
    if anchor is not None and row.sequence == anchor.count and row.hash != anchor.hash:
        return "anchor_differs"
    return None


def _head_row(session: Session) -> AuditHeadRow:
    row = session.get(AuditHeadRow, 1)
    if row is None:
        raise StoreCorrupt("audit_head")
    return row


def _hash_of(row: AuditRow) -> str:
    parts = [row.sequence, row.at, row.event, row.record_id, row.detail, row.previous_hash]
    canonical = json.dumps(parts, ensure_ascii=True, separators=(",", ":"), default=repr)
    return hashlib.sha256(canonical.encode()).hexdigest()


def _plain(value: object) -> object:
    if isinstance(value, bool | int):
        return value
    text = str(value)
    return text if _PLAIN.fullmatch(text) and not holds_long_number(text) else "withheld"
