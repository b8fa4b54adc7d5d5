"""The migrations lead to what the models say, once, silently, and never backwards."""

from __future__ import annotations

import logging

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from invented_records import KEY, invented_record
from old_store import fill_old, make_old_file
from sqlalchemy import Connection, create_engine, inspect, text

from kiosk.records import Store, StoreError, StoreTooNew
from kiosk.records.columns import Base
from kiosk.records.encrypted_engine import make_engine
from kiosk.records.migrating import HEAD, migrate
from kiosk.records.postgres_engine import server_url


def test_the_migrated_tables_are_the_ones_the_models_describe(store):
    with store._database._reader.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "compare_server_default": True})
        assert compare_metadata(context, Base.metadata) == []
        assert context.get_current_revision() == HEAD


def test_the_head_named_in_the_code_is_the_last_migration():
    config = Config()
    config.set_main_option("script_location", "kiosk.records:migrations")
    assert ScriptDirectory.from_config(config).get_current_head() == HEAD


def test_opening_changes_no_logging_and_prints_nothing(path, clock, capfd):
    root = logging.getLogger()
    before = (root.level, list(root.handlers), logging.root.manager.disable)
    for _ in range(2):
        Store.open(path, KEY, clock=clock).close()
    assert (root.level, list(root.handlers), logging.root.manager.disable) == before
    assert capfd.readouterr() == ("", "")


def test_a_store_of_a_later_kiosk_is_left_alone(path, clock):
    with Store.open(path, KEY, clock=clock) as store, store._database._writer.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(StoreTooNew):
        Store.open(path, KEY, clock=clock)
    with pytest.raises(StoreTooNew):
        Store.open(path, KEY, clock=clock)


def test_a_migration_cut_short_leaves_no_table_behind_and_is_done_at_the_next_start(path, clock, monkeypatch):
    def half(connection: Connection) -> None:
        migrate(connection)
        raise StoreError("power")

    with monkeypatch.context() as patched:
        patched.setattr("kiosk.records.sqlite_database.migrate", half)
        with pytest.raises(StoreError):
            Store.open(path, KEY, clock=clock)
    engine = make_engine(path, KEY, 1)
    assert inspect(engine).get_table_names() == []
    engine.dispose()
    with Store.open(path, KEY, clock=clock) as store:
        assert store.outbox() == []


def check_what_was_kept(store: Store, records: list) -> None:
    assert [store.record(record.record_id) for record in records] == records
    assert [(row.record_id, row.delivery_id, row.attempts) for row in store.outbox()] == [
        (records[0].record_id, "office", 1),
        (records[2].record_id, "office", 3),
    ]
    assert store.receipt(records[1].record_id).number == "BV-2"
    assert len(store.find_by_name("uyen do")) == 3
    store.save(invented_record())
    assert store.verify_audit().holds


def test_a_file_of_the_first_version_keeps_its_records_receipts_and_names(path, clock):
    records = [invented_record() for _ in range(3)]
    make_old_file(path, records)
    with Store.open(path, KEY, clock=clock) as store:
        check_what_was_kept(store, records)
        assert store.problems() == []


def test_a_server_of_the_first_version_keeps_its_records_receipts_and_names(postgres, clock):
    records = [invented_record() for _ in range(3)]
    url = postgres.new_database()
    engine = create_engine(server_url(url, None))
    with engine.begin() as connection:
        fill_old(connection, records)
        # What the first version never did here: the numbers it gave out by hand.
        connection.execute(text("SELECT setval(pg_get_serial_sequence('record', 'sequence'), 3)"))
    engine.dispose()
    with Store.connect(url, None, KEY, clock=clock) as store:
        check_what_was_kept(store, records)
