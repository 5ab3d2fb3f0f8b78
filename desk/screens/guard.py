"""Asks for the newest kept receipt: one that the store does not know shows that it went back."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual import getters, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.message import Message
from textual.widgets import Label, Static

from desk.texts import guard as words
from desk.usecases.epochs import GuardAnswer, check_newest_receipt
from desk.widgets.calm_screen import CalmScreen
from desk.widgets.scan_box import ScanBox
from desk.widgets.scanned import Scanned
from desk.widgets.title_bar import TitleBar

if TYPE_CHECKING:
    from desk.screens.counter import Counter
    from desk.usecases.line import LineStanding


class GuardScreen(CalmScreen[bool]):
    """Answers whether the store went back; closes, too, when none is kept or the centre is met."""

    CSS_PATH = "sign_in.tcss"
    TITLE = words.GUARD_TITLE
    HELP = words.GUARD_HELP
    AUTO_FOCUS = "ScanBox"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "escape",
            "none_kept",
            words.NONE_KEPT,
            id="guard.none_kept",
            tooltip=words.NONE_KEPT_HINT,
        ),
    ]
    said = getters.query_one("#said", Static)

    @dataclass
    class _Checked(Message):
        answer: GuardAnswer

    def __init__(self, *, counter: "Counter") -> None:
        super().__init__()
        self._counter = counter

    def compose(self) -> ComposeResult:
        """Why, and where to scan."""
        yield TitleBar()
        with Vertical(classes="sheet"):
            yield Static(words.GUARD_HEADING, classes="heading", markup=False)
            yield Static(words.GUARD_WHY, id="why", markup=False)
            with Horizontal(classes="row"):
                yield Label(words.CODE, classes="field-label")
                yield ScanBox(placeholder=words.GUARD_HINT, select_on_focus=False)
            yield Static(id="said", markup=False)
        yield Static(words.GUARD_KEYS, classes="keys", markup=False)

    def on_mount(self) -> None:
        """Be gone once the centre can tell."""
        self._counter.news.signal.subscribe(self, self._hear)

    def _hear(self, line: "LineStanding") -> None:
        if line.line == "up":
            self.dismiss(False)  # noqa: FBT003  (stock signature)

    def on_scanned(self, event: Scanned) -> None:
        """Look whether the dossier of a receipt is known."""
        event.stop()
        self.query_one(ScanBox).value = ""
        self.said.update(words.CHECKING)
        self._check(event.text)

    @work(thread=True, group="checking", exclusive=True)
    def _check(self, text: str) -> None:
        self.post_message(self._Checked(check_newest_receipt(text, self._counter.desk)))

    def on_guard_screen__checked(self, event: _Checked) -> None:
        """Let the officer in, tell that numbers are frozen, or ask again."""
        match event.answer:
            case "known" | "rolled_back":
                self.dismiss(event.answer == "rolled_back")
            case _:
                self.said.update(words.SAID[event.answer])
                self.said.set_class(True, "field-error")  # noqa: FBT003  (stock signature)

    def action_none_kept(self) -> None:
        """No receipt is kept: work begins."""
        self.dismiss(False)  # noqa: FBT003  (stock signature)
