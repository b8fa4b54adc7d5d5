"""Figures of visits as rows, on both stores."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import update

from kiosk.domain.figures import EndedHow, VisitFigure
from kiosk.records import Store, StoreCorrupt
from kiosk.records.figures import FigureTable
from kiosk.records.models_clinic import VisitFigureRow

DAY = date(2026, 11, 21)
STARTED = datetime(2026, 11, 21, 0, 30, tzinfo=UTC)
FIGURE = VisitFigure(
    visit_id="visit-1",
    desk_id="clinic-1",
    service_id="clinic-checkin",
    day=DAY,
    started_at=STARTED,
    ended_at=STARTED + timedelta(seconds=31),
    ended_how=EndedHow.DELIVERED,
    way="chip",
    assurance="authentic",
    portal_outcome="covered",
    result_code="000",
    failure="card_lifted",
    seconds={"reading": 4.25, "visit": 31.0},
)


def test_a_figure_comes_back_as_it_was_kept(store: Store) -> None:
    table = FigureTable(store.database)
    table.put(FIGURE)
    assert table.of_day(DAY) == [FIGURE]
    assert table.of_day(DAY + timedelta(days=1)) == []


def test_the_same_visit_once_more_replaces_what_was_kept_of_it(store: Store) -> None:
    table, later = FigureTable(store.database), replace(FIGURE, ended_how=EndedHow.WAITING, failure=None)
    table.put(FIGURE)
    table.put(later)
    assert table.of_day(DAY) == [later]


def test_a_day_is_told_in_the_order_of_beginning_for_one_desk_or_for_all(store: Store) -> None:
    table = FigureTable(store.database)
    second = replace(FIGURE, visit_id="visit-2", desk_id="clinic-2", started_at=STARTED - timedelta(minutes=5))
    table.put(FIGURE)
    table.put(second)
    assert table.of_day(DAY) == [second, FIGURE]
    assert table.of_day(DAY, "clinic-2") == [second]


def test_a_row_that_no_version_of_us_wrote_is_a_damaged_store(store: Store) -> None:
    table = FigureTable(store.database)
    table.put(FIGURE)
    with store.database.writing() as session:
        session.execute(update(VisitFigureRow).values(ended_how="vanished"))
    with pytest.raises(StoreCorrupt):
        table.of_day(DAY)
