"""Runs `desk` and `desk-centre` as processes of their own, some of which die at a named point.

Each is forked from this one, which has everything imported already: a tenth of the processor time
of a start. Reads an order a line, and answers with a line; see `forks.py`, which gives the orders.
"""

import gc
import json
import os
import signal
import sys
from collections.abc import Callable
from importlib import import_module
from typing import Any, NoReturn

import httpcore._backends.anyio as wire
import sqlalchemy.engine.base as engine

MODULES = (
    *("desk.commands", "desk.errands", "desk.opening", "desk.batch", "desk.store.engine"),
    *("desk.store.replica", "desk.usecases.verify", "desk.usecases.status", "printing.spool"),
    *("sync.centre.commands", "sync.centre.api", "sync.centre.serving", "sync.lanes"),
    *("sync.centre.seeding", "sync.centre.enrolment", "uvicorn.protocols.http.auto", "sqlcipher3"),
    *("anyio._backends._asyncio", "uvicorn.loops.auto", "uvicorn.lifespan.off", "psycopg"),
)


def die(*_: object, **__: object) -> NoReturn:
    """End as `kill -9` does: nothing is flushed, closed or told."""
    os.kill(os.getpid(), signal.SIGKILL)
    raise AssertionError("a killed process goes on")


def before(place: str) -> None:
    """Die when a function is called."""
    owner, name = _found(place)
    setattr(owner, name, die)


def after(place: str) -> None:
    """Die when a function has returned."""
    owner, name = _found(place)
    real = getattr(owner, name)
    setattr(owner, name, lambda *given, **named: die(real(*given, **named)))


def at_commit(place: str, when: Callable[[str], None]) -> None:
    """Die at the first COMMIT after a function was called."""
    owner, name = _found(place)
    real = getattr(owner, name)

    def called(*given: Any, **named: Any) -> Any:
        when(f"{engine.__name__}:Connection._commit_impl")
        return real(*given, **named)

    setattr(owner, name, called)


def within_the_body() -> None:
    """Die when half of the body of a push has left."""
    real = wire.AnyIOStream.write
    told = bytearray()

    async def write(self: wire.AnyIOStream, buffer: bytes, *patience: Any, **named: Any) -> None:
        is_body = told.startswith(b"POST /v1/counters/me/journal")
        told[:] = buffer[:100]
        await real(self, buffer[: len(buffer) // 2] if is_body else buffer, *patience, **named)
        if is_body:
            die()

    setattr(wire.AnyIOStream, "write", write)  # noqa: B010  # a method is not to be assigned to


def _found(place: str) -> tuple[Any, str]:
    module, _, path = place.partition(":")
    *owners, name = path.split(".")
    owner: Any = import_module(module)
    for one in owners:
        owner = getattr(owner, one)
    return owner, name


RECORD, REPLICA = "desk.usecases.receive:_record", "desk.store.replica:StoreReplica"
TAKE = "sync.centre.routes:take"
POINTS: dict[str, Callable[[], None]] = {
    "before the COMMIT of the action": lambda: at_commit(RECORD, before),
    "after the COMMIT of the action": lambda: at_commit(RECORD, after),
    "before the push": lambda: before("sync.exchange:Exchange.send"),
    "within the body of the push": within_the_body,
    "before the COMMIT of the results": lambda: at_commit(f"{REPLICA}.acknowledge", before),
    "after the COMMIT of the results": lambda: at_commit(f"{REPLICA}.acknowledge", after),
    "between a page's rows and its fold": lambda: before("desk.store.projection:confirm"),
    "before the COMMIT of a page": lambda: at_commit(f"{REPLICA}.apply_page", before),
    "after the COMMIT of a page": lambda: at_commit(f"{REPLICA}.apply_page", after),
    "before anything is written": lambda: before("sync.centre.ranking:write_ledger"),
    "between two tables": lambda: after("sync.centre.ledgers:insert_rows"),
    "before COMMIT": lambda: at_commit(TAKE, before),
    "after COMMIT, before the answer": lambda: at_commit(TAKE, after),
}
PROGRAMS = {"desk": "desk.commands", "desk-centre": "sync.centre.commands"}


def start(order: dict[str, Any]) -> tuple[int, int]:
    """Fork a program; its id, and where to read what it says."""
    reading, writing = os.pipe()
    made = os.fork()
    if made:
        os.close(writing)
        return made, reading
    os.dup2(writing, 1)
    os.environ |= {"DESK_HOME": order["home"], "DESK_CENTRE_HOME": order["home"]}
    if order["point"]:
        POINTS[order["point"]]()
    app = import_module(PROGRAMS[order["program"]]).app
    from sync.command_line import run

    sys.argv = [order["program"], *order["words"]]
    try:
        run(app, order["program"])
    except SystemExit as ended:
        sys.stdout.flush()
        os._exit(ended.code if isinstance(ended.code, int) else 1)
    os._exit(0)


def main() -> None:
    """Work through the orders."""
    for name in MODULES:
        import_module(name)
    gc.freeze()  # What is never collected is never copied either.
    said: dict[int, int] = {}
    for line in sys.stdin:
        order = json.loads(line)
        match order["do"]:
            case "start":
                process, reading = start(order)
                said[process] = reading
                answer: object = process
            case "line":
                answer = _line(said[order["process"]])
            case _:
                with os.fdopen(said.pop(order["process"]), encoding="utf-8") as told:
                    text = told.read()
                _, status = os.waitpid(order["process"], 0)
                answer = [os.waitstatus_to_exitcode(status), text]
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()


def _line(reading: int) -> str:
    text = b""
    while not text.endswith(b"\n"):
        part = os.read(reading, 1)
        if not part:
            break
        text += part
    return text.decode()


if __name__ == "__main__":
    main()
