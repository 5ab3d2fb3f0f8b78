"""The program: which screen follows which, and what runs behind all of them.

Nothing heavy is imported here: the sign-in screen is painted first, and the rest comes in a thread.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.binding import Binding, BindingType
from textual.message import Message

from desk.screens.credentials import Entered
from desk.screens.frame import Frame
from desk.screens.news import News
from desk.screens.sign_in import SignInScreen
from desk.texts import shell as words
from desk.texts.sign_in import CHANGED, DEFERRED
from desk.widgets.scanned import Scanned
from schemas.letters import nfc

if TYPE_CHECKING:
    from desk.scanning.arrival import Arrival
    from desk.screens.counter import Counter
    from desk.screens.guarding import Guard
    from desk.screens.password import Change
    from desk.serial.port import SerialPort
    from desk.serial.scanner import SerialScanner
    from desk.usecases.desk import Desk
    from desk.usecases.office import Office, Opened, Unopened

IDLE_SECONDS = 600.0
IDLE_LOOK_SECONDS = 5.0
ELSEWHERE_SECONDS = 5.0
"""How often a window that only looks reads what the other one did."""
LINE_SECONDS = 1.0
"""How long the line waits for an officer who is signing in: what it loads would hold him up."""


class DeskApp(Frame):
    """One counter's program; `open_office` is called once, in a thread, after the first paint."""

    CSS_PATH = "app.tcss"
    TITLE = words.PROGRAM
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f12", "lock", words.KEY_LOCK, id="app.lock", tooltip=words.KEY_LOCK_HINT),
    ]

    @dataclass
    class OfficeOpened(Message):
        """The office is open, or cannot be."""

        answer: "Opened | Unopened"

    class Written(Message):
        """Entries were committed; posted from any thread."""

    def __init__(
        self,
        *,
        open_office: "Callable[[], Office]",
        crash_log: Path,
        now: Callable[[], datetime],
        monotonic: Callable[[], float],
        idle_seconds: float = IDLE_SECONDS,
    ) -> None:
        super().__init__(
            crash_log=crash_log, now=now, monotonic=monotonic, idle_seconds=idle_seconds
        )
        self._open_office = open_office
        self._sign_in = SignInScreen()
        self._counter: Counter | None = None
        self._is_line_begun = False
        self._entered: Entered | None = None
        self._is_locked = False
        self._guard: Guard | None = None

    async def on_mount(self) -> None:
        """Paint the first screen, then open the office behind it."""
        await self.push_screen(self._sign_in, self._welcome)
        self.call_after_refresh(self._open)
        self.set_interval(IDLE_LOOK_SECONDS, self.lock_if_idle)

    @work(thread=True, group="opening")
    def _open(self) -> None:
        from desk.usecases.office import open_doors

        answer = open_doors(self._open_office)
        # Imported here, in the thread, so that signing in finds it loaded.
        import desk.screens.desk
        import desk.serial.scanner  # noqa: F401

        self.post_message(self.OfficeOpened(answer))

    @on(OfficeOpened)
    def take_office(self, event: OfficeOpened) -> None:
        """Say which counter this is, and start working the line."""
        from desk.screens.counter import Counter
        from desk.usecases.line import ELSEWHERE, Line, LineStanding
        from desk.usecases.office import Opened

        if not isinstance(event.answer, Opened):
            self._sign_in.show_failure(event.answer.reason)
            return
        office, greeting = event.answer.office, event.answer.greeting
        desk = replace(office.desk, written=self._note_written)
        line = Line(office.open_courier, desk.now)
        news = News(self, lambda: line.standing)
        line.changed = news.spread
        if desk.looks_only:
            line.standing = LineStanding(trouble=ELSEWHERE)
            self.set_interval(ELSEWHERE_SECONDS, news.spread)
        scanner = self._listen(office.scanner, desk, news)
        self._counter = Counter(desk, office.transport, line, news, scanner)
        self.title = words.PLACE.format(counter=greeting.counter, unit=greeting.unit)
        self._sign_in.show_office(self._counter, greeting, office.demo_password)
        self.set_timer(LINE_SECONDS, self._begin_line)

    def _listen(self, port: "SerialPort | None", desk: "Desk", news: News) -> "SerialScanner":
        """Hear a scanner that does not type, from now on."""
        from desk.serial.scanner import SerialScanner

        scanner = SerialScanner(port, self.take_scan, desk.now, news.spread)
        self.run_worker(scanner.run(), group="scanner")
        return scanner

    def take_scan(self, arrival: "Arrival") -> None:
        """A scan that was not typed goes the way of one that was, whatever has the focus."""
        self.touch()
        into = self.screen.focused or self.screen
        scanned = Scanned(nfc(arrival.text), arrival=arrival)
        scanned.while_typing = self._scan_tap.is_hand_at_work(scanned.time)
        into.post_message(scanned)

    def _begin_line(self) -> None:
        """Start working the line, once."""
        assert self._counter is not None
        if not self._is_line_begun and not self._counter.desk.looks_only:
            self._is_line_begun = True
            self.run_worker(self._counter.line.run(), group="line")

    def _note_written(self) -> None:
        self.post_message(self.Written())

    @on(Written)
    def send(self) -> None:
        """Wake the line, and let every list know."""
        assert self._counter is not None
        self._counter.line.wake()
        self._counter.news.spread()

    def _welcome(self, entered: Entered | None) -> None:
        """Let an officer work; an issued password is changed first."""
        assert entered is not None
        assert self._counter is not None
        self._entered = entered
        self.sub_title = entered.officer.name
        self.touch()
        if not entered.issued_password:
            self._begin_work("changed")
            return
        from desk.screens.password import PasswordScreen

        self._begin_line()
        screen = PasswordScreen(entered=entered, line=self._counter.line)
        self.push_screen(screen, self._begin_work)

    def _begin_work(self, change: "Change | None") -> None:
        from desk.screens.desk import DeskScreen

        assert self._counter is not None
        assert self._entered is not None
        officer, is_due = self._entered.officer, change == "later"
        if is_due:
            self.notify(DEFERRED, severity="warning", markup=False)
        elif self._entered.issued_password:
            self.notify(CHANGED, markup=False)
        self._entered = Entered(officer)
        screen = DeskScreen(counter=self._counter, officer=officer, is_password_due=is_due)
        self.push_screen(screen)
        screen.call_after_refresh(self._begin_line)
        self.call_after_refresh(self._begin_guard)

    def _begin_guard(self) -> None:
        """Once a session: see to it that a store that went back is noticed without the centre."""
        from desk.screens.guarding import Guard

        assert self._counter is not None
        if self._guard is None and not self._counter.desk.looks_only:
            self._guard = Guard(self, self._counter)
            self._guard.begin()

    def lock_if_idle(self) -> None:
        """Lock once nobody has touched the desk for too long."""
        if self.is_idle():
            self.action_lock()

    def action_lock(self) -> None:
        """Hide everything behind a password; nothing below is closed."""
        if self._entered is not None and not self._is_locked:
            self._is_locked = True
            self.call_later(self._lock)

    def _lock(self) -> None:
        from desk.screens.lock import LockScreen

        assert self._counter is not None
        assert self._entered is not None
        screen = LockScreen(desk=self._counter.desk, officer=self._entered.officer)
        self.push_screen(screen, self._unlock)

    async def _unlock(self, other: Entered | None) -> None:
        """Give the desk back, or begin anew with the officer who took over."""
        self._is_locked = False
        self.touch()
        if other is not None:
            while len(self.screen_stack) > 1:
                await self.pop_screen()
            self._welcome(other)

    def unsent(self) -> str:
        """What the centre does not have yet."""
        from desk.texts.unsent import amount
        from desk.usecases.signing_in import greet

        # What another window has to send does not keep this one open.
        if self._counter is None or self._counter.desk.looks_only:
            return ""
        left = greet(self._counter.desk)
        return amount(left.unsent, left.scans)
