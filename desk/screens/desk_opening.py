"""The part of the desk screen that opens what a scan, a line of words or a key leads to."""

from typing import TYPE_CHECKING
from uuid import UUID

from textual import getters, on
from textual.screen import Screen
from textual.widgets import Static

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
    listed,
    park,
    route,
    route_typed,
)
from desk.screens.ways import Ways, at_centre, several
from desk.texts import desk as words
from desk.texts.doubts import LOOKS_ONLY
from desk.texts.line import CLOCK_WARNINGS
from desk.widgets.scan_box import ScanBox
from desk.widgets.scanned import Scanned
from schemas.officers import Officer

if TYPE_CHECKING:
    from schemas.reception import ReceptionForm


class OpeningScreen(Screen[None]):
    """Each answer of the finder opens one screen above this one, or is said below the box."""

    box = getters.query_one(ScanBox)
    board = getters.query_one(Board)
    finder = getters.query_one(Finder)
    tray = getters.query_one(PrintTray)
    answer = getters.query_one("#answer", Static)
    status = getters.query_one(CounterStatus)
    ways: Ways
    """Made once the tray is there."""

    def __init__(self, *, counter: Counter, officer: Officer) -> None:
        super().__init__()
        self._counter = counter
        self._desk = counter.desk
        self._officer = officer
        self._at_hand: frozenset[str] = frozenset()
        """Whose forms were opened or kept since the last answer that opened one."""

    def on_scanned(self, event: Scanned) -> None:
        """See where a line leads; the box is empty again at once."""
        event.stop()
        self.box.value = ""
        lead = route_typed if event.by_hand else route
        self.finder.find(lead, event.text, self._desk, self._officer.account)

    @on(Finder.Answered)
    def follow(self, event: Finder.Answered) -> None:
        """Open what was found, or say what was not; never above what was opened meanwhile."""
        if not self.is_active:
            self.set_aside(event.outcome)
            return
        self._at_hand = _marks(event.outcome)
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
        """Keep a card that was scanned while another citizen's form was opening, as a draft.

        Scanners read twice: what is open already, or was kept a moment ago, is kept once.
        """
        if isinstance(outcome, OpenForm):
            if _is_there(outcome.form, self._at_hand):
                return
            self._at_hand |= _marks(outcome)
            self.finder.find(park, outcome.form, self._desk)
            parked = words.PARKED.format(name=outcome.form.submitter.name)
            self.notify(parked, severity="warning", markup=False)
        elif isinstance(outcome, Say):
            self.say(outcome.sentence)

    def say(self, sentence: str) -> None:
        """Answer below the box."""
        self.answer.update(sentence)

    def is_refused(self) -> bool:
        """Say so, where this window only looks."""
        if self._desk.looks_only:
            self.say(LOOKS_ONLY)
        return self._desk.looks_only

    def open_form(self, opened: OpenForm) -> None:
        """Open a reception form; a wrong clock is told first."""
        if self.is_refused():
            return
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
        self.finder.find(listed, event.dossier, self._desk, self._officer.account)

    @on(Board.DraftChosen)
    def open_draft(self, event: Board.DraftChosen) -> None:
        """Take a draft up again."""
        self.finder.find(draft_form, event.dossier, self._desk)

    def action_new(self) -> None:
        """Open a form for a citizen without a card."""
        self.finder.find(empty_form, self._desk, self._officer.account)

    def action_cases(self) -> None:
        """Show what the centre and the counters disagree about."""
        self.app.push_screen(self.ways.cases(self._counter))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002  (stock signature)
        """Vouchers are asked for only while there are no numbers."""
        return action != "voucher" or self.status.is_frozen

    def action_voucher(self) -> None:
        """Show what to read to the centre, and take the voucher."""
        from desk.screens.voucher import VoucherScreen

        if self.is_refused():
            return
        self.app.push_screen(VoucherScreen(counter=self._counter))

    def action_test_scanner(self) -> None:
        """Show what the scanner sends."""
        self.app.push_screen(self.ways.scanner_test(self._counter))

    def action_settings(self) -> None:
        """Show the settings of this counter."""
        if self.is_refused():
            return
        self.app.push_screen(self.ways.settings(self._counter))

    def action_outbox(self) -> None:
        """Show what has not reached the centre, and why."""
        self.app.push_screen(self.ways.outbox(self._counter))


def _marks(outcome: Outcome) -> frozenset[str]:
    """What tells a form that is open or kept: its id, and whose it is."""
    if not isinstance(outcome, OpenForm):
        return frozenset()
    return frozenset(filter(None, (str(outcome.form.id), outcome.form.submitter.number)))


def _is_there(form: "ReceptionForm", at_hand: frozenset[str]) -> bool:
    """Whether a form is open or kept already; of a card alone, whether one of that citizen is."""
    is_card_alone = not form.procedure and not form.slip
    return str(form.id) in at_hand or (is_card_alone and form.submitter.number in at_hand)
