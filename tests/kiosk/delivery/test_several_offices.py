"""One record to several offices: each in its own time, in the order of saving, and none in the way of another."""

from __future__ import annotations

import threading

import pytest
from scripted_office import ScriptedOffice, never, no_jitter, run, saved

from kiosk.delivery import DeliveryLater, DeliveryProblem, DeliveryRefused, DeliverySettingsInvalid, Outbox
from kiosk.delivery.breaker import LONGEST_S
from kiosk.delivery.lane import TRIES_IN_PLACE
from kiosk.domain.record import RecordFate

BOTH = ("his", "folder")


@pytest.fixture
def his(clock):
    return ScriptedOffice(clock)


@pytest.fixture
def folder(clock):
    return ScriptedOffice(clock)


@pytest.fixture
def outbox(store, his, folder, clock):
    return Outbox(store, {"his": his, "folder": folder}, clock, jitter=no_jitter)


def ids(records) -> list[str]:
    return [record.record_id for record in records]


def test_a_visit_waits_for_the_first_office_alone_and_the_others_follow_in_the_background(outbox, store, his, folder):
    (record,) = saved(store, deliveries=outbox.deliveries)
    assert outbox.deliver_now(record.record_id) == store.receipt(record.record_id, "his")
    assert (his.has, folder.has) == ([record.record_id], [])
    assert store.fate(record.record_id) is RecordFate.SAVED
    assert [receipt.record_id for receipt in outbox.deliver_due(never)] == [record.record_id]
    assert folder.has == [record.record_id]
    assert store.fate(record.record_id) is RecordFate.DELIVERED


def test_an_office_that_is_down_holds_no_other(outbox, store, his, folder, clock):
    his.down()
    records = saved(store, 40, BOTH)
    run(outbox, clock, 600, 60)
    assert folder.has == ids(records)
    assert (outbox.states["his"].open, outbox.states["folder"].open) == (False, True)
    assert outbox.state == outbox.states["his"]
    his.up()
    run(outbox, clock, int(LONGEST_S), 60)
    assert his.has == ids(records)


def test_an_office_that_refuses_a_record_takes_nothing_from_the_others(outbox, store, his, folder):
    his.trouble = lambda _record: DeliveryRefused(DeliveryProblem.REJECTED)
    (record,) = saved(store, deliveries=BOTH)
    with pytest.raises(DeliveryRefused):
        outbox.deliver_now(record.record_id)
    outbox.deliver_due(never)
    assert store.fates(record.record_id) == {"his": RecordFate.REFUSED, "folder": RecordFate.DELIVERED}


def test_a_slow_office_leaves_the_others_their_pace_when_each_lane_has_its_thread(outbox, store, his, folder):
    go_on = threading.Event()
    his.trouble = lambda _record: None if go_on.wait(10) else DeliveryLater(DeliveryProblem.TIMEOUT)
    records = saved(store, 5, BOTH)
    slow = threading.Thread(target=outbox.deliver_due, args=(never, "his"))
    slow.start()
    outbox.deliver_due(never, "folder")
    assert folder.has == ids(records)
    assert his.has == []
    go_on.set()
    slow.join()
    assert his.has == ids(records)


@pytest.mark.parametrize(
    "problem",
    [
        DeliveryProblem.UNREACHABLE,
        DeliveryProblem.TLS,
        DeliveryProblem.UNAUTHORISED,
        DeliveryProblem.THROTTLED,
        DeliveryProblem.FOLDER_FULL,
    ],
)
def test_after_an_outage_of_a_day_everything_arrives_in_the_order_of_saving(outbox, store, his, clock, problem):
    his.down(problem, retry_after_s=120 if problem is DeliveryProblem.THROTTLED else None)
    records = []
    for _ in range(12):
        records += saved(store, 3, ("his",))
        outbox.deliver_now(records[-1].record_id)
        run(outbox, clock, 7200, 1800)
    his.up()
    run(outbox, clock, int(LONGEST_S), 60)
    assert his.has == ids(records)


def test_a_visit_just_confirmed_does_not_overtake_those_that_wait(outbox, store, his, clock):
    his.down()
    older = saved(store, 3, ("his",))
    outbox.deliver_due(never)
    his.up()
    (newest,) = saved(store, deliveries=("his",))
    receipt = outbox.deliver_now(newest.record_id)
    assert receipt is not None
    assert receipt.record_id == newest.record_id
    assert his.has == [*ids(older), newest.record_id]


def test_a_long_backlog_does_not_keep_a_visit_waiting_for_its_end(outbox, store, his, clock):
    his.trouble = lambda _record: clock.pass_time(4)
    saved(store, 20, ("his",))
    (newest,) = saved(store, deliveries=("his",))
    assert outbox.deliver_now(newest.record_id) is None
    assert 0 < len(his.has) < 5
    assert store.fate(newest.record_id) is RecordFate.SAVED


def test_a_record_over_which_the_office_never_answers_steps_aside_after_some_tries(outbox, store, his, clock):
    poison, *others = saved(store, 10, ("his",))
    his.trouble = lambda record: DeliveryLater(DeliveryProblem.HUNG_UP) if record == poison else None
    run(outbox, clock, 3 * int(LONGEST_S), 30)
    assert his.asked[:TRIES_IN_PLACE] == [poison.record_id] * TRIES_IN_PLACE
    assert his.has == ids(others)
    assert store.fate(poison.record_id) is RecordFate.WAITING


def test_what_an_office_said_before_teaches_nothing_about_the_time(outbox, store):
    (record,) = saved(store, deliveries=BOTH)
    first, again = outbox.deliver_now(record.record_id), outbox.deliver_now(record.record_id)
    assert first is not None
    assert again is not None
    assert (first.office_time, again.office_time) == (True, False)


def test_an_outbox_without_an_office_and_an_unknown_office_are_errors_of_the_settings(outbox, store, clock):
    with pytest.raises(DeliverySettingsInvalid):
        Outbox(store, {}, clock)
    with pytest.raises(DeliverySettingsInvalid):
        outbox.deliver_due(never, "nowhere")


def test_a_person_who_asks_takes_every_wait_away(outbox, store, his, folder):
    (record,) = saved(store, deliveries=BOTH)
    for office in (his, folder):
        office.down(DeliveryProblem.SERVER_ERROR, retry_after_s=600)
    outbox.deliver_due(never)
    his.up()
    folder.up()
    assert outbox.deliver_due(never) == []
    assert [receipt.record_id for receipt in outbox.retry(never)] == [record.record_id] * 2
