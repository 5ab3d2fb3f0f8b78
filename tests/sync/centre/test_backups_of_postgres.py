"""PostgreSQL's own tools: what they dumped is served again, and counters bring the rest."""

import subprocess
from pathlib import Path

import pytest
from sqlmodel import text

from sync.centre.restoring import begin_incarnation
from sync.centre.store import open_store
from sync.centre.verifying import problems
from tests.builders import NOON, a_journal
from tests.sync.centre.databases import PostgresServer
from tests.sync.centre.desks import Centre, Desk

pytestmark = pytest.mark.postgres


def run_tool(tools: Path, name: str, *arguments: str) -> None:
    subprocess.run([str(tools / name), *arguments], check=True, capture_output=True)


async def test_a_dump_is_served_again_and_counters_bring_what_it_lacks(
    postgres: PostgresServer, tmp_path: Path
) -> None:
    postgres.empty()
    store = open_store(postgres.url)
    centre = Centre(store)
    centre.add_unit()
    desk, journal = await centre.enrol(), a_journal(6)
    await desk.push(journal.texts[:3])
    with store.reading() as session:
        # The server says where its own tools lie: only those of its release read it.
        told = text("SELECT setting FROM pg_config WHERE name = 'BINDIR'")
        tools = Path(str(session.connection().scalar(told)))
    dump = tmp_path / "centre.dump"
    plain = postgres.url.replace("postgresql+psycopg", "postgresql")
    run_tool(tools, "pg_dump", "--format=custom", f"--file={dump}", plain)
    await desk.push(journal.texts)
    store.close()

    bare = postgres.bare()
    run_tool(
        tools,
        "pg_restore",
        "--exit-on-error",
        "--no-owner",
        f"--dbname={bare.replace('postgresql+psycopg', 'postgresql')}",
        str(dump),
    )
    again = open_store(bare)
    with again.writing() as session:
        begin_incarnation(session, now=NOON, random_bytes=lambda size: b"5" * size)
    restored = Desk(Centre(again), desk.unit, desk.counter, desk.token)
    assert (await restored.head())["seq"] == 3
    assert (await restored.push(journal.texts)).json()["head"]["seq"] == 6
    with again.reading() as session:
        assert list(problems(session)) == []
    again.close()
