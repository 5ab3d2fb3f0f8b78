"""Epochs know what they go on from; slots are granted again; witnesses and restorations."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the schema to this step."""
    op.add_column("counter", _text("alarm"))
    op.add_column("counter", _text("settled_at"))
    op.add_column("counter", _text("voucher_key"))
    op.add_column("counterhead", sa.Column("previous_epoch", sa.BigInteger(), nullable=True))
    op.add_column("counterhead", sa.Column("previous_seq", sa.BigInteger(), nullable=True))
    op.add_column("counterhead", _text("opened_at"))
    op.add_column("counterhead", _text("instance"))
    op.add_column(
        "bandgrant", sa.Column("turn", sa.Integer(), nullable=False, server_default=sa.text("0"))
    )
    op.create_table(
        "witnessed",
        sa.Column("unit", sa.String(), nullable=False),
        sa.Column("counter", sa.String(), nullable=False),
        sa.Column("epoch", sa.BigInteger(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("witness", sa.String(), nullable=False),
        sa.Column("received_at", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("unit", "counter", "epoch", "seq", "digest"),
    )
    op.create_table(
        "restoration",
        sa.Column("unit", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("incarnation", sa.String(), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("restored_at", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("unit", "number"),
    )


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.String(), nullable=False, server_default=sa.text("''"))
