"""What the program opens behind its first screen, and what it finds there."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from desk.store import front
from desk.store.home import HomeTakenError
from desk.store.store import StoreError
from desk.usecases.desk import Desk
from desk.usecases.signing_in import Greeting, greet

if TYPE_CHECKING:
    from desk.serial.port import SerialPort
    from printing.spool import Transport
    from sync.courier import Courier


@dataclass(frozen=True)
class Office:
    """One counter with its printer and its way to the centre."""

    desk: Desk
    transport: "Transport"
    open_courier: "Callable[[], Courier]"
    """Called in a thread once the office is open; it may import the HTTP client."""
    demo_password: str = ""
    """Shown on the sign-in screen beside the demo officers; empty outside a demo."""
    scanner: "SerialPort | None" = None
    """Where a scanner is that does not type."""


@dataclass(frozen=True)
class Opened:
    """The office is open."""

    office: Office
    greeting: Greeting


@dataclass(frozen=True)
class Unopened:
    """The office cannot be opened; `reason` is a stable code."""

    reason: str


def note_instance(desk: Desk, instance: str) -> None:
    """At the start: see to it that a store which another installation wrote begins a new epoch."""
    with desk.store.bare() as connection:
        is_ours = front.place(connection).instance == instance
    if not is_ours:
        from desk.usecases.epochs import check_instance

        check_instance(desk, instance)


def open_doors(open_office: Callable[[], Office]) -> Opened | Unopened:
    """Open the office and look round: who works here, and what was left unfinished."""
    try:
        office = open_office()
        if not office.desk.looks_only:
            _ask_about_interrupted(office.desk)
        return Opened(office, greet(office.desk))
    except HomeTakenError:
        return Unopened("taken")
    except StoreError as error:
        return Unopened(str(error))


def _ask_about_interrupted(desk: Desk) -> None:
    with desk.store.bare() as connection:
        is_interrupted = front.has_interrupted_jobs(connection)
    if is_interrupted:
        from desk.usecases.print_jobs import recover_jobs

        # With a full disk one can still look things up; the print tray says so, and tries again.
        with suppress(StoreError):
            recover_jobs(desk)
