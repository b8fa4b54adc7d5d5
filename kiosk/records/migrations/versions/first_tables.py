"""The first tables: record, outbox, audit with its head, remembered.

Columns are spelled out and not taken from the models: a migration says what was true then. There is no way down; a
store is restored from a copy instead.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

_TIME = sa.String(27)
_GENESIS = "0" * 64


def upgrade() -> None:
    _create_record()
    _create_outbox()
    _create_audit()
    op.create_table(
        "remembered",
        sa.Column("name", sa.String(40), primary_key=True),
        sa.Column("content", sa.Text, nullable=False),
    )


def _create_record() -> None:
    op.create_table(
        "record",
        sa.Column("sequence", sa.Integer, primary_key=True),
        sa.Column("record_id", sa.String(36), nullable=False, unique=True),
        sa.Column("desk_id", sa.Text, nullable=False),
        sa.Column("service_id", sa.Text, nullable=False),
        sa.Column("form_id", sa.Text, nullable=False),
        sa.Column("confirmed_at", _TIME, nullable=False),
        sa.Column("field_values", sa.JSON, nullable=False),
        sa.Column("identification", sa.JSON, nullable=False),
        sa.Column("insurance", sa.JSON, nullable=False),
        sa.Column("folded_name", sa.Text, nullable=False),
        sa.Column("person_token", sa.String(64)),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_record_folded_name", "record", ["folded_name"])
    op.create_index("ix_record_person_token", "record", ["person_token"])


def _create_outbox() -> None:
    op.create_table(
        "outbox",
        sa.Column("record_id", sa.String(36), sa.ForeignKey("record.record_id", ondelete="CASCADE"), primary_key=True),
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
        sa.CheckConstraint("fate IN ('saved', 'waiting', 'delivered', 'refused')", name="known_fate"),
        sa.CheckConstraint("fate <> 'delivered' OR receipt_number IS NOT NULL", name="delivered_has_receipt"),
    )
    op.create_index("ix_outbox_fate_sequence", "outbox", ["fate", "sequence"])


def _create_audit() -> None:
    op.create_table(
        "audit",
        sa.Column("sequence", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("at", _TIME, nullable=False),
        sa.Column("event", sa.Text, nullable=False),
        sa.Column("record_id", sa.String(36)),
        sa.Column("detail", sa.Text, nullable=False),
        sa.Column("previous_hash", sa.String(64), nullable=False),
        sa.Column("hash", sa.String(64), nullable=False),
    )
    _guard_audit()
    op.create_table(
        "audit_head",
        sa.Column("one", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("count", sa.Integer, nullable=False),
        sa.Column("hash", sa.String(64), nullable=False),
        sa.CheckConstraint("one = 1", name="only_one_head"),
    )
    op.execute(f"INSERT INTO audit_head (one, count, hash) VALUES (1, 0, '{_GENESIS}')")  # noqa: S608 - a constant


def _guard_audit() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "CREATE FUNCTION audit_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$ "
            "BEGIN RAISE EXCEPTION 'the audit is append-only'; END $$"
        )
        for verb, each in (("UPDATE", "ROW"), ("DELETE", "ROW"), ("TRUNCATE", "STATEMENT")):
            op.execute(
                f"CREATE TRIGGER audit_no_{verb.lower()} BEFORE {verb} ON audit "
                f"FOR EACH {each} EXECUTE FUNCTION audit_is_append_only()"
            )
        return
    for verb in ("UPDATE", "DELETE"):
        op.execute(
            f"CREATE TRIGGER audit_no_{verb.lower()} BEFORE {verb} ON audit "
            "BEGIN SELECT RAISE(ABORT, 'the audit is append-only'); END"
        )
