"""Runs the two lanes of a counter: asks the protocol what is next, and lets the courier do it."""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field, replace

from schemas.wire import BATCH_BYTES_MAX
from sync.courier import Courier
from sync.protocol import (
    REFRESH_SECONDS,
    STUCK,
    UNDER_WAY,
    Complained,
    Delivered,
    Follow,
    Heard,
    Introduce,
    Push,
    Refresh,
    Rest,
    Step,
    Unreachable,
    heard,
    plan,
)
from sync.state import LaneName, State, bad_luck, line_is_up, rested, retried, stale

LANES: tuple[LaneName, LaneName] = ("up", "down")


async def line_now(courier: Courier) -> State:
    """How the line stands at this moment, by a few questions; the store keeps no answer.

    Where entries wait, the next one is sent too: it may be what is stuck. The
    courier knows afterwards how far our clock is off, if the centre told its own.
    """
    me = await asyncio.to_thread(courier.replica.membership)
    state = State(epoch=me.epoch, head=await asyncio.to_thread(courier.replica.head))
    state = heard(state, "up", Introduce(), await courier.ask(), 0.0)
    if not state.introduced:
        return state
    found = await courier.find("0")
    # Only a counter in good standing is told even that there is no such dossier.
    said: Heard = found if isinstance(found, Unreachable | Complained) else Delivered()
    if said == Complained(404, "unknown_dossier"):
        said = Delivered()
    state = heard(state, "down", Refresh(), said, 0.0)
    return await _with_first(courier, state)


async def _with_first(courier: Courier, state: State) -> State:
    """The state after the next entry was tried alone, if just that does not get through."""
    if state.halt is not None or state.trouble:
        return state
    acknowledged = await asyncio.to_thread(courier.replica.acknowledged)
    if state.head.seq != acknowledged or not await asyncio.to_thread(courier.replica.unsent_count):
        return state
    alone = replace(state, batch=1)
    tried = heard(alone, "up", Push(1, BATCH_BYTES_MAX), await courier.try_first(), 0.0)
    return tried if tried.trouble == STUCK or tried.line == "down" else state


@dataclass
class Lanes:
    """Both lanes of one counter, and the state they share."""

    courier: Courier
    told: Callable[[State], None] = lambda _: None
    """Hears of every change of state; must not block."""
    state: State = field(init=False)
    _woken: dict[LaneName, asyncio.Event] = field(init=False)

    def __post_init__(self) -> None:
        me = self.courier.replica.membership()
        self.state = State(epoch=me.epoch, head=self.courier.replica.head())
        self._woken = {"up": asyncio.Event(), "down": asyncio.Event()}

    def wake(self) -> None:
        """Tell the up lane that there may be something to send; call it in the event loop."""
        self._woken["up"].set()

    def retry_now(self) -> None:
        """End both lanes' waits, because a person asked for it."""
        self.state = retried(self.state)
        self._wake_both()

    def line_is_up(self) -> None:
        """Hear that something else got through: it ends both lanes' waits for the line."""
        self._take(line_is_up(self.state))

    async def run(self) -> None:
        """Work both lanes until cancelled."""
        async with asyncio.TaskGroup() as lanes:
            lanes.create_task(self._run_lane("up"))
            lanes.create_task(self._run_lane("down"))
            lanes.create_task(self._age())

    async def drain(self) -> bool:
        """Deliver everything and then follow the feed to its end; False at the first failure.

        A revoked counter delivers everything, and then has failed.
        """
        while True:
            delivered = not await self._unsent_count()
            for lane in LANES:
                step = await self._next(lane, patient=False)
                if not isinstance(step, Rest):
                    await self._press(lane, step)
                if self._is_stuck(delivered=delivered):
                    return False
                if delivered and isinstance(step, Follow) and self.state.caught_up:
                    return True

    async def _press(self, lane: LaneName, step: Step) -> None:
        """Do one step; a push that fails under way is done again at once, ever smaller."""
        batch = self.state.batch
        await self.do(lane, step)
        while self.state.trouble in UNDER_WAY and self.state.batch < batch:
            # Half of what there might have been may be all that there is.
            batch = min(self.state.batch, max(1, await self._unsent_count() // 2))
            self.state = replace(rested(self.state, lane), batch=batch)
            step = await self._next(lane, patient=False)
            if isinstance(step, Rest):
                return
            await self.do(lane, step)

    def _is_stuck(self, *, delivered: bool) -> bool:
        state = self.state
        if state.line == "down" or state.up.wait > 0:
            return True
        if state.halt == "revoked":
            return delivered
        return state.down.wait > 0 or state.halt is not None

    async def do(self, lane: LaneName, step: Step) -> None:
        """Do one step and take in what came back."""
        what = await self.courier.perform(step)
        jitter = int.from_bytes(self.courier.random_bytes(4), "big") / 2**32
        self._take(heard(self.state, lane, step, what, jitter))

    def _take(self, state: State) -> None:
        if state == self.state:
            return
        self.state = state
        self._wake_both()
        self.told(state)

    def _wake_both(self) -> None:
        for event in self._woken.values():
            event.set()

    async def _run_lane(self, lane: LaneName) -> None:
        while True:
            self._woken[lane].clear()
            step = await self._next(lane, patient=True)
            if isinstance(step, Rest):
                await self._rest(lane, step)
            else:
                await self.do(lane, step)

    async def _rest(self, lane: LaneName, rest: Rest) -> None:
        """Rest as long as told; an event before its end only makes the lane think again."""
        # Not `wait_for`, here and below: in Python 3.11 it may swallow that we are cancelled.
        with suppress(TimeoutError):
            async with asyncio.timeout(rest.seconds):
                await self._woken[lane].wait()
                if rest.seconds is not None and bad_luck(self.state, lane).wait > 0:
                    # News of entries to send does not shorten a wait that was told or drawn.
                    await self._released(lane)
        if rest.seconds is not None:
            self.state = rested(self.state, lane)

    async def _released(self, lane: LaneName) -> None:
        while bad_luck(self.state, lane).wait > 0:
            self._woken[lane].clear()
            await self._woken[lane].wait()

    async def _age(self) -> None:
        never = asyncio.Event()
        while True:
            with suppress(TimeoutError):
                async with asyncio.timeout(REFRESH_SECONDS):
                    await never.wait()
            self._take(stale(self.state))

    async def _unsent_count(self) -> int:
        return await asyncio.to_thread(self.courier.replica.unsent_count)

    async def _next(self, lane: LaneName, *, patient: bool) -> Step:
        unsent = await self._unsent_count() if lane == "up" else 0
        return plan(self.state, lane, unsent=unsent, patient=patient)
