"""Runs the migrations on the connection it is handed, inside that connection's transaction."""

from alembic import context

from desk.store.tables import StoreTable

context.configure(
    connection=context.config.attributes["connection"], target_metadata=StoreTable.metadata
)
context.run_migrations()
