"""Several offices for one record, records that add to another, names by their words; and the clinic's own tables.

The outbox gets a key of two columns, which SQLite cannot give an existing table: its rows are copied to a new one.
What stood there had one office; it is called `office`.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import TEXT

revision = "0002"
down_revision = "0001"

_TIME = sa.String(27)
_BYTE_ORDERED = sa.Text().with_variant(TEXT(collation="C"), "postgresql")
_BATCH = 10_000


def upgrade() -> None:
    _widen_record()
    _rebuild_outbox()
    _create_name_word()
    _create_ticket()
    _create_look_up()
    _create_visit_figure()
    _let_old_audit_go()


def _widen_record() -> None:
    op.add_column("record", sa.Column("follows", sa.String(36)))
    op.create_index("ix_record_follows", "record", ["follows"])
    op.add_column("record", sa.Column("card_token", sa.String(64)))
    op.create_index("ix_record_card_token", "record", ["card_token"])
    op.drop_index("ix_record_folded_name", "record")
    if op.get_bind().dialect.name == "postgresql":  # An index of another order than the question's is not used.
        op.alter_column("record", "folded_name", type_=_BYTE_ORDERED)
    op.create_index("ix_record_name_sequence", "record", ["folded_name", "sequence"])
    op.create_index("ix_record_sequence_name", "record", ["sequence", "folded_name"])


def _rebuild_outbox() -> None:
    op.rename_table("outbox", "outbox_before")
    record = sa.ForeignKey("record.record_id", ondelete="CASCADE", name="outbox_of_record")
    op.create_table(
        "outbox",
        sa.Column("record_id", sa.String(36), record, nullable=False),
        sa.Column("delivery_id", sa.Text, nullable=False),
        sa.Column("sequence", sa.Integer, nullable=False),
        sa.Column("fate", sa.String(16), nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("next_at", _TIME, nullable=False),
        sa.Column("last_error", sa.Text),
        sa.Column("receipt_number", sa.Text),
        sa.Column("destination", sa.Text),
        sa.Column("received_at", _TIME),
        sa.Column("duplicate", sa.Boolean),
        sa.Column("settled_at", _TIME),
        sa.PrimaryKeyConstraint("record_id", "delivery_id", name="outbox_one_per_delivery"),
        sa.CheckConstraint("fate IN ('saved', 'waiting', 'delivered', 'refused')", name="known_fate"),
        sa.CheckConstraint("fate <> 'delivered' OR receipt_number IS NOT NULL", name="delivered_has_receipt"),
    )
    same = (
        "sequence, fate, attempts, next_at, last_error, receipt_number, destination, received_at, duplicate, settled_at"
    )
    op.execute(
        f"INSERT INTO outbox (record_id, delivery_id, {same}) SELECT record_id, 'office', {same} FROM outbox_before"  # noqa: S608 - constants
    )
    op.drop_table("outbox_before")
    op.create_index("ix_outbox_delivery_fate_sequence", "outbox", ["delivery_id", "fate", "sequence"])
    op.create_index("ix_outbox_fate_settled", "outbox", ["fate", "settled_at"])


def _create_name_word() -> None:
    words = op.create_table(
        "name_word",
        sa.Column("word", _BYTE_ORDERED, nullable=False),
        sa.Column("folded_name", _BYTE_ORDERED, nullable=False),
        sa.PrimaryKeyConstraint("word", "folded_name"),
        sqlite_with_rowid=False,
    )
    names = iter(op.get_bind().execute(sa.text("SELECT DISTINCT folded_name FROM record")).scalars().all())
    rows = _words_of(names)
    while batch := list(islice(rows, _BATCH)):
        op.bulk_insert(words, batch)


def _words_of(names: Iterator[str]) -> Iterator[dict[str, str]]:
    for name in names:
        for word in sorted(set(name.split())):
            yield {"word": word, "folded_name": name}


def _create_ticket() -> None:
    op.create_table(
        "ticket",
        sa.Column("sequence", sa.Integer, primary_key=True),
        sa.Column("day", sa.String(10), nullable=False),
        sa.Column("room_id", sa.Text, nullable=False),
        sa.Column("series", sa.Text, nullable=False),
        sa.Column("priority", sa.Text, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("record_id", sa.String(36), unique=True),
        sa.Column("desk_id", sa.Text, nullable=False),
        sa.Column("issued_at", _TIME, nullable=False),
        sa.Column("called_at", _TIME),
        sa.Column("calls", sa.Integer, nullable=False),
        sa.Column("counter", sa.Text),
        sa.Column("finished_at", _TIME),
        sa.Column("finished_how", sa.Text),
        sa.UniqueConstraint("day", "series", "number", name="one_number_a_day"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_ticket_day_room", "ticket", ["day", "room_id"])


def _create_look_up() -> None:
    op.create_table(
        "look_up",
        sa.Column("record_id", sa.String(36), primary_key=True),
        sa.Column("question", sa.JSON, nullable=False),
        sa.Column("asked", sa.JSON, nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("next_at", _TIME, nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("answered_at", _TIME),
        sa.Column("result_code", sa.Text),
        sa.Column("outcome", sa.Text),
        sa.CheckConstraint("state IN ('pending', 'answered', 'given_up')", name="known_state"),
    )
    op.create_index("ix_look_up_state_next", "look_up", ["state", "next_at"])


def _create_visit_figure() -> None:
    op.create_table(
        "visit_figure",
        sa.Column("visit_id", sa.String(36), primary_key=True),
        sa.Column("desk_id", sa.Text, nullable=False),
        sa.Column("service_id", sa.Text),
        sa.Column("day", sa.String(10), nullable=False),
        sa.Column("started_at", _TIME, nullable=False),
        sa.Column("ended_at", _TIME),
        sa.Column("ended_how", sa.Text),
        sa.Column("way", sa.Text),
        sa.Column("assurance", sa.Text),
        sa.Column("portal_outcome", sa.Text),
        sa.Column("result_code", sa.Text),
        sa.Column("failure", sa.Text),
        sa.Column("seconds", sa.JSON, nullable=False),
    )
    op.create_index("ix_visit_figure_day", "visit_figure", ["day"])


def _let_old_audit_go() -> None:
    """Rows may leave the audit at its old end alone, after the head has noted where the chain now begins."""
    op.add_column("audit_head", sa.Column("begins_after", sa.Integer, nullable=False, server_default="0"))
    op.add_column("audit_head", sa.Column("begins_hash", sa.String(64), nullable=False, server_default="0" * 64))
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "CREATE FUNCTION audit_goes_from_its_old_end() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
            "IF OLD.sequence > (SELECT begins_after FROM audit_head) THEN "
            "RAISE EXCEPTION 'the audit is append-only'; END IF; RETURN OLD; END $$"
        )
        op.execute("DROP TRIGGER audit_no_delete ON audit")
        op.execute(
            "CREATE TRIGGER audit_no_delete BEFORE DELETE ON audit "
            "FOR EACH ROW EXECUTE FUNCTION audit_goes_from_its_old_end()"
        )
        return
    op.execute("DROP TRIGGER audit_no_delete")
    op.execute(
        "CREATE TRIGGER audit_no_delete BEFORE DELETE ON audit "
        "WHEN OLD.sequence > (SELECT begins_after FROM audit_head) "
        "BEGIN SELECT RAISE(ABORT, 'the audit is append-only'); END"
    )
