"""Attached files and their content in parts; dossiers with cases are found at once."""

from alembic import op

revision = "0002"
down_revision = "0001"

STATEMENTS = (
    """
    CREATE TABLE scan (
        sha256 VARCHAR NOT NULL,
        size_bytes INTEGER NOT NULL,
        media_type VARCHAR NOT NULL,
        state VARCHAR NOT NULL,
        problem VARCHAR NOT NULL,
        made_at VARCHAR NOT NULL,
        PRIMARY KEY (sha256)
    )
    """,
    "CREATE INDEX ix_scan_state ON scan (state)",
    """
    CREATE TABLE scanpart (
        sha256 VARCHAR NOT NULL,
        place INTEGER NOT NULL,
        content BLOB NOT NULL,
        PRIMARY KEY (sha256, place)
    )
    """,
    # Read after every step of the line: only dossiers that have a case are in it.
    "CREATE INDEX ix_dossierrow_cases ON dossierrow (cases) WHERE cases > 0",
    "PRAGMA user_version = 2",
)


def upgrade() -> None:
    """Make both tables."""
    for statement in STATEMENTS:
        op.execute(statement)
