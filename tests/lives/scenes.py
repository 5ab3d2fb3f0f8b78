"""A counter and its centre whose disks can be put back, copied and revived."""

import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from uuid import UUID

from sqlalchemy import update
from sqlmodel import col, select

from desk.rules.reception import came, checklist
from desk.store.home import Home
from desk.store.scans import StoreScans
from desk.store.tables import Counter, Sidelined
from desk.usecases.attach import Attached, Place, attach_content
from desk.usecases.drafts import new_form
from desk.usecases.epochs import check_instance
from desk.usecases.receive import Accepted, Refused, receive_dossier
from desk.usecases.verify import verify
from schemas.people import Person
from schemas.reception import ReceptionForm
from sync.centre.blobs import count_pending
from sync.centre.restoring import begin_incarnation
from sync.centre.tables import CodeClaim, StoredEntry, UnitHead
from sync.scan_lane import ScanLane
from tests.properties.world import PROCEDURE, UNIT, CounterOf, FragileReplica, World, drawn

AN = Person(
    name="Nguyễn Văn An",
    number="024090000123",
    phone="0912345678",
    gender="male",
    address="Thôn Đông, xã Tân Tiến, Bắc Giang",
)


@dataclass
class Scene:
    """One world, and every receipt that any of its machines ever printed."""

    world: World
    printed: list[tuple[str, UUID]] = field(default_factory=list)
    recorded: set[str] = field(default_factory=set)
    starts: int = 0

    def counter(self, name: str = "Q1") -> CounterOf:
        """A counter as it runs now."""
        return self.world.counters[name]

    def receive(self, at: CounterOf, count: int = 1) -> None:
        """Receive citizens; what is printed is in their hands for good."""
        for _ in range(count):
            answer = self.attempt(at)
            assert isinstance(answer, Accepted), answer
            self.printed.append((answer.code, answer.id))
        self.recorded |= {entry_id(text) for text in at.journal()}

    def attempt(self, at: CounterOf) -> Accepted | Refused:
        """Try to receive one citizen."""
        return receive_dossier(self.form(at), at.desk)

    def form(self, at: CounterOf) -> ReceptionForm:
        """A citizen's form, complete."""
        case = PROCEDURE.cases[0]
        asked = {paper.key: paper for paper in case.papers}
        papers = tuple(came(paper, asked[paper.key]) for paper in checklist(case))
        form = new_form(at.desk, "lan", AN)
        update = {"procedure": PROCEDURE.code, "case": case.key, "papers": papers}
        return form.model_copy(update=update)

    def sync(self, at: CounterOf) -> bool:
        """Work both lanes until all is done, or something is in the way."""
        at.network.app = self.world.centre.app
        return self.world.runner.run(at.lanes.drain())

    def attach(self, at: CounterOf, scan: str = "") -> bool:
        """Attach a file to the first dossier; whether it had not been attached before."""
        place = Place(self.printed[0][1], "proof")
        answer = attach_content(f"%PDF-1.7 {scan}".encode(), "a.pdf", place, "lan", at.desk)
        assert isinstance(answer, Attached), answer
        return answer.created

    def send_scans(self, at: CounterOf) -> int:
        """Deliver a counter's files; how many attached files the centre lacks then."""
        assert self.world.runner.run(ScanLane(at.lanes.courier, StoreScans(at.store)).drain())
        with self.world.centre.store.reading() as session:
            return count_pending(session)

    def stop(self, at: CounterOf) -> None:
        """Switch a machine off."""
        at.store.close()

    def start(self, at: CounterOf) -> None:
        """Switch it on, as the program does."""
        self.starts += 1
        at.start()
        at.draws = drawn(f"{at.name}-again-{self.starts}")
        object.__setattr__(at.desk, "random_bytes", at.draws)
        at.lanes.courier.random_bytes = at.draws
        check_instance(at.desk, at.home.instance())

    def image(self, at: CounterOf, name: str) -> Path:
        """An image of a machine's whole disk."""
        self.stop(at)
        kept = self.world.folder / f"image-{name}"
        shutil.copytree(at.home.path, kept)
        self.start(at)
        return kept

    def put_back(self, at: CounterOf, kept: Path) -> None:
        """A machine's whole disk is what it was when the image was made."""
        self.stop(at)
        shutil.rmtree(at.home.path)
        shutil.copytree(kept, at.home.path)
        self.start(at)

    def machine_of(self, kept: Path, name: str, *, is_same_instance: bool = True) -> CounterOf:
        """Another machine, made from an image."""
        path = self.world.folder / name
        shutil.copytree(kept, path)
        if not is_same_instance:
            (path / "instance").unlink()
        made = CounterOf("Q1", Home(path), self.world.centre, self.world.clock, FragileReplica)
        self.stop(made)
        self.start(made)
        return made

    def image_of_centre(self, name: str = "backup") -> Path:
        """A backup of the centre's database."""
        self.world.centre.store.close()
        kept = self.world.folder / f"image-of-centre-{name}"
        shutil.copy(self.world.centre.path, kept)
        self.world.centre.start()
        return kept

    def restore_centre(self, kept: Path, *, announced: bool = True) -> None:
        """The centre's database is its backup, and its technician has said so, or forgot."""
        self.world.centre.store.close()
        for one in self.world.folder.glob("centre.sqlite*"):
            one.unlink()
        shutil.copy(kept, self.world.centre.path)
        self.world.centre.start()
        if announced:
            self.announce()

    def announce(self) -> None:
        """The technician says that the centre was restored, while it serves."""
        draws = drawn(f"restored {self.world.centre.starts}")
        with self.world.centre.store.writing() as session:
            begin_incarnation(session, now=self.world.clock(), random_bytes=draws)

    @contextmanager
    def pruned(self, unit: str = UNIT) -> Iterator[None]:
        """The feed of a unit reaches back no further than its newest entry."""
        for pruned in (UnitHead.position, 0):
            head = update(UnitHead).where(col(UnitHead.unit) == unit).values(pruned=pruned)
            with self.world.centre.store.writing() as session:
                session.connection().execute(head)
            if pruned is UnitHead.position:
                yield

    def row(self, at: CounterOf) -> Counter:
        """What a counter knows of itself."""
        with at.store.read() as session:
            return session.exec(select(Counter)).one()

    def put_aside(self, at: CounterOf) -> int:
        """How many entries the centre had no place for."""
        with at.store.read() as session:
            return len(session.exec(select(Sidelined)).all())

    def nothing_is_lost_and_no_number_given_twice(self, *counters: CounterOf) -> None:
        """The invariants that every scene ends with."""
        codes = [code for code, _ in self.printed]
        assert len(codes) == len(set(codes)), "a number was printed twice"
        centre = self.world.centre
        with centre.store.reading() as session:
            ids = {str(one) for one in session.exec(select(StoredEntry.id))}
            found = dict(session.exec(select(CodeClaim.code, CodeClaim.dossier)).all())
        assert self.recorded <= ids, "an entry was lost"
        assert found.items() >= dict(self.printed).items(), "a printed code finds no dossier"
        assert centre.problems() == []
        for at in counters:
            assert verify(at.desk) == ()
            assert self.recorded_at(at) <= ids
            shown = at.dossiers()
            assert shown == {one: made for one, made in centre.dossiers().items() if one in shown}
            assert {dossier for _, dossier in self.printed} <= shown.keys()

    def recorded_at(self, at: CounterOf) -> set[str]:
        """The ids of a counter's journal."""
        return {entry_id(text) for text in at.journal()}

    def epochs(self) -> list[int]:
        """The epochs of Q1's entries at the centre."""
        query = select(StoredEntry.epoch).where(col(StoredEntry.counter).endswith("/Q1"))
        with self.world.centre.store.reading() as session:
            return sorted(set(session.exec(query)))


def entry_id(text: str) -> str:
    """The id of an entry."""
    return str(json.loads(text)["id"])


@contextmanager
def a_scene() -> Iterator[Scene]:
    """A world that is cleared away at the end."""
    world = World()
    try:
        yield Scene(world)
    finally:
        world.close()
