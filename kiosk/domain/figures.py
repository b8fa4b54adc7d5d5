"""How visits went, in figures: one row a visit, one summary a day. Nobody can be recognised in either."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum


class EndedHow(StrEnum):
    DELIVERED = "delivered"
    """The office the visit waited for has the record."""
    SAVED = "saved"
    """The next citizen was let in before the office answered."""
    WAITING = "waiting"
    """The record stayed in the outbox."""
    REFUSED = "refused"
    LEFT = "left"
    """No record: cancelled, timed out, or another code was scanned."""
    BROKEN_OFF = "broken_off"
    """No record: something unexpected ended it."""


WITH_RECORD = frozenset({EndedHow.DELIVERED, EndedHow.SAVED, EndedHow.WAITING, EndedHow.REFUSED})
"""Ends that left a record: the others are no measure of how long a visit takes."""

WHOLE_VISIT = "visit"
"""The stretch of `VisitFigure.seconds` from the first step to the last."""


@dataclass(frozen=True)
class VisitFigure:
    """One visit that ended. Its words are those of other nouns, kept as text so that old rows stay readable."""

    visit_id: str
    """Of the visit, never the record's: no figure leads to a person."""
    desk_id: str
    service_id: str
    day: date
    """In Vietnam, when the visit began."""
    started_at: datetime
    ended_at: datetime
    ended_how: EndedHow
    way: str | None = None
    """How identity was captured: chip, qr, typed, …"""
    assurance: str | None = None
    portal_outcome: str | None = None
    """An `InsuranceOutcome`; None when the visit ended before anybody asked."""
    result_code: str | None = None
    """The portal's own code."""
    failure: str | None = None
    """The key of the last `FailureCode` somebody was told, also when the visit went well after it."""
    seconds: Mapping[str, float] = field(default_factory=dict)
    """By the name of the stretch: the states of the visit, and `WHOLE_VISIT`. By a clock that nobody sets."""


@dataclass(frozen=True)
class HourFigures:
    hour: int
    """In Vietnam, 0 to 23."""
    visits: int
    """That ended with a record and began in this hour."""
    median_s: float | None
    """Seconds a visit; None when there was none."""


@dataclass(frozen=True)
class DayFigures:
    """One day of one desk, or of all desks that share a store."""

    day: date
    visits: int
    """With a record."""
    left: int
    """Without one."""
    median_s: float | None
    """Seconds a visit with a record; None on a day without visits."""
    slow_s: float | None
    """Nine visits in ten took no longer."""
    stretches: Mapping[str, float]
    """Median seconds by stretch, of the visits with a record that had it."""
    ends: Mapping[str, int]
    ways: Mapping[str, int]
    assurances: Mapping[str, int]
    portal: Mapping[str, int]
    result_codes: Mapping[str, int]
    failures: Mapping[str, int]
    hours: tuple[HourFigures, ...]
    """From the first hour with a visit to the last; empty on a day without."""
    waiting: int | None = None
    """Records of any day that are not delivered yet; None when nobody looked."""
    refused: int | None = None
    """Records of any day that an office refused and nobody settled."""
