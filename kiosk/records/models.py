"""The tables of the store. Each class is one table; migrations in `kiosk/records/migrations` lead to exactly this."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from kiosk.records.columns import BYTE_ORDERED, Base, UtcTime


class RecordRow(Base):
    """A confirmed visit. Written once, never changed."""

    __tablename__ = "record"

    sequence: Mapped[int] = mapped_column(primary_key=True)
    """The order of saving on this kiosk; times are not an order."""
    record_id: Mapped[str] = mapped_column(String(36), unique=True)
    desk_id: Mapped[str] = mapped_column(Text)
    service_id: Mapped[str] = mapped_column(Text)
    form_id: Mapped[str] = mapped_column(Text)
    confirmed_at: Mapped[datetime] = mapped_column(UtcTime)
    # Named `field_values` because `values` is a word of SQL.
    field_values: Mapped[dict[str, Any]] = mapped_column(JSON)
    identification: Mapped[dict[str, Any]] = mapped_column(JSON)
    insurance: Mapped[dict[str, Any]] = mapped_column(JSON)
    folded_name: Mapped[str] = mapped_column(BYTE_ORDERED)
    person_token: Mapped[str | None] = mapped_column(String(64), index=True)
    card_token: Mapped[str | None] = mapped_column(String(64), index=True)
    """Of the insurance card's number: some citizens have no other, and clerks look them up by it."""
    follows: Mapped[str | None] = mapped_column(String(36), index=True)
    """Not a foreign key: what was added to a record may reach its office, and be forgotten, at another time."""

    __table_args__ = (
        Index("ix_record_name_sequence", "folded_name", "sequence"),
        Index("ix_record_sequence_name", "sequence", "folded_name"),
        {"sqlite_autoincrement": True},
    )


class NameWordRow(Base):
    """A word of a name and the name: where the search begins. One row per distinct name and word, not per visit."""

    __tablename__ = "name_word"

    word: Mapped[str] = mapped_column(BYTE_ORDERED, primary_key=True)
    folded_name: Mapped[str] = mapped_column(BYTE_ORDERED, primary_key=True)

    __table_args__ = ({"sqlite_with_rowid": False},)


class OutboxRow(Base):
    """Where a record is on its way to one office."""

    __tablename__ = "outbox"

    record_id: Mapped[str] = mapped_column(ForeignKey("record.record_id", ondelete="CASCADE"), primary_key=True)
    delivery_id: Mapped[str] = mapped_column(Text, primary_key=True)
    """Which of the site's deliveries: each goes its own way and at its own pace."""
    sequence: Mapped[int]
    """The record's own, here so that the next row to send is found in one index."""
    fate: Mapped[str] = mapped_column(String(16))
    attempts: Mapped[int] = mapped_column(default=0)
    next_at: Mapped[datetime] = mapped_column(UtcTime)
    last_error: Mapped[str | None] = mapped_column(Text)
    """A dotted key, never the office's own words."""
    receipt_number: Mapped[str | None] = mapped_column(Text)
    destination: Mapped[str | None] = mapped_column(Text)
    received_at: Mapped[datetime | None] = mapped_column(UtcTime)
    duplicate: Mapped[bool | None]
    settled_at: Mapped[datetime | None] = mapped_column(UtcTime)
    """By our clock: when the receipt or the refusal arrived. Retention counts from here."""
    leased_by: Mapped[str | None] = mapped_column(Text)
    """The program that is sending it; None when nobody is. A lease that ran out is nobody's."""
    leased_until: Mapped[datetime | None] = mapped_column(UtcTime)

    __table_args__ = (
        CheckConstraint("fate IN ('saved', 'waiting', 'delivered', 'refused')", name="known_fate"),
        CheckConstraint("fate <> 'delivered' OR receipt_number IS NOT NULL", name="delivered_has_receipt"),
        Index("ix_outbox_delivery_fate_sequence", "delivery_id", "fate", "sequence"),
        Index("ix_outbox_fate_settled", "fate", "settled_at"),
    )


class AuditRow(Base):
    """What was done, chained by hashes. Triggers refuse to change or delete a row."""

    __tablename__ = "audit"

    sequence: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[str] = mapped_column(String(27))
    """Kept as text, like `detail`: the hash covers what stands there, also when somebody wrote nonsense."""
    event: Mapped[str] = mapped_column(Text)
    record_id: Mapped[str | None] = mapped_column(String(36))
    """Not a foreign key: the audit outlives what it speaks of."""
    detail: Mapped[str] = mapped_column(Text)
    previous_hash: Mapped[str] = mapped_column(String(64))
    hash: Mapped[str] = mapped_column(String(64))


class AuditHeadRow(Base):
    """How long the chain is and how it ends, kept apart so that a cut tail is noticed."""

    __tablename__ = "audit_head"

    one: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    count: Mapped[int]
    hash: Mapped[str] = mapped_column(String(64))
    begins_after: Mapped[int] = mapped_column(server_default="0")
    """Rows up to here were let go when their time was over; `begins_hash` is the hash of the last of them."""
    begins_hash: Mapped[str] = mapped_column(String(64), server_default="0" * 64)

    __table_args__ = (CheckConstraint("one = 1", name="only_one_head"),)


class RememberedRow(Base):
    """Small things that must survive a restart, e.g. the newest official time."""

    __tablename__ = "remembered"

    name: Mapped[str] = mapped_column(String(40), primary_key=True)
    content: Mapped[str] = mapped_column(Text)
