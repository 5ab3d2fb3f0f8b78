"""Runs the centre as a process: one ready line, and a prompt end on SIGTERM."""

import gc
import socket
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import uvicorn
from fastapi import FastAPI

from sync.centre.punctual import Punctual

GRACE_SECONDS = 5
BACKLOG = 512
KEEP_SECONDS = 75
"""Longer than a desk ever rests between two long polls, so that it need not connect again."""
UNHEARD_SECONDS = 120
"""How long an answer may stay unacknowledged by the other side's system."""
COLLECT_AFTER = (50_000, 20, 50)
"""A push makes tens of thousands of objects and no cycles; looking for some took a tenth of it."""
TURN_SECONDS = 0.03
"""How long a thread that ranks a batch may keep the interpreter: at the usual 5 ms, batches in work
at once threw each other's data out of the processor's caches, for a tenth of the cost."""


@dataclass(frozen=True)
class Certificate:
    """What the centre shows of itself over TLS."""

    chain: Path
    key: Path


class Server(uvicorn.Server):
    """Uvicorn that says when it is ready and lets long polls go when it stops."""

    def __init__(
        self,
        app: FastAPI,
        ready: Callable[[], None],
        certificate: Certificate | None = None,
        protocol: type[Punctual] = Punctual,
    ) -> None:
        # Access lines would hold dossier codes, and uvicorn's own error lines whole exceptions.
        config = uvicorn.Config(
            app,
            http=protocol,
            log_level="critical",
            access_log=False,
            lifespan="off",
            timeout_graceful_shutdown=GRACE_SECONDS,
            timeout_keep_alive=KEEP_SECONDS,
            # An idle desk pays for each line; `me` says the time.
            server_header=False,
            date_header=False,
            ssl_certfile=certificate.chain if certificate else None,
            ssl_keyfile=certificate.key if certificate else None,
        )
        super().__init__(config)
        self._centre = app
        self._ready = ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Listen, then say so."""
        await super().startup(sockets)
        self._ready()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Answer every long poll, then stop: they would hold the process for their whole wait."""
        self._centre.state.context.bell.close()
        await super().shutdown(sockets)


def own_process() -> None:
    """Set the interpreter for a process that does nothing but serve, once all of it is loaded."""
    gc.freeze()
    gc.set_threshold(*COLLECT_AFTER)
    sys.setswitchinterval(TURN_SECONDS)


def listen(host: str, port: int) -> socket.socket:
    """A bound socket; port 0 takes a free one.

    Raises:
        OSError: the address is taken or not ours.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    bound = socket.socket(family)
    bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        bound.bind((host, port))
    except OSError:
        bound.close()
        raise
    _give_up_dead_lines(bound)
    bound.listen(BACKLOG)
    return bound


def _give_up_dead_lines(bound: socket.socket) -> None:
    """Have the system end connections whose other side is silent; accepted ones inherit it."""
    bound.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
    if sys.platform == "linux":
        bound.setsockopt(socket.IPPROTO_TCP, socket.TCP_KEEPIDLE, KEEP_SECONDS)
        bound.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, UNHEARD_SECONDS * 1000)
