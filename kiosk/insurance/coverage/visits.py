"""The holder's visits anywhere in the country, sorted for reception: those of today, and those lately.

The portal's moments have no zone; they are Vietnamese time. A visit whose beginning cannot be read is left out of both
lists: it cannot be said to be of today.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from kiosk.domain.dates import VIETNAM_TIME
from kiosk.domain.insurance import PastVisit

CLOCK_TOLERANCE = timedelta(days=1)
"""Two clocks that differ by less are both called right: servers of other facilities are wrong, too."""


@dataclass(frozen=True)
class SortedVisits:
    today: tuple[PastVisit, ...]
    recent: tuple[PastVisit, ...]
    close: bool
    """One of `recent` was so short ago that reception is warned."""
    not_over: bool
    """One that began before today is, by its own words, not over yet."""


def sort_visits(history: Iterable[PastVisit], visit_at: datetime, *, recent_days: int, close_days: int) -> SortedVisits:
    """Visits until now, newest first."""
    now = visit_at.astimezone(VIETNAM_TIME)
    begun = [(admitted, visit) for visit in history if (admitted := local(visit.admitted)) is not None]
    begun.sort(key=lambda pair: pair[0], reverse=True)
    today = tuple(visit for admitted, visit in begun if admitted.date() == now.date())
    earlier = [(admitted, visit) for admitted, visit in begun if 0 < (now.date() - admitted.date()).days <= recent_days]
    return SortedVisits(
        today=today,
        recent=tuple(visit for _, visit in earlier),
        close=any((now.date() - admitted.date()).days <= close_days for admitted, _ in earlier),
        not_over=any(_ends_after(visit, now) for _, visit in earlier),
    )


def lies_ahead(history: Iterable[PastVisit], visit_at: datetime) -> bool:
    """Some visit of the past began after `visit_at`: it is our clock that is late."""
    limit = visit_at.astimezone(VIETNAM_TIME) + CLOCK_TOLERANCE
    return any(admitted > limit for visit in history if (admitted := local(visit.admitted)) is not None)


def local(moment: datetime | None) -> datetime | None:
    """A moment of the portal in Vietnamese time."""
    if moment is None:
        return None
    return moment.replace(tzinfo=VIETNAM_TIME) if moment.tzinfo is None else moment.astimezone(VIETNAM_TIME)


def _ends_after(visit: PastVisit, now: datetime) -> bool:
    discharged = local(visit.discharged)
    return discharged is not None and discharged > now
