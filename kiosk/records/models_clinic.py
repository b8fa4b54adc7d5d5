"""The tables of a clinic's day: places in the queue, questions the portal still owes an answer to, figures of visits.

None of them has a foreign key to `record`: a ticket can be taken without a record, and each table is kept for a time
of its own. What is erased with a person is said in `kiosk/records/forgetting.py`.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from kiosk.records.columns import Base, UtcTime


class TicketRow(Base):
    """One number of one series on one day. `record_id` makes issuing idempotent; it is emptied when the record goes."""

    __tablename__ = "ticket"

    sequence: Mapped[int] = mapped_column(primary_key=True)
    day: Mapped[str] = mapped_column(String(10))
    """The day in Vietnam, `2026-11-21`."""
    room_id: Mapped[str] = mapped_column(Text)
    series: Mapped[str] = mapped_column(Text)
    """What is numbered on its own, e.g. a room and a priority class."""
    priority: Mapped[str] = mapped_column(Text)
    number: Mapped[int]
    record_id: Mapped[str | None] = mapped_column(String(36), unique=True)
    desk_id: Mapped[str] = mapped_column(Text)
    issued_at: Mapped[datetime] = mapped_column(UtcTime)
    called_at: Mapped[datetime | None] = mapped_column(UtcTime)
    """The last call."""
    calls: Mapped[int] = mapped_column(default=0)
    counter: Mapped[str | None] = mapped_column(Text)
    """Which counter of the room called last."""
    finished_at: Mapped[datetime | None] = mapped_column(UtcTime)
    finished_how: Mapped[str | None] = mapped_column(Text)

    __table_args__ = (
        UniqueConstraint("day", "series", "number", name="one_number_a_day"),
        Index("ix_ticket_day_room", "day", "room_id"),
        {"sqlite_autoincrement": True},
    )


class LookUpRow(Base):
    """A question to the health-insurance portal that failed during the visit and is asked again later."""

    __tablename__ = "look_up"

    record_id: Mapped[str] = mapped_column(String(36), primary_key=True)
    question: Mapped[dict[str, Any]] = mapped_column(JSON)
    """Personal data: what is asked. Emptied (`{}`) or gone once nobody asks any more."""
    asked: Mapped[list[Any]] = mapped_column(JSON)
    """Evidence of each failed attempt: when, what happened, how long it took."""
    attempts: Mapped[int] = mapped_column(default=0)
    next_at: Mapped[datetime] = mapped_column(UtcTime)
    state: Mapped[str] = mapped_column(String(16))
    answered_at: Mapped[datetime | None] = mapped_column(UtcTime)
    """When it was settled, by an answer or by giving up. Retention counts from here."""
    result_code: Mapped[str | None] = mapped_column(Text)
    outcome: Mapped[str | None] = mapped_column(Text)

    __table_args__ = (
        CheckConstraint("state IN ('pending', 'answered', 'given_up')", name="known_state"),
        Index("ix_look_up_state_next", "state", "next_at"),
    )


class VisitFigureRow(Base):
    """How one visit went, in figures: nothing here says whose visit it was."""

    __tablename__ = "visit_figure"

    visit_id: Mapped[str] = mapped_column(String(36), primary_key=True)
    """Of the visit, never the record's."""
    desk_id: Mapped[str] = mapped_column(Text)
    service_id: Mapped[str | None] = mapped_column(Text)
    day: Mapped[str] = mapped_column(String(10), index=True)
    started_at: Mapped[datetime] = mapped_column(UtcTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcTime)
    ended_how: Mapped[str | None] = mapped_column(Text)
    way: Mapped[str | None] = mapped_column(Text)
    assurance: Mapped[str | None] = mapped_column(Text)
    portal_outcome: Mapped[str | None] = mapped_column(Text)
    result_code: Mapped[str | None] = mapped_column(Text)
    failure: Mapped[str | None] = mapped_column(Text)
    seconds: Mapped[dict[str, Any]] = mapped_column(JSON)
    """By the name of the stretch: how long it took."""
