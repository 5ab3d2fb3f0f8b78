"""One simulation: a bad morning at a few counters, and what is left when the weather turns fine."""

import asyncio
import gc
import shutil
import tempfile
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from time import process_time
from traceback import extract_tb

from desk.store.home import Home
from sync.centre.tables import UnitHead
from tests.properties.world import (
    MORNING,
    OTHER_UNIT,
    UNIT,
    FragileReplica,
    Place,
    template,
)
from tests.simulator.centre import SimulatedCentre
from tests.simulator.chances import Chances, Trace
from tests.simulator.desk import SimulatedDesk
from tests.simulator.invariants import End
from tests.simulator.loop import VirtualLoop, without_threads
from tests.simulator.nemesis import KINDS, Nemesis
from tests.simulator.officers import Officers
from tests.simulator.truth import Truth, Watched
from tests.simulator.weather import Weather

PLACES: tuple[Place, ...] = ((UNIT, "Q1"), (UNIT, "Q2"), (UNIT, "Q3"), (OTHER_UNIT, "Q4"))
BAD_SECONDS = (60.0, 280.0)
ACTS = (10, 40)
"""How many things people do at all counters together while the weather is bad."""
HEAL_SECONDS = 3600.0
"""Within so long after the weather turned fine, everything has arrived."""
HEAL_STEPS = 1500
"""Whoever asks more often than that asks for ever."""
LOOK_SECONDS = 5.0


@dataclass(frozen=True)
class Outcome:
    """What one seed came to."""

    seed: int
    steps: int
    faults: Counter[str]
    digest: str
    seconds: float
    broken: tuple[str, ...]
    lines: tuple[str, ...]
    """The newest lines of the trace."""


@dataclass
class Simulation:
    """The machines of one seed, all in this process, in virtual time."""

    seed: int
    tell: Callable[[str], None] | None = None
    folder: Path = field(init=False)
    broken: list[str] = field(default_factory=list)

    def run(self) -> Outcome:
        """Everything from the morning to the end."""
        began = process_time()
        # It leaves many cycles and little else: they are swept between two seeds.
        swept = gc.isenabled()
        gc.disable()
        self.folder = Path(tempfile.mkdtemp(prefix="counter-desk-simulation-"))
        self.loop = VirtualLoop()
        asyncio.set_event_loop(self.loop)
        try:
            with without_threads():
                self._prepare()
                try:
                    self.loop.run_until_complete(self._all())
                    self._end()
                except Exception as error:  # noqa: BLE001  # a seed that fails is a finding
                    self.broken.append(f"no step fails: {_told(error)}")
                finally:
                    self._close()
        finally:
            asyncio.set_event_loop(None)
            self.loop.close()
            shutil.rmtree(self.folder, ignore_errors=True)
            if swept:
                gc.enable()
        broken = tuple(dict.fromkeys(self.broken))
        trace = self.trace
        trace.note("end", "broken" if broken else "all holds")
        return Outcome(
            self.seed,
            trace.steps,
            trace.faults,
            trace.digest(),
            process_time() - began,
            broken,
            tuple(trace.lines),
        )

    def _prepare(self) -> None:
        self.chances = Chances(self.seed)
        self.trace = Trace(self.loop.time, self.tell)
        self.weather = Weather(self.chances, self.trace)
        self.truth = Truth()
        places = self.chances.random.sample(PLACES, self.chances.random.randrange(2, 5))
        made = template(PLACES)
        shutil.copy(made / "centre.sqlite", self.folder / "centre.sqlite")
        self.centre = SimulatedCentre(
            self.folder / "centre.sqlite",
            lambda store, _: store,
            self.clock,
            weather=self.weather,
            chances=self.chances,
            loop=self.loop,
        )
        self.desks: list[SimulatedDesk] = []
        for unit, name in places:
            shutil.copytree(made / name, self.folder / name)
            self.desks.append(self._machine(unit, name, name, self.folder / name))
        self.officers = Officers(self.chances, self.trace, self.truth)
        self.nemesis = Nemesis(
            self.folder,
            self.loop,
            self.chances,
            self.trace,
            self.weather,
            self.truth,
            self.centre,
            self.desks,
            self._clone,
            self.officers.work,
            self._act,
        )
        self.lives: dict[str, asyncio.Task[None]] = {}

    def clock(self) -> datetime:
        """The true time."""
        return MORNING + timedelta(seconds=self.loop.time())

    def _machine(self, unit: str, name: str, who: str, path: Path) -> SimulatedDesk:
        return SimulatedDesk(
            name,
            Home(path),
            self.centre,
            self.clock,
            FragileReplica,
            unit=unit,
            weather=self.weather,
            chances=self.chances,
            loop=self.loop,
            watched=Watched(self.truth, self.centre, self.desks),
            who=who,
        )

    def _clone(self, desk: SimulatedDesk, path: Path) -> SimulatedDesk:
        who = f"{desk.name}-{len(self.lives)}"
        made = self._machine(desk.unit, desk.name, who, path)
        self._begin(made)
        return made

    def _begin(self, desk: SimulatedDesk) -> None:
        self.lives[desk.who] = self.loop.create_task(desk.live())

    async def _all(self) -> None:
        for desk in self.desks:
            self._begin(desk)
        self.bad_until = self.chances.between(*BAD_SECONDS)
        busy = [
            self.loop.create_task(one) for one in (self._work(), self._go_wrong(), self._repair())
        ]
        await asyncio.wait(busy)
        for one in busy:
            one.result()
        await self._heal()
        for task in self.lives.values():
            task.cancel()
        for desk in self.desks:
            self.broken += self._found_dead(desk)

    async def _work(self) -> None:
        acts = self.chances.random.randrange(*ACTS)
        for _ in range(acts):
            await self.loop.pass_time(self.chances.after(self.bad_until / acts))
            if self.chances.happens(0.15):
                self._act()
                continue
            desk = self.chances.pick(self.desks)
            if desk.is_on:
                self.officers.work(desk)

    def _act(self) -> None:
        units = tuple(sorted({desk.unit for desk in self.desks}))
        self.officers.at_the_centre(self.centre, units)

    async def _go_wrong(self) -> None:
        kinds = [one for one in KINDS if self.chances.happens(0.4)]
        mean = self.chances.pick((4.0, 12.0, 40.0))
        while kinds and self.loop.time() < self.bad_until:
            await self.loop.pass_time(self.chances.after(mean))
            await self.nemesis.strike(self.chances.pick(kinds))

    async def _repair(self) -> None:
        """A centre that ended by itself is started again."""
        while self.loop.time() < self.bad_until:
            await self.loop.pass_time(LOOK_SECONDS)
            if not self.centre.is_up and self.chances.happens(0.3):
                self.centre.start()

    async def _heal(self) -> None:
        self.trace.note("nemesis", "the weather turns fine")
        self.weather.turn_fine()
        if not self.centre.is_up:
            self.centre.start()
        for desk in self.desks:
            desk.ahead = timedelta()
        await self.nemesis.end_clones()
        until, steps = self.loop.time() + HEAL_SECONDS, self.trace.steps + HEAL_STEPS
        while self.loop.time() < until and self.trace.steps < steps:
            await self.loop.pass_time(LOOK_SECONDS)
            if self.nemesis.has_noticed():
                self.nemesis.announce()
            self.nemesis.settle_alarms()
            if all(self._is_drained(desk) for desk in self.desks):
                return
        waiting = [desk.who for desk in self.desks if not self._is_drained(desk)]
        self.broken.append(f"everything drains: something is still on its way at {waiting}")

    def _is_drained(self, desk: SimulatedDesk) -> bool:
        if not desk.is_on or desk.replica.unsent_count():
            return False
        row = desk.row()
        is_numbered = bool(row.band) and not row.alarm
        # Where both are empty, only the incarnation tells that a restored centre was met.
        has_met = row.incarnation == self.centre.incarnation()
        return is_numbered and has_met and desk.replica.feed_position() == self._position(desk.unit)

    def _position(self, unit: str) -> int:
        with self.centre.store.reading() as session:
            return session.get_one(UnitHead, unit).position

    def _found_dead(self, desk: SimulatedDesk) -> list[str]:
        if desk.died_of is None:
            return []
        return [f"no lane dies: {desk.who} ended by {_told(desk.died_of)}"]

    def _end(self) -> None:
        self.truth.observe([desk for desk in self.desks if desk.is_on])
        self.broken += End(self.truth, self.desks, self.centre).broken()

    def _close(self) -> None:
        """End whatever still runs."""
        for desk in self.desks:
            desk.kill()
        left = asyncio.all_tasks(self.loop)
        for task in left:
            task.cancel()
        if left:
            # Where everything has died, nothing is left to wait for, not even a loop.
            self.loop.run_until_complete(asyncio.gather(*left, return_exceptions=True))
        for desk in self.desks:
            desk.store.close()
        self.centre.store.close()


def _told(error: BaseException) -> str:
    """An error with the place in our code that it came from."""
    if isinstance(error, BaseExceptionGroup):
        return "; ".join(_told(one) for one in error.exceptions)
    frames = [one for one in extract_tb(error.__traceback__) if ".venv" not in one.filename]
    places = (f"{Path(one.filename).name}:{one.lineno}" for one in frames[-4:])
    return f"{type(error).__name__} {error} at {' '.join(places)}"


def simulate(seed: int, tell: Callable[[str], None] | None = None) -> Outcome:
    """Run one seed; the same seed gives the same trace."""
    return Simulation(seed, tell).run()
