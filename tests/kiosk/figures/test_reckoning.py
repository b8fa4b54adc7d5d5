"""A day is reckoned from its visits."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from invented_visits import DAY, visit

from kiosk.domain.figures import EndedHow, VisitFigure
from kiosk.domain.record import RecordFate
from kiosk.figures import FigureBook, reckon


def test_a_day_without_visits_has_no_median_and_no_hours() -> None:
    empty = reckon(DAY, ())
    assert (empty.visits, empty.left, empty.median_s, empty.slow_s, empty.hours) == (0, 0, None, None, ())
    assert (empty.waiting, empty.refused) == (None, None)


def test_visits_without_a_record_are_counted_apart_and_lengthen_nothing() -> None:
    day = reckon(DAY, [visit(1, 20), visit(2, 30), visit(3, 40), visit(4, 600, ended_how=EndedHow.LEFT)])
    assert (day.visits, day.left, day.median_s) == (3, 1, 30)
    assert day.ends == {"delivered": 3, "left": 1}
    assert day.ways == {"chip": 3}


def test_the_slow_length_is_one_that_nine_visits_in_ten_stay_below() -> None:
    assert reckon(DAY, [visit(one, seconds=one) for one in range(1, 11)]).slow_s == 9
    assert reckon(DAY, [visit(1, seconds=12)]).slow_s == 12


def test_hours_are_vietnamese_and_a_quiet_hour_between_two_is_shown_empty() -> None:
    day = reckon(DAY, [visit(1, 20, after_min=5), visit(2, 40, after_min=10), visit(3, 60, after_min=130)])
    assert [(one.hour, one.visits, one.median_s) for one in day.hours] == [(7, 2, 30), (8, 0, None), (9, 1, 60)]


def test_stretches_are_medians_of_the_visits_that_had_them() -> None:
    by_hand = replace(visit(3), seconds={"reviewing": 50.0, "visit": 50.0})
    day = reckon(DAY, [visit(1, 20), visit(2, 40), by_hand])
    assert day.stretches == {"reading": 15, "reviewing": 20}


def test_failures_and_portal_answers_are_counted_also_where_the_visit_was_given_up() -> None:
    lifted = visit(1, failure="card_lifted", ended_how=EndedHow.LEFT, portal_outcome=None, result_code=None)
    day = reckon(DAY, [lifted, visit(2, failure="card_lifted"), visit(3, portal_outcome="later", result_code=None)])
    assert day.failures == {"card_lifted": 2}
    assert day.portal == {"covered": 1, "later": 1}
    assert day.result_codes == {"000": 1}


@given(st.lists(st.floats(0, 10_000, allow_nan=False), min_size=1, max_size=40))
def test_the_median_never_exceeds_the_slow_length_by_more_than_rounding(lengths: list[float]) -> None:
    day = reckon(DAY, [visit(place, seconds=one) for place, one in enumerate(lengths)])
    assert day.median_s is not None
    assert day.slow_s is not None
    assert min(lengths) - 0.1 <= day.median_s <= day.slow_s + 0.1 <= max(lengths) + 0.2


class Rows:
    def __init__(self) -> None:
        self.kept: dict[str, VisitFigure] = {}

    def put(self, figure: VisitFigure) -> None:
        self.kept[figure.visit_id] = figure

    def of_day(self, day: date, desk_id: str | None = None) -> Iterable[VisitFigure]:
        return [one for one in self.kept.values() if one.day == day and desk_id in (None, one.desk_id)]


class Counts:
    def counts(self) -> Mapping[RecordFate, int]:
        return {RecordFate.SAVED: 1, RecordFate.WAITING: 4, RecordFate.REFUSED: 2, RecordFate.DELIVERED: 90}


@pytest.mark.parametrize(("desk", "visits"), [(None, 2), ("clinic-1", 1), ("clinic-9", 0)])
def test_the_book_reckons_one_desk_or_all_and_counts_what_is_not_delivered(desk: str | None, visits: int) -> None:
    book = FigureBook(Rows(), Counts())
    book.note(visit(1))
    book.note(visit(2, desk_id="clinic-2"))
    day = book.day(DAY, desk)
    assert (day.visits, day.waiting, day.refused) == (visits, 5, 2)
