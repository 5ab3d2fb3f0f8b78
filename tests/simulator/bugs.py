"""The tests are tested: classic mistakes, each planted alone, and the first seed that finds it."""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlmodel import Session, col, select

from desk.store import lives as lives_module
from desk.store import replica as replica_module
from desk.store.confirming import keep_rows
from desk.store.epochs import open_epoch
from desk.store.journal import counter_of
from desk.store.projection import confirm
from desk.store.replica import StoreReplica
from desk.usecases import epochs as epochs_module
from desk.usecases import restore as restore_module
from schemas.journal import Head
from schemas.wire import FeedPage, Result
from sync import exchange as exchange_module
from sync import hearing as hearing_module
from sync import state as state_module
from sync.backoff import wait_seconds
from sync.centre import epochs as centre_epochs
from sync.centre import ledgers as ledgers_module
from sync.centre import meeting as meeting_module
from sync.centre import restoring as restoring_module
from sync.centre.slots import grant_slot
from sync.centre.tables import BandGrant
from sync.courier import Courier
from sync.hearing import NotDeliveredError
from sync.lives import SAME
from sync.protocol import Complained, Delivered, Heard, Push, Unreachable
from tests.simulator.centre import PointedStore
from tests.simulator.simulation import simulate

Change = tuple[object, str, Any]
"""What is replaced: an object, the name of its attribute, and what stands there instead."""


@dataclass(frozen=True)
class Bug:
    """One mistake, and a seed that finds it."""

    name: str
    caught_by: int | None
    """None: sought, and not found yet."""
    changes: tuple[Change, ...]


@contextmanager
def planted(bug: Bug) -> Iterator[None]:
    """The program with a mistake in it."""
    with ExitStack() as stack:
        for target, name, instead in bug.changes:
            stack.callback(setattr, target, name, getattr(target, name))
            setattr(target, name, instead)
        yield


def first_catch(name: str, seeds: range) -> tuple[int, str] | None:
    """The first seed that catches a bug, and the invariant that it breaks."""
    bug = next(one for one in BUGS if one.name == name)
    for seed in seeds:
        with planted(bug):
            outcome = simulate(seed)
        if outcome.broken:
            return seed, outcome.broken[0]
    return None


acknowledge, apply_page = StoreReplica.acknowledge, StoreReplica.apply_page
push_of = Courier._push
answer_in = hearing_module.answer_in


@contextmanager
def _answers_before_commit(self: PointedStore) -> Iterator[Session]:
    """The caller never learns that nothing was kept."""
    with Session(self.writer, expire_on_commit=False) as session:
        yield session
        self.points.reach("before COMMIT")
        if self.points.weather.happens(self.points.weather.disk_rate):
            self.points.weather.trace.fault("centre", "commit fails", self.points.operation)
            session.rollback()
        else:
            session.commit()
    self.points.reach("after COMMIT")


def _clears_the_outbox(self: StoreReplica, head: Head, results: Sequence[Result]) -> None:
    """Whatever was written while the upload ran leaves the outbox with it."""
    acknowledge(self, head, results)
    with self.store.write() as session:
        counter = counter_of(session)
        counter.acked_seq = counter.head_seq
        session.add(counter)


def _acknowledges_without_keeping(
    self: StoreReplica, head: Head, results: Sequence[Result]
) -> None:
    """The head moves, and what the centre answered is forgotten."""
    with self.store.write() as session:
        counter = counter_of(session)
        counter.acked_seq = min(head.seq, counter.head_seq)
        session.add(counter)


def _orders_by_clock(self: StoreReplica, page: FeedPage) -> None:
    """The rows of a page in the order of their clocks, with the ranks of that order."""
    ranks = [row.rank for row in page.rows]
    by_clock = sorted(page.rows, key=lambda row: str(row.entry["at"]))
    rows = [
        row.model_copy(update={"rank": rank}) for rank, row in zip(ranks, by_clock, strict=True)
    ]
    apply_page(self, page.model_copy(update={"rows": tuple(rows)}))


def _cursor_before_page(self: StoreReplica, page: FeedPage) -> None:
    """The cursor has a commit of its own, before the rows have theirs."""
    with self.store.write() as session:
        counter = counter_of(session)
        before, counter.feed_position = counter.feed_position, page.position
        session.add(counter)
    with self.store.write() as session:
        counter = counter_of(session)
        fresh = [row for row in page.rows if row.rank > before]
        keep_rows(session, fresh)
        confirm(session, fresh)


def _cursor_one_too_far(self: StoreReplica, page: FeedPage) -> None:
    """A page that does not reach the end is taken to be one longer."""
    apply_page(self, page.model_copy(update={"position": page.position + page.more}))


async def _takes_anything_for_an_answer(self: Courier, step: Push) -> Heard:
    """Whatever comes back with 200 means that the entries are there."""
    try:
        return await push_of(self, step)
    except NotDeliveredError as failure:
        if failure.heard != Unreachable("not_the_centre"):
            raise
    _give_up_a_batch(self, step)
    return Delivered()


async def _drops_what_is_too_large(self: Courier, step: Push) -> Heard:
    """A batch that some proxy does not let through is put aside whole."""
    try:
        return await push_of(self, step)
    except NotDeliveredError as failure:
        if not isinstance(failure.heard, Complained) or failure.heard.status != 413:
            raise
    _give_up_a_batch(self, step)
    return Delivered()


def _give_up_a_batch(courier: Courier, step: Push) -> None:
    texts = courier.replica.unsent(step.entries_max, step.bytes_max)
    head, last = courier.replica.head(), courier.replica.acknowledged() + len(texts)
    results = [Result(seq=seq, outcome="applied") for seq in range(1, last + 1)]
    courier.replica.acknowledge(Head(seq=min(head.seq, last), digest=None), results)


def _hears_whoever_speaks(response: Any, request: UUID, shape: Any) -> Any:
    """Any answer of the centre will do, whoever had asked."""
    try:
        told = UUID(response.json()["request"])
    except (ValueError, KeyError, TypeError):
        told = request
    return answer_in(response, told, shape)


async def _testifies_to_nothing(self: Courier, kept: int) -> None:
    """Ranks are forgotten, and what was known of others with them."""
    self.replica.void_ranks(kept, self.met)


def _gives_up(failures: int, jitter: float) -> float:
    """After four tries in vain a person has to press a key."""
    return 1e6 if failures > 4 else wait_seconds(failures, jitter)


def _keeps_its_band(session: Session, reason: Any, **more: Any) -> int:
    """Another life goes on with the numbers of the one before."""
    before = counter_of(session)
    slot, band = before.slot, before.band
    epoch = open_epoch(session, reason, **more)
    counter = counter_of(session)
    counter.slot, counter.band = slot, band
    session.add(counter)
    return epoch


def _grants_again(
    session: Session, unit: str, counter: str, epoch: int, **clock: Any
) -> BandGrant | None:
    """A counter's new life is granted what its old one had."""
    wanted = select(BandGrant).where(BandGrant.unit == unit, BandGrant.counter == counter)
    grant = session.exec(wanted.order_by(col(BandGrant.slot))).first()
    if grant is None:
        return grant_slot(session, unit, counter, epoch, **clock)
    grant.epoch = epoch
    session.add(grant)
    return grant


def _nothing(*_: Any, **__: Any) -> None:
    """Nothing is done."""


def _none_written(*_: Any, **__: Any) -> int:
    return 0


def _none_recorded(*_: Any, **__: Any) -> frozenset[str]:
    return frozenset()


def _never_seen(*_: Any, **__: Any) -> dict[UUID, Any]:
    return {}


def _same(*_: Any, **__: Any) -> Any:
    return SAME


def _bug(name: str, caught_by: int | None, *changes: Change) -> Bug:
    return Bug(name, caught_by, changes)


_OPENERS: tuple[Any, ...] = (replica_module, restore_module, epochs_module)
IN_THE_SUITE = frozenset(
    {
        "clears the outbox",
        "forgets the results",
        "cursor before page",
        "cursor too far",
        "413 drops a batch",
        "band kept over lives",
    }
)
"""The cheapest of different kinds: a suite has little time."""
BUGS: tuple[Bug, ...] = (
    _bug("answers before COMMIT", 5, (PointedStore, "writing", _answers_before_commit)),
    _bug("clears the outbox", 3, (StoreReplica, "acknowledge", _clears_the_outbox)),
    _bug("forgets the results", 0, (StoreReplica, "acknowledge", _acknowledges_without_keeping)),
    _bug("orders by clock", 0, (StoreReplica, "apply_page", _orders_by_clock)),
    _bug("cursor before page", 11, (StoreReplica, "apply_page", _cursor_before_page)),
    _bug("cursor too far", 8, (StoreReplica, "apply_page", _cursor_one_too_far)),
    _bug("200 is an answer", 2, (Courier, "_push", _takes_anything_for_an_answer)),
    _bug("413 drops a batch", 4, (Courier, "_push", _drops_what_is_too_large)),
    _bug("no echo asked", 33, (exchange_module, "answer_in", _hears_whoever_speaks)),
    _bug("gives up", 4, (state_module, "wait_seconds", _gives_up)),
    _bug("no new epoch", 5, (lives_module, "compare", _same)),
    _bug("band kept over lives", 5, *((one, "open_epoch", _keeps_its_band) for one in _OPENERS)),
    _bug("band granted twice", 0, (centre_epochs, "grant_slot", _grants_again)),
    _bug("restore not told", 0, (meeting_module, "kept_since", _nothing)),
    _bug("no witness", 0, (Courier, "_testify", _testifies_to_nothing)),
    _bug("nothing sent again", 4, (StoreReplica, "catch_up", _nothing)),
    _bug("forked facts dropped", 15, (lives_module, "write_again", _none_written)),
    _bug("departments forgotten", 0, (restoring_module, "write_again", _none_recorded)),
    _bug("ids not remembered", 15, (ledgers_module, "seen_of", _never_seen)),
)
