"""A week as tables and as JSON. No service is left out because few people asked for it; nobody is in it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from kiosk.domain.counter_figures import ServiceFigures, WeekFigures
from kiosk.figures.sheets import Cell, Sheet
from kiosk.runtime.language import Language

ServiceName = Callable[[str], str]
"""What people call a service or a procedure; empty when nobody knows."""
_COLUMNS = (
    "service", "name", "count", "minutes", "median_minutes", "by_code", "by_chip", "typed", "by_desk", "empty",
    "card_percent", "papers_made", "papers_saved",
)  # fmt: skip


def week_sheets(week: WeekFigures, language: Language, name_of: ServiceName) -> tuple[Sheet, ...]:
    def say(name: str) -> str:
        return language.say(f"figures.week.{name}")

    rows: list[tuple[Cell, ...]] = [_row(one, one.service_id, name_of(one.service_id)) for one in week.services]
    rows.append(_row(week.total, say("total"), ""))
    title = language.say("figures.week.title", first=f"{week.first:%d/%m/%Y}", last=f"{week.last:%d/%m/%Y}")
    return (Sheet(title, tuple(say(one) for one in _COLUMNS), tuple(rows)),)


def week_json(week: WeekFigures, name_of: ServiceName) -> dict[str, Any]:
    """With the words of the program; null is what nobody counted."""
    return {
        "first": week.first.isoformat(),
        "last": week.last.isoformat(),
        "services": [
            {"service": one.service_id, "name": name_of(one.service_id) or None, **_figures(one)}
            for one in week.services
        ],
        "total": _figures(week.total),
    }


def _row(one: ServiceFigures, service: str, name: str) -> tuple[Cell, ...]:
    figures = _figures(one)
    share = figures.pop("card_share")
    percent = None if share is None else round(share * 100, 1)
    return (service, name, *(figures[key] for key in _COLUMNS[2:10]), percent, one.papers_made, one.papers_saved)


def _figures(one: ServiceFigures) -> dict[str, Any]:
    return {
        "count": one.count,
        "minutes": one.minutes,
        "median_minutes": one.median_minutes,
        "by_code": one.by_code,
        "by_chip": one.by_chip,
        "typed": one.typed,
        "by_desk": one.by_desk,
        "empty": one.empty,
        "card_share": one.card_share,
        "papers_made": one.papers_made,
        "papers_saved": one.papers_saved,
    }
