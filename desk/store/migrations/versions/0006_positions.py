"""Places in our feed, told apart from ranks: entries of other homes have ranks of their own."""

from alembic import op

revision = "0006"
down_revision = "0005"

STATEMENTS = (
    "ALTER TABLE feed RENAME COLUMN rank TO position",
    "ALTER TABLE feed ADD COLUMN rank INTEGER NOT NULL DEFAULT 0",
    "UPDATE feed SET rank = position",
    "PRAGMA user_version = 6",
)


def upgrade() -> None:
    """Keep both."""
    for statement in STATEMENTS:
        op.execute(statement)
