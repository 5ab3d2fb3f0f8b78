"""Wires the program: a home, the machine's clock, the folder of PDFs, and the app over them."""

import gc
from pathlib import Path
from typing import TYPE_CHECKING

from desk import machine, terminal
from desk.app import DeskApp

if TYPE_CHECKING:
    from desk.usecases.office import Office
    from sync.courier import Courier


def run_program(path: Path, *, demo_password: str = "") -> int:
    """Open the desk on a home until the officer leaves; the exit code."""
    # What the start makes stays to the end: looking for garbage among it would only cost time.
    gc.disable()
    terminal.install()
    app = make_app(path, demo_password=demo_password)
    app.run()
    return app.return_code or 0


def make_app(path: Path, *, demo_password: str = "") -> DeskApp:
    """The app of a home; everything heavy waits until the first screen is painted."""

    def open_office() -> "Office":
        try:
            return _office(path, demo_password)
        finally:
            # From here on only what is new is looked through, so no collection holds the screen.
            gc.freeze()
            gc.enable()

    return DeskApp(
        open_office=open_office,
        crash_log=path / "crash.log",
        now=machine.now,
        monotonic=machine.monotonic,
    )


def _office(path: Path, demo_password: str) -> "Office":
    """The opened home, held until the process ends, however that ends.

    Where another process holds it, nothing is written from here.
    """
    from desk.imaging.leftovers import clear_left_behind
    from desk.store.home import Home, HomeTakenError
    from desk.store.store import open_store
    from desk.usecases.desk import Desk
    from desk.usecases.loading import load_line
    from desk.usecases.office import Office, note_instance
    from desk.usecases.printers import open_printers
    from desk.usecases.scanners import scanner_port

    home = Home(path)
    try:
        _HELD.append(home.hold())
    except HomeTakenError:
        desk = Desk(open_store(home, looks_only=True), machine.now, machine.random_bytes)
    else:
        home.make_paper()
        clear_left_behind(path)
        desk = Desk(open_store(home), machine.now, machine.random_bytes)
        note_instance(desk, home.instance())

    def open_courier() -> "Courier":
        load_line()
        from desk.store.replica import StoreReplica
        from sync.courier import Courier
        from sync.exchange import open_client

        replica = StoreReplica(desk.store, home.instance())
        return Courier(open_client(home.authority), replica, desk.now, desk.random_bytes)

    scanner = None if desk.looks_only else scanner_port(home)
    return Office(desk, open_printers(home), open_courier, demo_password, scanner=scanner)


_HELD: list[object] = []
"""Locks of the homes this process holds; a lock that is collected is a lock released."""
