"""Each purpose keeps what it needs for its own time, and a person who asks to be forgotten is: in every table."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from invented_records import NUMBER, invented_record, receipt_for
from sqlalchemy import func, select, text

from kiosk.domain.record import Record, RecordedValue
from kiosk.records import Erased, RecordUnknown, Retention, Subject
from kiosk.records.columns import Base
from kiosk.records.models import NameWordRow
from kiosk.records.models_clinic import LookUpRow, TicketRow, VisitFigureRow

DAY_S = 86400
OTHER = "001199054321"


def ticket(record_id, number: int, moment) -> TicketRow:
    return TicketRow(
        day=f"{moment:%Y-%m-%d}",
        room_id="p1",
        series="A",
        priority="ordinary",
        number=number,
        record_id=record_id,
        desk_id="clinic-1",
        issued_at=moment,
    )


def look_up(record_id, state: str, moment, number: str = NUMBER) -> LookUpRow:
    return LookUpRow(
        record_id=record_id,
        question={"number": number},
        asked=[{"at": "2026-11-21", "what": "timeout"}],
        next_at=moment,
        state=state,
        answered_at=None if state == "pending" else moment,
    )


def add(store, *rows: Base) -> None:
    with store.database.writing() as session:
        session.add_all(rows)


def count(store, table: type[Base]) -> int:
    with store.database.reading() as session:
        return session.scalar(select(func.count()).select_from(table))


def delivered(store, record, *offices: str) -> None:
    store.save(record, offices or ("office",))
    for office in offices or ("office",):
        store.mark_delivered(receipt_for(record), office)


def is_kept(store, record) -> bool:
    try:
        store.record(record.record_id)
    except RecordUnknown:
        return False
    return True


def test_a_visit_goes_only_after_the_last_of_its_offices_has_it_for_long_enough(store, clock):
    record = invented_record()
    store.save(record, ("hospital", "folder"))
    store.mark_delivered(receipt_for(record), "hospital")
    clock.pass_time(40 * DAY_S)
    assert store.keep_only(Retention())["delivered"] == 0
    store.mark_delivered(receipt_for(record), "folder")
    clock.pass_time(20 * DAY_S)
    assert store.keep_only(Retention())["delivered"] == 0
    clock.pass_time(11 * DAY_S)
    assert store.keep_only(Retention())["delivered"] == 1
    assert not is_kept(store, record)
    assert store.verify_audit().holds


def test_services_differ_in_how_long_their_visits_stay(store, clock):
    short, long = invented_record(), replace(invented_record(), service_id="one-stop")
    for record in (short, long):
        delivered(store, record)
    clock.pass_time(10 * DAY_S)
    kept = Retention(timedelta(days=5), {"one-stop": timedelta(days=60)})
    assert store.keep_only(kept)["delivered"] == 1
    assert (is_kept(store, short), is_kept(store, long)) == (False, True)
    clock.pass_time(60 * DAY_S)
    assert store.keep_only(kept)["delivered"] == 1


def test_a_refused_visit_stays_until_a_person_decides_unless_the_site_says_otherwise(store, clock):
    record = invented_record()
    store.save(record)
    store.mark_refused(record.record_id, "delivery.rejected")
    clock.pass_time(400 * DAY_S)
    store.keep_only(Retention())
    assert is_kept(store, record)
    assert store.keep_only(Retention(refused=timedelta(days=90)))["refused"] == 1
    assert not is_kept(store, record)


def test_a_visit_that_still_waits_or_awaits_an_answer_never_goes_by_time(store, clock):
    waiting, asking = invented_record(), invented_record()
    store.save(waiting)
    delivered(store, asking)
    add(store, look_up(asking.record_id, "pending", clock.now()))
    clock.pass_time(4000 * DAY_S)
    store.keep_only(Retention(refused=timedelta(days=1)))
    assert is_kept(store, waiting)
    assert is_kept(store, asking)


def test_tickets_figures_and_evidence_go_each_in_its_own_time(store, clock):
    figure = VisitFigureRow(
        visit_id="v1", desk_id="clinic-1", day=f"{clock.now():%Y-%m-%d}", started_at=clock.now(), seconds={"reading": 3}
    )
    pending, settled = invented_record(), invented_record()
    evidence = (look_up(pending.record_id, "pending", clock.now()), look_up(settled.record_id, "given_up", clock.now()))
    add(store, ticket(None, 1, clock.now()), figure, *evidence)
    kept = Retention(tickets=timedelta(days=1), look_ups=timedelta(days=10), figures=timedelta(days=100))
    left = []
    for _ in range(4):
        left.append(tuple(count(store, table) for table in (TicketRow, LookUpRow, VisitFigureRow)))
        clock.pass_time(50 * DAY_S)
        store.keep_only(kept)
    assert left == [(1, 2, 1), (0, 1, 1), (0, 1, 1), (0, 1, 0)]


def test_a_question_whose_record_never_came_to_be_goes_a_day_after_it_was_settled(store, clock):
    kept, pending, given_up = invented_record(), invented_record(), invented_record()
    store.save(kept)
    rows = ((kept, "given_up"), (pending, "pending"), (given_up, "given_up"))
    add(store, *(look_up(one.record_id, state, clock.now()) for one, state in rows))
    assert store.keep_only(Retention())["look_ups"] == 0
    clock.pass_time(1.5 * DAY_S)
    assert store.keep_only(Retention())["look_ups"] == 1
    with store.database.reading() as session:
        assert set(session.scalars(select(LookUpRow.record_id))) == {kept.record_id, pending.record_id}


def test_a_long_purge_goes_in_batches_each_in_the_audit(store, clock, monkeypatch):
    monkeypatch.setattr("kiosk.records.forgetting.BATCH", 4)
    for _ in range(10):
        delivered(store, invented_record())
    rows = store.verify_audit().rows
    clock.pass_time(DAY_S)
    assert store.purge(clock.now()) == 10
    assert store.verify_audit().rows == rows + 3
    assert count(store, NameWordRow) == 0


def test_a_name_is_found_until_the_last_visit_with_it_goes(store, clock):
    old, young = invented_record(), invented_record()
    delivered(store, old)
    clock.pass_time(DAY_S)
    delivered(store, young)
    store.purge(clock.now() - timedelta(hours=1))
    assert store.find_by_name("uyen") == [young]
    store.purge(clock.now() + timedelta(hours=1))
    assert (store.find_by_name("uyen"), count(store, NameWordRow)) == ([], 0)


def test_everything_about_a_person_is_told_from_every_table(store, clock):
    mine, other = invented_record(), invented_record(number=OTHER)
    added = replace(
        invented_record(), values={"KQ": RecordedValue("000", "portal", "asserted")}, follows=mine.record_id
    )
    for record in (mine, other):
        store.save(record, ("hospital", "folder"))
        add(store, ticket(record.record_id, 1 if record is mine else 2, clock.now()))
    store.save(added, ("hospital",))
    store.mark_delivered(receipt_for(mine, "BV-7"), "hospital")
    add(store, look_up(mine.record_id, "answered", clock.now()))
    told = store.about_person(Subject(NUMBER))
    assert {record.record_id for record in told.records} == {mine.record_id, added.record_id}
    assert sorted((row["delivery_id"], row["receipt_number"]) for row in told.deliveries if row["receipt_number"]) == [
        ("hospital", "BV-7")
    ]
    assert (len(told.deliveries), len(told.tickets), len(told.look_ups)) == (3, 1, 1)
    assert [row["event"] for row in told.audit] == ["record.saved", "record.saved", "record.delivered"]
    assert all(isinstance(row["at"], str) for row in told.audit)
    assert "Uyên" not in repr(told)
    assert NUMBER not in repr(told)


def with_card(card: str, number: str = "") -> Record:
    record = invented_record(number=number)
    return replace(record, values={**record.values, "MA_THE_BHYT": RecordedValue(card, "portal", "asserted")})


def test_other_records_with_the_same_card_are_counted_and_taken_only_when_asked_for(store):
    named, whole, short = with_card("GD4010155555555", NUMBER), with_card("GD4010155555555"), with_card("0155555555")
    stranger = with_card("HT3010155555556", OTHER)
    for record in (named, whole, short, stranger):
        store.save(record)
    told = store.about_person(Subject(NUMBER))
    assert (told.records, told.further) == ((named,), 2)
    told = store.about_person(Subject(NUMBER, linked=True))
    assert ({one.record_id for one in told.records}, told.further) == (
        {one.record_id for one in (named, whole, short)},
        0,
    )
    assert store.erase_person(Subject(NUMBER, linked=True)) == Erased(3, 0)
    assert is_kept(store, stranger)


def test_a_person_without_numbers_is_found_by_a_record_and_what_adds_to_it(store):
    born, other = with_card(""), with_card("")
    added = replace(with_card(""), follows=born.record_id)
    for record in (born, other, added):
        store.save(record)
    assert store.about_person(Subject(record_id=born.record_id)).records == (born, added)
    assert store.erase_person(Subject(record_id=born.record_id)) == Erased(2, 0)
    assert is_kept(store, other)
    with pytest.raises(RecordUnknown):
        store.erase_person(Subject(record_id=born.record_id))


def test_an_erased_person_is_nowhere_and_others_are_untouched(store, clock):
    mine, other = invented_record(), invented_record("Trần Văn Bình", OTHER)
    added = replace(invented_record(), values={}, follows=mine.record_id)
    for number, record in enumerate((mine, other, added), 1):
        store.save(record)
        asked = look_up(record.record_id, "pending", clock.now(), OTHER if record is other else NUMBER)
        add(store, ticket(record.record_id, number, clock.now()), asked)
    assert store.erase_person(Subject(NUMBER)).records == 2
    told = store.about_person(Subject(NUMBER))
    assert (told.records, told.deliveries, told.tickets, told.look_ups, told.audit) == ((), (), (), (), ())
    with store.database.reading() as session:
        for table in Base.metadata.sorted_tables:
            if table.name == "audit":
                continue  # It names no person, and outlives the records it speaks of.
            kept = str(session.execute(select(table)).all())
            assert not any(one in kept for one in (mine.record_id, added.record_id, NUMBER, "uyen", "Uyên"))
        assert session.execute(text("SELECT count(*) FROM ticket WHERE record_id IS NULL")).scalar_one() == 2
    assert store.find_by_name("binh") == [other]
    assert len(store.about_person(Subject(OTHER)).look_ups) == 1
    assert store.verify_audit().holds


@pytest.mark.parametrize("typed", ["HS4010119901234", "0119901234", "1199012345"])
def test_a_card_number_finds_its_holder_whole_or_by_its_last_ten_digits_and_no_other_number_does(store, typed):
    card = RecordedValue("HS40101199012345"[:5] + "0119901234", "insurance", "asserted")
    record = invented_record()
    store.save(replace(record, values={**record.values, "MA_THE_BHYT": card}))
    found = [one.record_id for one in store.find_by_number(typed)]
    assert found == ([record.record_id] if typed.endswith("0119901234") else [])
