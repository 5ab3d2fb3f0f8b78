"""PostgreSQL's own tools: what they dumped is served again, and counters bring the rest."""

import subprocess
from pathlib import Path

import pytest
from sqlmodel import Session, text
from typer.testing import CliRunner

from sync.centre import words
from sync.centre.commands import app
from sync.centre.restoring import begin_incarnation
from sync.centre.store import open_store
from sync.centre.verifying import problems
from tests.builders import NOON, a_journal
from tests.sync.centre.databases import PostgresServer
from tests.sync.centre.desks import Centre, Desk

pytestmark = pytest.mark.postgres


def run_tool(tools: Path, name: str, *arguments: str) -> None:
    subprocess.run([str(tools / name), *arguments], check=True, capture_output=True)


def tools_of(session: Session) -> Path:
    """Where the server says its own tools lie: only those of its release read what it wrote."""
    told = text("SELECT setting FROM pg_config WHERE name = 'BINDIR'")
    return Path(str(session.connection().scalar(told)))


def verify(database: str, home: Path) -> tuple[int, str]:
    """What `desk-centre verify` ends with, and says of a failure."""
    words = ["verify", "--database", database, "--home", str(home)]
    told = CliRunner().invoke(app, words)
    return told.exit_code, told.stderr.strip()


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
        tools = tools_of(session)
    dump = tmp_path / "centre.dump"
    plain = postgres.url.replace("postgresql+psycopg", "postgresql")
    run_tool(tools, "pg_dump", "--format=custom", f"--file={dump}", plain)
    await desk.push(journal.texts)
    store.close()

    bare = postgres.bare(owner="desk-centre")
    # Whoever restores is another than the centre, which may make no databases.
    restorer = plain.replace("/centre", "/bare")
    onto = ("--exit-on-error", "--no-owner", f"--dbname={restorer}")
    run_tool(tools, "pg_restore", *onto, str(dump))
    assert verify(bare, tmp_path) == (1, words.STORE_NOT_OURS)
    assert postgres.bare(owner="desk-centre") == bare
    run_tool(tools, "pg_restore", "--role=desk-centre", *onto, str(dump))
    again = open_store(bare)
    with again.writing() as session:
        begin_incarnation(session, now=NOON, random_bytes=lambda size: b"5" * size)
    restored = Desk(Centre(again), desk.unit, desk.counter, desk.token)
    assert (await restored.head())["seq"] == 3
    assert (await restored.push(journal.texts)).json()["head"]["seq"] == 6
    with again.reading() as session:
        assert list(problems(session)) == []
    again.close()
