"""alembic's entry: runs the steps on the connection that was handed over. No ini file, no logging set-up, no URL."""

from __future__ import annotations

from alembic import context

from kiosk.records import models, models_clinic, models_one_stop
from kiosk.records.columns import Base

TABLES = (models, models_clinic, models_one_stop)
"""Importing them is what fills the metadata."""

context.configure(connection=context.config.attributes["connection"], target_metadata=Base.metadata)
with context.begin_transaction():
    context.run_migrations()
