"""The tables of the store. Each class is one table; migrations in `kiosk/records/migrations` lead to exactly this."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, Text
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from sqlalchemy.types import TypeDecorator


class UtcTime(TypeDecorator[datetime]):
    """An aware time as `2026-11-21T01:00:00.000000Z`: of fixed width, so that text order is time order."""

    impl = String(27)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> str | None:
        return None if value is None else write_time(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> datetime | None:
        return None if value is None else read_time(value)


def write_time(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def read_time(text: str) -> datetime:
    """ValueError for a text that `write_time` did not write."""
    return datetime.fromisoformat(text).astimezone(UTC)


class Base(DeclarativeBase):
    pass


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
    folded_name: Mapped[str] = mapped_column(Text, index=True)
    person_token: Mapped[str | None] = mapped_column(String(64), index=True)

    __table_args__ = ({"sqlite_autoincrement": True},)


class OutboxRow(Base):
    """Where a record is on its way to the office."""

    __tablename__ = "outbox"

    record_id: Mapped[str] = mapped_column(ForeignKey("record.record_id", ondelete="CASCADE"), primary_key=True)
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

    __table_args__ = (
        CheckConstraint("fate IN ('saved', 'waiting', 'delivered', 'refused')", name="known_fate"),
        CheckConstraint("fate <> 'delivered' OR receipt_number IS NOT NULL", name="delivered_has_receipt"),
        Index("ix_outbox_fate_sequence", "fate", "sequence"),
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

    __table_args__ = (CheckConstraint("one = 1", name="only_one_head"),)


class RememberedRow(Base):
    """Small things that must survive a restart, e.g. the newest official time."""

    __tablename__ = "remembered"

    name: Mapped[str] = mapped_column(String(40), primary_key=True)
    content: Mapped[str] = mapped_column(Text)
