"""An event loop without waiting and without threads: its time jumps from one event to the next."""

import asyncio
import selectors
from collections.abc import Callable, Iterator
from concurrent.futures import Executor
from contextlib import contextmanager
from typing import Any

import anyio.to_thread


class StuckError(Exception):
    """Nothing will ever happen again, and somebody waits for it."""


class _Sleepless(selectors.SelectSelector):
    """Waits by moving the clock; nothing ever comes from outside."""

    def __init__(self) -> None:
        super().__init__()
        self.time = 0.0

    def select(self, timeout: float | None = None) -> list[Any]:
        """Nothing, at once, so much later."""
        if timeout is None:
            raise StuckError
        self.time += max(0.0, timeout)
        return []


class VirtualLoop(asyncio.SelectorEventLoop):
    """What is handed to a thread is done at once; a second passes when nothing else is left to do.

    The order of events depends on nothing but what the program does.
    """

    def __init__(self) -> None:
        self._sleepless = _Sleepless()
        super().__init__(self._sleepless)

    def time(self) -> float:
        """Seconds since the simulation began."""
        return self._sleepless.time

    def run_in_executor(  # type: ignore[override]  # whatever the executor is
        self, _: Executor | None, func: Callable[..., Any], *args: Any
    ) -> asyncio.Future[Any]:
        """Call it here and now."""
        done = self.create_future()
        try:
            done.set_result(func(*args))
        except BaseException as error:  # noqa: BLE001  # a thread carries over whatever was raised
            done.set_exception(error)
        return done

    async def pass_time(self, seconds: float) -> None:
        """Come back so much later."""
        over = self.create_future()
        timer = self.call_later(seconds, _settle, over)
        try:
            await over
        finally:
            timer.cancel()


def _settle(over: asyncio.Future[None]) -> None:
    if not over.done():
        over.set_result(None)


async def _at_once(func: Callable[..., Any], *args: Any, **_: Any) -> Any:
    return func(*args)


@contextmanager
def without_threads() -> Iterator[None]:
    """The centre's handlers run where they are called, not in a pool of threads."""
    pooled = anyio.to_thread.run_sync
    anyio.to_thread.run_sync = _at_once  # type: ignore[assignment]  # of what pools have, none
    try:
        yield
    finally:
        anyio.to_thread.run_sync = pooled
