"""Which units work on the dossiers of others."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the schema to this step."""
    op.create_table(
        "succession",
        sa.Column("unit", sa.String(), sa.ForeignKey("unit.unit"), nullable=False),
        sa.Column("heir", sa.String(), sa.ForeignKey("unit.unit"), nullable=False),
        sa.Column("begun_at", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("unit", "heir"),
    )
