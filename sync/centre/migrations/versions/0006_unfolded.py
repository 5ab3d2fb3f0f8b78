"""A dossier whose few entries came together has no state until it gets more of them."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the schema to this step."""
    with op.batch_alter_table("storeddossier") as table:
        table.alter_column("state", existing_type=sa.Text(), nullable=True)
