"""The desk screen: the scan box, today's dossiers, and how the counter stands."""

from typing import ClassVar
from uuid import UUID

from textual import getters, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import Screen
from textual.widgets import Footer, Static

from desk.screens.at_centre import at_centre
from desk.screens.board import Board
from desk.screens.counter import Counter
from desk.screens.finder import Finder
from desk.screens.print_tray import PrintTray
from desk.screens.routing import (
    AtCentre,
    ChooseDossier,
    OpenDossier,
    OpenForm,
    Say,
    ShowFound,
    draft_form,
    empty_form,
    route,
)
from desk.screens.status_pieces import status_pieces
from desk.texts import desk as words
from desk.texts.line import CLOCK_WARNINGS
from desk.usecases.line import LineStanding
from desk.usecases.status import Standing
from desk.widgets.choice import Choice, Option
from desk.widgets.scan_box import ScanBox
from desk.widgets.scanned import Scanned
from desk.widgets.status_line import StatusLine
from desk.widgets.title_bar import TitleBar
from desk.widgets.typing_input import TypingInput
from schemas.reception import ReceptionForm
from schemas.wire import Officer

CLOCK_SECONDS = 20.0


class DeskScreen(Screen[None]):
    """Scan or type; what it leads to opens above, and this screen stays."""

    CSS_PATH = "desk.tcss"
    TITLE = words.TITLE
    HELP = words.HELP
    AUTO_FOCUS = "ScanBox"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f4", "new", words.KEY_NEW, id="desk.new", tooltip=words.KEY_NEW_HINT),
        Binding("f5", "drafts", words.KEY_DRAFTS, id="desk.drafts", tooltip=words.KEY_DRAFTS_HINT),
        Binding("f6", "next_list", words.KEY_LIST, id="desk.list", tooltip=words.KEY_LIST_HINT),
        Binding("f8", "ask_prints", words.KEY_PRINT, id="desk.print", tooltip=words.KEY_PRINT_HINT),
        Binding(
            "f9",
            "retry_line",
            words.KEY_LINE,
            show=False,
            id="desk.line",
            tooltip=words.KEY_LINE_HINT,
        ),
        Binding(
            "escape", "home", words.KEY_BOX, show=False, id="desk.box", tooltip=words.KEY_BOX_HINT
        ),
    ]

    box = getters.query_one(ScanBox)
    board = getters.query_one(Board)
    finder = getters.query_one(Finder)
    tray = getters.query_one(PrintTray)
    answer = getters.query_one("#answer", Static)
    status = getters.query_one(StatusLine)

    def __init__(
        self, *, counter: Counter, officer: Officer, is_password_due: bool = False
    ) -> None:
        super().__init__()
        self._counter = counter
        self._desk = counter.desk
        self._officer = officer
        self._is_password_due = is_password_due
        self._standing: Standing | None = None

    def compose(self) -> ComposeResult:
        """Box, answer, lists, status."""
        yield TitleBar()
        with Vertical(classes="panel") as panel:
            panel.border_title = words.BOX
            yield ScanBox(placeholder=words.BOX_HINT)
        yield Static(words.READY, id="answer", markup=False)
        yield Board(desk=self._desk)
        yield StatusLine()
        yield Finder(line=self._counter.line)
        tray = self._counter.transport
        yield PrintTray(desk=self._desk, transport=tray, officer=self._officer.account)
        yield Footer(show_command_palette=False)

    def on_mount(self) -> None:
        """Follow the news and the clock."""
        self._counter.news.signal.subscribe(self, self.hear_news)
        self.set_interval(CLOCK_SECONDS, self.show_status)

    def on_screen_resume(self) -> None:
        """Come back to the box, with fresh lists."""
        self.set_focus(self.box)
        self.board.refresh_rows()

    def hear_news(self, _line: LineStanding) -> None:
        """Something was written, sent or received."""
        self.show_status()
        self.board.refresh_rows()

    @on(PrintTray.Printed)
    def take_printed(self) -> None:
        """Read how the jobs stand now."""
        self.board.refresh_rows()

    @on(Board.Read)
    def take_standing(self, event: Board.Read) -> None:
        """Keep how the counter stands."""
        self._standing = event.standing
        self.show_status()

    def show_status(self) -> None:
        """Draw the status line as of now."""
        if self._standing is not None:
            self.status.pieces = status_pieces(
                self._standing,
                self._counter.line.standing,
                self._desk.now(),
                is_password_due=self._is_password_due,
            )

    def on_scanned(self, event: Scanned) -> None:
        """See where a line leads; the box is empty again at once."""
        event.stop()
        self.box.value = ""
        self.finder.find(route, event.text, self._desk, self._officer.account)

    @on(Finder.Answered)
    def follow(self, event: Finder.Answered) -> None:
        """Open what was found, or say what was not."""
        match event.outcome:
            case Say(sentence=sentence):
                self.say(sentence)
            case OpenForm(form=form, warnings=warnings):
                self.open_form(form, warnings)
            case OpenDossier(dossier=dossier, sentence=sentence):
                self.say(sentence or words.READY)
                self.open_dossier(dossier)
            case ChooseDossier(code=code, choices=choices):
                options = [Option(str(one), name) for one, name in choices]
                sentence = words.SEVERAL.format(code=code)
                asked = Choice(sentence, options, title=words.SEVERAL_TITLE)
                self.app.push_screen(asked, self.open_chosen)
            case ShowFound(found=found, sentence=sentence):
                self.say(sentence)
                self.board.show_found(found)
                self.set_focus(self.board.rows)
            case AtCentre(dossier=found):
                self.say(words.READY)
                self.app.push_screen(at_centre(found))

    def say(self, sentence: str) -> None:
        """Answer below the box."""
        self.answer.update(sentence)

    def open_form(self, form: ReceptionForm, warnings: tuple[str, ...] = ()) -> None:
        """Open a reception form; a wrong clock is told first."""
        from desk.screens.reception import ReceptionScreen

        if self._standing is not None and self._standing.clock != "right":
            sentence = CLOCK_WARNINGS[self._standing.clock]
            self.notify(sentence, severity="warning", timeout=20, markup=False)
        self.say(words.READY)
        screen = ReceptionScreen(
            desk=self._desk,
            officer=self._officer,
            form=form,
            warnings=warnings,
            print_soon=self.tray.print_soon,
        )
        self.app.push_screen(screen)

    def open_chosen(self, key: str | None) -> None:
        """Open the dossier that was chosen among several."""
        if key is not None:
            self.open_dossier(UUID(key))

    def open_dossier(self, dossier: UUID) -> None:
        """Open one dossier."""
        from desk.screens.dossier import DossierScreen

        screen = DossierScreen(
            desk=self._desk, officer=self._officer, dossier=dossier, print_soon=self.tray.print_soon
        )
        self.app.push_screen(screen)

    @on(Board.DossierChosen)
    def open_listed(self, event: Board.DossierChosen) -> None:
        """Open the dossier of a row."""
        self.open_dossier(event.dossier)

    @on(Board.DraftChosen)
    def open_draft(self, event: Board.DraftChosen) -> None:
        """Take a draft up again."""
        self.finder.find(draft_form, event.dossier, self._desk)

    def action_new(self) -> None:
        """Open a form for a citizen without a card."""
        self.finder.find(empty_form, self._desk, self._officer.account)

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

    def action_ask_prints(self) -> None:
        """Ask about papers in doubt."""
        self.tray.ask()

    @on(PrintTray.NothingToAsk)
    def say_nothing_to_ask(self) -> None:
        """Every paper is out."""
        self.say(words.PRINT_NONE)

    def action_retry_line(self) -> None:
        """Try the line at once."""
        self._counter.line.retry_now()
        self.say(words.RETRYING_LINE)

    @on(TypingInput.Leave)
    def go_to_list(self, event: TypingInput.Leave) -> None:
        """From the box into the list."""
        event.stop()
        self.set_focus(self.board.rows)
