"""Two API processes of the operating system over one PostgreSQL are one centre."""

import asyncio
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import httpx
import pytest

from schemas.wire import FeedPage
from sync.centre.store import open_store
from sync.centre.verifying import problems
from tests.builders import a_journal
from tests.sync.centre.databases import PostgresServer
from tests.sync.centre.desks import SECONDS_MAX, Centre, Desk, push_body

pytestmark = [pytest.mark.postgres, pytest.mark.slow]
JOURNAL = "/v1/counters/me/journal"


@pytest.fixture
def pair(postgres: PostgresServer, tmp_path: Path) -> Iterator[tuple[Centre, list[str]]]:
    """The database, prepared, and the addresses of two processes over it."""
    postgres.empty()
    store = open_store(postgres.url)
    centre = Centre(store)
    centre.add_unit()
    words = ("serve", "--port", "0", "--database", postgres.url, "--home", str(tmp_path))
    with ExitStack() as running:
        made = []
        for _ in range(2):
            process = subprocess.Popen(
                [sys.executable, "-m", "sync.centre", *words],
                stdout=subprocess.PIPE,
                text=True,
                env=dict(os.environ),
            )
            running.callback(process.communicate)
            running.callback(process.kill)
            made.append(process)
        addresses = []
        for process in made:
            assert process.stdout is not None
            found = re.search(r"http://\S+", process.stdout.readline())
            assert found
            addresses.append(found[0])
        yield centre, addresses
    store.close()


async def test_a_push_at_both_is_stored_once_and_a_poll_at_one_hears_of_the_other(
    pair: tuple[Centre, list[str]],
) -> None:
    centre, (first, second) = pair
    desk: Desk = await centre.enrol()
    texts = a_journal(20).texts
    feed = f"/v1/units/{desk.unit}/feed?after=0&wait=20"
    async with httpx.AsyncClient(headers=desk.headers, timeout=SECONDS_MAX + 20) as client:
        waiting = asyncio.create_task(client.get(second + feed))
        pushed = await asyncio.gather(
            *(
                client.post(address + JOURNAL, content=push_body(texts))
                for address in (first, second) * 2
            )
        )
        assert {answer.status_code for answer in pushed} == {200}
        assert len({answer.text for answer in pushed}) == 1
        page = FeedPage.model_validate_json((await waiting).content)
        assert [row.rank for row in page.rows] == list(range(1, 21))
    with centre.store.reading() as session:
        assert list(problems(session)) == []
