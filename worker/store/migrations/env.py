"""Alembic's entry: runs the migrations on the connection that schema.py hands over."""

from __future__ import annotations

from alembic import context

from worker.store.models import Base

connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=Base.metadata,
    # SQLite cannot alter a table in place: batch mode copies it.
    render_as_batch=connection.dialect.name == "sqlite",
    user_module_prefix="types.",
)
with context.begin_transaction():
    context.run_migrations()
