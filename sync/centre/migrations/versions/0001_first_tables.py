"""The first tables."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the schema to this step."""
    op.create_table(
        "centre",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("incarnation", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "referencehead",
        sa.Column("unit", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("unit", "name"),
    )
    op.create_table(
        "referenceversion",
        sa.Column("unit", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("published_at", sa.String(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("unit", "name", "version"),
    )
    op.create_table(
        "storeddossier",
        sa.Column("unit", sa.String(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("first_rank", sa.BigInteger(), nullable=False),
        sa.Column("rank", sa.BigInteger(), nullable=False),
        sa.Column("fold", sa.Integer(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("unit", "id"),
    )
    op.create_index("storeddossier_in_order", "storeddossier", ["unit", "first_rank"], unique=False)

    op.create_table(
        "storedentry",
        sa.Column("unit", sa.String(), nullable=False),
        sa.Column("counter", sa.String(), nullable=False),
        sa.Column("epoch", sa.BigInteger(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=True),
        sa.Column("rank", sa.BigInteger(), nullable=True),
        sa.Column("dossier", sa.Uuid(), nullable=True),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("outcome", sa.String(), nullable=False),
        sa.Column("case", sa.Text(), nullable=True),
        sa.Column("relayed", sa.Boolean(), nullable=False),
        sa.Column("received_at", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("unit", "counter", "epoch", "seq"),
        sa.UniqueConstraint("unit", "position"),
    )
    op.create_index(
        "storedentry_once_in_feed",
        "storedentry",
        ["unit", "id"],
        unique=True,
        sqlite_where=sa.text("position IS NOT NULL"),
        postgresql_where=sa.text("position IS NOT NULL"),
    )

    op.create_table(
        "unit",
        sa.Column("unit", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("superior", sa.String(), nullable=False),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("phone", sa.String(), nullable=False),
        sa.Column("lookup_url", sa.String(), nullable=False),
        sa.Column("demo", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("unit"),
    )
    op.create_table(
        "codeclaim",
        sa.Column("unit", sa.String(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("dossier", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["unit", "dossier"],
            ["storeddossier.unit", "storeddossier.id"],
        ),
        sa.PrimaryKeyConstraint("unit", "code"),
    )
    op.create_index("ix_codeclaim_code", "codeclaim", ["code"], unique=False)

    op.create_table(
        "counter",
        sa.Column("unit", sa.String(), nullable=False),
        sa.Column("counter", sa.String(), nullable=False),
        sa.Column("epoch", sa.BigInteger(), nullable=False),
        sa.Column("instance", sa.String(), nullable=False),
        sa.Column("enrolled_at", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["unit"],
            ["unit.unit"],
        ),
        sa.PrimaryKeyConstraint("unit", "counter"),
    )
    op.create_table(
        "enrolcode",
        sa.Column("hash", sa.String(), nullable=False),
        sa.Column("unit", sa.String(), nullable=False),
        sa.Column("expires_at", sa.String(), nullable=False),
        sa.Column("request", sa.String(), nullable=True),
        sa.Column("counter", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["unit"],
            ["unit.unit"],
        ),
        sa.PrimaryKeyConstraint("hash"),
    )
    op.create_table(
        "unithead",
        sa.Column("unit", sa.String(), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("pruned", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["unit"],
            ["unit.unit"],
        ),
        sa.PrimaryKeyConstraint("unit"),
    )
    op.create_table(
        "bandgrant",
        sa.Column("unit", sa.String(), nullable=False),
        sa.Column("slot", sa.Integer(), nullable=False),
        sa.Column("counter", sa.String(), nullable=False),
        sa.Column("epoch", sa.BigInteger(), nullable=False),
        sa.Column("granted_at", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["unit", "counter"],
            ["counter.unit", "counter.counter"],
        ),
        sa.PrimaryKeyConstraint("unit", "slot"),
    )
    op.create_table(
        "counterhead",
        sa.Column("unit", sa.String(), nullable=False),
        sa.Column("counter", sa.String(), nullable=False),
        sa.Column("epoch", sa.BigInteger(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("digest", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["unit", "counter"],
            ["counter.unit", "counter.counter"],
        ),
        sa.PrimaryKeyConstraint("unit", "counter", "epoch"),
    )
    op.create_table(
        "token",
        sa.Column("hash", sa.String(), nullable=False),
        sa.Column("unit", sa.String(), nullable=False),
        sa.Column("counter", sa.String(), nullable=False),
        sa.Column("revoked_at", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["unit", "counter"],
            ["counter.unit", "counter.counter"],
        ),
        sa.PrimaryKeyConstraint("hash"),
    )
