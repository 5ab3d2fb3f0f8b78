"""PostgreSQL that is killed or stopped beneath a running centre loses nothing of what was said."""

import asyncio
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

import httpx
import psycopg
import pytest

from sync.centre.store import open_store
from sync.centre.verifying import problems
from sync.centre.words import LOOKUP_MEANWHILE
from tests.builders import UNIT, a_journal, mappings
from tests.sync.centre.databases import PostgresServer
from tests.sync.centre.desks import SECONDS_MAX, Centre, Desk, push_body

pytestmark = [
    pytest.mark.postgres,
    pytest.mark.slow,
    pytest.mark.skipif(not sys.platform.startswith("linux"), reason="waits by pidfd"),
]
JOURNAL = "/v1/counters/me/journal"
QUIET_UNIT = "000.18.22.H02"
ENDS = (signal.SIGKILL, signal.SIGQUIT)
"""Killed, and stopped at once as by `pg_ctl stop -m immediate`."""
COUNTERS, BATCHES, BATCH = 4, 4, 3
ENTRIES_EACH = BATCHES * BATCH * len(ENDS)


@dataclass
class Served:
    """A centre as a process of its own, and the database that it stands on."""

    centre: Centre
    server: PostgresServer
    url: str
    is_back: asyncio.Event = field(default_factory=asyncio.Event)
    taken: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(0))
    """Released with every push that was taken."""

    def line(self, desk: Desk) -> httpx.AsyncClient:
        """One counter's line to it."""
        return httpx.AsyncClient(base_url=self.url, headers=desk.headers, timeout=SECONDS_MAX)

    async def deliver(self, desk: Desk, texts: list[str]) -> int:
        """Push entries, as often as it takes; how often there was no database."""
        sent = failures = 0
        async with self.line(desk) as line:
            while sent < len(texts):
                answer = await line.post(JOURNAL, content=push_body(texts[sent : sent + BATCH]))
                if answer.status_code == 200:
                    sent += BATCH
                    self.taken.release()
                else:
                    assert_unavailable(answer)
                    failures += 1
                    await self.is_back.wait()
        return failures

    async def everything(self, desk: Desk) -> dict[str, httpx.Response]:
        """The answers of every address there is, each asked as its route would have it."""
        body = {"request": "asked", "code": "1", "name": "Q9", "instance": "i"}
        more = {"Upload-Offset": "0", "Upload-Length": "1"}
        values = {"unit": UNIT, "name": "units", "code": f"{UNIT}-191120-1001", "sha256": "0" * 64}
        answers = {}
        async with self.line(desk) as line:
            for path, methods in self.centre.app.openapi()["paths"].items():
                for method in methods:
                    url = f"{path.format(**values)}?ma={values['code']}&epoch=1"
                    answer = await line.request(method, url, json=body, headers=more)
                    answers[f"{method} {path}"] = answer
        return answers


def assert_unavailable(answer: httpx.Response) -> None:
    """It said so in the protocol's words, and when to come again."""
    asked = answer.request
    assert answer.status_code == 503, asked
    seconds = int(answer.headers["Retry-After"])
    assert seconds > 0, asked
    if asked.method != "HEAD":
        said = answer.json()
        assert (said["error"], said["retry_after"]) == ("unavailable", seconds), asked


@pytest.fixture
def served(postgres: PostgresServer, tmp_path: Path) -> Iterator[Served]:
    """A running centre, and its end, which has to be ours."""
    postgres.empty()
    store = open_store(postgres.url)
    centre = Centre(store)
    centre.add_unit()
    centre.add_unit(QUIET_UNIT)
    words = ("serve", "--port", "0", "--database", postgres.url, "--home", str(tmp_path))
    process = subprocess.Popen(
        [sys.executable, "-m", "sync.centre", *words], stdout=subprocess.PIPE, text=True
    )
    try:
        assert process.stdout is not None
        found = re.search(r"http://\S+", process.stdout.readline())
        assert found
        yield Served(centre, postgres, found[0])
        assert process.poll() is None, "it lived through everything"
    finally:
        process.kill()
        process.communicate()
        store.close()


async def test_while_there_is_no_database_all_is_503_and_then_all_arrives_once(
    served: Served,
) -> None:
    desks = [await served.centre.enrol(f"Q{n}") for n in range(COUNTERS)]
    journals = {
        desk.counter: a_journal(ENTRIES_EACH, counter=desk.counter, first_ordinal=1001 + 100 * n)
        for n, desk in enumerate(desks)
    }
    reader = await served.centre.enrol(unit=QUIET_UNIT)
    for number, end in enumerate(ENDS):
        part = slice(number * BATCHES * BATCH, (number + 1) * BATCHES * BATCH)
        served.is_back.clear()
        pushing = [
            asyncio.create_task(served.deliver(desk, journals[desk.counter].texts[part]))
            for desk in desks
        ]
        async with served.line(reader) as line:
            polling = asyncio.create_task(line.get(f"/v1/units/{QUIET_UNIT}/feed?wait=20"))
            await an_end_in_the_middle(served, end)
            assert_unavailable(await polling)
        answers = await served.everything(desks[0])
        public = answers.pop("get /tra-cuu")
        assert public.status_code == 503
        assert int(public.headers["Retry-After"]) > 0
        assert LOOKUP_MEANWHILE in public.text
        assert "desk_centre_pushes_in_work 0" in answers.pop("get /metrics").text
        for answer in answers.values():
            assert_unavailable(answer)
        await asyncio.to_thread(served.server.start_again)
        served.is_back.set()
        assert await asyncio.gather(*pushing) == [1] * COUNTERS
    page = await desks[0].feed()
    for desk in desks:
        held = [row.entry for row in page.rows if row.entry["counter"] == desk.counter]
        assert held == mappings(journals[desk.counter].texts)
    with served.centre.store.reading() as session:
        assert list(problems(session)) == []


async def test_a_push_whose_statement_is_ended_from_outside_comes_again(
    postgres: PostgresServer,
) -> None:
    postgres.empty()
    centre = Centre(open_store(postgres.url))
    centre.add_unit()
    desk, texts = await centre.enrol(), a_journal(3).texts
    for way in ("pg_cancel_backend", "pg_terminate_backend"):
        with psycopg.connect(postgres.plain) as holder:
            holder.execute("LOCK TABLE storeddossier IN EXCLUSIVE MODE")
            pushing = asyncio.create_task(desk.push(texts))
            await asyncio.to_thread(postgres.until_waiting_for_locks, 1)
            postgres.tell_waiting(way)
            assert_unavailable(await pushing)
    assert (await desk.push(texts)).json()["head"]["seq"] == 3
    centre.store.close()


async def an_end_in_the_middle(served: Served, signal: int) -> None:
    """End the server while a push has written half of what it writes, and another waits for it."""
    for _ in range(COUNTERS):
        await served.taken.acquire()
    with closing(psycopg.connect(served.server.plain)) as holder:
        holder.execute("LOCK TABLE storeddossier IN EXCLUSIVE MODE")
        await asyncio.to_thread(served.server.until_waiting_for_locks, 2)
        await asyncio.to_thread(served.server.end, signal)
