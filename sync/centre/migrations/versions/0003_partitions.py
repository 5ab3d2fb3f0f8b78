"""Entries, dossiers, codes and files lie in partitions by unit on PostgreSQL.

The claim of a code needs no key to its dossier: both are written by one statement each of the same
transaction, `verify` compares them, and the check was a third of the cost of storing a reception.
"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

PARTITIONS = 16
TUPLE_BYTES = 8160
"""Rows up to a page stay where they are, uncompressed: compressing took longer than storing."""


def upgrade() -> None:
    """Bring the schema to this step."""
    if op.get_bind().dialect.name == "postgresql":
        _partition("codeclaim", "unit, code")
        _partition("storeddossier", "unit, id")
        _partition("storedentry", "unit, counter, epoch, seq")
        _partition("blobpart", "unit, sha256, start")
        _index_partitions()
    else:
        _free_claims()


def _partition(table: str, key: str) -> None:
    """Move a table into partitions; keys and indexes are made once its rows are there."""
    op.execute(f"CREATE TABLE moved (LIKE {table} INCLUDING DEFAULTS) PARTITION BY HASH (unit)")
    for number in range(PARTITIONS):
        op.execute(
            f"CREATE TABLE {table}_{number:02} PARTITION OF moved "
            f"FOR VALUES WITH (MODULUS {PARTITIONS}, REMAINDER {number}) "
            f"WITH (toast_tuple_target = {TUPLE_BYTES})"
        )
    op.execute(f"INSERT INTO moved SELECT * FROM {table}")  # noqa: S608  (our own names)
    op.execute(f"DROP TABLE {table}")
    op.execute(f"ALTER TABLE moved RENAME TO {table}")
    op.execute(f"ALTER TABLE {table} ADD PRIMARY KEY ({key})")


def _index_partitions() -> None:
    op.create_index("ix_codeclaim_code", "codeclaim", ["code"])
    op.create_index("storeddossier_in_order", "storeddossier", ["unit", "first_rank"])
    op.create_unique_constraint(None, "storedentry", ["unit", "position"])
    op.create_index(
        "storedentry_once_in_feed",
        "storedentry",
        ["unit", "id"],
        unique=True,
        postgresql_where=sa.text("position IS NOT NULL"),
    )


def _free_claims() -> None:
    op.create_table(
        "moved",
        sa.Column("unit", sa.String(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("dossier", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("unit", "code"),
    )
    op.execute("INSERT INTO moved SELECT unit, code, dossier FROM codeclaim")
    op.drop_table("codeclaim")
    op.rename_table("moved", "codeclaim")
    op.create_index("ix_codeclaim_code", "codeclaim", ["code"])
