"""The desk screen: the scan box, today's dossiers, and how the counter stands."""

from typing import ClassVar

from textual import events, on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Static

from desk.screens.board import Board
from desk.screens.counter import Counter
from desk.screens.counter_status import CounterStatus
from desk.screens.desk_opening import OpeningScreen
from desk.screens.finder import Finder
from desk.screens.print_tray import PrintTray
from desk.screens.ways import Ways, warm
from desk.texts import cases_screen as cases_words
from desk.texts import desk as words
from desk.texts import guard as guard_words
from desk.texts import line as line_words
from desk.texts import scanner as scanner_words
from desk.texts import settings_screen as settings_words
from desk.usecases.line import LineStanding
from desk.widgets.key_bar import KeyBar
from desk.widgets.key_order import hand_key
from desk.widgets.scan_box import ScanBox
from desk.widgets.title_bar import TitleBar
from desk.widgets.typing_input import TypingInput
from schemas.officers import Officer


def _key(key: str, action: str, said: tuple[str, str], *, show: bool = True) -> Binding:
    name, hint = said
    return Binding(key, action, name, id=f"desk.{action}", tooltip=hint, show=show)


class DeskScreen(OpeningScreen):
    """Scan or type; what it leads to opens above, and this screen stays."""

    CSS_PATH = "desk.tcss"
    TITLE = words.TITLE
    HELP = words.HELP
    AUTO_FOCUS = "ScanBox"
    BINDINGS: ClassVar[list[BindingType]] = [
        _key("f3", "cases", (cases_words.KEY, cases_words.KEY_HINT), show=False),
        _key("f4", "new", (words.KEY_NEW, words.KEY_NEW_HINT)),
        _key("f5", "drafts", (words.KEY_DRAFTS, words.KEY_DRAFTS_HINT)),
        _key("f6", "next_list", (words.KEY_LIST, words.KEY_LIST_HINT)),
        _key("f7", "outbox", (words.KEY_OUTBOX, words.KEY_OUTBOX_HINT), show=False),
        _key("f8", "prints", (words.KEY_PRINT, words.KEY_PRINT_HINT)),
        _key("f9", "retry_line", (words.KEY_LINE, words.KEY_LINE_HINT), show=False),
        _key("f10", "voucher", (guard_words.KEY_VOUCHER, guard_words.KEY_VOUCHER_HINT)),
        _key("ctrl+t", "test_scanner", (scanner_words.KEY, scanner_words.KEY_HINT), show=False),
        _key("ctrl+o", "settings", (settings_words.KEY, settings_words.KEY_HINT), show=False),
        _key("escape", "home", (words.KEY_BOX, words.KEY_BOX_HINT), show=False),
    ]

    def __init__(
        self, *, counter: Counter, officer: Officer, is_password_due: bool = False
    ) -> None:
        super().__init__(counter=counter, officer=officer)
        self._is_password_due = is_password_due

    def compose(self) -> ComposeResult:
        """Box, answer, lists, status."""
        yield TitleBar()
        with Vertical(classes="panel") as panel:
            panel.border_title = words.BOX
            yield ScanBox(placeholder=words.BOX_HINT, select_on_focus=False)
        yield Static(words.READY, id="answer", markup=False)
        yield Board(desk=self._desk)
        yield CounterStatus(counter=self._counter, is_password_due=self._is_password_due)
        yield Finder(line=self._counter.line)
        tray = self._counter.transport
        yield PrintTray(desk=self._desk, transport=tray, officer=self._officer.account)
        yield KeyBar()

    def on_mount(self) -> None:
        """Follow the news, and get ready for the first citizen."""
        self.ways = Ways(self._desk, self._officer, self.tray.print_soon, self._counter.news)
        self._counter.news.signal.subscribe(self, self.hear_news)
        self.watch(self.tray, "trouble", self.status.show_trouble, init=False)
        self.call_after_refresh(self.warm)

    @work(thread=True, group="warming")
    def warm(self) -> None:
        """Load what the first citizen will need."""
        warm()

    def on_screen_suspend(self) -> None:
        """Have the box ready for whoever comes back: a key may be here before the screen is."""
        self.set_focus(self.box)

    def on_screen_resume(self) -> None:
        """Come back with fresh lists."""
        self.call_after_refresh(self.board.refresh_rows)
        self.tray.ask_what_is_due()

    def hear_news(self, _line: LineStanding) -> None:
        """Something was written, sent or received."""
        if self.is_active:
            self.status.draw()
            self.board.refresh_rows()

    @on(PrintTray.Printed)
    def take_printed(self) -> None:
        """Read how the jobs stand now."""
        self.board.refresh_rows()

    @on(Board.Read)
    def take_standing(self, event: Board.Read) -> None:
        """Show how the counter stands."""
        self.status.show(event.standing)
        self.refresh_bindings()

    def action_drafts(self) -> None:
        """Show the drafts, ready to be chosen."""
        self.board.show_drafts()
        self.set_focus(self.board.rows)

    def action_next_list(self) -> None:
        """Show the next list."""
        self.board.show_next()

    def action_home(self) -> None:
        """Back to the box and to today's dossiers."""
        self.set_focus(self.box)
        self.box.value = ""
        self.say(words.READY)
        if not self.board.is_home:
            self.board.show_today()

    def action_prints(self) -> None:
        """Show every print job, those in doubt first."""
        self.app.push_screen(self.ways.prints(self._counter))

    @work(group="asking", exclusive=True)
    async def action_retry_line(self) -> None:
        """Try the line at once, and say what came of it unless something else was said since."""
        if self.is_refused():
            return
        from desk.screens.line_asking import line_answer

        self.say(line_words.ASKING)
        answer = await line_answer(self._counter.line)
        if self.answer.content == line_words.ASKING:
            self.say(answer)

    @on(TypingInput.Leave)
    def go_to_list(self, event: TypingInput.Leave) -> None:
        """From the box into the list."""
        event.stop()
        self.set_focus(self.board.rows)

    def on_key(self, event: events.Key) -> None:
        """Letters typed beside the box go into it."""
        if event.is_printable and event.character and self.focused is not self.box:
            event.stop()
            self.set_focus(self.box)
            hand_key(self.box, event)
