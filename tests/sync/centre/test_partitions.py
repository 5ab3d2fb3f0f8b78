"""On PostgreSQL the rows of a unit lie together, and a counter's work looks nowhere else."""

import json
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, column, create_engine, event, insert, inspect, select, update
from sqlalchemy import table as light_table
from sqlmodel import Session, col, text

from sync.centre.restoring import begin_incarnation
from sync.centre.states import kept_dossiers, states_of
from sync.centre.store import SCHEMA, Store, open_store, upgrade
from sync.centre.succession import add_heir
from sync.centre.tables import Record, StoredDossier
from sync.centre.verifying import problems
from tests.builders import NOON, OTHER_UNIT, UNIT, JournalOf, a_journal, an_id, mappings
from tests.sync.centre.databases import PostgresServer
from tests.sync.centre.desks import Centre, Desk
from tests.sync.centre.test_blobs import PDF, digest, head, patch

PARTITION = re.compile(r"\bon (storedentry|storeddossier|codeclaim|blobpart)_(\d\d)\b")


@contextmanager
def plans(store: Store) -> Iterator[list[tuple[str, str]]]:
    """Every statement on a partitioned table that is run, with its plan."""
    found: list[tuple[str, str]] = []

    def explain(connection: Connection, _: Any, statement: str, parameters: Any, *__: Any) -> None:
        is_asked = statement.startswith(("SELECT", "UPDATE", "DELETE"))
        if is_asked and re.search("storedentry|storeddossier|codeclaim|blobpart", statement):
            driver = connection.connection.driver_connection
            assert driver is not None
            lines = driver.execute(f"EXPLAIN {statement}", parameters).fetchall()
            found.append((statement, "\n".join(line[0] for line in lines)))

    event.listen(store.engine, "before_cursor_execute", explain)
    yield found
    event.remove(store.engine, "before_cursor_execute", explain)


def scanned(plan: str) -> set[str]:
    """The partitions that a plan reads."""
    return {number for _, number in PARTITION.findall(plan)}


@pytest.fixture
def on_postgres(postgres: PostgresServer) -> Iterator[Centre]:
    postgres.empty()
    store = open_store(postgres.url)
    made = Centre(store)
    made.add_unit()
    yield made
    store.close()


async def work(desk: Desk) -> None:
    """All that a counter ever asks."""
    journal = a_journal(4)
    await desk.push(journal.texts)
    journal.write("dossier.in_process", dossier=an_id(desk.counter, "dossier", 0), base=2)
    await desk.push(journal.texts)
    await desk.feed()
    for path in (
        "/v1/counters/me",
        "/v1/counters/me/journal?epoch=1",
        f"/v1/units/{UNIT}/snapshot",
        f"/v1/units/{UNIT}/snapshot?after=1&limit=2",
        "/v1/dossiers/000.17.22.H02-191120-1001",
        f"/v1/dossiers/{an_id(desk.counter, 'dossier', 0)}",
    ):
        answer = await desk.get(path)
        assert answer.status_code == 200, answer.text
    await settle(desk, journal)
    await work_for_others(desk, journal)
    await send_files(desk)
    await bear_witness(desk)


async def settle(desk: Desk, journal: JournalOf) -> None:
    """A case, and the decision that ends it."""
    dossier = an_id(desk.counter, "dossier", 1)
    odd = json.loads(journal.write("dossier.hovered", dossier=dossier))["id"]
    journal.write("case.settled", dossier=dossier, body={"entry": odd, "decision": "set_aside"})
    results = (await desk.push(journal.texts)).json()["results"]
    assert [one["outcome"] for one in results[-2:]] == ["parked", "applied"]


async def work_for_others(desk: Desk, journal: JournalOf) -> None:
    """Entries about dossiers of another unit, and of a unit that nobody knows."""
    other = await desk.centre.enrol("Q1", OTHER_UNIT)
    await other.push(a_journal(2, counter=other.counter).texts)
    theirs = an_id(other.counter, "dossier", 0)
    journal.write("dossier.in_process", dossier=theirs, home=OTHER_UNIT, base=2)
    journal.receive(an_id("new"), ordinal=1300, home=OTHER_UNIT)
    journal.receive(an_id("nowhere"), ordinal=1400, home="000.99.99.H99")
    results = (await desk.push(journal.texts)).json()["results"]
    assert [one["outcome"] for one in results[-3:]] == ["applied", "applied", "parked"]
    assert [row.rank for row in (await other.feed(wait=0)).rows] == [1, 2, 3, 4]
    await desk.feed()


async def send_files(desk: Desk) -> None:
    """A file in two parts, and one that is not what its digest says."""
    for content, statuses in ((PDF, (200, 200)), (PDF[:-1] + b"!", (200, 422))):
        name = digest(PDF if content == PDF else b"another")
        for start, part, status in zip(
            (0, 99), (content[:99], content[99:]), statuses, strict=True
        ):
            answer = await patch(desk, part, start, len(content), name=name)
            assert answer.status_code == status
        await head(desk, name)


async def bear_witness(desk: Desk) -> None:
    """Entries of a neighbour that a restored centre lacks."""
    centre = desk.centre
    neighbour = await centre.enrol("Q2")
    with centre.store.writing() as session:
        begin_incarnation(session, now=NOON, random_bytes=centre.random_bytes)
    texts = a_journal(3, counter=neighbour.counter, first_ordinal=1501).texts
    body = json.dumps({"request": "r", "entries": mappings(texts)})
    answer = await desk.post(f"/v1/units/{UNIT}/witness", body.encode())
    assert answer.status_code == 200
    assert (await neighbour.head())["seq"] == 3


@pytest.mark.postgres
async def test_every_query_of_a_counter_is_pruned_to_one_partition(on_postgres: Centre) -> None:
    on_postgres.add_unit(OTHER_UNIT)
    desk = await on_postgres.enrol()
    with plans(on_postgres.store) as found:
        await work(desk)
    tables = {name for _, plan in found for name, _ in PARTITION.findall(plan)}
    assert tables == {"storedentry", "storeddossier", "codeclaim", "blobpart"}
    for kind in ("UPDATE", "DELETE"):
        assert any(statement.startswith(kind) for statement, _ in found)
    for statement, plan in found:
        assert len(scanned(plan)) <= 1, f"{statement}\n{plan}"


@pytest.mark.postgres
async def test_an_heir_of_another_unit_asks_one_unit_at_a_time(on_postgres: Centre) -> None:
    on_postgres.add_unit(OTHER_UNIT)
    other, heir = await on_postgres.enrol("Q1", OTHER_UNIT), await on_postgres.enrol()
    journal = a_journal(3, counter=other.counter)
    await other.push(journal.texts)
    with on_postgres.store.writing() as session:
        assert add_heir(session, OTHER_UNIT, UNIT, now=NOON) == 2
    with plans(on_postgres.store) as found:
        journal.write("dossier.in_process", dossier=an_id(other.counter, "dossier", 0), base=2)
        await other.push(journal.texts)
        told = [(row.place, row.rank) for row in (await heir.feed()).rows]
        whole = await heir.get(f"/v1/units/{UNIT}/snapshot?limit=1")
        one = await heir.get(f"/v1/dossiers/{OTHER_UNIT}-191120-1001")
    assert told == [(1, 2), (2, 3), (3, 4)]
    assert (whole.json()["dossiers"], whole.json()["more"]) == ([one.json()["dossier"]], True)
    for statement, plan in found:
        assert len(scanned(plan)) <= 1, f"{statement}\n{plan}"


@pytest.mark.postgres
async def test_a_query_that_names_no_unit_would_be_noticed(on_postgres: Centre) -> None:
    with plans(on_postgres.store) as found, on_postgres.store.reading() as session:
        session.connection().execute(
            text("SELECT * FROM storedentry WHERE id = :id"), {"id": an_id()}
        )
    assert len(scanned(found[0][1])) == 16


@pytest.mark.postgres
async def test_units_are_spread_over_partitions(on_postgres: Centre) -> None:
    on_postgres.add_unit(OTHER_UNIT)
    for unit in (UNIT, OTHER_UNIT):
        desk = await on_postgres.enrol("Q1", unit)
        await desk.push(a_journal(2, counter=desk.counter).texts)
    with on_postgres.store.reading() as session:
        held = session.connection().execute(
            text("SELECT unit, count(DISTINCT tableoid) FROM storedentry GROUP BY unit")
        )
        assert {row[0]: row[1] for row in held} == {UNIT: 1, OTHER_UNIT: 1}


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A database without any table."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'old.sqlite'}"
    server: PostgresServer = request.getfixturevalue("postgres")
    return server.bare()


def copy_rows(source: Connection, target: Connection) -> None:
    """Every row, as far as the tables of an older step can hold it."""
    held = inspect(target)
    # The first step had a key from codes to dossiers, which the tables of today do not tell.
    for table in sorted(Record.metadata.sorted_tables, key=lambda one: one.name == "codeclaim"):
        if held.has_table(table.name):
            names = [one["name"] for one in held.get_columns(table.name)]
            rows = source.execute(select(*(table.c[name] for name in names))).mappings().all()
            if rows:
                # Only the columns of that step: those of today have defaults that it lacks.
                older = light_table(
                    table.name, *(column(name, table.c[name].type) for name in names)
                )
                target.execute(insert(older), [dict(row) for row in rows])


def give_states(session: Session) -> None:
    """Let every dossier have a state, as it had in the first schema."""
    rows = kept_dossiers(session, UNIT)
    for row, state in zip(rows, states_of(session, UNIT, rows), strict=True):
        held = update(StoredDossier).where(col(StoredDossier.id) == row.id)
        session.connection().execute(held.values(state=state))


async def test_what_the_first_schema_held_is_carried_over(
    sqlite_template: Path, tmp_path: Path, empty_url: str
) -> None:
    shutil.copy(sqlite_template, tmp_path / "now.sqlite")
    now = Centre(open_store(f"sqlite:///{tmp_path / 'now.sqlite'}"))
    now.add_unit()
    await (await now.enrol()).push(a_journal(5).texts)
    with now.store.writing() as session:
        give_states(session)
    old = create_engine(empty_url)
    with old.begin() as target, now.store.engine.connect() as source:
        upgrade(target, "0001")
        copy_rows(source, target)
    old.dispose()
    now.store.close()
    store = open_store(empty_url)
    with store.reading() as session:
        assert (
            session.connection().scalar(text("SELECT version_num FROM alembic_version")) == SCHEMA
        )
        assert session.connection().scalar(text("SELECT count(*) FROM storedentry")) == 5
        assert session.connection().scalar(text("SELECT count(*) FROM codeclaim")) == 4
        assert list(problems(session)) == []
    store.close()
