"""The line between one machine and the centre: late, cut one way, doubled, overtaken, spoilt."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field

import httpx

from tests.properties.network import PORTAL, Fault, instead_of_the_centre, on_the_way_back
from tests.simulator.centre import SimulatedCentre
from tests.simulator.chances import Chances
from tests.simulator.loop import VirtualLoop
from tests.simulator.weather import Points, Weather

USUAL_SECONDS = (0.01, 0.08)
SLOW_SECONDS = (2.0, 90.0)


@dataclass
class SimulatedLine(httpx.AsyncBaseTransport):
    """Carries a machine's requests in virtual time."""

    who: str
    centre: SimulatedCentre
    weather: Weather
    chances: Chances
    loop: VirtualLoop
    points: Points
    page_limit: int | None = None
    doubles: set[asyncio.Task[None]] = field(default_factory=set)

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """One request and what comes back of it within the time that the courier allows."""
        await request.aread()
        self.points.reach("before sending")
        seconds = float(request.extensions["timeout"]["read"])
        try:
            async with asyncio.timeout(seconds):
                response = await self._exchanged(request)
        except TimeoutError:
            self._note(request, "no answer")
            raise httpx.ReadTimeout("no answer") from None
        except httpx.TransportError as error:
            self._note(request, type(error).__name__)
            raise
        self._note(request, str(response.status_code))
        self.points.reach("after answer")
        return response

    async def _exchanged(self, request: httpx.Request) -> httpx.Response:
        fault = self.weather.on_the_wire()
        if fault is not None:
            self.weather.trace.fault(self.who, fault, request.url.path)
        await self._travel("out")
        instead = instead_of_the_centre(_fitting(fault, request), request)
        instead = instead or self._refused(request) or self._from_a_cache(request)
        if instead is None:
            self._double(request, fault)
            response = await self.centre.answer(request, self.page_limit)
            response = on_the_way_back(fault, self._crossed(request, response))
        else:
            response = instead
        await self._travel("in")
        return response

    def _refused(self, request: httpx.Request) -> httpx.Response | None:
        """A proxy may let only small bodies through, for a while and for everybody behind it."""
        most = self.weather.uploads.get(self.who)
        if most is None or len(request.content) <= most:
            return None
        self.weather.trace.fault(self.who, "upload refused", len(request.content))
        return httpx.Response(413, html=PORTAL)

    def _from_a_cache(self, request: httpx.Request) -> httpx.Response | None:
        """A proxy may answer with what somebody was told there, and ask nobody."""
        kept = self.weather.cached.get((request.method, request.url.path))
        if not kept or not self.weather.happens(self.weather.cache_rate):
            return None
        self.weather.trace.fault(self.who, "from a cache", request.url.path)
        return self._kept(kept)

    def _crossed(self, request: httpx.Request, response: httpx.Response) -> httpx.Response:
        """A proxy may hand over what it has for somebody else who asked there."""
        key = (request.method, request.url.path)
        crossed = key in self.weather.cached and self.weather.happens(self.weather.crossed_rate)
        instead = self._kept(self.weather.cached[key]) if crossed else response
        self.weather.keep(key, (response.status_code, response.content))
        if crossed:
            self.weather.trace.fault(self.who, "crossed", request.url.path)
        return instead

    def _kept(self, answers: Sequence[tuple[int, bytes]]) -> httpx.Response:
        status, content = self.chances.pick(answers)
        return httpx.Response(status, content=content)

    async def _travel(self, way: str) -> None:
        slow = self.weather.happens(self.weather.slow_rate)
        await self.loop.pass_time(self.chances.between(*(SLOW_SECONDS if slow else USUAL_SECONDS)))
        if slow:
            self.weather.trace.fault(self.who, "slow", way)
        if self.weather.cuts.get(self.who) in {way, "both"}:
            self.weather.trace.fault(self.who, "cut off", way)
            # Nobody says so: the courier hears nothing until its patience ends.
            await self.loop.create_future()

    def _double(self, request: httpx.Request, fault: Fault | None) -> None:
        """The same request arrives once more, by another way, whenever it does."""
        if fault != "repeated" and not self.weather.happens(self.weather.late_rate):
            return
        task = self.loop.create_task(self._later(request, self.chances.between(0.0, 120.0)))
        self.doubles.add(task)
        task.add_done_callback(self.doubles.discard)

    async def _later(self, request: httpx.Request, seconds: float) -> None:
        await self.loop.pass_time(seconds)
        if not self.centre.is_up:
            return
        self.weather.trace.fault(self.who, "arrives again", request.url.path)
        try:
            await self.centre.answer(request, self.page_limit)
        except httpx.TransportError:
            return

    def _note(self, request: httpx.Request, came: str) -> None:
        query = request.url.query.decode()
        where = f"{request.url.path}?{query}" if query else request.url.path
        self.weather.trace.note(self.who, f"{request.method} {where}", came)


def _fitting(fault: Fault | None, request: httpx.Request) -> Fault | None:
    """Only the feed can be told that it was pruned; only what has a body can be too large."""
    if fault == "pruned" and "/feed" not in request.url.path:
        return None
    return None if fault == "too_large" and request.method == "GET" else fault
