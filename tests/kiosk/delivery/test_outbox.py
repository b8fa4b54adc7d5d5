"""Everything confirmed arrives, once in effect, whatever the office and the clock do meanwhile."""

from __future__ import annotations

import threading
import time
from datetime import UTC, datetime, timedelta

import pytest
from delivered_records import STORE_KEY
from scripted_office import ScriptedOffice, never, no_jitter, run, saved

from kiosk.delivery import DeliveryLater, DeliveryProblem, DeliveryRefused, Outbox
from kiosk.delivery.breaker import FAILURES_TO_OPEN, LONGEST_S, Breaker, backoff_s
from kiosk.delivery.lane import LEASE
from kiosk.domain.record import Receipt, Record, RecordFate, RecordId
from kiosk.records import DiskFull, Store
from kiosk.runtime.clock import FakeClock


@pytest.fixture
def office(clock: FakeClock) -> ScriptedOffice:
    return ScriptedOffice(clock)


@pytest.fixture
def outbox(store: Store, office: ScriptedOffice, clock: FakeClock) -> Outbox:
    return Outbox(store, {"office": office}, clock, jitter=no_jitter)


def test_a_confirmed_record_is_delivered_now_and_never_again(outbox, store, office):
    (record,) = saved(store)
    receipt = outbox.deliver_now(record.record_id)
    assert receipt == store.receipt(record.record_id)
    assert outbox.deliver_now(record.record_id) == receipt
    assert outbox.deliver_due(never) == []
    assert office.asked == [record.record_id]


def test_an_office_that_is_down_and_up_again_has_every_record_once_and_in_order(webhook, store, hospital, clock):
    outbox = Outbox(store, {"office": webhook}, clock, jitter=no_jitter)
    hospital.stop()
    records = saved(store, 12)
    assert [outbox.deliver_now(record.record_id) for record in records] == [None] * 12
    run(outbox, clock, 3600, 60)
    assert store.counts()[RecordFate.DELIVERED] == 0
    hospital.start()
    run(outbox, clock, int(LONGEST_S), 60)
    assert {one.key for one in hospital.received} == {record.record_id for record in records}
    assert len(hospital.received) == 12
    assert store.outbox() == []
    assert store.verify_audit().holds


def test_an_answer_lost_after_the_office_committed_becomes_one_record_and_a_duplicate_receipt(
    webhook, store, hospital, clock
):
    outbox = Outbox(store, {"office": webhook}, clock, jitter=no_jitter)
    (record,) = saved(store)
    hospital.script(drop=True, times=1)
    assert outbox.deliver_now(record.record_id) is None
    run(outbox, clock, 5)
    receipt = store.receipt(record.record_id)
    assert receipt is not None
    assert receipt.duplicate is True
    assert len(hospital.received) == 1


def test_a_receipt_that_could_not_be_written_down_is_asked_for_again(store, office, clock, monkeypatch):
    (record,) = saved(store)
    outbox = Outbox(store, {"office": office}, clock, jitter=no_jitter)

    def full(_receipt: Receipt, _delivery_id: str) -> None:
        raise DiskFull

    with monkeypatch.context() as patched:
        patched.setattr(store, "mark_delivered", full)
        with pytest.raises(DiskFull):
            outbox.deliver_now(record.record_id)
    assert [receipt.duplicate for receipt in outbox.deliver_due(never)] == [True]
    assert office.has == [record.record_id]


def test_a_program_that_ended_in_the_middle_goes_on_where_the_store_stands(tmp_path, office, clock):
    path = tmp_path / "again.db"
    with Store.open(path, STORE_KEY, clock=clock) as store:
        records = saved(store, 5)
        office.deliver(records[0])  # It went out; the program ended before the receipt was kept.
        outbox = Outbox(store, {"office": office}, clock)
        outbox.deliver_now(records[1].record_id)
    with Store.open(path, STORE_KEY, clock=clock) as store:
        first = store.receipt(records[0].record_id)
        assert first is not None
        assert first.duplicate is True
        receipts = Outbox(store, {"office": office}, clock).deliver_due(never)
        assert [receipt.record_id for receipt in receipts] == [record.record_id for record in records[2:]]
        assert office.has == [record.record_id for record in records]


def test_a_record_the_office_refuses_is_refused_at_once_and_does_not_stop_the_others(outbox, store, office):
    bad, good = saved(store, 2)
    office.trouble = lambda record: DeliveryRefused(DeliveryProblem.REJECTED) if record == bad else None
    with pytest.raises(DeliveryRefused):
        outbox.deliver_now(bad.record_id)
    assert outbox.deliver_now(good.record_id) is not None
    assert store.fate(bad.record_id) is RecordFate.REFUSED
    assert [row.last_error for row in store.refused()] == ["delivery.rejected"]
    with pytest.raises(DeliveryRefused):
        outbox.deliver_now(bad.record_id)
    assert office.asked.count(bad.record_id) == 1


def test_a_refused_record_sent_again_by_a_person_keeps_its_key(outbox, store, office):
    (record,) = saved(store)
    office.trouble = lambda _record: DeliveryRefused(DeliveryProblem.REJECTED)
    assert outbox.deliver_due(never) == []
    office.up()
    store.send_again(record.record_id)
    assert [receipt.record_id for receipt in outbox.deliver_due(never)] == [record.record_id]
    assert office.asked == [record.record_id] * 2


@pytest.mark.parametrize("problem", [DeliveryProblem.SERVER_ERROR, DeliveryProblem.ANSWER_MALFORMED])
def test_a_record_that_makes_the_office_stumble_does_not_block_the_queue(outbox, store, office, clock, problem):
    poison, *_others = saved(store, 20)
    office.trouble = lambda record: DeliveryLater(problem) if record == poison else None
    outbox.deliver_due(never)
    assert store.counts()[RecordFate.DELIVERED] == 19
    run(outbox, clock, 4 * 3600, 10)
    assert store.fate(poison.record_id) is RecordFate.WAITING
    assert 10 < office.asked.count(poison.record_id) < 40


def test_an_office_that_is_away_is_left_alone_after_five_failures(outbox, store, office, clock):
    saved(store, 30)
    office.down()
    for _ in range(20):
        outbox.deliver_due(never)
    assert len(office.asked) == FAILURES_TO_OPEN
    assert outbox.state.open is False
    assert outbox.state.problem is DeliveryProblem.UNREACHABLE
    assert outbox.deliver_now(saved(store)[0].record_id) is None
    assert len(office.asked) == FAILURES_TO_OPEN
    clock.pass_time(outbox.state.next_try_in_s)
    outbox.deliver_due(never)
    assert len(office.asked) == FAILURES_TO_OPEN + 1


def test_when_the_probe_goes_through_everything_goes_at_once(outbox, store, office, clock):
    records = saved(store, 200)
    office.down()
    run(outbox, clock, 24 * 3600, 300)
    office.up()
    run(outbox, clock, int(LONGEST_S), 10)
    assert sorted(office.has) == sorted(record.record_id for record in records)
    assert outbox.state.open
    assert outbox.state.problem is None


def test_the_wait_an_office_asks_for_holds_for_every_record(outbox, store, office, clock):
    saved(store, 3)
    office.down(DeliveryProblem.THROTTLED, retry_after_s=600)
    outbox.deliver_due(never)
    office.up()
    run(outbox, clock, 590, 10)
    assert len(office.asked) == 1
    run(outbox, clock, 60, 10)
    assert len(office.has) == 3


@pytest.mark.parametrize(
    "jump", [timedelta(days=-7300), timedelta(days=-1), timedelta(hours=-1), timedelta(hours=1), timedelta(days=3650)]
)
def test_a_clock_that_jumps_neither_loses_nor_holds_a_record(outbox, store, office, clock, jump):
    saved(store, 3)
    office.down(DeliveryProblem.SERVER_ERROR)
    outbox.deliver_due(never)
    clock.set_wall(clock.now() + jump)
    saved(store, 3)
    office.up()
    run(outbox, clock, 7200, 60)
    assert len(office.has) == 6
    assert store.outbox() == []
    assert store.verify_audit().holds


def test_a_clock_at_the_end_of_time_is_survived(store, office):
    clock = FakeClock(datetime(2038, 1, 19, 3, 14, 7, tzinfo=UTC))
    outbox = Outbox(store, {"office": office}, clock, jitter=no_jitter)
    saved(store, 2)
    office.down()
    run(outbox, clock, 60)
    office.up()
    run(outbox, clock, 2000, 10)
    assert len(office.has) == 2


def test_the_sweep_stops_when_it_is_cancelled(outbox, store, office):
    saved(store, 10)
    assert len(outbox.deliver_due(lambda: len(office.asked) >= 4)) == 4


def test_two_threads_never_send_at_the_same_time_and_never_the_same_record_twice(store, office, clock):
    records = saved(store, 30)
    sending = threading.Lock()
    overlaps: list[RecordId] = []

    def watch(record: Record) -> None:
        if not sending.acquire(blocking=False):
            overlaps.append(record.record_id)
            return
        time.sleep(0.001)
        sending.release()

    office.trouble = watch
    outbox = Outbox(store, {"office": office}, clock)
    threads = [
        threading.Thread(target=outbox.deliver_due, args=(never,)),
        threading.Thread(target=lambda: [outbox.deliver_now(record.record_id) for record in reversed(records)]),
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert overlaps == []
    assert sorted(office.asked) == sorted(record.record_id for record in records)


def test_waits_grow_from_one_second_to_a_quarter_of_an_hour_and_are_spread():
    assert [backoff_s(attempts, no_jitter) for attempts in (0, 1, 2, 5, 20, 10_000)] == [1, 2, 4, 32, 900, 900]
    assert backoff_s(20, lambda: 0.0) == 1
    assert backoff_s(20, lambda: 0.5) == 450
    assert backoff_s(1, no_jitter, retry_after_s=77) == 77


def test_the_breaker_measures_on_the_monotonic_clock(clock):
    breaker = Breaker(clock, no_jitter)
    for _ in range(FAILURES_TO_OPEN):
        assert breaker.allows()
        breaker.failed()
    clock.set_wall(clock.now() + timedelta(days=365))
    assert not breaker.allows()
    clock.set_wall(clock.now() - timedelta(days=730))
    clock.pass_time(LONGEST_S)
    assert breaker.allows()
    assert breaker.succeeded() is True
    assert breaker.succeeded() is False


def test_two_programs_of_one_desk_never_send_one_record_at_the_same_time(store, office, clock):
    saved(store, 3)
    mine, theirs = (Outbox(store, {"office": office}, clock, jitter=no_jitter) for _ in range(2))
    meanwhile: list[Receipt] = []

    def the_other_sends_too(record: Record) -> None:
        office.up()
        meanwhile.extend(theirs.deliver_due(never))

    office.trouble = the_other_sends_too
    mine.deliver_due(never)
    assert len(meanwhile) == 2
    assert len(set(office.asked)) == len(office.asked) == 3
    assert store.outbox() == []


def test_what_a_killed_program_was_sending_is_sent_when_its_lease_is_over(store, office, clock):
    (record,) = saved(store)
    assert store.lease(record.record_id, "office", "killed", clock.now() + LEASE)
    outbox = Outbox(store, {"office": office}, clock, jitter=no_jitter)
    assert outbox.deliver_now(record.record_id) is None
    assert outbox.retry(never) == []
    assert office.asked == []
    clock.pass_time(LEASE.total_seconds())
    assert [one.record_id for one in outbox.deliver_due(never)] == [record.record_id]
