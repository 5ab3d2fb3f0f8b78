"""One machine at a counter: the real store, the real lanes; switched on and off, ended, copied."""

import asyncio
from collections.abc import Callable, Iterator
from collections.abc import Set as AbstractSet
from contextlib import contextmanager
from dataclasses import dataclass, field, fields
from datetime import datetime
from typing import Any, Protocol

import httpx
from sqlmodel import Session, select

from desk.store.replica import StoreReplica
from desk.store.store import Store, StoreError, open_store
from desk.store.tables import Counter, Feed
from desk.usecases.desk import Desk
from desk.usecases.epochs import check_instance
from desk.usecases.line import Line
from desk.usecases.print_jobs import recover_jobs
from schemas.wire import FeedPage
from sync.courier import Courier
from sync.protocol import Delivered, Heard
from tests.properties.world import CounterOf, CrashError
from tests.simulator.chances import Chances
from tests.simulator.engines import eased
from tests.simulator.loop import VirtualLoop
from tests.simulator.network import SimulatedLine
from tests.simulator.weather import Points, Weather

SECONDS_OFF = (1.0, 60.0)
"""How long a machine that ended is off."""
REFRESHED = 0.1
"""How often the reference data is asked for when it is due."""


@dataclass(frozen=True)
class PointedStore(Store):
    """The real store, with the points before and after COMMIT."""

    points: Points = field(kw_only=True)
    known: dict[str, Any] = field(default_factory=dict)
    """What was read since the last write; nobody else writes to this file."""

    @contextmanager
    def write(self) -> Iterator[Session]:
        """As the real one, unless the process or the disk ends it."""
        with super().write() as session:
            yield session
            self.points.reach("before COMMIT")
            self.points.write_to_disk()
        self.known.clear()
        self.points.reach("after COMMIT")


class Watch(Protocol):
    """Looks at what machines are told."""

    def page(self, page: FeedPage) -> None:
        """One is handed a page."""

    def answer(self, journal: tuple[str, int], seq: int) -> None:
        """One holds that the centre has an epoch of its journal up to here."""

    def forgotten(self, names: AbstractSet[str]) -> None:
        """One keeps what came of these entries, and no longer the entries."""


@dataclass(frozen=True)
class WatchedReplica(StoreReplica):
    """The real replica; says what it does, and lets somebody look at what it is handed."""

    points: Points = field(kw_only=True)
    watched: Watch = field(kw_only=True)

    def texts(self) -> frozenset[str]:
        """The entries of others that lie here as they were written."""
        with self.store.read() as session:
            return frozenset(session.exec(select(Feed.id).where(Feed.text != "")))


@dataclass
class SparingCourier(Courier):
    """The real one; what the last start read of the reference data does, most of the times."""

    chances: Chances = field(kw_only=True)

    async def _refresh(self) -> Heard:
        # A third of all requests otherwise, and hardly ever with news.
        if self.chances.happens(REFRESHED):
            return await super()._refresh()
        return Delivered()


def _watched(name: str) -> Callable[..., Any]:
    def call(self: WatchedReplica, *args: Any, **named: Any) -> Any:
        with self.points.doing(name):
            if name == "apply_page":
                self.watched.page(*args)
            before = self.texts() if name == "apply_snapshot" else frozenset()
            said = getattr(StoreReplica, name)(self, *args, **named)
            if name == "apply_snapshot":
                self.watched.forgotten(before - self.texts())
            if name == "acknowledge":
                me = self.membership()
                self.watched.answer((me.counter, me.epoch), self.acknowledged())
            return said

    return call


def _remembered(name: str) -> Callable[[WatchedReplica], Any]:
    def call(self: WatchedReplica) -> Any:
        known = self.store.known  # type: ignore[attr-defined]  # its store is a pointed one
        if name not in known:
            known[name] = getattr(StoreReplica, name)(self)
        return known[name]

    return call


WRITES = (
    "acknowledge",
    "acknowledge_closed",
    "apply_page",
    "apply_snapshot",
    "catch_up",
    "meet",
    "open_epoch",
    "rewind",
    "rewind_closed",
    "store_reference",
    "take_back",
    "void_ranks",
)
READS = ("membership", "head", "acknowledged", "unsent_count", "feed_position", "feed_seen")
"""Asked before every step, and mostly with the answer of the step before."""
for _name in WRITES:
    setattr(WatchedReplica, _name, _watched(_name))
for _name in READS:
    setattr(WatchedReplica, _name, _remembered(_name))


@dataclass
class SimulatedDesk(CounterOf):
    """One machine; lives until it is taken away."""

    unit: str = field(kw_only=True)
    weather: Weather = field(kw_only=True)
    chances: Chances = field(kw_only=True)
    loop: VirtualLoop = field(kw_only=True)
    watched: Watch = field(kw_only=True)
    who: str = field(kw_only=True)
    life: int = 0
    """Another one whenever its disk went back: what it knows of then is gone."""
    page_limit: int | None = None
    is_on: bool = False
    is_kept_off: bool = False
    points: Points = field(init=False)
    line: Line = field(init=False)
    died_of: BaseException | None = None
    """What nobody made go wrong."""
    _running: asyncio.Task[None] | None = None
    _changed: asyncio.Event = field(default_factory=asyncio.Event)

    def __post_init__(self) -> None:
        self.draws = self.chances.draw

    @property
    def counter(self) -> str:
        """Its full id."""
        return f"{self.unit}/{self.name}"

    async def live(self) -> None:
        """Switched on whenever it may be, until cancelled."""
        while True:
            while self.is_kept_off:
                self._changed.clear()
                await self._changed.wait()
            if self._boot():
                self._running = self.loop.create_task(self.line.run())
                await asyncio.wait([self._running])
                self._look_at(self._running)
            self._down()
            if not self.is_kept_off:
                await self.loop.pass_time(self.chances.between(*SECONDS_OFF))

    def _boot(self) -> bool:
        """Start the program, as it does itself; False if it ended at once."""
        self.points = Points(self.who, self.weather)
        self.weather.trace.note(self.who, "starts")
        try:
            with self.points.doing("start"):
                self._open()
        except CrashError:
            return False
        except StoreError as error:
            self.weather.trace.note(self.who, "does not start", error)
            return False
        self.is_on = True
        return True

    def _open(self) -> None:
        opened = open_store(self.home)
        same = {one.name: getattr(opened, one.name) for one in fields(opened) if one.init}
        opened.close()
        self.starts += 1
        self.store = PointedStore(**same, points=self.points)
        eased("desk", self.store.engine)
        instance = self.home.instance()
        self.replica = WatchedReplica(  # type: ignore[assignment]  # it crashes by points instead
            self.store, instance, points=self.points, watched=self.watched
        )
        self.line = Line(self._courier, self.now)
        self.desk = Desk(self.store, self.now, self.chances.draw, self.line.wake)
        check_instance(self.desk, instance)
        recover_jobs(self.desk)

    def _courier(self) -> Courier:
        assert isinstance(self.centre, object)
        transport = SimulatedLine(
            self.who,
            self.centre,  # type: ignore[arg-type]  # ours is a simulated one
            self.weather,
            self.chances,
            self.loop,
            self.points,
            self.page_limit,
        )
        client = httpx.AsyncClient(transport=transport, base_url="http://centre")
        return SparingCourier(
            client, self.replica, self.now, self.chances.draw, chances=self.chances
        )

    def kill(self) -> None:
        """End the process, whatever it is doing."""
        self.is_on = False
        if hasattr(self, "points"):
            self.points.is_dead = True
        if self._running is not None:
            self._running.cancel()

    async def keep_off(self) -> None:
        """Switch it off until it is released."""
        self.is_kept_off = True
        self.kill()
        if self._running is not None and not self._running.done():
            await asyncio.wait([self._running])
        self._down()

    def release(self) -> None:
        """It may be switched on again."""
        self.is_kept_off = False
        self._changed.set()

    def _down(self) -> None:
        self.is_on = False
        self._running = None
        if hasattr(self, "store"):
            self.store.close()

    def _look_at(self, task: asyncio.Task[None]) -> None:
        """Whatever ended it was our doing, or is a mistake of the program."""
        if task.cancelled():
            return
        error = task.exception()
        if error is not None and not _is_crash(error):
            self.died_of = error
        self.weather.trace.note(
            self.who, "ends", "" if error is None or _is_crash(error) else error
        )

    def row(self) -> Counter:
        """What it knows of itself."""
        with self.store.read() as session:
            return session.exec(select(Counter)).one()

    def now(self) -> datetime:
        """What its own clock shows."""
        return self.clock() + self.ahead


def _is_crash(error: BaseException) -> bool:
    if isinstance(error, BaseExceptionGroup):
        return all(_is_crash(one) for one in error.exceptions)
    return isinstance(error, CrashError | asyncio.CancelledError)
