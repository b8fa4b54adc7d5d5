"""alembic's entry: runs the steps on the connection that was handed over. No ini file, no logging set-up, no URL."""

from __future__ import annotations

from alembic import context

from kiosk.records.models import Base

context.configure(connection=context.config.attributes["connection"], target_metadata=Base.metadata)
with context.begin_transaction():
    context.run_migrations()
