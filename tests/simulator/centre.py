"""The centre in this process: the real application on its real database, which may go down."""

import asyncio
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import httpx
from sqlalchemy.exc import OperationalError
from sqlmodel import Session

from sync.centre.api import create_app
from sync.centre.context import Context
from sync.centre.restoring import begin_incarnation
from sync.centre.store import Store, open_store
from tests.properties.network import carried
from tests.properties.world import CentreOf, CrashError
from tests.simulator.chances import Chances
from tests.simulator.engines import eased
from tests.simulator.loop import VirtualLoop
from tests.simulator.weather import Points, Weather


@dataclass(frozen=True)
class PointedStore(Store):
    """The real store, with the points before and after COMMIT."""

    points: Points = field(kw_only=True)

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """As the real one, unless the process or the disk ends it."""
        with super().writing() as session:
            yield session
            self.points.reach("before COMMIT")
            if self.points.weather.happens(self.points.weather.disk_rate):
                self.points.weather.trace.fault("centre", "commit fails", self.points.operation)
                raise OperationalError("COMMIT", {}, Exception("disk I/O error"))
        self.points.reach("after COMMIT")


@dataclass
class SimulatedCentre(CentreOf):
    """The centre, asked by whoever is in this process; can end at any moment."""

    weather: Weather = field(kw_only=True)
    chances: Chances = field(kw_only=True)
    loop: VirtualLoop = field(kw_only=True)
    points: Points = field(init=False)
    is_up: bool = False
    failures: list[str] = field(default_factory=list)
    """What it had no answer to."""
    in_work: dict[asyncio.Task[None], None] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.points = Points("centre", self.weather)
        self.start()

    def start(self) -> None:
        """Start on what the database holds."""
        opened = open_store(f"sqlite:///{self.path}")
        opened.engine.dispose()
        eased("centre", opened.engine, opened.reader, opened.writer)
        self.store = PointedStore(opened.engine, opened.reader, opened.writer, points=self.points)
        before, self.weather.is_fine = self.weather.is_fine, True
        self.app = create_app(self.store, now=self.now, random_bytes=self.chances.draw)
        self.weather.is_fine = before
        # Nobody else writes to this database: looking again every second would find nothing.
        self.context.bell.recheck_seconds = 60.0
        self.starts += 1
        self.is_up = True

    @property
    def context(self) -> Context:
        """What it works with."""
        context: Context = self.app.state.context
        return context

    def end(self) -> None:
        """End at once; whoever waits for an answer hears nothing."""
        if not self.is_up:
            return
        self.is_up = False
        for task in list(self.in_work):
            task.cancel()
        self.store.close()

    def restore(self, copy: Path) -> None:
        """The database is a copy made earlier; nobody has said so yet."""
        assert not self.is_up
        for one in self.path.parent.glob(f"{self.path.name}*"):
            one.unlink()
        self.path.write_bytes(copy.read_bytes())

    def announce(self) -> None:
        """Its technician says that it was restored, whether it serves or not."""
        store = open_store(f"sqlite:///{self.path}")
        with store.writing() as session:
            begin_incarnation(session, now=self.now(), random_bytes=self.chances.draw)
        store.close()

    def copy_to(self, path: Path) -> None:
        """A backup of the database as it stands."""
        with closing(sqlite3.connect(self.path)) as source, closing(sqlite3.connect(path)) as copy:
            copy.execute("PRAGMA synchronous = OFF")
            source.backup(copy)

    async def answer(self, request: httpx.Request, page_limit: int | None) -> httpx.Response:
        """Its answer; it goes on working when whoever asked is gone.

        Raises:
            httpx.TransportError: it is down, or ended before it answered.
        """
        if not self.is_up:
            raise httpx.ConnectError("down")
        answer: asyncio.Future[httpx.Response] = self.loop.create_future()
        task = self.loop.create_task(self._work(request, page_limit, answer))
        self.in_work[task] = None
        task.add_done_callback(lambda done: self.in_work.pop(done, None))
        return await answer

    async def _work(
        self,
        request: httpx.Request,
        page_limit: int | None,
        answer: asyncio.Future[httpx.Response],
    ) -> None:
        try:
            with self.points.doing(f"{request.method} {request.url.path.split('/')[-1]}"):
                response = await carried(self.app, request, page_limit)
        except CrashError:
            _settle(answer, error=httpx.ReadError("the centre ended"))
            self.end()
        except asyncio.CancelledError:
            _settle(answer, error=httpx.ReadError("the centre ended"))
            raise
        else:
            if response.status_code == httpx.codes.INTERNAL_SERVER_ERROR:
                self.failures.append(f"{request.method} {request.url.path}")
            _settle(answer, response)


def _settle(
    answer: asyncio.Future[httpx.Response],
    response: httpx.Response | None = None,
    error: Exception | None = None,
) -> None:
    if answer.done():
        return
    if response is not None:
        answer.set_result(response)
    elif error is not None:
        answer.set_exception(error)
