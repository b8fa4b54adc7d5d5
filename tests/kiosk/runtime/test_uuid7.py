from __future__ import annotations

import uuid
from datetime import UTC, datetime

import pytest

from kiosk.runtime.clock import FakeClock
from kiosk.runtime.uuid7 import new_record_id, uuid7


def test_the_worked_example_of_rfc_9562_appendix_a6_comes_out():
    """unix_ts_ms is 0x017F22E279B0, rand_a 0xCC3, rand_b 0b01 followed by 0x8C4DC0C0C07398F."""
    rand_a, rand_b = 0xCC3, 0x18C4DC0C0C07398F
    random_bytes = (rand_a << 68 | rand_b).to_bytes(10, "big")
    assert uuid7(0x017F22E279B0, random_bytes) == uuid.UUID("017F22E2-79B0-7CC3-98C4-DC0C0C07398F")


def test_later_ids_sort_later_and_none_comes_twice():
    clock = FakeClock()
    ids = []
    for _ in range(200):
        ids.append(new_record_id(clock))
        clock.pass_time(0.001)
    assert ids == sorted(ids)
    assert len(set(ids)) == 200
    assert uuid.UUID(ids[0]).version == 7
    assert uuid.UUID(ids[0]).variant == uuid.RFC_4122


@pytest.mark.parametrize("year", [1, 1969, 9999])
def test_a_clock_that_is_far_off_still_gives_ids(year):
    first, second = (new_record_id(FakeClock(datetime(year, 6, 1, tzinfo=UTC))) for _ in range(2))
    assert first != second
    assert uuid.UUID(first).version == 7
