"""The dossier screen: everything known of one dossier, its timeline, its print jobs."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any, ClassVar
from uuid import UUID

from textual import getters, on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.screen import Screen
from textual.widgets import Static

from desk.rules.repeating import Why, repeatable
from desk.screens.dossier_facts import FactsView
from desk.screens.dossier_prints import PrintingScreen
from desk.screens.dossier_scans import AttachingScreen
from desk.screens.dossier_words import job_row, nothing_to_resume, slip_waiting
from desk.screens.handing_down import hand_down
from desk.screens.routing import OpenForm
from desk.texts import dossier as texts
from desk.texts import prints
from desk.texts import scans as scan_texts
from desk.usecases.desk import Desk
from desk.usecases.repeating import form_again
from desk.widgets.calm_screen import CalmScreen
from desk.widgets.columns import Column
from desk.widgets.key_bar import KeyBar
from desk.widgets.long_list import LongList
from desk.widgets.notice import Notice
from desk.widgets.scanned import Scanned
from printing.spool import JobState
from schemas.reception import ReceptionForm
from schemas.wire import Officer

_UNDER_WAY = {JobState.QUEUED, JobState.SENDING}
UNDER_WAY_SECONDS = 1.0
"""Only while something is being printed is the dossier read again without being asked."""
_COLUMNS = (
    Column(prints.COLUMN_FORM, 16),
    Column("Lần in", 22),
    Column(prints.COLUMN_STATE),
    Column("Tệp", from_width=100),
)


def _key(key: str, action: str, name: str) -> Binding:
    words, tooltip = texts.KEYS[name]
    return Binding(key, action, words, id=f"dossier.{name}", tooltip=tooltip)


class DossierScreen(AttachingScreen, CalmScreen[None]):
    """Facts, timeline and print jobs; a job can be printed again, or answered for."""

    CSS_PATH: ClassVar[list[str | PurePath]] = ["dossier.tcss"]
    HELP = texts.HELP
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f3", "attach", scan_texts.KEY, id="dossier.attach", tooltip=scan_texts.KEY_HINT),
        _key("f6", "reprint", "reprint"),
        _key("f7", "answer", "answer"),
        _key("f8", "resume", "resume"),
        _key("escape", "dismiss(None)", "leave"),
    ]

    @dataclass
    class FormFilled(Message):
        """The form of a reception that is done again; None where that is no longer possible."""

        form: ReceptionForm | None
        why: Why

    where = getters.query_one("#where", Static)
    facts = getters.query_one(FactsView)

    def __init__(
        self,
        *,
        desk: Desk,
        officer: Officer,
        dossier: UUID,
        print_soon: Callable[[], None],
        open_form: Callable[[OpenForm], Screen[Any]] | None = None,
    ) -> None:
        super().__init__(desk=desk, officer=officer, dossier=dossier, print_soon=print_soon)
        self._open_form = open_form

    def compose(self) -> ComposeResult:
        """Whose dossier, what is known, what was printed, the keys."""
        yield Static(texts.TITLE, id="where", markup=False, classes="title-bar")
        yield Notice(texts.LOADING, id="notice")
        yield FactsView()
        with Vertical(id="jobs", classes="panel") as panel:
            panel.border_title = Content(texts.JOBS)
            yield LongList(_COLUMNS, empty=texts.NO_JOBS)
        yield KeyBar()

    def on_mount(self) -> None:
        """Read the dossier."""
        self.set_focus(self.facts)
        self.jobs.show(lambda offset, limit: self._rows[offset : offset + limit], 0)
        self.read_dossier()

    @on(PrintingScreen.Read)
    def show_known(self, event: PrintingScreen.Read) -> None:
        """Show everything."""
        known, before = event.known, self._known
        self._known = known
        # A reading by itself leaves what was said before; only the first one ends the waiting.
        if event.notice or known is None or before is None:
            self.notice.say(event.notice or ("" if known else texts.GONE))
        if known is not None and known != before:
            names = (texts.TITLE, known.unit, known.counter, self._officer.name)
            self.where.update(" · ".join(filter(None, names)))
            self.facts.show(known)
            self._rows = [job_row(job) for job in reversed(known.jobs)]
            self.jobs.reload(len(self._rows))
        if known is not None and any(job.state in _UNDER_WAY for job in known.jobs):
            self.set_timer(UNDER_WAY_SECONDS, self.read_dossier)

    def action_resume(self) -> None:
        """Bring the form of a slip back, as its barcode would."""
        if self.is_refused():
            return
        dossier = self._known.dossier if self._known else None
        again = repeatable(dossier)
        slip = slip_waiting(dossier) if dossier else ""
        if slip:
            hand_down(self, slip)
        elif again is not None:
            self.receive_again(again.why)
        else:
            self.notice.say(nothing_to_resume(dossier) if dossier else texts.GONE)

    @work(thread=True, group="again")
    def receive_again(self, why: Why) -> None:
        """Fill the form in with all that is known."""
        form = form_again(self._dossier, self._desk, self._officer.account)
        self.post_message(self.FormFilled(form, why))

    @on(FormFilled)
    def open_filled(self, event: FormFilled) -> None:
        """Open it; what becomes of it is shown afterwards."""
        if event.form is None or self._open_form is None:
            self.notice.say(texts.NOTHING_TO_RESUME)
            return
        opened = OpenForm(event.form, (event.why,))
        self.app.push_screen(self._open_form(opened), self._read_again)

    def _read_again(self, _: object) -> None:
        self.read_dossier()

    def on_scanned(self, event: Scanned) -> None:
        """Leave a scan to the screen beneath, which begins or opens what it is for."""
        event.stop()
        hand_down(self, event.text)
