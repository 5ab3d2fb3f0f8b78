"""The supplement step: everything that the slip will say, ready to be confirmed with one key."""

from dataclasses import dataclass
from pathlib import PurePath
from typing import ClassVar

from textual import getters, on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.reactive import reactive
from textual.widgets import Static

from desk.rules.form_texts import SUPPLEMENT, aside, with_aside
from desk.screens.reception_drafts import DraftKeeper
from desk.screens.supplement_fields import (
    first_texts,
    paper_sections,
    rest_sections,
    telling_of,
    texts_in,
    typed_texts,
    with_papers,
)
from desk.store.store import StoreError
from desk.texts import reception as texts
from desk.texts.doubts import store_words, words_of
from desk.usecases.at_hand import AtHand
from desk.usecases.desk import Desk
from desk.usecases.receive import Refused
from desk.usecases.supplement import Requested, Telling, request_supplement
from desk.widgets.choice import Choice, Option
from desk.widgets.form_section import FormSection
from desk.widgets.form_sheet import FormScreen, FormSheet
from desk.widgets.held_scans import HoldsScans
from desk.widgets.key_bar import KeyBar
from desk.widgets.notice import Notice
from desk.widgets.scanned import Scanned
from schemas.reception import ReceptionForm
from schemas.wire import Officer

_KEYS = texts.KEYS


@dataclass(frozen=True)
class Step:
    """How the step ended: the form with what was typed, and the slip if it was recorded."""

    form: ReceptionForm
    requested: Requested | None


class SupplementScreen(FormScreen[Step], HoldsScans[Step]):
    """Rows for everything missing or wrong, the reason, and how the citizen was told."""

    CSS_PATH: ClassVar[list[str | PurePath]] = ["reception_form.tcss", "supplement.tcss"]
    HELP = texts.HELP_SUPPLEMENT
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "f2", "confirm", _KEYS["confirm"][0], id="slip.confirm", tooltip=_KEYS["confirm"][1]
        ),
        Binding("escape", "back", _KEYS["back"][0], id="slip.back", tooltip=_KEYS["back"][1]),
    ]

    @dataclass
    class Answered(Message):
        """What became of the request."""

        form: ReceptionForm
        answer: Requested | Refused | StoreError

    notice = getters.query_one("#notice", Notice)
    is_writing: reactive[bool] = reactive(default=False, bindings=True)

    def __init__(
        self,
        *,
        desk: Desk,
        officer: Officer,
        form: ReceptionForm,
        keeper: DraftKeeper,
        at_hand: AtHand,
    ) -> None:
        super().__init__()
        self._desk = desk
        self._form = form
        self._keeper = keeper
        case = at_hand.case(form)
        procedure = at_hand.procedure(form)
        self._about = procedure.name if procedure else ""
        self._where = (texts.SUPPLEMENT_TITLE, at_hand.unit, at_hand.counter, officer.name)
        self._papers = paper_sections(form, case) if case else []
        self._rest = rest_sections()
        self._sections = (*self._papers, *self._rest)
        self._first = first_texts(form, case)

    def compose(self) -> ComposeResult:
        """Whose slip, what it says, how the citizen was told, the keys."""
        yield Static(" · ".join(filter(None, self._where)), markup=False, classes="title-bar")
        who = self._form.applicant_or_submitter().name
        about = " · ".join(filter(None, (who, self._about)))
        yield Static(about, id="about", markup=False)
        intro = texts.SUPPLEMENT_INTRO if self._papers else texts.SUPPLEMENT_NOTHING
        yield Notice(intro, id="notice")
        yield FormSheet(*self._sections)
        yield Static(texts.SUPPLEMENT_KEYS, classes="hint", markup=False)
        yield KeyBar()

    def on_mount(self) -> None:
        """Fill in what is known already; one more key confirms."""
        typed = typed_texts(aside(self._form), self._first)
        for section in self._sections:
            section.fill(self._first | typed)
        self._arrange()
        name, section = ("told", self._rest[-1]) if self._papers else ("agency", self._rest[0])
        section.go_to(f"{SUPPLEMENT}{name}")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Both keys are off while the slip is written."""
        if action in {"confirm", "back"} and self.is_writing:
            return None
        return super().check_action(action, parameters)

    @on(FormSection.Edited)
    def _arrange(self) -> None:
        """Ask for a destination where one is needed, and keep what is typed with the draft."""
        values = texts_in(self._sections)
        is_near = values[f"{SUPPLEMENT}told"] == "in_person"
        self._rest[-1].show_fields(f"{SUPPLEMENT}destination", shown=not is_near)
        typed = typed_texts(values, self._first)
        self._form = with_aside(with_papers(self._form, values), typed)
        self._keep(self._form, self._keeper.number())

    @work(thread=True, group="draft")
    def _keep(self, form: ReceptionForm, number: int) -> None:
        self._keeper.keep(form, number)

    @on(FormSection.Submitted)
    def confirm_at_the_end(self, event: FormSection.Submitted) -> None:
        """Enter in the last field that is shown confirms."""
        last = self._rest[-1]
        if event.section is last and event.name == list(last.shown_fields)[-1]:
            self.action_confirm()

    def action_confirm(self) -> None:
        """Record the slip."""
        telling = telling_of(texts_in(self._sections))
        if not telling.told.destination and telling.told.channel != "in_person":
            self.notice.say(f"▲ {texts.DESTINATION_MISSING}")
            self._rest[-1].go_to(f"{SUPPLEMENT}destination")
        elif not self.is_writing:
            self.is_writing = True
            self._record(with_aside(self._form, {}), telling)

    @work(thread=True, group="record")
    def _record(self, form: ReceptionForm, telling: Telling) -> None:
        self._keeper.close()
        answer: Requested | Refused | StoreError
        try:
            answer = request_supplement(form, telling, self._desk)
        except StoreError as error:
            answer = error
        if not isinstance(answer, Requested):
            self._keeper.reopen()
        self.post_message(self.Answered(form, answer))

    @on(Answered)
    def take_answer(self, event: Answered) -> None:
        """Go back with the slip, or say what stands in the way."""
        self.is_writing = False
        match event.answer:
            case Requested() as requested:
                self.dismiss(Step(event.form, requested))
            case Refused(doubts):
                said = dict.fromkeys(f"▲ {words_of(one.code)}" for one in doubts)
                self.notice.say("\n".join(said))
                self._go_to(doubts[0].field)
            case StoreError() as error:
                option = Option("", texts.UNDERSTOOD)
                words = store_words(str(error))
                self.app.push_screen(Choice(words, [option], title=texts.NOT_STORED))

    def _go_to(self, name: str) -> None:
        for section in self._sections:
            if name in section.fields:
                section.go_to(name)

    def action_back(self) -> None:
        """Go back to the form with everything that was typed."""
        self.dismiss(Step(self._form, None))

    def on_scanned(self, event: Scanned) -> None:
        """Keep it until the slip is made, or left."""
        self.notice.say(self.hold(event))
