"""The staff page as values to draw: gate, figures, records, what waits, what is owed, settings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from kiosk.domain.dates import VIETNAM_TIME
from kiosk.domain.figures import DayFigures
from kiosk.domain.record import RecordFate
from kiosk.runtime.language import Language
from kiosk.runtime.privacy import mask_number
from ui.staff_data import FoundRecord, OwedLookUp, StaffData, StaffGate, WaitingDelivery
from ui.view_models.look import Badge, Glyph, Tone
from ui.view_models.notice import NoticeView, notice
from ui.view_models.text import plain

_SHORT_ID = 13
"""Enough of a record's id to find it: its time and the first random bits."""
_MOST_BARS = 6


class StaffTab(StrEnum):
    FIGURES = "figures"
    RECORDS = "records"
    WAITING = "waiting"
    OWED = "owed"
    SETTINGS = "settings"


@dataclass(frozen=True)
class GateView:
    sentence: str
    hint: str
    """The demonstration's PIN; empty elsewhere."""
    problem: str
    """What was wrong with the last try."""
    open: bool
    """False while no PIN is looked at."""


@dataclass(frozen=True)
class TileView:
    label: str
    value: str


@dataclass(frozen=True)
class HourView:
    label: str
    visits: int
    seconds: float | None


@dataclass(frozen=True)
class BarView:
    label: str
    count: int


@dataclass(frozen=True)
class BarsView:
    title: str
    bars: tuple[BarView, ...]
    empty: str


@dataclass(frozen=True)
class FiguresView:
    day: str
    is_today: bool
    tiles: tuple[TileView, ...]
    hours: tuple[HourView, ...]
    said: str
    """The chart in one sentence, for whoever cannot see it."""
    bars: tuple[BarsView, ...]


@dataclass(frozen=True)
class TableView:
    heading: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...] = field(repr=False)
    empty: str
    """What is said instead of no rows."""


@dataclass(frozen=True)
class StaffView:
    figures: FiguresView
    records: TableView
    waiting: TableView
    owed: TableView
    settings: TableView
    counts: Mapping[StaffTab, int]
    """What stands on a tab: only where somebody should look."""
    notice: NoticeView | None
    status: Badge | None
    """That something is being done."""


def gate_view(gate: StaffGate, language: Language) -> GateView:
    if not gate.usable:
        return GateView(language.say("desk.staff.no_pin"), "", "", open=False)
    problem = ""
    if gate.locked_s > 0:
        problem = language.say("desk.staff.locked", minutes=max(1, round(gate.locked_s / 60)))
    elif gate.wrong:
        problem = language.say("desk.staff.wrong", left=gate.tries_left)
    hint = language.say("desk.staff.demo_pin", pin=gate.demo_pin) if gate.demo_pin else ""
    return GateView(language.say("desk.staff.ask_pin"), hint, problem, open=gate.locked_s <= 0)


def staff_view(data: StaffData, language: Language) -> StaffView:
    waiting, owed = data.waiting, data.owed
    counts = {StaffTab.WAITING: len(waiting), StaffTab.OWED: len(owed), StaffTab.SETTINGS: len(data.findings or ())}
    return StaffView(
        figures=figures_view(data, language),
        records=_records(data, language),
        waiting=_table("waiting", 5, tuple(_waiting(one, language) for one in waiting), language),
        owed=_table("owed", 4, tuple(_owed(one, language) for one in owed), language),
        settings=_settings(data, language),
        counts={tab: count for tab, count in counts.items() if count},
        notice=notice(data.failure, language),
        status=Badge(language.say("desk.staff.busy"), Tone.INFO, Glyph.CLOCK) if data.busy else None,
    )


def figures_view(data: StaffData, language: Language) -> FiguresView:
    figures = data.figures
    return FiguresView(
        day=figures.day.strftime("%d/%m/%Y"),
        is_today=figures.day == data.today,
        tiles=_tiles(figures, language),
        hours=tuple(HourView(f"{one.hour:02d}h", one.visits, one.median_s) for one in figures.hours),
        said=_said(figures, language),
        bars=(
            _bars("ways", figures.ways, "figures.way", language),
            _bars("portal", figures.portal, "insurance.outcome", language),
            _bars("failures", figures.failures, "failure", language),
        ),
    )


def _tiles(figures: DayFigures, language: Language) -> tuple[TileView, ...]:
    def tile(name: str, value: str) -> TileView:
        return TileView(language.say(f"desk.staff.tile.{name}"), value)

    return (
        tile("visits", str(figures.visits)),
        tile("median", written_seconds(figures.median_s, language)),
        tile("slow", written_seconds(figures.slow_s, language)),
        tile("left", str(figures.left)),
        tile("waiting", _count(figures.waiting, language)),
        tile("refused", _count(figures.refused, language)),
    )


def written_seconds(seconds: float | None, language: Language) -> str:
    """As people say it: seconds below two minutes, then minutes and seconds."""
    if seconds is None:
        return "–"
    whole = round(seconds)
    if whole < 120:
        return language.say("desk.staff.seconds", seconds=whole)
    return language.say("desk.staff.minutes", minutes=whole // 60, seconds=f"{whole % 60:02d}")


def _count(count: int | None, language: Language) -> str:
    return language.say("desk.unknown") if count is None else str(count)


def _said(figures: DayFigures, language: Language) -> str:
    if not figures.hours:
        return language.say("desk.staff.no_visits")
    busiest = max(figures.hours, key=lambda one: one.visits)
    return language.say("desk.staff.said", visits=figures.visits, hour=busiest.hour, most=busiest.visits)


def _bars(name: str, counted: Mapping[str, int], words: str, language: Language) -> BarsView:
    def label(word: str) -> str:
        """Of a sentence only what happened; what to do about it stands where it happens."""
        key = f"{words}.{word}"
        return language.say(key).partition(":")[0].rstrip(".") if language.knows(key) else plain(word, 40)

    shown = tuple(BarView(label(word), count) for word, count in list(counted.items())[:_MOST_BARS])
    return BarsView(language.say(f"desk.staff.bars.{name}"), shown, language.say("desk.staff.none"))


def _table(name: str, columns: int, rows: tuple[tuple[str, ...], ...], language: Language) -> TableView:
    heading = tuple(language.say(f"desk.staff.{name}.column_{place}") for place in range(1, columns + 1))
    return TableView(heading, rows, language.say(f"desk.staff.{name}.empty"))


def _records(data: StaffData, language: Language) -> TableView:
    table = _table("records", 5, tuple(_record(one, language) for one in data.found), language)
    if not data.searched:
        return table
    return TableView(table.heading, table.rows, language.say("desk.staff.records.not_found"))


def _record(one: FoundRecord, language: Language) -> tuple[str, ...]:
    insurance = language.say(f"insurance.outcome.{one.insurance}") if one.insurance else language.say("desk.unknown")
    return (
        one.confirmed_at.astimezone(VIETNAM_TIME).strftime("%H:%M %d/%m/%Y"),
        plain(one.name, 80),
        mask_number(one.number) if one.number else "",
        insurance,
        language.say(f"desk.staff.fate.{one.fate.value}"),
    )


def _waiting(one: WaitingDelivery, language: Language) -> tuple[str, ...]:
    when = one.next_at.astimezone(VIETNAM_TIME).strftime("%H:%M %d/%m")
    fate = RecordFate.REFUSED if one.refused else RecordFate.WAITING
    return (
        one.record_id[:_SHORT_ID],
        plain(one.delivery_id, 40),
        language.say(f"desk.staff.fate.{fate.value}"),
        language.say(one.reason) if one.reason else language.say("desk.staff.waiting.not_tried"),
        "" if one.refused else _next(one.attempts, when, language),
    )


def _next(attempts: int, when: str, language: Language) -> str:
    return language.say("desk.staff.waiting.next", attempts=attempts + 1, time=when)


def _owed(one: OwedLookUp, language: Language) -> tuple[str, ...]:
    when = one.next_at.astimezone(VIETNAM_TIME).strftime("%H:%M %d/%m")
    state = "given_up" if one.given_up else "pending"
    return (
        one.record_id[:_SHORT_ID],
        language.say(f"desk.staff.owed.{state}"),
        language.say(f"insurance.happened.{one.happened.value}") if one.happened else "",
        "" if one.given_up else _next(one.attempts, when, language),
    )


def _settings(data: StaffData, language: Language) -> TableView:
    table = _table("settings", 3, (), language)
    if data.findings is None:
        return TableView(table.heading, (), language.say("desk.staff.settings.not_checked"))
    rows = tuple((plain(one.place, 80), plain(one.reason), plain(one.remedy)) for one in data.findings)
    return TableView(table.heading, rows, table.empty)
