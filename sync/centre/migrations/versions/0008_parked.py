"""What is parked, and what is about no dossier, is found without reading every entry."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the schema to this step."""
    for name, some in (
        ("storedentry_parked", sa.text("outcome = 'parked'")),
        ("storedentry_loose", sa.text("dossier IS NULL")),
    ):
        op.create_index(
            name, "storedentry", ["unit", "position"], sqlite_where=some, postgresql_where=some
        )
