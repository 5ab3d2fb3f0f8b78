"""The outbox screen: everything that has not reached the centre, and why."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar
from uuid import UUID

from textual import getters, on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.screen import Screen
from textual.widgets import Static

from desk.screens.counter import Counter
from desk.screens.handing_down import hand_down
from desk.screens.outbox_words import COLUMNS, head_words, outbox_row
from desk.texts import outbox as words
from desk.texts.doubts import LOOKS_ONLY
from desk.usecases.line import LineStanding
from desk.usecases.outbox import Outbox, outbox, outbox_page
from desk.widgets.key_bar import KeyBar
from desk.widgets.long_list import LongList, Row
from desk.widgets.scanned import Scanned
from desk.widgets.title_bar import TitleBar


class OutboxScreen(Screen[None]):
    """A list that follows the line; nothing in it can be changed, only tried again."""

    CSS_PATH = "outbox.tcss"
    TITLE = words.TITLE
    HELP = words.HELP
    AUTO_FOCUS = "LongList"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f9", "retry", words.KEY_RETRY, id="outbox.retry", tooltip=words.KEY_RETRY_HINT),
        Binding(
            "escape",
            "dismiss(None)",
            words.KEY_LEAVE,
            id="outbox.leave",
            tooltip=words.KEY_LEAVE_HINT,
        ),
    ]

    @dataclass
    class Read(Message):
        """What the store says now."""

        box: Outbox

    head = getters.query_one("#head", Static)
    rows = getters.query_one(LongList)

    def __init__(
        self, *, counter: Counter, open_dossier: Callable[[UUID], Screen[Any]] | None = None
    ) -> None:
        super().__init__()
        self._counter = counter
        self._open_dossier = open_dossier
        self._is_new = True

    def compose(self) -> ComposeResult:
        """How the line stands, the list, the keys."""
        yield TitleBar()
        yield Static(words.LOADING, id="head", markup=False)
        yield LongList(COLUMNS, empty=words.EMPTY)
        yield KeyBar()

    def on_mount(self) -> None:
        """Read, and follow the news."""
        self._counter.news.signal.subscribe(self, self.hear_news)
        self.read_outbox()

    def hear_news(self, _line: LineStanding) -> None:
        """Something was written, sent or received."""
        self.read_outbox()

    @work(thread=True, group="outbox", exclusive=True)
    def read_outbox(self) -> None:
        """Read the numbers; the rows are fetched as they are seen."""
        self.post_message(self.Read(outbox(self._counter.desk)))

    @on(Read)
    def show_read(self, event: Read) -> None:
        """Show the numbers and the rows."""
        self.head.update(head_words(event.box, self._counter.line.standing))
        if self._is_new:
            self._is_new = False
            self.rows.show(self._fetch, event.box.count)
        else:
            self.rows.reload(event.box.count)

    def _fetch(self, offset: int, limit: int) -> Sequence[Row]:
        line = self._counter.line.standing
        return [outbox_row(one, line) for one in outbox_page(self._counter.desk, offset, limit)]

    @on(LongList.Chosen)
    def open_chosen(self, event: LongList.Chosen) -> None:
        """Open the dossier of a row that has one."""
        if event.key and self._open_dossier is not None:
            self.app.push_screen(self._open_dossier(UUID(event.key)))

    def on_scanned(self, event: Scanned) -> None:
        """Leave a scan to the screen beneath."""
        event.stop()
        hand_down(self, event.text)

    def action_retry(self) -> None:
        """Try again at once."""
        if self._counter.desk.looks_only:
            self.notify(LOOKS_ONLY, severity="warning", markup=False)
            return
        self._counter.line.retry_now()
        self.head.update(words.RETRYING)
        self.read_outbox()
