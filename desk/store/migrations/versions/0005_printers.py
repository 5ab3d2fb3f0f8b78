"""Where a print job went, whether its printer is still asked, and whether the journal has it."""

from alembic import op

revision = "0005"
down_revision = "0004"

STATEMENTS = (
    "ALTER TABLE printjob ADD COLUMN officer VARCHAR NOT NULL DEFAULT ''",
    "ALTER TABLE printjob ADD COLUMN place VARCHAR NOT NULL DEFAULT ''",
    "ALTER TABLE printjob ADD COLUMN is_followed BOOLEAN NOT NULL DEFAULT 0",
    "ALTER TABLE printjob ADD COLUMN is_recorded BOOLEAN NOT NULL DEFAULT 0",
    # Looked through every few seconds while something is being printed.
    "CREATE INDEX ix_printjob_followed ON printjob (id) WHERE is_followed = 1",
    # Until now a job was recorded when it was sent.
    "UPDATE printjob SET is_recorded = 1 WHERE state IN ('sent', 'confirmed')",
    "PRAGMA user_version = 5",
)


def upgrade() -> None:
    """Add what printers that can be asked need."""
    for statement in STATEMENTS:
        op.execute(statement)
