"""Carries a store to this release's schema, with Alembic; imported only when there is work."""

from pathlib import Path
from uuid import UUID

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, Engine
from sqlmodel import Session

MIGRATIONS = Path(__file__).parent / "migrations"
FOLDED_SINCE = 10
"""From this version on dossiers are folded as now; raised with every `FOLD_VERSION`."""
_FOLDED_OTHERWISE = """
    SELECT id FROM dossierrow
    WHERE cases > 0 OR status IN (7, 8) OR state LIKE '%"case.settled"%'
"""
"""The dossiers that the fold before gave otherwise; all others are as they were.

A submission that had no effect is among them: its case is open, or was settled.
"""
WORDS_SINCE = 10
"""From this version on dossiers are found by these words; raised with `words.dossier_words`."""


def migrate(engine: Engine) -> None:
    """Run the missing migrations in one transaction; what is unsent stays as it is."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        (before,) = connection.exec_driver_sql("PRAGMA user_version").one()
        command.upgrade(config, "head")
        if 0 < before < FOLDED_SINCE:
            _fold_anew(connection)
        if 0 < before < WORDS_SINCE:
            _index_anew(connection)
        assert connection.exec_driver_sql("PRAGMA foreign_key_check").first() is None


def _fold_anew(connection: Connection) -> None:
    from desk.store import projection

    held = connection.exec_driver_sql(_FOLDED_OTHERWISE).scalars().all()
    session = Session(bind=connection)
    projection.show(session, [UUID(one) for one in held])
    session.flush()


def _index_anew(connection: Connection) -> None:
    from desk.store import words

    session = Session(bind=connection)
    words.index_anew(session)
    session.flush()
