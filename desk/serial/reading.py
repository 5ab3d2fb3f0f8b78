"""Reads an open port in the event loop, which can wait for ports everywhere but on Windows."""

import asyncio
import os
from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from serial import Serial

PIECE_BYTES = 4096
Stop = Callable[[], None]


def read_in_loop(port: "Serial", heard: Callable[[bytes], None], lost: Callable[[], None]) -> Stop:
    """Tell every piece of bytes, and once that the port is gone; the answer ends both."""
    loop, descriptor = asyncio.get_running_loop(), port.fileno()

    def read() -> None:
        try:
            data = os.read(descriptor, PIECE_BYTES)
        except BlockingIOError:
            return
        except OSError:
            data = b""
        if data:
            heard(data)
        else:
            stop()
            lost()

    def stop() -> None:
        loop.remove_reader(descriptor)

    loop.add_reader(descriptor, read)
    return stop
