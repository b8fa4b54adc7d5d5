"""Figures of counters as rows, on both stores."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import update

from kiosk.domain.counter_figures import CounterFigure
from kiosk.records import Retention, Store, StoreCorrupt
from kiosk.records.counter_figures import CounterFigureTable
from kiosk.records.models_one_stop import CounterFigureRow
from kiosk.runtime.clock import FakeClock

DAY = date(2026, 11, 21)
FIGURE = CounterFigure(
    "figure-1", "Q1", "1.004222", DAY, by_code=4, by_chip=2, typed=3, by_desk=1, empty=2, papers_made=1,
    papers_saved=2, seconds=120.5,
)  # fmt: skip


def test_a_figure_comes_back_as_it_was_kept_unknowns_too(store: Store) -> None:
    table = CounterFigureTable(store.database)
    unknown = replace(FIGURE, figure_id="figure-2", papers_saved=None, seconds=None)
    table.put(FIGURE)
    table.put(unknown)
    assert table.between(DAY, DAY) == [FIGURE, unknown]


def test_the_same_figure_once_more_replaces_what_was_kept_of_it(store: Store) -> None:
    table, later = CounterFigureTable(store.database), replace(FIGURE, typed=9)
    table.put(FIGURE)
    table.put(later)
    assert table.between(DAY, DAY) == [later]


def test_days_are_told_from_first_to_last_for_one_desk_or_for_all(store: Store) -> None:
    table = CounterFigureTable(store.database)
    others = [replace(FIGURE, figure_id=f"f{passed}", day=DAY + timedelta(days=passed)) for passed in (-6, -5, 1, 2)]
    second = replace(FIGURE, figure_id="g", desk_id="Q2")
    for one in (*others, FIGURE, second):
        table.put(one)
    assert table.between(DAY - timedelta(days=5), DAY + timedelta(days=1)) == [others[1], FIGURE, second, others[2]]
    assert table.between(DAY, DAY, "Q2") == [second]


def test_a_row_that_no_version_of_us_wrote_is_a_damaged_store(store: Store) -> None:
    table = CounterFigureTable(store.database)
    table.put(FIGURE)
    with store.database.writing() as session:
        session.execute(update(CounterFigureRow).values(day="2026-11-2x"))
    with pytest.raises(StoreCorrupt):
        table.between(DAY, DAY + timedelta(days=9))


def test_it_goes_with_the_figures_of_visits_when_their_time_is_over(store: Store, clock: FakeClock) -> None:
    table, kept = CounterFigureTable(store.database), Retention(figures=timedelta(days=100))
    today = clock.now().date()
    table.put(replace(FIGURE, day=today))
    clock.pass_time(99 * 86400)
    assert store.keep_only(kept)["counter_figures"] == 0
    clock.pass_time(2 * 86400)
    assert store.keep_only(kept)["counter_figures"] == 1
    assert table.between(today, today) == []
