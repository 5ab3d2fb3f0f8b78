"""A centre that is ended by `kill -9` between two of its writes has each entry once in the end."""

import signal
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count, islice
from pathlib import Path

import pytest

from desk import machine
from desk.store.home import Home
from desk.store.store import open_store
from desk.usecases.desk import Desk
from desk.usecases.receive import Accepted, receive_dossier
from sync.centre.listing import dossiers
from sync.centre.store import open_store as open_centre_store
from tests.processes.forks import KILLED, ForkedCentre, Forks, running_forks
from tests.processes.paper import (
    a_form,
    assert_both_are_whole,
    journal_at_the_desk,
    journal_in,
)
from tests.sync.centre.databases import PostgresServer

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform == "win32", reason="processes are forked"),
]
POINTS = {
    "before anything is written": False,
    "between two tables": False,
    "before COMMIT": False,
    "after COMMIT, before the answer": True,
}
"""Where the centre dies, and whether it has what was pushed then."""


@dataclass
class Pair:
    """A counter and a centre that dies again and again."""

    centre: ForkedCentre
    home: Path
    accepted: list[str] = field(default_factory=list)
    server: PostgresServer | None = None
    """What the database runs on, unless it is a file."""
    numbers: Iterator[int] = field(default_factory=count)

    def accept(self, forms: int) -> None:
        """Accept dossiers."""
        store = open_store(Home(self.home))
        for number in islice(self.numbers, forms):
            here = Desk(store, machine.now, machine.random_bytes)
            answer = receive_dossier(a_form(number), here)
            assert isinstance(answer, Accepted)
            self.accepted.append(answer.code)
        store.close()

    def sync(self, *, expected: int = 0) -> None:
        """Deliver everything, or find that the centre is gone."""
        forks = self.centre.forks
        status, said = forks.end(forks.start("desk", "sync", "--once", home=self.home))
        assert status == expected, said

    def listed(self) -> list[str | None]:
        """The codes at the centre, in the order of reception."""
        store = open_centre_store(self.centre.database)
        with store.reading() as session:
            codes = [line["code"] for line in dossiers(session, None)]
        store.close()
        return codes


@pytest.fixture(scope="module")
def forks() -> Iterator[Forks]:
    """What all processes are forked from."""
    with running_forks() as made:
        yield made


POSTGRES = pytest.param("pg", marks=pytest.mark.postgres)


@pytest.fixture(scope="module", params=["sqlite", POSTGRES])
def pair(
    request: pytest.FixtureRequest, forks: Forks, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Pair]:
    """An enrolled counter and its centre, which is not running."""
    folder = tmp_path_factory.mktemp("killed")
    database, server = f"sqlite:///{folder / 'centre.sqlite'}", None
    if request.param == "pg":
        server = request.getfixturevalue("postgres")
        server.empty()
        database = server.url
    centre = ForkedCentre(forks, folder / "centre", database)
    centre.run("seed-demo")
    try:
        centre.start()
        centre.enrol(folder / "desk")
        centre.kill()
        yield Pair(centre, folder / "desk", server=server)
    finally:
        centre.kill()


@pytest.mark.parametrize("point", POINTS)
def test_a_centre_that_dies_has_all_of_a_push_or_nothing_and_each_dossier_once(
    pair: Pair, point: str
) -> None:
    before = journal_in(pair.centre.database)
    pair.accept(3)
    written = journal_at_the_desk(pair.home)
    pair.centre.start(point)
    pair.sync(expected=1)
    assert pair.centre.ended() == KILLED
    assert journal_in(pair.centre.database) == (written if POINTS[point] else before)
    pair.centre.start()
    pair.sync()
    pair.centre.kill()
    assert journal_in(pair.centre.database) == written
    assert pair.listed() == pair.accepted
    assert_both_are_whole(pair.home, pair.centre.database)


@pytest.mark.parametrize("pair", [POSTGRES], indirect=True)
def test_a_counter_keeps_what_it_has_while_the_database_is_gone_and_the_same_centre_takes_it(
    pair: Pair,
) -> None:
    assert pair.server is not None
    pair.accept(3)
    pair.centre.start()
    pair.server.end(signal.SIGKILL)
    pair.sync(expected=1)
    pair.server.start_again()
    pair.sync()
    pair.centre.kill()
    assert journal_in(pair.centre.database) == journal_at_the_desk(pair.home)
    assert_both_are_whole(pair.home, pair.centre.database)
