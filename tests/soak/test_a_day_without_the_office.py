"""24 hours without the office, in virtual time: 28,800 visits are queued, and all arrive once, in order per desk."""

from __future__ import annotations

import multiprocessing
import os
import tempfile
from pathlib import Path

import pytest
from outage_desk import Day, a_day_without_the_office

VISITS = int(os.environ.get("MOT_CHAM_OUTAGE_VISITS", "28800"))
DESKS = ("clinic-1", "clinic-2")
MEMORY = Path("/dev/shm")


@pytest.fixture(scope="module")
def days() -> list[Day]:
    """One process a desk, as in a clinic. In memory where there is such a place: disks are measured elsewhere."""
    with (
        tempfile.TemporaryDirectory(dir=MEMORY if MEMORY.is_dir() else None) as folder,
        multiprocessing.get_context("spawn").Pool(len(DESKS)) as pool,
    ):
        return pool.starmap(a_day_without_the_office, [(Path(folder), desk, VISITS // len(DESKS)) for desk in DESKS])


@pytest.mark.timeout(300)
def test_every_visit_of_the_day_arrives_once_and_in_the_order_of_its_desk(days):
    assert sum(len(day.saved) for day in days) == VISITS
    for day in days:
        assert day.arrived == day.saved
        assert (day.delivered, day.left) == (len(day.saved), 0)


@pytest.mark.timeout(300)
def test_the_audit_of_the_day_holds_with_one_row_for_each_visit_and_each_receipt(days):
    for day in days:
        assert day.audit_holds
        assert day.audit_rows == 2 * len(day.saved)


@pytest.mark.timeout(300)
def test_an_office_that_is_away_is_left_alone_and_a_long_queue_does_not_slow_saving(days):
    for day in days:
        # The breaker lets one probe through every quarter of an hour: 96 in a day, and a few before it opened.
        assert day.knocks_while_away < 150
        assert day.usual_save_of_last_tenth_s < 3 * day.usual_save_of_first_tenth_s
