"""A visit at a desk leaves its boxes in the week's figures, beside how long it took."""

from __future__ import annotations

import time

from kiosk.bootstrap.counter_figures import one_stop_book
from kiosk.domain.counter_figures import WeekFigures
from kiosk.domain.dates import vietnamese_date
from kiosk.runtime.clock import SystemClock
from walks.counter import LIMIT_S, Counter


def week_with_boxes(counter: Counter) -> WeekFigures:
    """Both rows are kept beside the visit, on another thread."""
    deadline = time.monotonic() + LIMIT_S
    while True:
        week = one_stop_book(counter.desk.store).week(vietnamese_date(SystemClock().now()))
        if week.total.by_code is not None and week.total.minutes is not None:
            return week
        assert time.monotonic() < deadline, "the figures never came"
        time.sleep(0.02)


def test_a_visit_with_a_chip_counts_once_with_its_minutes_and_boxes_by_source(counter: Counter) -> None:
    counter.come_to_review("adult")
    counter.correct("DIEN_THOAI", "0912345678")
    counter.confirm_to_the_end()
    (service,) = week_with_boxes(counter).services
    assert (service.service_id, service.count, service.papers_made) == ("clinic-checkin", 1, 1)
    assert service.by_chip is not None and service.by_chip >= 4
    assert service.typed is not None and service.typed >= 1
    assert service.papers_saved is None
