"""The reception screen: one form, from the card to the code."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import PurePath
from typing import ClassVar
from uuid import UUID

from textual import getters, on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.message import Message
from textual.widgets import Static

from desk.rules.reception import all_required, with_all_papers
from desk.screens.news import News
from desk.screens.reception_done import DonePanel, OtherPapers, PaperBefore
from desk.screens.reception_drafts import DraftKeeper
from desk.screens.reception_form import FormView
from desk.screens.reception_keeping import PROMISE_SECONDS
from desk.screens.reception_recording import RecordingScreen
from desk.texts import reception as texts
from desk.texts.doubts import store_words, words_of
from desk.usecases.desk import Desk
from desk.usecases.drafts import new_form
from desk.widgets.choice import Choice, Option
from desk.widgets.key_bar import KeyBar
from desk.widgets.notice import Notice
from schemas.reception import ReceptionForm
from schemas.wire import Officer

_KEYS = texts.KEYS


def _key(key: str, action: str, name: str, *, show: bool = True) -> Binding:
    words, tooltip = _KEYS[name]
    return Binding(key, action, words, id=f"reception.{name}", tooltip=tooltip, show=show)


class ReceptionScreen(RecordingScreen):
    """Fill in, accept, go on with the next citizen; Escape keeps the draft and goes back."""

    CSS_PATH: ClassVar[list[str | PurePath]] = ["reception_form.tcss", "reception.tcss"]
    HELP = texts.HELP_RECEPTION
    BINDINGS: ClassVar[list[BindingType]] = [
        _key("f2", "accept", "accept"),
        _key("f3", "supplement", "supplement"),
        _key("f4", "same", "same"),
        _key("f5", "tick_all", "all", show=False),
        _key("f6", "discard", "discard", show=False),
        _key("f7", "new", "new", show=False),
        _key("escape", "leave", "leave"),
    ]

    @dataclass
    class Discarded(Message):
        """The draft is gone, or why it is not."""

        trouble: str

    where = getters.query_one("#where", Static)
    standing = getters.query_one("#standing", Vertical)

    def __init__(
        self,
        *,
        desk: Desk,
        officer: Officer,
        form: ReceptionForm,
        warnings: tuple[str, ...] = (),
        print_soon: Callable[[], None],
        news: News | None = None,
    ) -> None:
        super().__init__(desk=desk, officer=officer, form=form, print_soon=print_soon)
        self._warnings = warnings
        self._news = news

    def compose(self) -> ComposeResult:
        """Who works here, what to know, the form or its number, the promise, the keys."""
        yield Static("", id="where", markup=False, classes="title-bar")
        yield Notice(id="notice")
        yield PaperBefore(id="paper-before")
        yield OtherPapers(desk=self.desk, news=self._news, id="other-papers")
        yield FormView(id="form")
        yield DonePanel(id="done")
        with Vertical(id="standing"):
            yield Static("", id="promise", markup=False)
            yield Notice(id="rule")
        yield KeyBar()

    def on_mount(self) -> None:
        """Show the form at once, and the catalogue as soon as it is read."""
        self.begin(self.form, self._warnings)
        self.read_at_hand()
        self.set_interval(PROMISE_SECONDS, self.refresh_promise)

    @on(RecordingScreen.AtHandRead)
    def take_at_hand(self, event: RecordingScreen.AtHandRead) -> None:
        """Offer the procedures, and show what the form already says."""
        self.at_hand, self.is_at_hand = event.at_hand, True
        self.form = with_all_papers(self.form, self.choice[1])
        names = (texts.TITLE, self.at_hand.unit, self.at_hand.counter, self.officer.name)
        self.where.update(" · ".join(name for name in names if name))
        self.view.picker.offer_procedures(self.at_hand.among)
        self.show_choice()
        if self.at_hand.catalogue is None:
            self.notice.say(words_of("no_catalogue"))

    def watch_phase(self, phase: str) -> None:
        """Show the form, or what was recorded."""
        self.view.display = phase != "done"
        self.done.display = phase == "done"
        self.standing.display = phase != "done"

    def refresh_promise(self) -> None:
        """Show the promised time as it is by now."""
        if self.phase == "form":
            self.show_standing()

    def action_tick_all(self) -> None:
        """Tick every required paper that is still missing."""
        case = self.choice[1]
        if case is not None:
            self.form = self.collect()
            papers = all_required(self.form.papers, case)
            self.form = self.form.model_copy(update={"papers": papers})
            self.view.show_papers(papers, case)
            self.show_standing()
            self.keep_soon()

    def action_same(self) -> None:
        """Begin the same person's next dossier."""
        person = self.form.submitter
        self.begin(new_form(self.desk, self.officer.account, person))

    def action_new(self) -> None:
        """Begin a dossier for somebody without a card; the one before waits as a draft."""
        self.keep_draft()
        self.begin(new_form(self.desk, self.officer.account))

    def action_leave(self) -> None:
        """Keep the draft and go back."""
        self.keep_draft()
        self.dismiss()

    def action_discard(self) -> None:
        """Ask whether to lose what was typed; a form that has a slip is only kept."""
        form = self.collect()
        if form.slip:
            self.notice.say(texts.DISCARD_SLIP.format(slip=form.slip))
            return
        options = [Option("", texts.DISCARD_KEEP), Option("drop", texts.DISCARD_DROP)]
        name = form.applicant_or_submitter().name or texts.DISCARD_UNNAMED
        asking = Choice(texts.DISCARD_ASK.format(name=name), options, title=texts.DISCARD_TITLE)
        self.app.push_screen(asking, self._discard_if)

    def _discard_if(self, answer: str | None) -> None:
        if answer:
            self._discard(self.form.id, self.keeper)

    @work(thread=True, group="draft")
    def _discard(self, dossier: UUID, keeper: DraftKeeper) -> None:
        self.post_message(self.Discarded(keeper.discard(dossier)))

    @on(Discarded)
    def leave_discarded(self, event: Discarded) -> None:
        """Go back, or say that the draft is still there."""
        if event.trouble:
            self.notice.say(store_words(event.trouble))
        else:
            self.dismiss()
