"""What happens to machines, disks, lines and clocks; each seed has a few of these."""

import shutil
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

from sqlmodel import select

from desk.store.store import StoreError
from desk.usecases.backup import BackedUp, back_up
from desk.usecases.restore import Restored, restore
from sync.centre.epochs import BEHIND, CLONE, settle_alarm
from sync.centre.tables import Counter
from tests.properties.world import CrashError
from tests.simulator.centre import SimulatedCentre
from tests.simulator.chances import Chances, Trace
from tests.simulator.desk import SECONDS_OFF, SimulatedDesk
from tests.simulator.loop import VirtualLoop
from tests.simulator.truth import Truth
from tests.simulator.weather import Side, Weather

SIDES: tuple[Side, ...] = ("out", "in", "both")
JUMPS_MINUTES = (-1440, -61, -61, -5, -5, 5, 5, 5, 61, 1440)


@dataclass
class Nemesis:
    """Makes things go wrong, one after another."""

    folder: Path
    loop: VirtualLoop
    chances: Chances
    trace: Trace
    weather: Weather
    truth: Truth
    centre: SimulatedCentre
    desks: list[SimulatedDesk]
    """The machines that are there; a clone is one more."""
    clone: Callable[[SimulatedDesk, Path], SimulatedDesk]
    work: Callable[[SimulatedDesk], None]
    act: Callable[[], None]
    """A department does something at the centre."""
    copies: int = 0
    images: dict[str, list[Path]] = field(default_factory=dict)
    backups: dict[str, list[Path]] = field(default_factory=dict)
    centre_copies: list[Path] = field(default_factory=list)

    async def strike(self, kind: str) -> None:
        """Let one thing go wrong."""
        self.trace.fault("nemesis", kind)
        await KINDS[kind](self)

    def _desk(self) -> SimulatedDesk:
        return self.chances.pick(self.desks)

    def _path(self, name: str) -> Path:
        self.copies += 1
        return self.folder / f"{name}-{self.copies}"

    async def _go_on(self, desk: SimulatedDesk) -> None:
        """People work on at a machine, so that there is something to lose, or to contradict."""
        for _ in range(10):
            if not desk.is_on:
                await self.loop.pass_time(SECONDS_OFF[1] / 10)
        for _ in range(3):
            await self.loop.pass_time(self.chances.between(3.0, 15.0))
            if desk.is_on:
                self.work(desk)

    async def end_a_desk(self) -> None:
        """A program ends, whatever it is doing."""
        self._desk().kill()

    async def end_the_centre(self) -> None:
        """The centre is down for a while."""
        self.centre.end()
        await self.loop.pass_time(self.chances.between(1.0, 40.0))

    async def cut_a_line(self) -> None:
        """A line is cut one way or both, for a while."""
        desk = self._desk()
        self.weather.cuts[desk.who] = self.chances.pick(SIDES)
        await self.loop.pass_time(self.chances.between(5.0, 70.0))
        self.weather.cuts.pop(desk.who, None)

    async def cut_all_lines(self) -> None:
        """The whole province is offline for a while, and back at once."""
        gone = [desk.who for desk in self.desks]
        self.weather.cuts.update(dict.fromkeys(gone, "both"))
        await self.loop.pass_time(self.chances.between(10.0, 70.0))
        for who in gone:
            self.weather.cuts.pop(who, None)

    async def let_only_little_through(self) -> None:
        """A proxy in front of some machines refuses larger uploads for a while."""
        behind = [desk.who for desk in self.desks if self.chances.happens(0.6)]
        most = self.chances.random.randrange(*UPLOAD_BYTES)
        self.weather.uploads.update(dict.fromkeys(behind, most))
        await self.loop.pass_time(self.chances.between(20.0, 90.0))
        for who in behind:
            self.weather.uploads.pop(who, None)

    async def keep_the_centre_busy(self) -> None:
        """No push finds a place for a while: 503."""
        admission = self.centre.context.admission
        places, admission.unit_places, admission.wait_seconds = admission.unit_places, 0, 2.0
        await self.loop.pass_time(self.chances.between(5.0, 30.0))
        admission.unit_places = places

    async def set_a_clock(self) -> None:
        """Somebody sets a machine's clock."""
        self._desk().ahead = timedelta(minutes=self.chances.pick(JUMPS_MINUTES))

    async def page_by_few(self) -> None:
        """The centre hands out few rows at a time."""
        desk = self._desk()
        desk.page_limit = self.chances.random.randrange(1, 4)
        desk.kill()

    async def image_a_disk(self) -> None:
        """An image is made of a machine's whole disk."""
        await self._imaged(self._desk())

    async def _imaged(self, desk: SimulatedDesk) -> None:
        await desk.keep_off()
        image = self._path("image")
        shutil.copytree(desk.home.path, image)
        self.images.setdefault(desk.who, []).append(image)
        desk.release()

    async def put_a_disk_back(self) -> None:
        """A machine's disk is what it was when an image was made."""
        having = [desk for desk in self.desks if self.images.get(desk.who)]
        if not having:
            await self.image_a_disk()
            having = [desk for desk in self.desks if self.images.get(desk.who)]
        desk = self.chances.pick(having)
        await self._go_on(desk)
        await self._put_back(desk, self.chances.pick(self.images[desk.who]))
        await self._come_back(desk)

    async def _put_back(self, desk: SimulatedDesk, image: Path) -> None:
        """Leaves the machine off."""
        await desk.keep_off()
        self.truth.observe([desk])
        shutil.rmtree(desk.home.path)
        shutil.copytree(image, desk.home.path)
        desk.life += 1
        self._mourn()

    async def _come_back(self, desk: SimulatedDesk) -> None:
        """A machine works on in an earlier life, often before it hears of the other one."""
        is_cut = self.chances.happens(0.5)
        if is_cut:
            self.weather.cuts[desk.who] = "both"
        desk.release()
        await self._go_on(desk)
        if is_cut:
            self.weather.cuts.pop(desk.who, None)

    async def clone_a_machine(self) -> None:
        """A second machine is made from the image of one, with or without its instance."""
        if len(self.desks) >= CLONES_UP_TO:
            return
        desk = self._desk()
        await desk.keep_off()
        self._cloned(desk)

    def _cloned(self, desk: SimulatedDesk) -> None:
        """Of a machine that is off: both start, neither knows of the other."""
        path = self._path("clone")
        shutil.copytree(desk.home.path, path)
        if self.chances.happens(0.4):
            (path / "instance").unlink()
        desk.release()
        self.desks.append(self.clone(desk, path))

    async def bring_the_same_news_twice(self) -> None:
        """A disk goes back, work goes on unheard, and two copies of that meet the centre at once.

        What was written unheard stands where the centre has other entries, so both machines write
        the same facts once more, each in a life of its own.
        """
        if len(self.desks) >= CLONES_UP_TO:
            return
        desk = self._desk()
        await self._imaged(desk)
        await self._go_on(desk)
        await self._put_back(desk, self.images[desk.who][-1])
        self.weather.cuts[desk.who] = "both"
        desk.release()
        await self._go_on(desk)
        await desk.keep_off()
        self.weather.cuts.pop(desk.who, None)
        if len(self.desks) < CLONES_UP_TO:
            self._cloned(desk)
        else:
            desk.release()

    async def merge_a_unit(self) -> None:
        """A unit is merged while its counters are away: others go on with its dossiers."""
        units = sorted({desk.unit for desk in self.desks})
        if len(units) < 2 or self.truth.ended:
            return
        ended = self.chances.pick(units)
        self.truth.ended.add(ended)
        away = [desk for desk in self.desks if desk.unit == ended]
        self.weather.cuts.update({desk.who: "both" for desk in away})
        for desk in self.desks:
            if desk.unit != ended:
                await self._go_on(desk)
        for desk in away:
            self.weather.cuts.pop(desk.who, None)

    async def back_a_desk_up(self) -> None:
        """`desk backup`, while work goes on."""
        desk = self._desk()
        if not desk.is_on:
            return
        path = self._path("backup")
        try:
            said = back_up(path, desk.home, desk.desk)
        except (CrashError, StoreError):
            return
        if isinstance(said, BackedUp):
            self.backups.setdefault(desk.who, []).append(path)

    async def restore_a_desk(self) -> None:
        """`desk restore`: onto the machine as it is, or onto a new disk since the old one died."""
        having = [desk for desk in self.desks if self.backups.get(desk.who)]
        if not having:
            await self.back_a_desk_up()
            having = [desk for desk in self.desks if self.backups.get(desk.who)]
        if not having:
            return
        desk = self.chances.pick(having)
        await self._go_on(desk)
        await desk.keep_off()
        self.truth.observe([desk])
        if self.chances.happens(0.6):
            for one in desk.home.path.glob("desk.db*"):
                one.unlink()
        said = restore(
            self.chances.pick(self.backups[desk.who]),
            desk.home,
            recovery_key=None,
            now=desk.now,
            random_bytes=self.chances.draw,
        )
        self.trace.note(desk.who, "restore", type(said).__name__)
        if not isinstance(said, Restored) and not desk.home.database.exists():
            self.truth.broken.append(f"a sound backup was not restored: {said}")
        desk.life += 1
        self._mourn()
        await self._come_back(desk)

    async def copy_the_centre(self) -> None:
        """A backup of the centre's database."""
        if self.centre.is_up:
            path = self._path("centre")
            self.centre.copy_to(path)
            self.centre_copies.append(path)

    async def restore_the_centre(self) -> None:
        """The centre goes back to a backup, and its technician says so."""
        if not self.centre_copies:
            await self.copy_the_centre()
        if not self.centre_copies:
            return
        for _ in range(2):
            # What the copy lacks, and counters have heard of.
            self.act()
            await self._go_on(self._desk())
        self.truth.observe(self.desks)
        self.truth.observe_centre(self.centre)
        self.truth.note_heads(self.centre)
        self.centre.end()
        await self.loop.pass_time(self.chances.between(1.0, 30.0))
        if self.centre.is_up:
            # Somebody has started it meanwhile; the technician ends it for good.
            self.truth.observe_centre(self.centre)
            self.truth.note_heads(self.centre)
            self.centre.end()
        self.truth.observe(self.desks)
        self.centre.restore(self.chances.pick(self.centre_copies))
        is_told = self.chances.happens(TOLD_AT_ONCE)
        if is_told:
            self.centre.announce()
        else:
            self.truth.note_untold(self.centre)
        self.centre.start()
        self._mourn()
        for _ in range(0 if is_told else 2):
            # Departments go on, too, in the places of what they wrote before.
            self.act()

    def announce(self) -> None:
        """The technician of a centre that was put back hears of it, and says so."""
        before, self.weather.is_fine = self.weather.is_fine, True
        self.trace.note("nemesis", "restored")
        self.centre.announce()
        self.weather.is_fine = before

    async def announce_late(self) -> None:
        """`desk-centre restored`, once a counter has noticed it."""
        if self.centre.is_up and self.has_noticed():
            self.truth.observe_centre(self.centre)
            self.announce()

    def has_noticed(self) -> bool:
        """Whether a counter told the centre that it had read more than is there."""
        noticed = select(Counter.counter).where(Counter.alarm == BEHIND)
        with self.centre.store.reading() as session:
            return session.exec(noticed).first() is not None

    def _mourn(self) -> None:
        is_up = self.centre.is_up
        if not is_up:
            self.centre.start()
        lost = self.truth.mourn(self.desks, self.centre)
        self.trace.note("nemesis", "lost with a disk", lost)
        if not is_up:
            self.centre.end()

    def settle_alarms(self) -> None:
        """The technician hears of two installations, and says that one has ended."""
        with self.centre.store.writing() as session:
            names = session.exec(select(Counter.counter).where(Counter.alarm == CLONE)).all()
            for name in sorted(names):
                self.trace.note("centre", "settle-clone", name)
                settle_alarm(session, name, now=self.centre.now())

    async def settle_an_alarm(self) -> None:
        """A technician settles alarms while both machines are still there."""
        if not self.centre.is_up:
            return
        before, self.weather.is_fine = self.weather.is_fine, True
        self.settle_alarms()
        self.weather.is_fine = before

    async def end_clones(self) -> None:
        """Of every two machines of one counter, one is taken away for good."""
        while twins := self._twins():
            # The copy may be the one that stays.
            gone = self.chances.pick(twins)
            await gone.keep_off()
            self.truth.observe([gone])
            self.desks.remove(gone)
            self.trace.note("nemesis", "takes away", gone.who)
            self._mourn()

    def _twins(self) -> list[SimulatedDesk]:
        names = [desk.counter for desk in self.desks]
        return [desk for desk in self.desks if names.count(desk.counter) > 1]


TOLD_AT_ONCE = 0.6
CLONES_UP_TO = 5
UPLOAD_BYTES = (500, 3000)
Strike = Callable[[Nemesis], Awaitable[None]]
KINDS: dict[str, Strike] = {
    "desk ends": Nemesis.end_a_desk,
    "centre down": Nemesis.end_the_centre,
    "line cut": Nemesis.cut_a_line,
    "outage": Nemesis.cut_all_lines,
    "small uploads": Nemesis.let_only_little_through,
    "centre busy": Nemesis.keep_the_centre_busy,
    "clock set": Nemesis.set_a_clock,
    "small pages": Nemesis.page_by_few,
    "disk imaged": Nemesis.image_a_disk,
    "disk put back": Nemesis.put_a_disk_back,
    "machine cloned": Nemesis.clone_a_machine,
    "twins woken": Nemesis.bring_the_same_news_twice,
    "unit merged": Nemesis.merge_a_unit,
    "desk backed up": Nemesis.back_a_desk_up,
    "desk restored": Nemesis.restore_a_desk,
    "centre copied": Nemesis.copy_the_centre,
    "centre restored": Nemesis.restore_the_centre,
    "restore told late": Nemesis.announce_late,
    "alarm settled": Nemesis.settle_an_alarm,
}
