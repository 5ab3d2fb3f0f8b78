"""What the centre's own counter wrote and a restored centre was given back."""

from alembic import op

revision = "0011"
down_revision = "0010"

STATEMENTS = (
    """CREATE TABLE testified (
        place INTEGER NOT NULL PRIMARY KEY, id VARCHAR NOT NULL UNIQUE, text VARCHAR NOT NULL
    )""",
    "PRAGMA user_version = 11",
)


def upgrade() -> None:
    """Add where it is kept."""
    for statement in STATEMENTS:
        op.execute(statement)
