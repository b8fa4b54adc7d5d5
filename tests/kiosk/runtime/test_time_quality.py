from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from kiosk.runtime.clock import FakeClock
from kiosk.runtime.time_quality import TimeKeeper, TimeQuality

RELEASED = datetime(2026, 11, 21, tzinfo=UTC)
NOW = datetime(2027, 3, 1, 8, tzinfo=UTC)


def keeper(clock: FakeClock, last_official: datetime | None = None) -> TimeKeeper:
    return TimeKeeper(clock, released_at=RELEASED, last_official=last_official)


@pytest.mark.parametrize(
    ("wall", "expected"),
    [
        (NOW, TimeQuality.TRUSTED),
        (RELEASED - timedelta(hours=23), TimeQuality.TRUSTED),
        (RELEASED - timedelta(hours=25), TimeQuality.BEHIND),
        (datetime(1970, 1, 1, tzinfo=UTC), TimeQuality.BEHIND),
        (RELEASED + timedelta(days=399), TimeQuality.TRUSTED),
        (RELEASED + timedelta(days=401), TimeQuality.AHEAD),
        (datetime(2038, 1, 20, tzinfo=UTC), TimeQuality.AHEAD),
        (datetime(9999, 12, 31, tzinfo=UTC), TimeQuality.AHEAD),
    ],
)
def test_the_wall_clock_is_believed_between_the_floor_and_a_span_after_it(wall, expected):
    assert keeper(FakeClock(wall)).quality() is expected


def test_a_remembered_official_time_raises_the_floor():
    official = datetime(2028, 6, 1, tzinfo=UTC)
    assert keeper(FakeClock(NOW), official).quality() is TimeQuality.BEHIND
    assert keeper(FakeClock(official + timedelta(days=300)), official).trusted
    assert keeper(FakeClock(NOW), RELEASED - timedelta(days=900)).floor == RELEASED


@pytest.mark.parametrize("jump", [timedelta(minutes=-3), timedelta(hours=-1), timedelta(days=-30)])
def test_a_clock_that_was_moved_back_is_not_believed_until_an_office_agrees_with_it(jump):
    clock = FakeClock(NOW)
    watched = keeper(clock)
    clock.pass_time(600)
    assert watched.trusted
    clock.set_wall(clock.now() + jump)
    assert watched.quality() is TimeQuality.RAN_BACKWARDS
    clock.pass_time(86_400)
    assert watched.quality() is TimeQuality.RAN_BACKWARDS
    watched.saw(clock.now() + timedelta(hours=3))
    assert not watched.trusted
    watched.saw(clock.now() + timedelta(minutes=1))
    assert watched.trusted


def test_small_corrections_of_a_time_service_are_no_alarm():
    clock = FakeClock(NOW)
    watched = keeper(clock)
    for seconds in (-90, 60, -30, 90):
        clock.pass_time(3600)
        clock.set_wall(clock.now() + timedelta(seconds=seconds))
        assert watched.trusted


def test_an_office_and_a_clock_far_apart_are_no_proof_of_time_until_they_agree():
    clock = FakeClock(NOW)
    watched = keeper(clock)
    watched.saw(NOW + timedelta(days=30))
    assert watched.quality() is TimeQuality.DISAGREES
    watched.saw(clock.now())
    assert watched.trusted


def test_an_office_with_a_clock_ahead_leaves_nothing_behind_for_later_days():
    clock = FakeClock(NOW)
    watched = keeper(clock)
    floor = watched.floor
    watched.saw(NOW + timedelta(days=399))
    assert watched.floor == floor
    assert keeper(clock).trusted
