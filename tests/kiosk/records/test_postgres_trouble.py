"""Several desks on one server, and the server's own bad days."""

from __future__ import annotations

import threading
from dataclasses import replace
from datetime import timedelta

import pytest
from invented_records import KEY, NUMBER, invented_record, receipt_for
from sqlalchemy import text

from kiosk.domain.record import RecordFate
from kiosk.records import (
    EngineUnsafe,
    RecordDiffers,
    Store,
    StoreBusy,
    StoreError,
    StoreSettingsInvalid,
    StoreUnreachable,
    WrongKey,
)
from kiosk.records.postgres_engine import refuse_unsafe
from kiosk.runtime.clock import FakeClock

OTHER_KEY = bytes(reversed(range(32)))


@pytest.fixture
def url(postgres, migrated) -> str:
    return postgres.new_database(like=migrated)


@pytest.fixture
def desks(url, clock):
    stores = [Store.connect(url, None, KEY, clock=clock, desk_id=f"clinic-{number}") for number in (1, 2)]
    yield stores
    for store in stores:
        store.close()


def at_desk(number: int):
    return replace(invented_record(), desk_id=f"clinic-{number}")


def test_two_desks_taking_the_same_patient_at_once_keep_both_visits_and_one_audit_chain(desks):
    wrong: list[Exception] = []

    def work(place: int) -> None:
        try:
            for _ in range(15):
                record = at_desk(place + 1)
                desks[place].save(record)
                desks[place].mark_delivered(receipt_for(record))
        except Exception as error:  # noqa: BLE001 - told to the test, which is on another thread
            wrong.append(error)

    threads = [threading.Thread(target=work, args=(place,)) for place in (0, 1)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []
    verdict = desks[0].verify_audit()
    assert (verdict.holds, verdict.rows) == (True, 60)
    assert len(desks[1].find_by_number(NUMBER)) == 30


def test_the_same_record_saved_at_two_desks_is_kept_once_and_another_under_its_id_is_refused(desks):
    record = at_desk(1)
    desks[0].save(record)
    desks[1].save(record)
    assert len(desks[0].outbox()) == 1
    with pytest.raises(RecordDiffers):
        desks[1].save(at_desk_with_id(record))


def at_desk_with_id(record):
    return replace(at_desk(2), record_id=record.record_id)


def test_each_desk_delivers_its_own_records_in_its_own_order(desks, clock):
    mine = [at_desk(1) for _ in range(3)]
    theirs = [at_desk(2) for _ in range(3)]
    for one, other in zip(mine, theirs, strict=True):
        desks[0].save(one)
        desks[1].save(other)
    horizon = clock.now() + timedelta(hours=1)
    for store, records in zip(desks, (mine, theirs), strict=True):
        due = store.due(clock.now(), horizon, 10)
        assert [row.record_id for row in due] == [record.record_id for record in records]
    assert len(desks[0].outbox()) == 6


def test_a_desk_with_another_key_is_turned_away_before_it_writes(url, clock, desks):
    with pytest.raises(WrongKey):
        Store.connect(url, None, OTHER_KEY, clock=clock)
    assert desks[0].verify_audit().rows == 0


def test_a_desk_that_waits_too_long_for_its_turn_is_told_so_and_then_works(url, clock, desks):
    with (
        Store.connect(url, None, KEY, clock=clock, busy_timeout_s=0.2) as hasty,
        desks[0].database.writing(),
        pytest.raises(StoreBusy),
    ):
        hasty.save(invented_record())
    desks[1].save(invented_record())
    assert len(desks[0].outbox()) == 1


def test_a_server_that_loses_power_keeps_what_it_acknowledged_and_desks_find_it_again(postgres, url, clock):
    with Store.connect(url, None, KEY, clock=clock) as store:
        saved = []
        for _ in range(3):
            stop = threading.Timer(0.15, postgres.stop)
            stop.start()
            with pytest.raises(StoreUnreachable):
                for _ in range(100_000):
                    record = invented_record(padding=500)
                    store.save(record)
                    saved.append(record.record_id)
            stop.join()
            with pytest.raises(StoreUnreachable):
                store.save(invented_record())
            postgres.start()
        kept = [row.record_id for row in store.outbox()]
        # The commit during which the power went may have reached the disk: nobody was told, and it is whole.
        assert [one for one in saved if one not in set(kept)] == []
        assert len(kept) <= len(saved) + 3
        assert store.verify_audit().holds
        assert store.verify_audit().rows == len(kept)
        assert store.problems() == []
        assert store.counts()[RecordFate.SAVED] == len(kept)


def test_a_table_that_is_gone_is_a_problem_with_its_name(desks):
    with desks[0].database.writing() as session:
        session.execute(text("DROP TABLE visit_figure"))
    assert desks[0].problems() == ["visit_figure: missing"]


def test_a_server_that_is_not_there_says_so_and_shows_neither_address_nor_password(clock, tmp_path):
    address = f"postgresql://kiosk@/motcham?host={tmp_path}"
    with pytest.raises(StoreUnreachable) as caught:
        Store.connect(address, "geheim-7", KEY, clock=clock)
    assert "geheim" not in f"{caught.value!r}"
    assert str(tmp_path) not in f"{caught.value!r}"
    assert caught.value.__suppress_context__


@pytest.mark.parametrize("address", ["sqlite:///x.db", "postgresql://kiosk:pw@localhost/x", "nonsense", "mysql://h/x"])
def test_an_address_that_no_store_has_is_refused(address, clock):
    with pytest.raises(StoreSettingsInvalid):
        Store.connect(address, None, KEY, clock=clock)


def test_a_database_that_does_not_exist_is_unreachable_and_not_made(postgres, clock):
    with pytest.raises(StoreUnreachable):
        Store.connect(postgres.url("nobody_made_this"), None, KEY, clock=clock)


@pytest.mark.parametrize(
    ("version", "settings"),
    [
        ((12, 9), {"fsync": "on", "full_page_writes": "on"}),
        (None, {"fsync": "on", "full_page_writes": "on"}),
        ((15, 4), {"fsync": "off", "full_page_writes": "on"}),
        ((15, 4), {"fsync": "on", "full_page_writes": "off"}),
        ((15, 4), {}),
    ],
)
def test_a_server_that_can_lose_acknowledged_rows_is_refused(version, settings):
    with pytest.raises(EngineUnsafe):
        refuse_unsafe(version, settings)


def test_a_key_of_another_length_is_refused_before_the_server_is_asked(clock):
    with pytest.raises(StoreError, match="length"):
        Store.connect("postgresql://kiosk@localhost/x", None, b"short", clock=clock)


def test_every_commit_waits_for_the_servers_disk_whatever_the_server_is_set_to(postgres, url):
    name = url.partition("@/")[2].partition("?")[0]
    postgres.sql(f'ALTER DATABASE "{name}" SET synchronous_commit = off')
    with Store.connect(url, None, KEY, clock=FakeClock()) as store, store.database.reading() as session:
        assert session.execute(text("SHOW synchronous_commit")).scalar_one() == "on"
