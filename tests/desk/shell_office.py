"""A whole office for tests of the shell: a real store, a folder of papers, and no centre."""

import random
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import httpx
from argon2 import PasswordHasher
from textual.pilot import Pilot
from textual.widgets import Input
from textual.worker import WorkerCancelled

from desk.app import DeskApp
from desk.rules.reception import all_required, chosen
from desk.screens.sign_in import SignInScreen
from desk.serial.port import SerialPort
from desk.store.home import Home
from desk.store.references import case_of, procedure_of
from desk.store.replica import StoreReplica
from desk.store.store import Store
from desk.texts.sign_in import OPENING
from desk.usecases.desk import Desk
from desk.usecases.drafts import new_form
from desk.usecases.enrol import begin_journal
from desk.usecases.office import Office
from desk.usecases.receive import Accepted, receive_dossier
from printing.spool import FolderTransport, Transport
from schemas.codes import band_of_slot
from schemas.data import official_calendar
from schemas.people import Person
from schemas.reception import ReceptionForm
from schemas.wire import Enrolled, Officer, Reference
from sync.centre.data import demo_catalogue, demo_unit
from sync.courier import Courier
from tests.desk.prepared import prepare
from tests.desk.widgets.keys import type_in_one_read

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
MORNING = datetime(2020, 3, 2, 9, 0, tzinfo=HANOI)
PASSWORD = "demo-2019"
PROCEDURE = "1.001193"
CARD = "001087012345|012345678|Phạm Văn Bình|01021987|Nam|Thôn Mẫu, xã Bình Minh|05052019"
ENDLESS = {"line", "print-questions", "scanner"}
"""Workers that end with the program, or with an answer."""


@cache
def verifier() -> str:
    """Argon2id of the password, cheap, since only the real thing's form matters here."""
    return PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PASSWORD)


def officers(*, must_change: bool = False, demo: bool = True) -> tuple[Officer, ...]:
    """The demo unit's three officers."""
    return tuple(
        Officer(
            account=one.account,
            name=one.name,
            role=one.role,
            verifier=verifier(),
            must_change=must_change,
            demo=demo,
        )
        for one in demo_unit().officers
    )


@dataclass
class Clock:
    """A clock that stands until it is told to go on."""

    at: datetime = MORNING
    seconds: float = 0.0

    def now(self) -> datetime:
        return self.at

    def monotonic(self) -> float:
        return self.seconds

    def pass_(self, seconds: float) -> None:
        self.at += timedelta(seconds=seconds)
        self.seconds += seconds


@dataclass
class Shop:
    """One counter, ready to be opened."""

    home: Home
    clock: Clock = field(default_factory=Clock)
    answer: Callable[[httpx.Request], httpx.Response] | httpx.ASGITransport | None = None
    """What the centre says; nothing when None."""
    transport: Transport | None = None
    slip: Any = None
    """What a busy day left: the slip of a citizen who has to come back."""
    demo_password: str = PASSWORD
    scanner: SerialPort | None = None
    _random: random.Random = field(default_factory=lambda: random.Random(7))

    def random_bytes(self, size: int) -> bytes:
        return self._random.randbytes(size)

    def open(self) -> Office:
        self.store = store = _open(self.home)
        self.home.paper.mkdir(exist_ok=True)
        return Office(
            desk=Desk(store, self.clock.now, self.random_bytes),
            transport=self.transport or FolderTransport(self.home.paper),
            open_courier=lambda: self.courier(store),
            demo_password=self.demo_password,
            scanner=self.scanner,
        )

    def courier(self, store: Store) -> Courier:
        answer = self.answer or _no_line
        wire = answer if isinstance(answer, httpx.ASGITransport) else httpx.MockTransport(answer)
        replica = StoreReplica(store, self.home.instance())
        return Courier(
            httpx.AsyncClient(transport=wire), replica, self.clock.now, self.random_bytes
        )

    def desk(self) -> Desk:
        """The same counter, for looking into its store."""
        return Desk(_open(self.home), self.clock.now, self.random_bytes)

    def app(self, **more: Any) -> DeskApp:
        return DeskApp(
            open_office=self.open,
            crash_log=self.home.crash_log,
            now=self.clock.now,
            monotonic=self.clock.monotonic,
            **more,
        )


def shop(folder: Path, *, accounts: tuple[Officer, ...] | None = None, **more: Any) -> Shop:
    """An enrolled counter with the demo unit's reference data."""
    made = Shop(Home(folder / "home"), **more)
    working = officers() if accounts is None else accounts

    def make(folder: Path) -> None:
        _enrol(made, Home(folder), working)

    prepare(made.home.path, f"shop {made.clock.at} {working}", make, made._random)
    return made


def _enrol(counter: Shop, home: Home, accounts: tuple[Officer, ...]) -> None:
    granted = Enrolled(
        request="r",
        incarnation="i",
        counter="Q1",
        epoch=1,
        token="t",
        unit=demo_unit().identifier,
        band=band_of_slot(1),
    )
    store = begin_journal(
        home,
        "http://centre",
        granted,
        now=counter.clock.now,
        random_bytes=counter.random_bytes,
    )
    replica = StoreReplica(store, home.instance())
    unit = demo_unit()
    settings = {
        "name": unit.name,
        "superior": unit.superior,
        "place": unit.place,
        "phone": unit.phone,
        "lookup_url": unit.lookup_url,
        "demo": True,
    }
    parts: dict[str, Any] = {
        "settings": settings,
        "catalogue": demo_catalogue().model_dump(mode="json"),
        "calendar": official_calendar().model_dump(mode="json"),
        "officers": [one.model_dump(mode="json") for one in accounts],
    }
    for name, content in parts.items():
        answer = Reference.model_validate(
            {
                "request": "r",
                "incarnation": "i",
                "name": name,
                "version": 1,
                "published_at": MORNING - timedelta(days=3),
                "content": content,
            }
        )
        replica.store_reference(answer, f'"{name}-1"')
    store.close()


def _open(home: Home) -> Store:
    from desk.store.store import open_store

    return open_store(home)


def _no_line(request: httpx.Request) -> httpx.Response:
    raise httpx.ConnectError("no line", request=request)


def filled_form(desk: Desk, name: str, officer: str = "lan") -> ReceptionForm:
    """A form that can be received as it is."""
    procedure = procedure_of(demo_catalogue(), PROCEDURE)
    assert procedure is not None
    case = case_of(procedure, procedure.cases[0].key)
    assert case is not None
    form = chosen(new_form(desk, officer, Person(name=name)), procedure, case)
    return form.model_copy(update={"papers": all_required(form.papers, case)})


def received(desk: Desk, name: str) -> Accepted:
    """A dossier received at this counter."""
    answer = receive_dossier(filled_form(desk, name), desk)
    assert isinstance(answer, Accepted), answer
    return answer


def _is_opening(pilot: Pilot[Any]) -> bool:
    """Opening begins after the first paint, and so not yet with the first key."""
    screen = pilot.app.screen
    return isinstance(screen, SignInScreen) and str(screen.credentials.said.content) == OPENING


async def settle(pilot: Pilot[Any]) -> None:
    """Wait for everything that ends by itself, then for idleness."""
    for _ in range(2000):
        if not _is_opening(pilot):
            break
        await pilot.pause()
    for _ in range(3):
        for one in [one for one in pilot.app.workers if one.group not in ENDLESS]:
            with suppress(WorkerCancelled):  # A newer reading took its place.
                await one.wait()
        await pilot.pause()


async def until(pilot: Pilot[Any], is_so: Callable[[], bool]) -> None:
    """Wait for something that no worker announces."""
    for _ in range(1000):
        if is_so():
            return
        await pilot.pause()
    raise AssertionError("it never came")


async def still(pilot: Pilot[Any]) -> None:
    """Settled, with a cursor that does not blink: for pictures."""
    await settle(pilot)
    await unblinking(pilot)


async def unblinking(pilot: Pilot[Any]) -> None:
    """Let no cursor blink on the screen of now."""
    for one in pilot.app.screen.query(Input):
        one.cursor_blink = False
    await pilot.pause()


async def signed_in(pilot: Pilot[Any], account: str = "lan", password: str = PASSWORD) -> None:
    """Type account and password, and wait for what follows."""
    await settle(pilot)
    # In one read, as whoever types ahead: waiting for every key takes most of a second.
    type_in_one_read(pilot.app, f"{account}\r{password}\r")
    await settle(pilot)
