"""From visits to a day: counts, medians, hours. Pure.

Medians, not means: one visit during which the clerk went for lunch would move a mean by minutes.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from statistics import median

from kiosk.domain.dates import VIETNAM_TIME
from kiosk.domain.figures import WHOLE_VISIT, WITH_RECORD, DayFigures, HourFigures, VisitFigure

_SLOW_SHARE = 0.9


def reckon(
    day: date, figures: Iterable[VisitFigure], waiting: int | None = None, refused: int | None = None
) -> DayFigures:
    every = tuple(figures)
    done = tuple(one for one in every if one.ended_how in WITH_RECORD)
    lengths = _lengths(done)
    return DayFigures(
        day=day,
        visits=len(done),
        left=len(every) - len(done),
        median_s=_median(lengths),
        slow_s=_slow(lengths),
        stretches=_stretches(done),
        ends=_counted(one.ended_how.value for one in every),
        ways=_counted(one.way for one in done),
        assurances=_counted(one.assurance for one in done),
        portal=_counted(one.portal_outcome for one in every),
        result_codes=_counted(one.result_code for one in every),
        failures=_counted(one.failure for one in every),
        hours=_hours(done),
        waiting=waiting,
        refused=refused,
    )


def _lengths(figures: Iterable[VisitFigure]) -> list[float]:
    return [one.seconds[WHOLE_VISIT] for one in figures if WHOLE_VISIT in one.seconds]


def _median(values: Sequence[float]) -> float | None:
    return round(median(values), 1) if values else None


def _slow(values: Sequence[float]) -> float | None:
    """By nearest rank: always a length that some visit had."""
    if not values:
        return None
    return round(sorted(values)[math.ceil(_SLOW_SHARE * len(values)) - 1], 1)


def _stretches(figures: Iterable[VisitFigure]) -> Mapping[str, float]:
    found: dict[str, list[float]] = {}
    for one in figures:
        for name, seconds in one.seconds.items():
            if name != WHOLE_VISIT:
                found.setdefault(name, []).append(seconds)
    return {name: round(median(values), 1) for name, values in found.items()}


def _counted(words: Iterable[str | None]) -> Mapping[str, int]:
    """The commonest first; equal ones by name, so that the same day always reads the same."""
    counted = Counter(word for word in words if word is not None)
    return dict(sorted(counted.items(), key=lambda one: (-one[1], one[0])))


def _hours(figures: Sequence[VisitFigure]) -> tuple[HourFigures, ...]:
    by_hour: dict[int, list[VisitFigure]] = {}
    for one in figures:
        by_hour.setdefault(one.started_at.astimezone(VIETNAM_TIME).hour, []).append(one)
    if not by_hour:
        return ()
    return tuple(
        HourFigures(hour, len(by_hour.get(hour, ())), _median(_lengths(by_hour.get(hour, ()))))
        for hour in range(min(by_hour), max(by_hour) + 1)
    )
