"""A late-comer takes its unit's dossiers page by page, while officers go on working."""

from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from urllib.parse import parse_qs

import pytest
from sqlmodel import Session, select
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

import desk.store.replica
import sync.centre.feed
import sync.centre.meeting
import sync.courier
from desk.store import projection, swapping
from desk.store.journal import head_of
from desk.store.tables import Basis
from desk.usecases.verify import verify
from schemas.dossiers import FOLD_VERSION, Dossier
from schemas.entries import Reason
from sync.centre.tables import Centre
from sync.protocol import Delivered, TakeSnapshot, Unreachable
from tests.lives.scenes import Scene
from tests.properties.world import CounterOf, CrashError

pytestmark = pytest.mark.slow


@dataclass
class Breaking:
    """A line over which a page of a snapshot does not come the first time."""

    app: ASGIApp
    broken: int
    asked: list[str] = field(default_factory=list)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        if scope["path"].endswith("/snapshot"):
            self.asked.append(parse_qs(scope["query_string"].decode())["after"][0])
            if len(self.asked) == self.broken:
                await Response("<html>", 502)(scope, receive, send)
                return
        await self.app(scope, receive, send)


def test_a_snapshot_that_is_broken_off_goes_on_and_is_one_whole_with_what_changed_meanwhile(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sync.courier, "PAGE_ENTRIES_MAX", 2)
    ours, other = scene.counter(), scene.counter("Q2")
    scene.receive(other, 7)
    assert scene.sync(other)
    read, unread = scene.printed[0][1], scene.printed[5][1]
    scene.receive(ours, 1)
    shown = ours.dossiers()
    line = Breaking(scene.world.centre.app, broken=3)

    ours.network.app = line
    run, courier = scene.world.runner.run, ours.lanes.courier
    assert run(courier.perform(TakeSnapshot())) == Unreachable("not_the_centre")
    assert ours.dossiers() == shown, "a part of a snapshot is never shown"

    for dossier in (read, unread):
        other.record("dossier.in_process", Reason(reason="x"), dossier)
    scene.receive(other, 3)
    assert scene.sync(other)
    assert run(courier.perform(TakeSnapshot())) == Delivered()
    assert len(line.asked) == len(set(line.asked)) + 1, "only the lost page is asked for again"
    assert verify(ours.desk) == ()

    assert scene.sync(ours)
    scene.nothing_is_lost_and_no_number_given_twice(ours)
    assert ours.dossiers() == scene.world.centre.dossiers()
    assert {ours.dossiers()[one].status for one in (read, unread)} == {4}


SwapIn = Callable[[Session, Sequence[Dossier], int], None]


def late(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> CounterOf:
    """A counter to which the feed does not reach back; it has unsent entries, and small slices."""
    monkeypatch.setattr(swapping, "AT_ONCE", 2)
    other, ours = scene.counter("Q2"), scene.counter()
    scene.receive(other, 7)
    scene.receive(ours, 2)
    assert scene.sync(other)
    return ours


def incarnation_of(scene: Scene) -> str:
    """Which life the centre is in."""
    with scene.world.centre.store.reading() as session:
        return session.get_one(Centre, 1).incarnation


def slicing(monkeypatch: pytest.MonkeyPatch, around: Callable[[int, SwapIn], SwapIn]) -> None:
    """Something happens around a slice of the swap, told by its number."""
    numbers = iter(range(100))

    def swap_in(session: Session, states: Sequence[Dossier], position: int) -> None:
        around(next(numbers), swapping.swap_in)(session, states, position)

    monkeypatch.setattr(desk.store.replica, "swap_in", swap_in)


def test_an_officer_accepts_in_the_middle_of_a_swap_after_one_slice_at_most(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    ours = late(scene, monkeypatch)
    heads: list[int] = []
    accepted: list[Future[None]] = []

    def meanwhile(number: int, swap_in: SwapIn) -> SwapIn:
        def swap(session: Session, states: Sequence[Dossier], position: int) -> None:
            heads.append(head_of(session).seq)
            if number == 1:
                accepted.append(officer.submit(scene.receive, ours))
                while not ours.store._next.locked() and not accepted[0].done():
                    pass
            swap_in(session, states, position)

        return swap

    slicing(monkeypatch, meanwhile)
    with scene.pruned(), ThreadPoolExecutor(1) as officer:
        assert scene.sync(ours)
        accepted[0].result()
    assert heads == [3, 3, 4, 4, 4]
    assert scene.sync(ours)
    scene.nothing_is_lost_and_no_number_given_twice(ours)


def test_a_swap_that_is_killed_between_slices_leaves_a_desk_that_works_and_finishes(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    ours = late(scene, monkeypatch)
    before_commit, after_commit = 1, 4

    def ends(number: int, swap_in: SwapIn) -> SwapIn:
        def swap(session: Session, states: Sequence[Dossier], position: int) -> None:
            swap_in(session, states, position)
            if number == after_commit:
                session.commit()
            raise CrashError

        return swap if number in (before_commit, after_commit) else swap_in

    slicing(monkeypatch, ends)
    position = ours.replica.feed_position()
    for known in (4, 9):
        with scene.pruned(), pytest.raises(CrashError):
            scene.sync(ours)
        ours.crash()
        assert len(ours.dossiers()) == known
        assert ours.replica.feed_position() == position
        scene.receive(ours)
        assert verify(ours.desk) == ()
    with scene.pruned():
        assert scene.sync(ours)
    scene.nothing_is_lost_and_no_number_given_twice(ours)


UNDONE = (
    "ALTER TABLE counter DROP COLUMN snapshot_fold",
    "UPDATE alembic_version SET version_num = '0011'",
    "PRAGMA user_version = 11",
)
"""What the migration since has done to a store that knows no fold of its snapshot."""


def fold_otherwise(at: CounterOf) -> None:
    """Leave what a snapshot told as an older release gave it."""
    with at.store.write() as session:
        for basis in session.exec(select(Basis)).all():
            older = Dossier.model_validate_json(basis.state).model_copy(update={"promised": None})
            basis.state = older.model_dump_json()
            session.add(basis)
            session.flush()
            projection.show(session, [older.id])


@pytest.mark.parametrize("undone", [(), UNDONE])
def test_dossiers_of_a_snapshot_of_an_older_fold_are_told_anew_by_a_centre_that_folds_as_we_do(
    scene: Scene, monkeypatch: pytest.MonkeyPatch, undone: Sequence[str]
) -> None:
    ours, other = scene.counter(), scene.counter("Q2")
    scene.receive(other, 2)
    assert scene.sync(other)
    line = Breaking(scene.world.centre.app, broken=0)

    def starts_and_asks() -> int:
        scene.stop(ours)
        scene.start(ours)
        ours.network.app = line
        line.asked.clear()
        assert scene.world.runner.run(ours.lanes.drain())
        return len(line.asked)

    with monkeypatch.context() as older, scene.pruned():
        for told in (sync.centre.feed, sync.centre.meeting):
            older.setattr(told, "FOLD_VERSION", FOLD_VERSION - 1)
        assert starts_and_asks() == 1
        assert scene.row(ours).snapshot_fold == FOLD_VERSION - 1
        fold_otherwise(ours)
        assert starts_and_asks() == 0
    with ours.store.write() as session:
        for statement in undone:
            session.connection().exec_driver_sql(statement)
    assert ours.dossiers() != scene.world.centre.dossiers()
    assert (starts_and_asks(), starts_and_asks()) == (1, 0)
    assert scene.row(ours).snapshot_fold == FOLD_VERSION
    scene.nothing_is_lost_and_no_number_given_twice(ours)


def test_a_desk_that_ends_before_the_snapshot_of_a_restored_centre_misses_nothing(
    scene: Scene,
) -> None:
    ours, other = scene.counter(), scene.counter("Q2")
    scene.receive(other)
    assert scene.sync(other)
    kept = scene.image_of_centre()
    other.record("dossier.in_process", Reason(reason="x"), scene.printed[0][1])
    assert scene.sync(other)
    with scene.pruned():
        assert scene.sync(ours)
    scene.restore_centre(kept)
    ours.replica.void_ranks(2, incarnation_of(scene))
    ours.crash()
    assert verify(ours.desk) == ()
    assert scene.sync(other)
    assert scene.sync(ours)
    scene.nothing_is_lost_and_no_number_given_twice(ours)
