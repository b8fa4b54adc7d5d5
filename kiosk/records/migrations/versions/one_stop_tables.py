"""Figures of the one-stop counter: boxes by where they came from, papers made and spared."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.create_table(
        "counter_figure",
        sa.Column("figure_id", sa.String(36), primary_key=True),
        sa.Column("desk_id", sa.Text, nullable=False),
        sa.Column("service_id", sa.Text, nullable=False),
        sa.Column("day", sa.String(10), nullable=False),
        sa.Column("by_code", sa.Integer, nullable=False),
        sa.Column("by_chip", sa.Integer, nullable=False),
        sa.Column("typed", sa.Integer, nullable=False),
        sa.Column("by_desk", sa.Integer, nullable=False),
        sa.Column("empty", sa.Integer, nullable=False),
        sa.Column("papers_made", sa.Integer, nullable=False),
        sa.Column("papers_saved", sa.Integer),
        sa.Column("seconds", sa.Double),
    )
    op.create_index("ix_counter_figure_day", "counter_figure", ["day"])
