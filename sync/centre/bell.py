"""Wakes long polls of this process when a unit's feed has grown, or when the server stops."""

import asyncio
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from threading import Lock

RECHECK_SECONDS = 1.0
"""Another process may have written: nobody waits longer than this without looking again."""


@dataclass
class Bell:
    """Rung after a commit, from any thread; heard in whatever event loop listens."""

    recheck_seconds: float = RECHECK_SECONDS
    is_closed: bool = False
    _lock: Lock = field(default_factory=Lock)
    _listeners: dict[str, dict["Listener", None]] = field(default_factory=dict)
    """By unit, who came first is woken first."""

    def ring(self, units: Iterable[str]) -> None:
        """Wake everybody who listens for one of the units."""
        with self._lock:
            woken = [one for unit in units for one in self._listeners.get(unit, ())]
        for listener in woken:
            listener.wake()

    def listener_count(self) -> int:
        """How many long polls are open."""
        with self._lock:
            return sum(len(listeners) for listeners in self._listeners.values())

    def close(self) -> None:
        """Wake everybody for good, since the server stops."""
        self.is_closed = True
        self.ring(tuple(self._listeners))

    @contextmanager
    def listening(self, unit: str) -> Iterator["Listener"]:
        """A listener that hears every ring from now on; look at the feed only then."""
        listener = Listener(asyncio.get_running_loop(), self.recheck_seconds)
        with self._lock:
            self._listeners.setdefault(unit, {})[listener] = None
        try:
            yield listener
        finally:
            with self._lock:
                self._listeners[unit].pop(listener, None)
                if not self._listeners[unit]:
                    del self._listeners[unit]


class Listener:
    """One long poll's ear."""

    def __init__(self, loop: asyncio.AbstractEventLoop, recheck_seconds: float) -> None:
        self._loop = loop
        self._recheck_seconds = recheck_seconds
        self._heard = asyncio.Event()

    def wake(self) -> None:
        """Be heard in the loop that waits; a loop that has ended hears nothing."""
        with suppress(RuntimeError):
            self._loop.call_soon_threadsafe(self._heard.set)

    async def wait(self, seconds: float) -> None:
        """Wait for a ring, but never longer than until the next look at the feed."""
        with suppress(TimeoutError):
            async with asyncio.timeout(min(seconds, self._recheck_seconds)):
                await self._heard.wait()
        self._heard.clear()
