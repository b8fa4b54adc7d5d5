"""Whoever changes, moves, removes or cuts a row of the audit is found out, and the row is named."""

from __future__ import annotations

import random
from datetime import timedelta

import pytest
from invented_records import invented_record, receipt_for
from sqlalchemy import text
from sqlalchemy.orm import Session

from kiosk.domain.record import RecordFate
from kiosk.records import AuditEvent, AuditHead, Retention, Store, StoreError
from kiosk.records.database import Database

ROWS = 30


@pytest.fixture
def chained(store: Store) -> Store:
    for _ in range(ROWS // 2):
        record = invented_record()
        store.save(record)
        store.mark_delivered(receipt_for(record))
    verdict = store.verify_audit()
    assert (verdict.rows, verdict.holds) == (ROWS, True)
    return store


def tamper(store: Store, *statements: str) -> None:
    """As somebody who has the key and a database tool: the triggers go first."""
    database: Database = store._database
    with database.writing() as session:
        for trigger in ("audit_no_update", "audit_no_delete"):
            session.execute(text(f"DROP TRIGGER IF EXISTS {trigger}{on_audit(session)}"))
        for statement in statements:
            session.execute(text(statement))


def on_audit(session: Session) -> str:
    """PostgreSQL's triggers belong to a table, SQLite's have names of their own."""
    return " ON audit" if session.connection().dialect.name == "postgresql" else ""


@pytest.mark.parametrize("statement", ["UPDATE audit SET event = 'x'", "DELETE FROM audit WHERE sequence = 30"])
def test_the_audit_cannot_be_changed_by_an_ordinary_statement(chained, statement):
    with pytest.raises(StoreError), chained._database.writing() as session:
        session.execute(text(statement))
    assert chained.verify_audit().holds


def test_replacing_a_row_of_a_file_is_refused_too(sqlite_store):
    sqlite_store.save(invented_record())
    statement = "INSERT OR REPLACE INTO audit SELECT * FROM audit WHERE sequence = 1"
    with pytest.raises(StoreError), sqlite_store._database.writing() as session:
        session.execute(text(statement))
    assert sqlite_store.verify_audit().holds


def test_emptying_the_audit_of_a_server_at_one_stroke_is_refused(chained):
    with pytest.raises(StoreError), chained._database.writing() as session:
        session.execute(text("TRUNCATE audit"))
    assert chained.verify_audit().holds


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("event", "'record.purged'"),
        ("at", "'2020-01-01T00:00:00.000000Z'"),
        ("at", "'nonsense'"),
        ("record_id", "'somebody-else'"),
        ("record_id", "NULL"),
        ("detail", "'{}'"),
        ("detail", "'no json'"),
        ("detail", "'\x01\x02'"),
        ("previous_hash", f"'{'0' * 64}'"),
        ("hash", f"'{'f' * 64}'"),
    ],
)
def test_a_changed_column_is_named_by_its_row(chained, column, value):
    tamper(chained, f"UPDATE audit SET {column} = {value} WHERE sequence = 12")
    verdict = chained.verify_audit()
    assert (verdict.broken_at, verdict.reason) == (12, "row_changed")


def test_a_removed_row_is_named(chained):
    tamper(chained, "DELETE FROM audit WHERE sequence = 9")
    assert (chained.verify_audit().broken_at, chained.verify_audit().reason) == (9, "row_missing")


def test_rows_that_changed_places_are_named(chained):
    tamper(
        chained,
        "UPDATE audit SET sequence = 1000 WHERE sequence = 7",
        "UPDATE audit SET sequence = 7 WHERE sequence = 8",
        "UPDATE audit SET sequence = 8 WHERE sequence = 1000",
    )
    assert chained.verify_audit().broken_at == 7


def test_a_cut_tail_is_noticed(chained):
    tamper(chained, "DELETE FROM audit WHERE sequence > 25")
    verdict = chained.verify_audit()
    assert (verdict.rows, verdict.broken_at, verdict.reason) == (25, 26, "tail_missing")


def test_an_emptied_audit_is_noticed(chained):
    tamper(chained, "DELETE FROM audit")
    assert chained.verify_audit().broken_at == 1


def test_a_cut_tail_with_a_mended_head_is_noticed_by_a_head_written_down_elsewhere(chained):
    written_down = chained.audit_head()
    cut = "UPDATE audit_head SET count = 25, hash = (SELECT hash FROM audit WHERE sequence = 25)"
    tamper(chained, "DELETE FROM audit WHERE sequence > 25", cut)
    assert chained.verify_audit().holds
    assert chained.verify_audit(written_down).reason == "tail_missing"


def test_a_chain_built_anew_is_noticed_by_a_head_written_down_elsewhere(chained):
    middle = AuditHead(10, "ab" * 32)
    verdict = chained.verify_audit(middle)
    assert (verdict.broken_at, verdict.reason) == (10, "anchor_differs")


def test_a_moved_head_is_noticed(chained):
    earlier = "(SELECT hash AS previous FROM audit WHERE sequence = 29) AS earlier"
    tamper(chained, f"UPDATE audit_head SET hash = previous FROM {earlier}")
    assert chained.verify_audit().reason == "head_changed"


def test_two_hundred_random_edits_are_all_found(chained):
    dice = random.Random(20261121)
    columns = ("at", "event", "record_id", "detail", "previous_hash", "hash")
    database: Database = chained._database
    tamper(chained)
    for _ in range(200):
        row, column = dice.randint(1, ROWS), dice.choice(columns)
        with database.writing() as session:
            before = session.execute(text(f"SELECT {column} FROM audit WHERE sequence = {row}")).scalar_one() or ""
            if not before:
                continue
            spot = dice.randrange(len(before))
            after = before[:spot] + dice.choice("0123456789abcdefxyz") + before[spot + 1 :]
            if after == before:
                continue
            update = text(f"UPDATE audit SET {column} = :value WHERE sequence = {row}")
            session.execute(update, {"value": after})
        assert chained.verify_audit().broken_at == row
        with database.writing() as session:
            session.execute(update, {"value": before if before else None})
    assert chained.verify_audit().holds


def test_details_hold_plain_words_only(store):
    store.note(AuditEvent.STAFF_VIEWED, None, who="staff-3", name="Đỗ Thị Uyên", number="001199012345", count=4)
    with store._database.reading() as session:
        detail = session.execute(text("SELECT detail FROM audit")).scalar_one()
    assert detail == '{"count": 4, "name": "withheld", "number": "withheld", "who": "staff-3"}'


def test_a_save_that_fails_half_way_leaves_neither_record_nor_audit_row(store, monkeypatch):
    def power_goes(*_: object) -> None:
        raise StoreError("power")

    with monkeypatch.context() as patched:
        patched.setattr("kiosk.records.audit.append", power_goes)
        with pytest.raises(StoreError, match="power"):
            store.save(invented_record())
    assert store.verify_audit().rows == 0
    assert store.find_by_name("do thi") == []
    assert store.counts()[RecordFate.SAVED] == 0


def test_the_oldest_rows_may_go_and_the_rest_still_holds_from_there(store, clock):
    for _ in range(5):
        store.note(AuditEvent.STAFF_VIEWED)
    old, middle = AuditHead(2, "ab" * 32), store.audit_head()
    clock.pass_time(86400)
    for _ in range(3):
        store.note(AuditEvent.STAFF_VIEWED)
    assert store.keep_only(Retention(audit=timedelta(hours=12)))["audit"] == 5
    verdict = store.verify_audit(middle)
    assert (verdict.rows, verdict.holds, verdict.anchor_met) == (4, True, True)
    assert store.verify_audit(AuditHead(5, "ab" * 32)).reason == "anchor_differs"
    assert not store.verify_audit(old).anchor_met
    with pytest.raises(StoreError), store.database.writing() as session:
        session.execute(text("DELETE FROM audit WHERE sequence = 6"))


def test_a_clock_that_was_moved_back_lets_no_younger_row_go_with_the_old_ones(store, clock):
    clock.pass_time(10 * 86400)
    store.note(AuditEvent.STAFF_VIEWED)
    clock.set_wall(clock.now() - timedelta(days=9))
    store.note(AuditEvent.STAFF_VIEWED)
    clock.set_wall(clock.now() + timedelta(days=10))
    assert store.keep_only(Retention(audit=timedelta(days=2)))["audit"] == 0
    assert store.verify_audit().holds
