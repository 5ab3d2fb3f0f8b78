"""Runs the steps on the connection that `sync.centre.store` hands over."""

from alembic import context

from sync.centre.tables import Record

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Record.metadata,
    render_as_batch=True,
)
with context.begin_transaction():
    context.run_migrations()
