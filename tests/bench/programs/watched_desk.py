"""The real program with a watch on its event loop: what held it, for how long, goes to a file.

Run as `python watched_desk.py FILE NOW`; it is NOW when it starts. A line of the file is [began,
seconds, seconds of processor, what].
"""

import json
import sys
from asyncio import Handle, Task
from datetime import datetime, timedelta
from pathlib import Path
from time import perf_counter, thread_time
from typing import TextIO

from desk import machine
from desk.program import run_program

NOTED_SECONDS = 0.002


def watch(report: TextIO) -> None:
    """Time everything that the event loop runs."""
    run = getattr(Handle, "_run")  # noqa: B009

    def timed(handle: Handle) -> None:
        began, processor = perf_counter(), thread_time()
        run(handle)
        seconds = perf_counter() - began
        if seconds > NOTED_SECONDS:
            told = [began, seconds, thread_time() - processor, _name(handle)]
            report.write(json.dumps(told) + "\n")
            report.flush()

    setattr(Handle, "_run", timed)  # noqa: B010  # the loop's own step has no public hook


def _name(handle: Handle) -> str:
    """Whose turn it was, without a value."""
    callback = getattr(handle, "_callback", None)
    owner = getattr(callback, "__self__", None)
    return owner.get_name() if isinstance(owner, Task) else repr(type(callback))


def set_clock(at: datetime) -> None:
    """Let the machine's clock go on from an instant."""
    began = perf_counter()
    machine.now = lambda: at + timedelta(seconds=perf_counter() - began)


if __name__ == "__main__":
    set_clock(datetime.fromisoformat(sys.argv[2]))
    with Path(sys.argv[1]).open("w", encoding="utf-8") as file:
        watch(file)
        run_program(machine.home())
