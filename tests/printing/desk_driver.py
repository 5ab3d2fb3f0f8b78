"""Receives one dossier and prints its receipt as the desk does; then waits to be killed.

With `opened` as third argument it kills itself once the job is opened at the printer, before any
page leaves.
"""

import os
import signal
import sys
from dataclasses import dataclass, replace
from pathlib import Path

from desk import machine
from desk.store.home import Home
from desk.store.store import open_store
from desk.usecases.desk import Desk
from desk.usecases.print_jobs import print_waiting
from desk.usecases.printers import open_printers
from printing.spool import PLAIN, InDoubt, Order, SendFailed, Sent, Transport
from tests.desk.shell_office import MORNING, received


@dataclass(frozen=True)
class Dying(Transport):
    """Ends the process at once when the job is opened."""

    inner: Transport

    def send(self, name: str, pdf: bytes, order: Order = PLAIN) -> Sent | SendFailed | InDoubt:
        def opened(where: str) -> None:
            order.opened(where)
            os.kill(os.getpid(), signal.SIGKILL)

        return self.inner.send(name, pdf, replace(order, opened=opened))


def main(home: Home, when: str) -> None:
    """Receive, print, say so, and wait."""
    home.hold()
    desk = Desk(open_store(home), lambda: MORNING, machine.random_bytes)
    received(desk, "Nguyễn Thị Hoa")
    printers = open_printers(home)
    [job] = print_waiting(desk, Dying(printers) if when == "opened" else printers, "lan")
    sys.stdout.write(f"{job.state}\n")
    sys.stdout.flush()
    sys.stdin.read()


main(Home(Path(sys.argv[1])), sys.argv[2])
