"""HTTP over one connection that ends when the other side does not say what it began to say.

The server ends connections that rest between two requests. This ends those that owe something: the
head of a request, or the rest of a body whose answer was given. A body that is being read has its
own `Pace`.
"""

import asyncio
from dataclasses import dataclass
from typing import ClassVar

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol


@dataclass(frozen=True)
class Patience:
    """How long something may be owed, in seconds."""

    head: float = 20.0
    """From the connection, or its first byte, to the last header."""
    rest: float = 120.0
    """The rest of a refused body: cut off in it, a client would not hear the answer."""


class Punctual(H11Protocol):
    """Uvicorn's protocol with limits to what it waits for."""

    patience: ClassVar[Patience] = Patience()
    _ending: asyncio.TimerHandle | None = None
    _owed: str = ""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Wait for a request."""
        super().connection_made(transport)
        self._await("head")

    def data_received(self, data: bytes) -> None:
        """Read on, and see what is owed now."""
        super().data_received(data)
        self._look()

    def on_response_complete(self) -> None:
        """Wait for the rest of a body that was answered early."""
        super().on_response_complete()
        self._look()

    def connection_lost(self, exc: Exception | None) -> None:
        """Wait for nothing."""
        self._await("")
        super().connection_lost(exc)

    def _look(self) -> None:
        begun, _ = self.conn.trailing_data
        if self.conn.their_state is h11.IDLE and begun:
            self._await("head")
        elif self.conn.our_state is h11.DONE and self.conn.their_state is h11.SEND_BODY:
            self._await("rest")
        else:
            self._await("")

    def _await(self, owed: str) -> None:
        """Let the time for something begin, unless it runs."""
        if owed == self._owed:
            return
        self._owed = owed
        if self._ending is not None:
            self._ending.cancel()
            self._ending = None
        if owed:
            seconds = self.patience.head if owed == "head" else self.patience.rest
            self._ending = self.loop.call_later(seconds, self.timeout_keep_alive_handler)
