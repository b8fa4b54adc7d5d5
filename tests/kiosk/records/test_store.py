"""What the store keeps, finds and forgets."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from invented_records import KEY, NUMBER, invented_record, receipt_for

from kiosk.domain.record import RecordedValue, RecordFate, RecordId
from kiosk.records import RecordDiffers, RecordUnknown, Store, Subject
from kiosk.runtime.clock import FakeClock


def test_a_saved_record_comes_back_equal_also_from_a_store_opened_again(path, clock):
    record = invented_record()
    with Store.open(path, KEY, clock=clock) as store:
        store.save(record)
    with Store.open(path, KEY, clock=clock) as store:
        assert store.record(record.record_id) == record
        assert store.fate(record.record_id) is RecordFate.SAVED


def test_saving_the_same_record_twice_keeps_it_once(store):
    record = invented_record()
    store.save(record)
    store.save(record)
    assert len(store.outbox()) == 1
    assert store.verify_audit().rows == 1


def test_a_record_confirmed_once_more_after_an_error_is_the_same_record_and_the_first_moment_stands(store):
    record = invented_record()
    store.save(record)
    store.save(replace(record, confirmed_at=record.confirmed_at + timedelta(seconds=9)))
    assert store.record(record.record_id) == record


def test_another_content_under_the_same_id_is_refused_and_the_first_stands(store):
    record = invented_record()
    store.save(record)
    with pytest.raises(RecordDiffers):
        store.save(replace(record, values={"HO_TEN": RecordedValue("Someone Else", "staff", "claimed")}))
    assert store.record(record.record_id) == record


def test_an_unknown_record_is_said_to_be_unknown(store):
    for ask in (store.record, store.fate, store.receipt):
        with pytest.raises(RecordUnknown):
            ask(RecordId("nobody"))


@pytest.mark.parametrize("typed", ["do thi uyen", "ĐỖ THỊ UYÊN", "Đỗ  thị", "uyen", "THI UYÊN"])
def test_a_name_is_found_without_marks_and_case(store, typed):
    store.save(invented_record("Đỗ Thị Uyên"))
    store.save(invented_record("Trần Văn Bình", "001099000002"))
    assert [found.values["HO_TEN"].value for found in store.find_by_name(typed)] == ["Đỗ Thị Uyên"]


@pytest.mark.parametrize("typed", ["", "%", "__", "-----", "*", "'; drop table record; --", "\x00"])
def test_odd_searches_find_nobody(store, typed):
    store.save(invented_record())
    assert store.find_by_name(typed) == []
    assert store.find_by_number(typed) == []


def test_a_personal_number_is_found_exactly_or_not_at_all(store):
    record = invented_record()
    store.save(record)
    assert store.find_by_number(f" {NUMBER} ") == [record]
    assert store.find_by_number(NUMBER[:-1]) == []


def test_the_outbox_is_in_the_order_of_saving_whatever_the_clock_says(store, clock):
    records = [invented_record() for _ in range(5)]
    for day, record in enumerate(records):
        clock.set_wall(datetime(2026, 11, 21, tzinfo=UTC) - timedelta(days=day))
        store.save(record)
    assert [row.record_id for row in store.outbox()] == [record.record_id for record in records]


def test_a_delivered_record_leaves_the_outbox_and_keeps_its_first_receipt(store):
    record = invented_record()
    store.save(record)
    store.mark_delivered(receipt_for(record, "BV-1"))
    store.mark_delivered(receipt_for(record, "BV-2", duplicate=True))
    assert store.outbox() == []
    assert store.receipt(record.record_id) == receipt_for(record, "BV-1")
    assert store.counts() == {
        RecordFate.SAVED: 0,
        RecordFate.WAITING: 0,
        RecordFate.REFUSED: 0,
        RecordFate.DELIVERED: 1,
    }


def test_an_attempt_that_failed_is_planned_again_and_counted(store, clock):
    record = invented_record()
    store.save(record)
    store.note_attempt(record.record_id, "delivery.timeout", clock.now() + timedelta(seconds=30))
    horizon = clock.now() + timedelta(hours=1)
    assert store.due(clock.now(), horizon, 10) == []
    clock.pass_time(31)
    (row,) = store.due(clock.now(), horizon, 10)
    assert (row.attempts, row.last_error, row.fate) == (1, "delivery.timeout", RecordFate.WAITING)


def test_a_plan_from_a_clock_that_was_twenty_years_ahead_does_not_hold_the_record(store, clock):
    record = invented_record()
    store.save(record)
    store.note_attempt(record.record_id, "delivery.timeout", clock.now() + timedelta(days=7300))
    assert len(store.due(clock.now(), clock.now() + timedelta(hours=1), 10)) == 1


def test_what_waited_for_the_office_is_due_when_the_office_is_back(store, clock):
    records = [invented_record() for _ in range(3)]
    for record, error in zip(records, ("delivery.timeout", "delivery.server_error", "delivery.timeout"), strict=True):
        store.save(record)
        store.note_attempt(record.record_id, error, clock.now() + timedelta(minutes=10))
    assert store.make_due(("delivery.timeout",)) == 2
    assert len(store.due(clock.now(), clock.now() + timedelta(hours=1), 10)) == 2


def test_a_refused_record_waits_for_a_person_who_may_send_it_again(store):
    record = invented_record()
    store.save(record)
    store.mark_refused(record.record_id, "delivery.rejected")
    assert store.outbox() == []
    assert [row.last_error for row in store.refused()] == ["delivery.rejected"]
    store.send_again(record.record_id)
    assert [row.fate for row in store.outbox()] == [RecordFate.WAITING]


def test_a_receipt_that_arrives_after_a_refusal_wins(store):
    record = invented_record()
    store.save(record)
    store.mark_refused(record.record_id, "delivery.rejected")
    store.mark_delivered(receipt_for(record))
    assert store.fate(record.record_id) is RecordFate.DELIVERED


def test_purge_forgets_only_what_was_delivered_before_the_day(store, clock):
    old, waiting, fresh = (invented_record() for _ in range(3))
    for record in (old, waiting):
        store.save(record)
    store.mark_delivered(receipt_for(old))
    clock.pass_time(86400)
    store.save(fresh)
    store.mark_delivered(receipt_for(fresh))
    assert store.purge(clock.now() - timedelta(hours=1)) == 1
    with pytest.raises(RecordUnknown):
        store.record(old.record_id)
    assert store.record(waiting.record_id) == waiting
    assert store.record(fresh.record_id) == fresh
    assert store.purge(clock.now() - timedelta(hours=1)) == 0
    assert store.verify_audit().holds


def test_erasing_a_person_takes_every_record_and_leaves_the_others(store):
    mine = [invented_record(number="001199012345") for _ in range(2)]
    other = invented_record(number="001199054321")
    for record in [*mine, other]:
        store.save(record)
    assert store.erase_person(Subject("001199012345")).records == 2
    assert [row.record_id for row in store.outbox()] == [other.record_id]
    assert store.verify_audit().holds


def test_the_official_time_only_moves_forward_and_survives(path, clock):
    later, earlier = datetime(2026, 12, 1, tzinfo=UTC), datetime(2026, 11, 1, tzinfo=UTC)
    with Store.open(path, KEY, clock=clock) as store:
        assert store.official_time() is None
        store.remember_official_time(later)
        store.remember_official_time(earlier)
    with Store.open(path, KEY, clock=clock) as store:
        assert store.official_time() == later


def test_the_store_works_in_a_folder_with_vietnamese_letters_and_signs(tmp_path: Path, clock: FakeClock):
    folder = tmp_path / "Một Chạm & 100% #1?"
    folder.mkdir()
    with Store.open(folder / "kho hồ sơ.db", KEY, clock=clock) as store:
        store.save(invented_record())
        assert store.problems() == []
