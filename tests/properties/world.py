"""Two counters of one unit, their centre and the network between: all real but the network."""

import asyncio
import atexit
import shutil
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from functools import cache
from hashlib import sha256
from itertools import count
from pathlib import Path
from uuid import UUID

import httpx
from sqlalchemy.exc import OperationalError
from sqlmodel import Session, col, select

from desk.store.home import Home
from desk.store.journal import Fact, append
from desk.store.projection import show_own
from desk.store.replica import StoreReplica
from desk.store.store import Store, open_store
from desk.store.tables import DossierRow, Feed, Journal
from desk.usecases.desk import Desk
from desk.usecases.enrol import begin_journal
from schemas.data import official_calendar
from schemas.dossiers import Dossier
from schemas.journal import Entry, Head
from schemas.procedures import Case, Catalogue, Fee, Limit, Paper, Procedure
from schemas.shape import Shape
from schemas.wire import EnrolRequest, FeedPage, Result
from sync.centre.api import create_app
from sync.centre.enrolment import enrol, new_enrol_code
from sync.centre.incarnation import incarnation_of
from sync.centre.publishing import publish_calendar, publish_own_catalogue
from sync.centre.states import dossiers_of, kept_dossiers
from sync.centre.store import Store as CentreStore
from sync.centre.store import open_store as open_centre_store
from sync.centre.tables import StoredEntry
from sync.centre.units import NewUnit, add_unit
from sync.centre.verifying import problems
from sync.courier import Courier
from sync.lanes import Lanes
from sync.protocol import Refresh, Rest, Step, plan
from sync.state import LaneName, rested
from tests.properties.network import Fault, Network

UNIT = "000.17.22.H02"
OTHER_UNIT = "000.18.22.H02"
COUNTERS = ("Q1", "Q2")
Place = tuple[str, str]
"""A unit, and one of its counters."""
FIRST_UNIT: tuple[Place, ...] = tuple((UNIT, name) for name in COUNTERS)
MORNING = datetime(2020, 3, 2, 1, 0, tzinfo=UTC)
"""08:00 in Hanoi on a Monday."""
PROCEDURE = Procedure(
    code="1.001193",
    name="Đăng ký khai sinh",
    field="Hộ tịch",
    levels=("commune",),
    cases=(
        Case(
            key="usual",
            name="Thông thường",
            papers=(Paper(key="form", name="Tờ khai"), Paper(key="proof", name="Giấy chứng sinh")),
            limits=(Limit(amount=3, unit="working_day"),),
            fees=(Fee(key="copy", name="Bản sao", amount_vnd=8_000),),
        ),
    ),
)


class CrashError(BaseException):
    """The process ended here; no handler of the program's own sees that."""


def drawn(seed: str) -> Callable[[int], bytes]:
    """Bytes that look random, other ones for every seed, the same in every run."""
    numbers = count()
    return lambda size: sha256(f"{seed}/{next(numbers)}".encode()).digest()[:size]


@dataclass(frozen=True)
class Outage:
    """Whether the centre's disk fails at its next commit."""

    due: list[bool] = field(default_factory=list)


@dataclass(frozen=True)
class FragileStore(CentreStore):
    """The centre's store on a disk that fails when told."""

    outage: Outage = field(default_factory=Outage)

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """As the real one, unless the disk fails at the end."""
        with super().writing() as session:
            yield session
            if self.outage.due:
                self.outage.due.clear()
                raise OperationalError("COMMIT", {}, Exception("disk I/O error"))


@dataclass(frozen=True)
class FragileReplica(StoreReplica):
    """The counter's store in a process that ends when told, before or after a commit."""

    crashes: list[str] = field(default_factory=list)

    def acknowledge(self, head: Head, results: Sequence[Result]) -> None:
        """Keep results."""
        with self._crashing():
            super().acknowledge(head, results)

    def apply_page(self, page: FeedPage) -> None:
        """Apply a page."""
        with self._crashing():
            super().apply_page(page)

    @contextmanager
    def _crashing(self) -> Iterator[None]:
        at = self.crashes.pop() if self.crashes else ""
        if at == "before":
            raise CrashError
        yield
        if at == "after":
            raise CrashError


@dataclass
class CentreOf:
    """The centre on its database; can be restarted."""

    path: Path
    wrap: Callable[[CentreStore, Outage], CentreStore]
    now: Callable[[], datetime]
    outage: Outage = field(default_factory=Outage)
    starts: int = 0

    def __post_init__(self) -> None:
        self.start()

    def start(self) -> None:
        """Start on what the database holds."""
        self.starts += 1
        self.store = self.wrap(open_centre_store(f"sqlite:///{self.path}"), self.outage)
        draws = drawn(f"centre-{self.starts}")
        self.app = create_app(self.store, now=self.now, random_bytes=draws)

    def restart(self) -> None:
        """End, and start again."""
        self.store.close()
        self.start()

    def incarnation(self) -> str:
        """Which life of the centre this is."""
        with self.store.reading() as session:
            return incarnation_of(session)

    def journal(self, counter: str) -> list[str]:
        """The entries of a counter of the first unit that the centre holds, in order."""
        query = select(StoredEntry.text).where(StoredEntry.counter == f"{UNIT}/{counter}")
        with self.store.reading() as session:
            return list(session.exec(query.order_by(col(StoredEntry.seq))))

    def feed(self, unit: str = UNIT) -> list[tuple[int | None, str]]:
        """Ranks and ids in the order of a unit's feed."""
        query = select(StoredEntry.rank, StoredEntry.id).where(
            StoredEntry.unit == unit, col(StoredEntry.position).is_not(None)
        )
        with self.store.reading() as session:
            rows = session.exec(query.order_by(col(StoredEntry.position)))
            return [(rank, str(one)) for rank, one in rows]

    def dossiers(self, unit: str = UNIT) -> dict[UUID, Dossier]:
        """The dossiers of a unit as the centre has them."""
        with self.store.reading() as session:
            rows = kept_dossiers(session, unit)
            return {one.id: one for one in dossiers_of(session, unit, rows)}

    def problems(self) -> list[str]:
        """What its own check finds."""
        with self.store.reading() as session:
            return list(problems(session))


@dataclass
class CounterOf:
    """One counter with its lanes; can crash at any moment."""

    name: str
    home: Home
    centre: CentreOf
    clock: Callable[[], datetime]
    replica_type: type[FragileReplica]
    ahead: timedelta = timedelta()
    """How far its clock is off."""
    starts: int = 0

    def __post_init__(self) -> None:
        self.start()

    def now(self) -> datetime:
        """What its own clock shows."""
        return self.clock() + self.ahead

    def start(self) -> None:
        """Start the program on what the store holds."""
        self.starts += 1
        self.draws = drawn(f"{self.name}-{self.starts}")
        self.store: Store = open_store(self.home)
        self.desk = Desk(self.store, self.now, self.draws)
        self.network = Network(self.centre.app)
        client = httpx.AsyncClient(transport=self.network, base_url="http://centre")
        self.replica = self.replica_type(self.store, self.home.instance())
        self.lanes = Lanes(Courier(client, self.replica, self.now, self.draws))

    def crash(self) -> None:
        """End without a farewell, and start again."""
        self.store.close()
        self.start()

    def plan(self, lane: LaneName) -> Step:
        """What a lane does next, its waits over."""
        self.lanes.state = rested(self.lanes.state, lane)
        unsent = self.replica.head().seq - self.replica.acknowledged()
        return plan(self.lanes.state, lane, unsent=unsent, patient=False)

    async def step(self, lane: LaneName, fault: Fault | None = None) -> bool:
        """Take one step of a lane; False when it rests."""
        step = self.plan(lane)
        if isinstance(step, Rest):
            return False
        self.network.app = self.centre.app
        self.network.fault = fault
        if fault == "commit_fails":
            self.centre.outage.due.append(True)
        try:
            await self.lanes.do(lane, step)
        except CrashError:
            self.crash()
        self.network.fault = None
        self.centre.outage.due.clear()
        return True

    def record(
        self, kind: str, body: Shape, dossier: UUID | None, home: str | None = None
    ) -> Entry:
        """Record a fact as a use case does."""
        fact = Fact(kind, body, self.now(), "lan", dossier, home)
        with self.store.write() as session:
            entries = append(session, [fact], now=self.now(), random_bytes=self.draws)
            show_own(session, entries)
        return entries[0].entry

    def journal(self) -> list[str]:
        """Its entries as first written, in order."""
        with self.store.read() as session:
            return list(session.exec(select(Journal.text).order_by(col(Journal.place))))

    def answered(self) -> dict[int, str | None]:
        """What the centre answered of each entry."""
        with self.store.read() as session:
            return dict(session.exec(select(Journal.seq, Journal.outcome)).all())

    def feed(self) -> list[tuple[int | None, str]]:
        """Ranks and ids of what is confirmed here."""
        with self.store.read() as session:
            return list(session.exec(select(Feed.rank, Feed.id).order_by(col(Feed.position))))

    def dossiers(self) -> dict[UUID, Dossier]:
        """The dossiers as the officer sees them."""
        with self.store.read() as session:
            states = [
                Dossier.model_validate_json(one) for one in session.exec(select(DossierRow.state))
            ]
        return {state.id: state for state in states}

    def pending(self) -> int:
        """How many of its entries no feed has confirmed."""
        with self.store.read() as session:
            return sum(session.exec(select(DossierRow.pending)))


@dataclass
class World:
    """Everything, on copies of two enrolled counters and their centre."""

    replica_type: type[FragileReplica] = FragileReplica
    store_type: type[FragileStore] = FragileStore
    spoil: Callable[[Path], None] = lambda _: None
    """Done to the files before anything starts."""
    time: datetime = MORNING

    def __post_init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="counter-desk-"))
        shutil.copytree(template(FIRST_UNIT), self.folder, dirs_exist_ok=True)
        self.spoil(self.folder)
        self.centre = CentreOf(self.folder / "centre.sqlite", self._wrapped, self.clock)
        self.counters = {
            name: CounterOf(
                name, Home(self.folder / name), self.centre, self.clock, self.replica_type
            )
            for name in COUNTERS
        }
        self.runner = asyncio.Runner()

    def _wrapped(self, store: CentreStore, outage: Outage) -> CentreStore:
        return self.store_type(store.engine, store.reader, store.writer, outage)

    def clock(self) -> datetime:
        """The true time."""
        return self.time

    def step(self, counter: str, lane: LaneName, fault: Fault | None = None) -> bool:
        """Take one step of a counter's lane."""
        return self.runner.run(self.counters[counter].step(lane, fault))

    def close(self) -> None:
        """End everything and remove its files."""
        self.runner.close()
        for counter in self.counters.values():
            counter.store.close()
        self.centre.store.close()
        shutil.rmtree(self.folder, ignore_errors=True)


@cache
def template(places: tuple[Place, ...]) -> Path:
    """A folder with a centre and enrolled counters, each named once; made once per process."""
    folder = Path(tempfile.mkdtemp(prefix="counter-desk-template-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    store = open_centre_store(f"sqlite:///{folder / 'centre.sqlite'}")
    draws = drawn("template")
    create_app(store, now=lambda: MORNING, random_bytes=draws)
    with store.writing() as session:
        for unit in sorted({unit for unit, _ in places}):
            add_unit(session, NewUnit(unit, "UBND xã Bình Minh"), now=MORNING)
        catalogue = Catalogue(version=1, published_on=date(2020, 1, 1), procedures=(PROCEDURE,))
        publish_own_catalogue(session, catalogue, now=MORNING)
        publish_calendar(session, official_calendar(), now=MORNING)
    for unit, name in places:
        _enrol(folder, store, unit, name, draws)
    store.close()
    return folder


def _enrol(
    folder: Path, store: CentreStore, unit: str, name: str, draws: Callable[[int], bytes]
) -> None:
    home = Home(folder / name)
    with store.writing() as session:
        code = new_enrol_code(session, unit, now=MORNING, random_bytes=draws)
    asked = EnrolRequest(request=name, code=code, name=name, instance=home.instance())
    with store.writing() as session:
        granted = enrol(session, asked, incarnation="", now=MORNING, random_bytes=draws)
    begin_journal(home, "http://centre", granted, now=lambda: MORNING, random_bytes=draws).close()
    centre = CentreOf(folder / "centre.sqlite", lambda store, _: store, lambda: MORNING)
    counter = CounterOf(name, home, centre, lambda: MORNING, FragileReplica)
    asyncio.run(counter.lanes.courier.perform(Refresh()))
    counter.store.close()
    centre.store.close()
