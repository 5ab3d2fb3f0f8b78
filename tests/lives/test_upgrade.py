"""A store that the first release wrote, full of unsent entries, opened by this one."""

import json
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import Engine, MetaData, Table, inspect
from sqlmodel import select

from desk.store import projection
from desk.store.engine import engine_of
from desk.store.home import Home
from desk.store.migrate import MIGRATIONS
from desk.store.store import SCHEMA_VERSION, open_store
from desk.store.tables import Counter, Journal
from desk.usecases.verify import verify
from tests.builders import JournalOf, an_id
from tests.lives.scenes import Scene
from tests.properties.world import UNIT, CounterOf

pytestmark = pytest.mark.slow
UNSENT = 500
DERIVED = ("dossier_words",)
"""An index without content of its own: it cannot be read, only searched."""


def write_unsent(at: CounterOf, count: int) -> list[str]:
    """Fill a counter's journal up to so many entries that nobody has sent."""
    (opening,) = at.journal()
    journal = JournalOf(f"{UNIT}/Q1", texts=[opening], head=json.loads(opening)["digest"])
    for number in range(count - 1):
        journal.receive(an_id("unsent", number), ordinal=1001 + number)
    with at.store.write() as session:
        for seq, one in enumerate(journal.texts[1:], start=2):
            said = json.loads(one)
            row = Journal(
                epoch=1,
                seq=seq,
                id=said["id"],
                dossier=said["dossier"],
                kind=said["kind"],
                text=one,
            )
            session.add(row)
        counter = session.exec(select(Counter)).one()
        counter.head_seq, counter.head_digest = count, journal.head
        session.add(counter)
        session.flush()
        projection.rebuild(session)
    return journal.texts


def as_first_written(home: Home) -> None:
    """Put the store into the schema of the first release, with all that this one could hold."""
    old = home.path / "first.db"
    first, now = engine_of(old, home.key()), engine_of(home.database, home.key())
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    with first.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")
    with first.begin() as into, now.connect() as of:
        for table in inspect(into).get_table_names():
            if table.startswith(DERIVED) or table == "alembic_version":
                continue
            made, full = (Table(table, MetaData(), autoload_with=one) for one in (into, of))
            kept = select(*(full.c[column.name] for column in made.c))
            for row in of.execute(kept).mappings():
                into.execute(made.insert().values(dict(row)))
    for engine in (first, now):
        engine.dispose()
    for beside in ("-wal", "-shm"):
        Path(f"{home.database}{beside}").unlink(missing_ok=True)
    old.replace(home.database)


def version_of(engine: Engine) -> int:
    with engine.connect() as connection:
        return int(connection.exec_driver_sql("PRAGMA user_version").scalar_one())


def test_an_upgrade_from_the_first_schema_keeps_500_unsent_entries_and_delivers_them_in_order(
    scene: Scene,
) -> None:
    at = scene.counter()
    texts = write_unsent(at, UNSENT)
    scene.stop(at)
    as_first_written(at.home)
    old = engine_of(at.home.database, at.home.key())
    assert version_of(old) == 1
    old.dispose()

    scene.start(at)
    assert version_of(at.store.engine) == SCHEMA_VERSION
    assert at.journal() == texts
    assert at.replica.unsent_count() == UNSENT
    assert scene.sync(at)
    assert scene.world.centre.journal("Q1") == texts
    assert at.replica.unsent_count() == 0
    scene.receive(at, 1)
    assert scene.sync(at)
    scene.nothing_is_lost_and_no_number_given_twice(at)


def test_an_upgrade_that_is_cut_off_leaves_the_store_as_it_was(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    at = scene.counter()
    texts = write_unsent(at, 3)
    scene.stop(at)
    as_first_written(at.home)

    def power_fails(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr("sqlalchemy.engine.Connection._commit_impl", power_fails)
        with pytest.raises(KeyboardInterrupt):
            open_store(at.home)
    old = engine_of(at.home.database, at.home.key())
    assert version_of(old) == 1
    old.dispose()
    scene.start(at)
    assert at.journal() == texts
    assert verify(at.desk) == ()
