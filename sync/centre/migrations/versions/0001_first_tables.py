"""The first tables."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

IN_FEED = sa.text("position IS NOT NULL")


def upgrade() -> None:
    """Bring the schema to this step."""
    _units()
    _counters()
    _journals()
    _dossiers()
    _reference()


def _text(name: str, *, nullable: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.String(), nullable=nullable)


def _long(name: str, *, nullable: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), nullable=nullable)


def _number(name: str, *, nullable: bool = False) -> sa.Column[int]:
    return sa.Column(name, sa.BigInteger(), nullable=nullable)


def _of_a_counter() -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(["unit", "counter"], ["counter.unit", "counter.counter"])


def _units() -> None:
    op.create_table(
        "centre",
        sa.Column("id", sa.Integer(), nullable=False),
        _text("incarnation"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "unit",
        _text("unit"),
        _text("name"),
        _text("superior"),
        _text("place"),
        _text("phone"),
        _text("lookup_url"),
        sa.Column("demo", sa.Boolean(), nullable=False),
        _text("created_at"),
        sa.PrimaryKeyConstraint("unit"),
    )
    op.create_table(
        "unithead",
        _text("unit"),
        _number("position"),
        _number("pruned"),
        sa.ForeignKeyConstraint(["unit"], ["unit.unit"]),
        sa.PrimaryKeyConstraint("unit"),
    )


def _counters() -> None:
    op.create_table(
        "counter",
        _text("unit"),
        _text("counter"),
        _number("epoch"),
        _text("instance"),
        _text("enrolled_at"),
        sa.ForeignKeyConstraint(["unit"], ["unit.unit"]),
        sa.PrimaryKeyConstraint("unit", "counter"),
    )
    op.create_table(
        "enrolcode",
        _text("hash"),
        _text("unit"),
        _text("expires_at"),
        _text("request", nullable=True),
        _text("counter", nullable=True),
        sa.ForeignKeyConstraint(["unit"], ["unit.unit"]),
        sa.PrimaryKeyConstraint("hash"),
    )
    op.create_table(
        "token",
        _text("hash"),
        _text("unit"),
        _text("counter"),
        _text("revoked_at", nullable=True),
        _of_a_counter(),
        sa.PrimaryKeyConstraint("hash"),
    )


def _journals() -> None:
    op.create_table(
        "bandgrant",
        _text("unit"),
        sa.Column("slot", sa.Integer(), nullable=False),
        _text("counter"),
        _number("epoch"),
        _text("granted_at"),
        _of_a_counter(),
        sa.PrimaryKeyConstraint("unit", "slot"),
    )
    op.create_table(
        "counterhead",
        _text("unit"),
        _text("counter"),
        _number("epoch"),
        _number("seq"),
        _text("digest", nullable=True),
        _of_a_counter(),
        sa.PrimaryKeyConstraint("unit", "counter", "epoch"),
    )
    _entries()


def _entries() -> None:
    op.create_table(
        "storedentry",
        _text("unit"),
        _text("counter"),
        _number("epoch"),
        _number("seq"),
        sa.Column("id", sa.Uuid(), nullable=False),
        _number("position", nullable=True),
        _number("rank", nullable=True),
        sa.Column("dossier", sa.Uuid(), nullable=True),
        _text("digest"),
        _long("text"),
        _text("outcome"),
        _long("case", nullable=True),
        sa.Column("relayed", sa.Boolean(), nullable=False),
        _text("received_at"),
        sa.PrimaryKeyConstraint("unit", "counter", "epoch", "seq"),
        sa.UniqueConstraint("unit", "position"),
    )
    op.create_index(
        "storedentry_once_in_feed",
        "storedentry",
        ["unit", "id"],
        unique=True,
        sqlite_where=IN_FEED,
        postgresql_where=IN_FEED,
    )


def _dossiers() -> None:
    op.create_table(
        "storeddossier",
        _text("unit"),
        sa.Column("id", sa.Uuid(), nullable=False),
        _number("first_rank"),
        _number("rank"),
        sa.Column("fold", sa.Integer(), nullable=False),
        _long("state"),
        sa.PrimaryKeyConstraint("unit", "id"),
    )
    op.create_index("storeddossier_in_order", "storeddossier", ["unit", "first_rank"])
    op.create_table(
        "codeclaim",
        _text("unit"),
        _text("code"),
        sa.Column("dossier", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["unit", "dossier"], ["storeddossier.unit", "storeddossier.id"]),
        sa.PrimaryKeyConstraint("unit", "code"),
    )
    op.create_index("ix_codeclaim_code", "codeclaim", ["code"])


def _reference() -> None:
    op.create_table(
        "referencehead",
        _text("unit"),
        _text("name"),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("unit", "name"),
    )
    op.create_table(
        "referenceversion",
        _text("unit"),
        _text("name"),
        sa.Column("version", sa.Integer(), nullable=False),
        _text("published_at"),
        _long("content"),
        sa.PrimaryKeyConstraint("unit", "name", "version"),
    )
