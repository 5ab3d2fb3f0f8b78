"""What version of the fold a counter's snapshot was of: one of an older is taken again."""

from alembic import op

revision = "0012"
down_revision = "0011"

STATEMENTS = (
    "ALTER TABLE counter ADD COLUMN snapshot_fold INTEGER",
    # Nobody kept it so far: the next centre that tells its own is newer.
    "UPDATE counter SET snapshot_fold = 0 WHERE EXISTS (SELECT 1 FROM basis)",
    "PRAGMA user_version = 12",
)


def upgrade() -> None:
    """Add it."""
    for statement in STATEMENTS:
        op.execute(statement)
