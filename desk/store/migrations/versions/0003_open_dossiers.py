"""What is open or unanswered is found, and procedures are counted, without reading the rest."""

from alembic import op

revision = "0003"
down_revision = "0002"

STATEMENTS = (
    # The condition stands in `desk.usecases.lists.IS_OPEN` in the same words, or it is not used.
    """
    CREATE INDEX ix_dossierrow_open ON dossierrow (promised_at)
    WHERE status NOT IN (3, 7, 8, 9, 10)
    """,
    "CREATE INDEX ix_journal_unanswered ON journal (epoch, seq) WHERE outcome IS NULL",
    "CREATE INDEX ix_dossierrow_procedure ON dossierrow (procedure)",
    "DROP INDEX ix_dossierrow_promised_at",
    "PRAGMA user_version = 3",
)


def upgrade() -> None:
    """Index what lists and forms ask for, and no longer what nothing asks for."""
    for statement in STATEMENTS:
        op.execute(statement)
