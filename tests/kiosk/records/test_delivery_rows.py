"""One record, several offices: each has its own queue, and together they say where the record stands."""

from __future__ import annotations

from datetime import timedelta

import pytest
from invented_records import invented_record, receipt_for

from kiosk.domain.record import RecordFate, RecordId
from kiosk.records import RecordUnknown

OFFICES = ("hospital", "folder", "reader")


def test_each_office_has_its_own_row_receipt_and_fate(store):
    record = invented_record()
    store.save(record, OFFICES)
    store.mark_delivered(receipt_for(record, "BV-1"), "hospital")
    store.mark_refused(record.record_id, "delivery.rejected", "folder")
    assert store.fates(record.record_id) == {
        "hospital": RecordFate.DELIVERED,
        "folder": RecordFate.REFUSED,
        "reader": RecordFate.SAVED,
    }
    assert store.receipt(record.record_id, "hospital") == receipt_for(record, "BV-1")
    assert store.receipt(record.record_id, "folder") is None
    assert [row.delivery_id for row in store.outbox()] == ["reader"]
    assert [row.delivery_id for row in store.refused()] == ["folder"]


def test_the_fate_of_a_record_is_that_of_its_weakest_way(store, clock):
    record = invented_record()
    store.save(record, OFFICES)
    seen = []
    store.mark_delivered(receipt_for(record), "hospital")
    seen.append(store.fate(record.record_id))
    store.note_attempt(record.record_id, "delivery.timeout", clock.now(), "folder")
    seen.append(store.fate(record.record_id))
    store.mark_refused(record.record_id, "delivery.rejected", "reader")
    seen.append(store.fate(record.record_id))
    store.mark_delivered(receipt_for(record), "reader")
    store.mark_delivered(receipt_for(record), "folder")
    seen.append(store.fate(record.record_id))
    assert seen == [RecordFate.SAVED, RecordFate.WAITING, RecordFate.REFUSED, RecordFate.DELIVERED]
    assert store.counts()[RecordFate.DELIVERED] == 1


def test_a_record_is_counted_once_where_its_weakest_way_is_and_per_office_where_it_is(store):
    first, second = invented_record(), invented_record()
    for record in (first, second):
        store.save(record, OFFICES)
        store.mark_delivered(receipt_for(record), "hospital")
    store.mark_refused(second.record_id, "delivery.rejected", "folder")
    assert (store.counts()[RecordFate.SAVED], store.counts()[RecordFate.REFUSED]) == (1, 1)
    assert store.counts("hospital")[RecordFate.DELIVERED] == 2
    assert store.counts("folder") == {fate: int(fate in (RecordFate.SAVED, RecordFate.REFUSED)) for fate in RecordFate}


def test_what_is_due_for_one_office_says_nothing_of_another(store, clock):
    record = invented_record()
    store.save(record, OFFICES)
    horizon = clock.now() + timedelta(hours=1)
    store.note_attempt(record.record_id, "delivery.timeout", clock.now() + timedelta(minutes=5), "hospital")
    assert store.due(clock.now(), horizon, 10, "hospital") == []
    assert [row.record_id for row in store.due(clock.now(), horizon, 10, "folder")] == [record.record_id]
    assert store.make_due(("delivery.timeout",), "folder") == 0
    assert store.make_due(("delivery.timeout",), "hospital") == 1
    assert len(store.due(clock.now(), horizon, 10, "hospital")) == 1


def test_a_record_sent_again_to_one_office_stays_delivered_to_the_other(store):
    record = invented_record()
    store.save(record, OFFICES[:2])
    store.mark_delivered(receipt_for(record), "hospital")
    store.mark_refused(record.record_id, "delivery.rejected", "folder")
    store.send_again(record.record_id, "folder")
    assert store.fates(record.record_id) == {"hospital": RecordFate.DELIVERED, "folder": RecordFate.WAITING}


def test_an_office_a_record_does_not_go_to_does_not_know_it(store):
    record = invented_record()
    store.save(record, ("hospital",))
    with pytest.raises(RecordUnknown):
        store.fate(record.record_id, "folder")
    with pytest.raises(RecordUnknown):
        store.mark_delivered(receipt_for(record), "folder")
    with pytest.raises(RecordUnknown):
        store.fates(RecordId("nobody"))


def test_an_office_named_twice_gets_the_record_once_and_a_record_may_go_nowhere(store):
    twice, nowhere = invented_record(), invented_record()
    store.save(twice, ("hospital", "hospital"))
    store.save(nowhere, ())
    assert [row.record_id for row in store.outbox()] == [twice.record_id]
    assert store.fate(nowhere.record_id) is RecordFate.SAVED


def test_a_row_belongs_to_one_sender_until_its_lease_is_over_or_its_fate_is_noted(store, clock):
    record = invented_record()
    store.save(record, ("hospital",))
    horizon = clock.now() + timedelta(hours=1)

    def lease(holder: str, seconds: float = 60) -> bool:
        return store.lease(record.record_id, "hospital", holder, clock.now() + timedelta(seconds=seconds))

    assert (lease("one"), lease("one"), lease("other")) == (True, True, False)
    assert store.due(clock.now(), horizon, 10, "hospital", "other") == []
    assert len(store.due(clock.now(), horizon, 10, "hospital", "one")) == 1
    store.make_due(("delivery.timeout",), "hospital")
    assert not lease("other")
    clock.pass_time(60)
    assert (lease("other"), lease("one")) == (True, False)
    store.note_attempt(record.record_id, "delivery.timeout", clock.now(), "hospital")
    assert lease("one", seconds=7200)
    assert lease("other")
    store.mark_delivered(receipt_for(record), "hospital")
    assert not lease("one")
