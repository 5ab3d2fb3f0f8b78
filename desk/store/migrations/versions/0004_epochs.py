"""Which installation a store belongs to, the key of vouchers, entries that were put aside."""

from alembic import op

revision = "0004"
down_revision = "0003"

STATEMENTS = (
    "ALTER TABLE counter ADD COLUMN instance VARCHAR NOT NULL DEFAULT ''",
    "ALTER TABLE counter ADD COLUMN voucher_key VARCHAR NOT NULL DEFAULT ''",
    "ALTER TABLE counter ADD COLUMN alarm VARCHAR NOT NULL DEFAULT ''",
    """
    CREATE TABLE sidelined (
        place INTEGER NOT NULL,
        epoch INTEGER NOT NULL,
        seq INTEGER NOT NULL,
        id VARCHAR NOT NULL,
        text VARCHAR NOT NULL,
        again BOOLEAN NOT NULL,
        PRIMARY KEY (place)
    )
    """,
    "PRAGMA user_version = 4",
)


def upgrade() -> None:
    """Add what a counter needs that was restored, copied or rolled back."""
    for statement in STATEMENTS:
        op.execute(statement)
