"""An enrolled counter on a real store, with the demo catalogue and a clock that stands."""

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from argon2 import PasswordHasher

from desk.rules.reception import came, checklist
from desk.store.home import Home
from desk.store.replica import StoreReplica
from desk.store.store import open_store
from desk.usecases.desk import Desk
from desk.usecases.drafts import new_form
from desk.usecases.enrol import begin_journal
from schemas.codes import band_of_slot
from schemas.data import official_calendar
from schemas.people import Person
from schemas.procedures import Case, Procedure
from schemas.reception import ReceptionForm
from schemas.wire import Enrolled, Officer, Reference, ReferenceName
from sync.centre.data import demo_catalogue
from tests.desk.prepared import prepare

MONDAY = datetime(2020, 3, 2, 2, 0, tzinfo=UTC)
"""Nine in the morning in Vietnam, on a working Monday."""
LAN = Officer(account="lan", name="Nguyễn Thị Lan", verifier="", demo=True)
AN = Person(
    name="Nguyễn Văn An",
    number="024090000123",
    phone="0912345678",
    gender="male",
    birth_date=datetime(1990, 1, 2, tzinfo=UTC).date(),
    address="Thôn Đông, xã Tân Tiến, huyện Yên Dũng, Bắc Giang",
)
CARD = "024090000123||Nguyễn Văn An|02011990|Nam|Thôn Đông, xã Tân Tiến, Bắc Giang|10022021"
RESIDENCE = "1.004194"
"""Đăng ký tạm trú: one case, two papers, fees by channel, three working days."""
BIRTH = "1.001193"
"""Đăng ký khai sinh: three cases."""


@dataclass
class Clock:
    """A clock that moves only when told."""

    at: datetime = MONDAY

    def __call__(self) -> datetime:
        """The instant now."""
        return self.at


@dataclass
class Printer:
    """Counts how often printing was asked for."""

    asked: int = 0

    def __call__(self) -> None:
        """Be asked once more."""
        self.asked += 1


@dataclass
class Office:
    """A desk with its home and its clock."""

    desk: Desk
    home: Home
    clock: Clock
    printer: Printer = field(default_factory=Printer)


def seeded() -> Callable[[int], bytes]:
    """Random bytes that are the same in every run."""
    return random.Random(2019).randbytes


def open_office(path: Path, *, settings: dict[str, str] | None = None) -> Office:
    """Enrol counter Q1 of the demo commune under a path, with catalogue, calendar and officers."""
    clock, home, source = Clock(), Home(path / "home"), random.Random(2019)
    named = settings or {"name": "UBND xã Tân Tiến", "place": "Tân Tiến"}

    def make(folder: Path) -> None:
        _enrol(Home(folder), clock, source.randbytes, named)

    prepare(home.path, f"office {sorted(named.items())}", make, source)
    return Office(Desk(open_store(home), clock, source.randbytes), home, clock)


def _enrol(
    home: Home, clock: Clock, random_bytes: Callable[[int], bytes], settings: dict[str, str]
) -> None:
    granted = Enrolled(
        request="r",
        incarnation="i",
        counter="000.17.22.H02/Q1",
        epoch=1,
        token="t",
        unit="000.17.22.H02",
        band=band_of_slot(1),
    )
    store = begin_journal(home, "http://x", granted, now=clock, random_bytes=random_bytes)
    replica = StoreReplica(store, home.instance())
    content: dict[ReferenceName, object] = {
        "catalogue": demo_catalogue().model_dump(mode="json"),
        "calendar": official_calendar().model_dump(mode="json"),
        "officers": [LAN.model_dump(mode="json")],
        "settings": settings,
    }
    for name, one in content.items():
        answer = Reference(
            request="r", incarnation="i", name=name, version=1, published_at=MONDAY, content=one
        )
        replica.store_reference(answer, f'"{name}-1"')
    store.close()


def with_passwords(office: Office) -> Office:
    """The office with `lan` and her head of unit `truong`; a password is the account and `-1`."""
    cheap = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    officers = [
        Officer(account=account, name=account, role=role, verifier=cheap.hash(f"{account}-1"))
        for account, role in (("lan", "officer"), ("truong", "head"))
    ]
    answer = Reference(
        request="r",
        incarnation="i",
        name="officers",
        version=2,
        published_at=MONDAY,
        content=[one.model_dump(mode="json") for one in officers],
    )
    StoreReplica(office.desk.store, "instance").store_reference(answer, '"officers-2"')
    return office


def procedure(code: str) -> Procedure:
    """A procedure of the demo catalogue."""
    return next(one for one in demo_catalogue().procedures if one.code == code)


def only_case(code: str) -> Case:
    """The first case of a procedure of the demo catalogue."""
    return procedure(code).cases[0]


def complete_form(office: Office, person: Person = AN, code: str = RESIDENCE) -> ReceptionForm:
    """A form with everything that acceptance asks for."""
    case = only_case(code)
    asked = {paper.key: paper for paper in case.papers}
    papers = tuple(came(paper, asked[paper.key]) for paper in checklist(case))
    form = new_form(office.desk, LAN.account, person)
    return form.model_copy(update={"procedure": code, "case": case.key, "papers": papers})


def lacking_form(office: Office, person: Person = AN, code: str = RESIDENCE) -> ReceptionForm:
    """A form in which every paper is missing."""
    form = complete_form(office, person, code)
    return form.model_copy(update={"papers": checklist(only_case(code))})
