"""One counter whose programs are forked, and what it told its citizens."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count, islice
from pathlib import Path
from typing import Any

from desk import machine
from desk.store.home import Home
from desk.store.replica import StoreReplica
from desk.store.store import open_store
from desk.usecases.desk import Desk
from desk.usecases.receive import Accepted, receive_dossier
from tests.processes.forks import ForkedCentre, Forks
from tests.processes.paper import (
    a_form,
    assert_both_are_whole,
    journal_at_the_centre,
    journal_at_the_desk,
    write_form,
)


@dataclass
class ForkedCounter:
    """One counter, through all that befalls it, and what it said was accepted."""

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

    def fail_to_sync(self) -> None:
        """Try the same, and say that it did not work."""
        process = self.forks.start("desk", "sync", "--once", home=self.home)
        assert self.forks.end(process)[0] == 1

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
