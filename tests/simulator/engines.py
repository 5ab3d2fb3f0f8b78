"""Databases of simulations: nothing waits for the disk, and statements are compiled once."""

from typing import Any

from sqlalchemy import Engine, event

_FIRST: dict[str, Engine] = {}


def eased(kind: str, *engines: Engine) -> None:
    """Make engines cheap: all of a kind share what was compiled, and nothing waits for the disk.

    Whoever ends here is a process and never the machine, so what was written is there.
    """
    first = _FIRST.setdefault(kind, engines[0])
    event.listen(engines[0], "connect", _without_syncing)
    for engine in engines:
        engine.dialect = first.dialect
        engine._compiled_cache = first._compiled_cache


def _without_syncing(connection: Any, _: object) -> None:
    connection.execute("PRAGMA synchronous = OFF")
