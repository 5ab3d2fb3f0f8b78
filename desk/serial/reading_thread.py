"""Reads an open port in a thread of its own: for Windows, whose loops cannot wait for ports."""

import asyncio
import threading
from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from serial import Serial

    from desk.serial.reading import Stop

WAIT_SECONDS = 0.2
"""How long one read waits, and so how late a stopped thread may end."""


def read_in_thread(
    port: "Serial", heard: Callable[[bytes], None], lost: Callable[[], None]
) -> "Stop":
    """Tell every piece of bytes, and once that the port is gone, in the loop; the answer ends both.

    The port may be closed under the thread: it ends as with a port that is gone.
    """
    loop, stopped = asyncio.get_running_loop(), threading.Event()

    def tell(what: Callable[[], None]) -> None:
        with suppress(RuntimeError):  # The loop has ended before the thread.
            loop.call_soon_threadsafe(lambda: None if stopped.is_set() else what())

    def read() -> None:
        while not stopped.is_set():
            try:
                data = port.read(max(1, port.in_waiting))
            except (OSError, TypeError):  # Gone, or closed in the middle of a read.
                tell(lost)
                return
            if data:
                tell(lambda data=data: heard(data))  # type: ignore[misc]

    port.timeout = WAIT_SECONDS
    threading.Thread(target=read, name="scanner", daemon=True).start()
    return stopped.set
