"""What printers may still hold of jobs that an officer has answered for."""

from alembic import op

revision = "0009"
down_revision = "0008"

STATEMENTS = (
    "ALTER TABLE printjob ADD COLUMN recalls VARCHAR NOT NULL DEFAULT ''",
    # Looked through every few seconds while something is being printed.
    "CREATE INDEX ix_printjob_recalls ON printjob (id) WHERE recalls != ''",
    "PRAGMA user_version = 9",
)


def upgrade() -> None:
    """Add what is to be taken back."""
    for statement in STATEMENTS:
        op.execute(statement)
