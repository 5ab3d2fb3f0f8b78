"""The lock: hides whatever is open, and gives it back to the same officer."""

from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.screen import Screen
from textual.widgets import Static

from desk.screens.credentials import Credentials, Entered
from desk.texts import sign_in as words
from desk.widgets.title_bar import TitleBar

if TYPE_CHECKING:
    from desk.usecases.desk import Desk
    from schemas.wire import Officer


class LockScreen(Screen[Entered | None]):
    """Answers None for the officer who is at work, or the other one who signed in."""

    CSS_PATH = "sign_in.tcss"
    TITLE = words.LOCK_TITLE
    HELP = words.LOCK_HELP
    AUTO_FOCUS = ""

    def __init__(self, *, desk: "Desk", officer: "Officer") -> None:
        super().__init__()
        self._desk = desk
        self._officer = officer

    def compose(self) -> ComposeResult:
        """Who is at work here, and the way back in."""
        yield TitleBar()
        with Vertical(classes="sheet"):
            yield Static(words.LOCK_HEADING, classes="heading", markup=False)
            yield Static(words.LOCKED_BY.format(name=self._officer.name), id="why", markup=False)
            yield Credentials(account=self._officer.account, desk=self._desk)
            yield Static(words.LOCK_OTHER, id="other", markup=False)
        yield Static(words.KEYS, classes="keys", markup=False)

    def on_mount(self) -> None:
        """Ask for the password."""
        self.query_one(Credentials).begin()

    @on(Credentials.Accepted)
    def open_again(self, event: Credentials.Accepted) -> None:
        """Give the screen back, or hand the other officer on."""
        is_same = event.entered.officer.account == self._officer.account
        self.dismiss(None if is_same else event.entered)
