"""A week of the one-stop counter: what is known is summed, what is not known stays unknown, nobody is in it."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from invented_visits import DAY, visit
from openpyxl import load_workbook

import config
from kiosk.domain.counter_figures import CounterFigure, ServiceFigures
from kiosk.domain.figures import EndedHow, VisitFigure
from kiosk.figures import OneStopBook, reckon_week, to_csv, to_xlsx, week_json, week_sheets
from kiosk.runtime.language import Language

MONDAY, SUNDAY = date(2026, 11, 16), date(2026, 11, 22)
CT01 = CounterFigure(
    "figure-1", "Q1", "1.004222", DAY, by_code=4, by_chip=2, typed=3, by_desk=1, empty=2, papers_made=1,
    papers_saved=2, seconds=120.0,
)  # fmt: skip


@pytest.fixture(scope="module")
def vietnamese() -> Language:
    return Language("vi", config.load_language("vi"))


def name_of(service_id: str) -> str:
    return {"1.004222": "Đăng ký thường trú", "evil": "=1+1"}.get(service_id, "")


def only(visits: Iterable[VisitFigure] = (), figures: Iterable[CounterFigure] = ()) -> ServiceFigures:
    (service,) = reckon_week(MONDAY, visits, figures).services
    return service


def test_services_are_summed_apart_and_together_the_busiest_first() -> None:
    other = replace(CT01, figure_id="figure-3", service_id="1.001193", by_chip=0, papers_saved=None, seconds=None)
    week = reckon_week(MONDAY, (), [other, CT01, replace(CT01, figure_id="figure-2", seconds=240.0)])
    assert [(one.service_id, one.count) for one in week.services] == [("1.004222", 2), ("1.001193", 1)]
    busiest = week.services[0]
    assert (busiest.minutes, busiest.median_minutes) == (6.0, 3.0)
    assert (busiest.by_code, busiest.by_chip, busiest.typed, busiest.papers_saved) == (8, 4, 6, 4)
    assert (week.total.count, week.total.by_chip, week.total.papers_made) == (3, 4, 3)
    assert (week.first, week.last) == (MONDAY, SUNDAY)


def test_what_nobody_counted_or_measured_is_unknown_and_no_zero() -> None:
    alone = only([visit(1, 90)])
    assert (alone.count, alone.minutes, alone.by_code, alone.papers_saved, alone.card_share) == (
        1,
        1.5,
        None,
        None,
        None,
    )
    unmeasured = only((), [replace(CT01, seconds=None, papers_saved=None)])
    assert (unmeasured.minutes, unmeasured.papers_saved, unmeasured.by_code) == (None, None, 4)


def test_a_visit_and_its_boxes_are_one_service_given_once() -> None:
    of_visit = replace(CT01, figure_id="visit-1", service_id="clinic-checkin", seconds=None)
    service = only([visit(1, 60)], [of_visit])
    assert (service.count, service.minutes, service.by_code) == (1, 1.0, 4)


def test_a_visit_that_left_no_record_is_not_counted_nor_are_its_boxes() -> None:
    left = visit(1, ended_how=EndedHow.LEFT)
    week = reckon_week(MONDAY, [left], [replace(CT01, figure_id="visit-1")])
    assert (week.services, week.total.count) == ((), 0)


def test_the_share_of_cards_is_of_the_boxes_that_were_filled() -> None:
    assert only((), [CT01]).card_share == 0.6
    assert only((), [replace(CT01, by_code=0, by_chip=0, typed=0, by_desk=0)]).card_share is None


class Rows:
    def __init__(self) -> None:
        self.asked: list[object] = []

    def put(self, figure: object) -> None:
        self.asked.append(figure)

    def of_day(self, day: date, desk_id: str | None = None) -> list[VisitFigure]:
        self.asked.append(day)
        return []

    def between(self, first: date, last: date, desk_id: str | None = None) -> list[CounterFigure]:
        self.asked.append((first, last, desk_id))
        return [CT01]


@pytest.mark.parametrize("day", [MONDAY, DAY, SUNDAY])
def test_any_day_asks_for_its_own_week_from_monday_to_sunday(day: date) -> None:
    rows, visits = Rows(), Rows()
    book = OneStopBook(rows, visits)
    assert book.week(day, "Q1").total.count == 1
    assert rows.asked == [(MONDAY, SUNDAY, "Q1")]
    assert visits.asked == [MONDAY + timedelta(days=one) for one in range(7)]
    book.note(CT01)
    assert rows.asked[-1] is CT01


def test_the_tables_say_it_in_vietnamese_with_unknowns_empty_and_no_formula(vietnamese: Language) -> None:
    week = reckon_week(MONDAY, (), [CT01, replace(CT01, figure_id="f2", service_id="evil", papers_saved=None)])
    tables = week_sheets(week, vietnamese, name_of)
    rows = list(csv.reader(io.StringIO(to_csv(tables).decode("utf-8-sig"), newline="")))
    assert rows[0] == ["Tuần 16/11/2026 – 22/11/2026"]
    assert rows[1][4:8] == ["Trung vị (phút)", "Ô điền từ mã QR", "Ô điền từ chip", "Ô do người gõ"]
    assert rows[2] == ["1.004222", "Đăng ký thường trú", "1", "2.0", "2.0", "4", "2", "3", "1", "2", "60.0", "1", "2"]
    assert (rows[3][1], rows[3][-1], rows[4][0]) == ("'=1+1", "", "Cộng")
    book = load_workbook(io.BytesIO(to_xlsx(tables, datetime(2026, 11, 22, tzinfo=UTC))))
    assert all(cell.data_type != "f" for page in book.worksheets for row in page.iter_rows() for cell in row)


def test_json_keeps_codes_and_null() -> None:
    said = week_json(reckon_week(MONDAY, [visit(1)], [CT01]), name_of)
    assert (said["first"], said["last"]) == ("2026-11-16", "2026-11-22")
    by_service = {one["service"]: one for one in said["services"]}
    assert by_service["1.004222"]["card_share"] == 0.6
    assert (by_service["clinic-checkin"]["name"], by_service["clinic-checkin"]["by_code"]) == (None, None)


_counts = st.integers(0, 500)
_figures = st.builds(
    CounterFigure,
    figure_id=st.uuids().map(str),
    desk_id=st.just("Q1"),
    service_id=st.sampled_from(["1.004222", "1.001193", "clinic-checkin"]),
    day=st.just(DAY),
    by_code=_counts,
    by_chip=_counts,
    typed=_counts,
    by_desk=_counts,
    empty=_counts,
    papers_made=_counts,
    papers_saved=st.none() | _counts,
    seconds=st.none() | st.floats(0, 1e5),
)


@given(st.lists(_figures, max_size=20, unique_by=lambda one: one.figure_id))
def test_the_services_add_up_to_the_total_whatever_was_noted(figures: list[CounterFigure]) -> None:
    week = reckon_week(MONDAY, (), figures)
    assert sum(one.count for one in week.services) == week.total.count == len(figures)
    for of in (lambda one: one.by_code, lambda one: one.typed, lambda one: one.papers_saved):
        assert sum(of(one) or 0 for one in week.services) == (of(week.total) or 0)
