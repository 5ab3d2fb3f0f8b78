"""The desk screen: the scan box, today's dossiers, and how the counter stands."""

from typing import ClassVar
from uuid import UUID

from textual import events, getters, on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import Screen
from textual.widgets import Footer, Static

from desk.screens.board import Board
from desk.screens.counter import Counter
from desk.screens.counter_status import CounterStatus
from desk.screens.finder import Finder
from desk.screens.print_tray import PrintTray
from desk.screens.routing import (
    AtCentre,
    ChooseDossier,
    OpenDossier,
    OpenForm,
    Outcome,
    Say,
    ShowFound,
    draft_form,
    empty_form,
    park,
    route,
)
from desk.screens.ways import Ways, at_centre, several, warm
from desk.texts import cases_screen as cases_words
from desk.texts import desk as words
from desk.texts.line import CLOCK_WARNINGS
from desk.usecases.line import LineStanding
from desk.widgets.scan_box import ScanBox
from desk.widgets.scanned import Scanned
from desk.widgets.title_bar import TitleBar
from desk.widgets.typing_input import TypingInput
from schemas.wire import Officer


class DeskScreen(Screen[None]):
    """Scan or type; what it leads to opens above, and this screen stays."""

    CSS_PATH = "desk.tcss"
    TITLE = words.TITLE
    HELP = words.HELP
    AUTO_FOCUS = "ScanBox"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "f3",
            "cases",
            cases_words.KEY,
            show=False,
            id="desk.cases",
            tooltip=cases_words.KEY_HINT,
        ),
        Binding("f4", "new", words.KEY_NEW, id="desk.new", tooltip=words.KEY_NEW_HINT),
        Binding("f5", "drafts", words.KEY_DRAFTS, id="desk.drafts", tooltip=words.KEY_DRAFTS_HINT),
        Binding("f6", "next_list", words.KEY_LIST, id="desk.list", tooltip=words.KEY_LIST_HINT),
        Binding(
            "f7",
            "outbox",
            words.KEY_OUTBOX,
            show=False,
            id="desk.outbox",
            tooltip=words.KEY_OUTBOX_HINT,
        ),
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
    status = getters.query_one(CounterStatus)

    def __init__(
        self, *, counter: Counter, officer: Officer, is_password_due: bool = False
    ) -> None:
        super().__init__()
        self._counter = counter
        self._desk = counter.desk
        self._officer = officer
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
        yield Footer(show_command_palette=False)

    def on_mount(self) -> None:
        """Follow the news, and get ready for the first citizen."""
        self.ways = Ways(self._desk, self._officer, self.tray.print_soon)
        self._counter.news.signal.subscribe(self, self.hear_news)
        self.warm()

    @work(thread=True, group="warming")
    def warm(self) -> None:
        """Load what the first citizen will need."""
        warm()

    def on_screen_resume(self) -> None:
        """Come back to the box, with fresh lists."""
        self.set_focus(self.box)
        self.board.refresh_rows()

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

    def on_scanned(self, event: Scanned) -> None:
        """See where a line leads; the box is empty again at once."""
        event.stop()
        self.box.value = ""
        self.finder.find(route, event.text, self._desk, self._officer.account)

    @on(Finder.Answered)
    def follow(self, event: Finder.Answered) -> None:
        """Open what was found, or say what was not; never above what was opened meanwhile."""
        if not self.is_active:
            self.set_aside(event.outcome)
            return
        self.say(words.READY)
        match event.outcome:
            case Say(sentence=sentence):
                self.say(sentence)
            case OpenForm() as opened:
                self.open_form(opened)
            case OpenDossier(dossier=dossier, sentence=sentence):
                self.say(sentence or words.READY)
                self.open_dossier(str(dossier))
            case ChooseDossier() as found:
                self.app.push_screen(several(found), self.open_dossier)
            case ShowFound(found=found, sentence=sentence):
                self.say(sentence)
                self.board.show_found(found)
                self.set_focus(self.board.rows)
            case AtCentre(dossier=found):
                self.app.push_screen(at_centre(found))

    def set_aside(self, outcome: Outcome) -> None:
        """Keep a card that was scanned while another citizen's form was opening, as a draft."""
        if isinstance(outcome, OpenForm):
            self.finder.find(park, outcome.form, self._desk)
            parked = words.PARKED.format(name=outcome.form.submitter.name)
            self.notify(parked, severity="warning", markup=False)
        elif isinstance(outcome, Say):
            self.say(outcome.sentence)

    def say(self, sentence: str) -> None:
        """Answer below the box."""
        self.answer.update(sentence)

    def open_form(self, opened: OpenForm) -> None:
        """Open a reception form; a wrong clock is told first."""
        if sentence := CLOCK_WARNINGS.get(self.status.clock):
            self.notify(sentence, severity="warning", timeout=20, markup=False)
        self.app.push_screen(self.ways.form(opened))

    def open_dossier(self, dossier: str | None) -> None:
        """Open one dossier, if one was chosen."""
        if dossier is not None:
            self.app.push_screen(self.ways.dossier(UUID(dossier)))

    @on(Board.DossierChosen)
    def open_listed(self, event: Board.DossierChosen) -> None:
        """Open the dossier of a row."""
        self.open_dossier(str(event.dossier))

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

    def action_cases(self) -> None:
        """Show what the centre and the counters disagree about."""
        self.app.push_screen(self.ways.cases(self._counter))

    def action_outbox(self) -> None:
        """Show what has not reached the centre, and why."""
        self.app.push_screen(self.ways.outbox(self._counter))

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

    def on_key(self, event: events.Key) -> None:
        """Letters typed beside the box go into it."""
        if event.is_printable and event.character and self.focused is not self.box:
            event.stop()
            self.set_focus(self.box)
            self.box.insert_text_at_cursor(event.character)
