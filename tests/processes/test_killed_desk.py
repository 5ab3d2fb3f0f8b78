"""A desk that is ended by `kill -9` at each point between two of its writes goes on as if not."""

import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count, islice
from pathlib import Path
from typing import Any

import pytest

from desk import machine
from desk.store.home import Home
from desk.store.replica import StoreReplica
from desk.store.store import open_store
from desk.usecases.desk import Desk
from desk.usecases.receive import Accepted, receive_dossier
from tests.processes.forks import ForkedCentre, Forks, running_forks
from tests.processes.paper import (
    a_form,
    assert_both_are_whole,
    journal_at_the_centre,
    journal_at_the_desk,
    write_form,
)

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform == "win32", reason="processes are forked"),
]
ON_THE_WAY = {
    "before the push": (False, True),
    "within the body of the push": (False, True),
    "before the COMMIT of the results": (True, True),
    "after the COMMIT of the results": (True, False),
    "between a page's rows and its fold": (True, False),
    "before the COMMIT of a page": (True, False),
    "after the COMMIT of a page": (True, False),
}
"""What a death there leaves: whether the centre has the entries, and whether they are unsent."""


@dataclass
class Counter:
    """One counter, through all its deaths, and what it said was accepted."""

    forks: Forks
    centre: ForkedCentre
    home: Path
    accepted: dict[str, str] = field(default_factory=dict)
    """Codes by the ids of their dossiers."""
    numbers: Iterator[int] = field(default_factory=count)

    def form(self) -> Path:
        """The form of the next citizen."""
        return write_form(self.home.with_name("form.json"), next(self.numbers))

    def receive(self, form: Path) -> dict[str, Any]:
        """Accept a citizen's dossier."""
        said = self.forks.run("desk", "receive", "--file", str(form), "--json", home=self.home)
        told: dict[str, Any] = json.loads(said)
        assert self.accepted.setdefault(told["id"], told["code"]) == told["code"]
        return told

    def accept(self, forms: int) -> None:
        """The same without a process and a print for each."""
        store = open_store(Home(self.home))
        desk = Desk(store, machine.now, machine.random_bytes)
        for number in islice(self.numbers, forms):
            answer = receive_dossier(a_form(number), desk)
            assert isinstance(answer, Accepted)
            self.accepted[str(answer.id)] = answer.code
        store.close()

    def stands(self) -> tuple[bool, bool]:
        """Whether the centre has all entries, and whether some are unsent."""
        store = open_store(Home(self.home))
        unsent = StoreReplica(store, "").unsent_count()
        store.close()
        journal = journal_at_the_desk(self.home)
        return journal_at_the_centre(self.centre.home) == journal, unsent > 0

    def sync(self, point: str = "") -> None:
        """Deliver everything and follow the feed, or die on the way."""
        self.forks.run("desk", "sync", "--once", home=self.home, point=point)

    def assert_all_arrived(self) -> None:
        """Every dossier is at the centre once, entry by entry as it was written."""
        database = self.centre.database
        journal = journal_at_the_desk(self.home)
        assert journal_at_the_centre(self.centre.home) == journal
        read = [json.loads(text) for text in journal]
        received = [one for one in read if one["kind"] == "dossier.received"]
        assert {one["dossier"]: one["body"]["code"] for one in received} == self.accepted
        assert len(received) == len(self.accepted) == len(set(self.accepted.values()))
        assert_both_are_whole(self.home, database)


@pytest.fixture(scope="module")
def counter(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Counter]:
    """An enrolled counter and its running centre."""
    folder = tmp_path_factory.mktemp("killed")
    with running_forks() as forks:
        home = folder / "centre"
        centre = ForkedCentre(forks, home, f"sqlite:///{home / 'centre.sqlite'}")
        centre.run("seed-demo")
        try:
            centre.start()
            centre.enrol(folder / "desk")
            yield Counter(forks, centre, folder / "desk")
        finally:
            centre.kill()


def test_before_the_commit_of_the_action_nothing_was_said_and_nothing_is_kept(
    counter: Counter,
) -> None:
    form, before = counter.form(), journal_at_the_desk(counter.home)
    words = ("receive", "--file", str(form), "--json")
    point = "before the COMMIT of the action"
    assert counter.forks.run("desk", *words, home=counter.home, point=point) == ""
    assert journal_at_the_desk(counter.home) == before
    assert counter.receive(form)["created"]
    counter.sync()
    counter.assert_all_arrived()


def test_after_the_commit_of_the_action_the_dossier_stands_and_is_not_made_twice(
    counter: Counter,
) -> None:
    form = counter.form()
    words = ("receive", "--file", str(form), "--json")
    point = "after the COMMIT of the action"
    counter.forks.run("desk", *words, home=counter.home, point=point)
    assert not counter.receive(form)["created"]
    counter.sync()
    counter.assert_all_arrived()


@pytest.mark.parametrize("point", ON_THE_WAY)
def test_a_desk_that_dies_on_the_way_delivers_everything_once(counter: Counter, point: str) -> None:
    counter.accept(2)
    counter.sync(point)
    assert counter.stands() == ON_THE_WAY[point]
    counter.sync()
    counter.assert_all_arrived()
