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
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import bindparam, delete, func, insert, select, update
from sqlalchemy.orm import Session

from kiosk.records.columns import table_of, write_time
from kiosk.records.errors import StoreCorrupt
from kiosk.records.models import AuditHeadRow, AuditRow
from kiosk.runtime.privacy import holds_long_number

GENESIS = "0" * 64
_HEADS, _ROWS = table_of(AuditHeadRow), table_of(AuditRow)
_HEAD = select(_HEADS.c["count"], _HEADS.c["hash"])
_ADD = insert(_ROWS)
_MOVE_HEAD = update(_HEADS).values(count=bindparam("new_count"), hash=bindparam("new_hash"))
_PLAIN = re.compile(r"[A-Za-z0-9_.:+\-]{0,64}")


class AuditEvent(StrEnum):
    RECORD_SAVED = "record.saved"
    RECORD_DELIVERED = "record.delivered"
    RECORD_REFUSED = "record.refused"
    RECORD_SENT_AGAIN = "record.sent_again"
    """An administrator put a refused record back on its way."""
    RECORDS_PURGED = "records.purged"
    AUDIT_LET_GO = "audit.let_go"
    """The oldest rows of this very chain, whose time was over."""
    PERSON_ERASED = "person.erased"
    PERSON_EXPORTED = "person.exported"
    STAFF_VIEWED = "staff.viewed"
    """Somebody behind the PIN was shown records; how many, never which words they searched for."""


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
    anchor_met: bool = False
    """The chain runs through the head that was written down. False without one, and when its row was let go since."""

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
    before = head(session)
    row: dict[str, Any] = {
        "sequence": before.count + 1,
        "at": write_time(at),
        "event": event.value,
        "record_id": record_id,
        "detail": json.dumps({name: _plain(value) for name, value in (detail or {}).items()}, sort_keys=True),
        "previous_hash": before.hash,
    }
    row["hash"] = _hash_of(*row.values())
    connection = session.connection()
    connection.execute(_ADD, row)
    connection.execute(_MOVE_HEAD, {"new_count": row["sequence"], "new_hash": row["hash"]})


def head(session: Session) -> AuditHead:
    kept = session.connection().execute(_HEAD).first()
    if kept is None:
        raise StoreCorrupt("audit_head")
    count, digest = kept
    return AuditHead(count, digest)


def let_go(session: Session, now: datetime, before: datetime) -> int:
    """Forget the rows at the chain's old end that are from before that moment; the rest still verifies, from there.
    Returns how many. Only what precedes the first younger row goes, whatever the clock did since."""
    younger = select(func.min(AuditRow.sequence)).where(AuditRow.at >= write_time(before))
    first_kept = session.scalar(younger) or head(session).count + 1
    last = session.execute(
        select(AuditRow.sequence, AuditRow.hash)
        .where(AuditRow.sequence < first_kept)
        .order_by(AuditRow.sequence.desc())
    ).first()
    if last is None:
        return 0
    session.execute(update(AuditHeadRow).values(begins_after=last.sequence, begins_hash=last.hash))
    gone = session.execute(delete(AuditRow).where(AuditRow.sequence <= last.sequence).returning(AuditRow.sequence))
    count = len(gone.all())
    append(session, now, AuditEvent.AUDIT_LET_GO, None, {"count": count})
    return count


def verify(session: Session, anchor: AuditHead | None = None) -> AuditVerdict:
    """Walk the whole chain and name the first row that is not as it was written."""
    kept = session.get(AuditHeadRow, 1)
    previous, count = (kept.begins_hash, kept.begins_after) if kept is not None else (GENESIS, 0)
    if anchor is not None and anchor.count == count and anchor.hash != previous:
        return AuditVerdict(0, count, "anchor_differs")
    begins_after = count
    # Closed by hand: a server's cursor must not outlive a walk that ends early.
    with closing(
        session.scalars(select(AuditRow).order_by(AuditRow.sequence).execution_options(yield_per=500))
    ) as rows:
        for row in rows:
            reason = _fault(row, count, previous, anchor)
            if reason is not None:
                return AuditVerdict(count - begins_after, count + 1, reason)
            previous, count = row.hash, row.sequence
            session.expunge(row)
    known = max(kept.count if kept is not None else 0, anchor.count if anchor is not None else 0)
    if count < known:
        return AuditVerdict(count - begins_after, count + 1, "tail_missing")
    if kept is None or kept.count != count or kept.hash != previous:
        return AuditVerdict(count - begins_after, count, "head_changed")
    return AuditVerdict(count - begins_after, anchor_met=anchor is not None and anchor.count >= begins_after)


def _fault(row: AuditRow, count: int, previous: str, anchor: AuditHead | None) -> str | None:
    if row.sequence != count + 1:
        return "row_missing"
    if row.hash != _hash_of(row.sequence, row.at, row.event, row.record_id, row.detail, row.previous_hash):
        return "row_changed"
    if row.previous_hash != previous:
        return "chain_broken"
    if anchor is not None and row.sequence == anchor.count and row.hash != anchor.hash:
        return "anchor_differs"
    return None


def _hash_of(*parts: object) -> str:
    """Of sequence, at, event, record_id, detail and previous_hash."""
    canonical = json.dumps(parts, ensure_ascii=True, separators=(",", ":"), default=repr)
    return hashlib.sha256(canonical.encode()).hexdigest()


def _plain(value: object) -> object:
    if isinstance(value, bool | int):
        return value
    text = str(value)
    return text if _PLAIN.fullmatch(text) and not holds_long_number(text) else "withheld"
