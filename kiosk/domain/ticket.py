"""A place in the queue."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from kiosk.domain.record import RecordId


@dataclass(frozen=True)
class Ticket:
    """One number for one room on one day. The number is given once; printing it again gives the same."""

    record_id: RecordId | None
    """None for somebody who only took a number: no name, no papers, and still served."""
    day: date
    """In Vietnam; numbers begin anew each day."""
    room_id: str
    room_name: Mapping[str, str]
    """By language code."""
    priority: str
    """The id of the priority class, `ordinary` when none."""
    number: int
    shown: str
    """As printed and called, e.g. `A012`."""
    issued_at: datetime
    """Aware."""
    waiting_before: int | None = None
    """How many stood before it when it was given; None when nobody knows."""
