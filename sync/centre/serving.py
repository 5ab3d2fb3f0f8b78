"""Runs the centre as a process: one ready line, and a prompt end on SIGTERM."""

import socket
from collections.abc import Callable

import uvicorn
from fastapi import FastAPI

GRACE_SECONDS = 5
BACKLOG = 512


class Server(uvicorn.Server):
    """Uvicorn that says when it is ready and lets long polls go when it stops."""

    def __init__(self, app: FastAPI, ready: Callable[[], None]) -> None:
        # Access lines would hold dossier codes, and uvicorn's own error lines whole exceptions.
        config = uvicorn.Config(
            app,
            log_level="critical",
            access_log=False,
            lifespan="off",
            timeout_graceful_shutdown=GRACE_SECONDS,
            server_header=False,
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
    bound.listen(BACKLOG)
    return bound
