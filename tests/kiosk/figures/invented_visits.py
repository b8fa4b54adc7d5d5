"""Visits of an invented day."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from kiosk.domain.figures import WHOLE_VISIT, EndedHow, VisitFigure

DAY = date(2026, 11, 21)
SEVEN = datetime(2026, 11, 21, 0, 0, tzinfo=UTC)
"""Seven in the morning in Vietnam."""


def visit(number: int, seconds: float = 30.0, after_min: float = 0.0, **changes: object) -> VisitFigure:
    started = SEVEN + timedelta(minutes=after_min)
    values: dict[str, object] = {
        "visit_id": f"visit-{number}",
        "desk_id": "clinic-1",
        "service_id": "clinic-checkin",
        "day": DAY,
        "started_at": started,
        "ended_at": started + timedelta(seconds=seconds),
        "ended_how": EndedHow.DELIVERED,
        "way": "chip",
        "assurance": "authentic",
        "portal_outcome": "covered",
        "result_code": "000",
        "seconds": {"reading": seconds / 2, "reviewing": seconds / 2, WHOLE_VISIT: seconds},
    }
    return VisitFigure(**(values | changes))  # type: ignore[arg-type]  # the table above names the fields
