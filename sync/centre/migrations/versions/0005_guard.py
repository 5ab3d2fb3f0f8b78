"""Whether a unit's desks ask for the newest kept receipt."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the schema to this step."""
    op.add_column("unit", sa.Column("rollback_guard", sa.Boolean(), nullable=True))
