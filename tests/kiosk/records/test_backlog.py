"""How much may wait: a warning first, then no more records, and never a record lost over it."""

from __future__ import annotations

import pytest
from invented_records import invented_record, receipt_for

from kiosk.records import BacklogFull, BacklogLimits, BacklogState

LIMITS = BacklogLimits(warn_at=3, stop_at=5)


@pytest.fixture
def small(open_store):
    with open_store(limits=LIMITS) as opened:
        yield opened


def test_the_backlog_warns_and_then_stops_before_anything_is_written(small):
    states = []
    for _ in range(5):
        states.append(small.backlog().state)
        small.save(invented_record())
    assert states == [BacklogState.NORMAL] * 3 + [BacklogState.WARNING] * 2
    assert (small.backlog().state, small.backlog().waiting) == (BacklogState.FULL, 5)
    rows = small.verify_audit().rows
    with pytest.raises(BacklogFull):
        small.save(invented_record())
    assert (len(small.outbox()), small.verify_audit().rows) == (5, rows)


def test_a_full_backlog_still_says_that_a_kept_record_is_kept(small):
    records = [invented_record() for _ in range(5)]
    for record in records:
        small.save(record)
    small.save(records[0])
    assert len(small.outbox()) == 5


def test_one_receipt_makes_room_for_one_record(small):
    records = [invented_record() for _ in range(5)]
    for record in records:
        small.save(record)
    small.mark_delivered(receipt_for(records[0]))
    small.save(invented_record())
    with pytest.raises(BacklogFull):
        small.save(invented_record())


def test_the_office_that_most_wait_for_decides(small):
    for _ in range(4):
        record = invented_record()
        small.save(record, ("hospital", "folder"))
        small.mark_delivered(receipt_for(record), "hospital")
    assert (small.backlog().state, small.backlog().waiting) == (BacklogState.WARNING, 4)


def test_what_another_desk_saved_counts_too(open_store):
    with open_store(limits=LIMITS) as one, open_store(limits=LIMITS) as other:
        one.save(invented_record())
        for _ in range(4):
            other.save(invented_record())
        assert other.backlog().state is BacklogState.FULL
        with pytest.raises(BacklogFull):
            other.save(invented_record())
