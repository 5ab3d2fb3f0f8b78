"""The status line of an open counter; it keeps its own clock."""

from dataclasses import replace
from typing import TYPE_CHECKING

from desk.screens.counter import Counter
from desk.screens.status_pieces import Printing, status_pieces
from desk.usecases.line import STORE
from desk.widgets.status_line import StatusLine

if TYPE_CHECKING:
    from desk.usecases.status import Standing

CLOCK_SECONDS = 20.0


class CounterStatus(StatusLine):
    """Give it the newest standing; line and clock it knows."""

    def __init__(self, *, counter: Counter, is_password_due: bool) -> None:
        super().__init__()
        self._counter = counter
        self._is_password_due = is_password_due
        self._standing: Standing | None = None
        self._trouble = ""

    @property
    def clock(self) -> str:
        """Whether the clock is right, as a stable code."""
        return self._standing.clock if self._standing else "right"

    @property
    def is_frozen(self) -> bool:
        """Whether no number is issued."""
        return self._standing is not None and self._standing.frozen

    def on_mount(self) -> None:
        """Let the minutes pass."""
        self.set_interval(CLOCK_SECONDS, self.draw)

    def show(self, standing: "Standing") -> None:
        """Keep how the counter stands, and draw it."""
        self._standing = standing
        self.draw()

    def show_trouble(self, trouble: str) -> None:
        """Keep why the print tray cannot write, if so, and draw it: it is the line's disk, too."""
        self._trouble = trouble
        self.draw()

    def draw(self) -> None:
        """Draw everything as of now."""
        line = self._counter.line.standing
        if self._standing is not None:
            self.pieces = status_pieces(
                self._standing,
                replace(line, trouble=STORE) if self._trouble else line,
                self._counter.desk.now(),
                is_password_due=self._is_password_due,
                scanner=self._counter.scanner.standing,
                printing=self._printing(),
            )

    def _printing(self) -> Printing:
        transport = self._counter.transport
        if transport.notice():
            return "settings_wrong"
        return "files" if transport.lacks_printer() else "paper"
