"""The state machine is worth its time: each of the classic bugs, planted alone, is caught by it.

Drawn at random, days that catch them come up within one to sixty; here each bug gets such a day.
"""

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlmodel import Session

from desk.store.home import Home
from desk.store.journal import counter_of
from desk.store.store import open_store
from schemas.codes import band_of_slot
from schemas.journal import Head
from schemas.wire import FeedPage, Result
from sync.centre import routes
from sync.centre.counters import Caller
from sync.centre.ingest import Taken
from sync.centre.ranking import Arrival, rank_arrivals
from sync.centre.tables import CounterHead
from tests.properties.machine import DeskAndCentre
from tests.properties.world import FragileReplica, FragileStore, World

Day = Callable[[DeskAndCentre], None]


def assert_caught(planted: Callable[[], World], day: Day) -> None:
    """A day of the machine goes well, and fails in a world with a bug in it."""
    live(World, day)
    with pytest.raises(AssertionError):
        live(planted, day)


def live(world: Callable[[], World], day: Day) -> None:
    """One day that the machine could draw, with everything it asserts, to its end."""

    class Planted(DeskAndCentre):
        make_world = staticmethod(world)

    machine = Planted()
    try:
        day(machine)
        machine.all_holds()
    except BaseException:
        machine.world.close()
        raise
    machine.teardown()


@dataclass(frozen=True)
class AnswersBeforeCommit(FragileStore):
    """A centre whose answer is on its way when the commit fails."""

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """The caller never learns that nothing was kept."""
        with Session(self.writer, expire_on_commit=False) as session:
            yield session
            if self.outage.due:
                self.outage.due.clear()
                session.rollback()
            else:
                session.commit()


class ClearsTheOutbox(FragileReplica):
    """A counter that takes an upload for everything it has by then."""

    def acknowledge(self, head: Head, results: Sequence[Result]) -> None:
        """Whatever was written while the upload ran leaves the outbox with it."""
        super().acknowledge(head, results)
        with self.store.write() as session:
            counter = counter_of(session)
            counter.acked_seq = counter.head_seq
            session.add(counter)


class OrdersByClock(FragileReplica):
    """A counter that trusts the clocks of others rather than the ranks of the home unit."""

    def apply_page(self, page: FeedPage) -> None:
        """The rows of a page in the order of their clocks, with the ranks of that order."""
        ranks = [row.rank for row in page.rows]
        by_clock = sorted(page.rows, key=lambda row: str(row.entry["at"]))
        rows = [
            row.model_copy(update={"rank": rank}) for rank, row in zip(ranks, by_clock, strict=True)
        ]
        super().apply_page(page.model_copy(update={"rows": tuple(rows)}))


def test_acknowledging_before_the_commit_is_caught() -> None:
    def day(machine: DeskAndCentre) -> None:
        machine.day_begins(["Q1"], heard=True)
        machine.citizen_comes("Q1", complete=True)
        machine.line_is_used("Q1", "up", "commit_fails")

    assert_caught(lambda: World(store_type=AnswersBeforeCommit), day)


def test_clearing_the_outbox_after_an_upload_is_caught() -> None:
    def day(machine: DeskAndCentre) -> None:
        machine.day_begins(["Q1"], heard=True)
        machine.citizen_comes("Q1", complete=True)
        machine.citizen_comes_while_the_line_is_used("Q1", complete=True, fault=None)

    assert_caught(lambda: World(replica_type=ClearsTheOutbox), day)


def test_ordering_by_clock_instead_of_rank_is_caught() -> None:
    def day(machine: DeskAndCentre) -> None:
        machine.day_begins(["Q1"], heard=True)
        machine.clock_jumps("Q2", -61)
        machine.steps_are_taken("Q1", [(0, "dossier.in_process")])
        machine.line_is_well_for_a_while("Q1")
        machine.steps_are_taken("Q2", [(0, "citizen.notified")])

    assert_caught(lambda: World(replica_type=OrdersByClock), day)


def test_dropping_the_uniqueness_of_slots_is_caught() -> None:
    def spoil(folder: Path) -> None:
        without_uniqueness(folder, "bandgrant")
        grant_again(folder)

    def day(machine: DeskAndCentre) -> None:
        machine.citizen_comes("Q1", complete=True)
        machine.citizen_comes("Q2", complete=True)

    assert_caught(lambda: World(spoil=spoil), day)


def test_a_slot_is_granted_once() -> None:
    world = World()
    try:
        with pytest.raises(sqlite3.IntegrityError):
            grant_again(world.folder)
    finally:
        world.close()


def test_dropping_the_uniqueness_of_entries_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    def day(machine: DeskAndCentre) -> None:
        machine.day_begins(["Q1"], heard=True)
        machine.citizen_comes("Q1", complete=True)
        machine.line_is_used("Q1", "up", "lost_answer")
        machine.line_is_used("Q1", "up", None)

    live(World, day)
    monkeypatch.setattr(routes, "take", takes_whatever_comes)
    with pytest.raises(AssertionError):
        live(lambda: World(spoil=lambda folder: without_uniqueness(folder, "storedentry")), day)


def takes_whatever_comes(
    session: Session, caller: Caller, epoch: int, arrivals: Sequence[Arrival], **clock: object
) -> Taken:
    """A centre that leaves it to the database to know an entry again."""
    head = session.get_one(CounterHead, (caller.unit, caller.counter, epoch))
    ranked = rank_arrivals(session, caller.unit, arrivals, **clock)  # type: ignore[arg-type]
    head.seq, head.digest = arrivals[-1].entry.seq, arrivals[-1].entry.digest
    session.add(head)
    return Taken(Head(seq=head.seq, digest=head.digest), ranked.results, ranked.units)


def grant_again(folder: Path) -> None:
    """Slot 1 for the second counter too, as two enrolments at one moment would have it."""
    with sqlite3.connect(folder / "centre.sqlite") as centre:
        centre.execute(
            "INSERT INTO bandgrant (unit, slot, counter, epoch, granted_at) "
            "SELECT unit, 1, counter, epoch, granted_at FROM bandgrant WHERE slot = 2"
        )
    store = open_store(Home(folder / "Q2"))
    with store.write() as session:
        counter = counter_of(session)
        counter.slot, counter.band = 1, band_of_slot(1).model_dump_json()
        session.add(counter)
    store.close()


def without_uniqueness(folder: Path, table: str) -> None:
    """The same table with the same rows, without any key."""
    with sqlite3.connect(folder / "centre.sqlite") as centre:
        centre.execute(f"CREATE TABLE plain AS SELECT * FROM {table}")  # noqa: S608  # our own names
        centre.execute(f"DROP TABLE {table}")
        centre.execute(f"ALTER TABLE plain RENAME TO {table}")
