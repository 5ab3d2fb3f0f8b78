"""The screen of open cases: what was recorded, what stands against it, and what may be decided."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any, ClassVar
from uuid import UUID

from textual import getters, on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.message import Message
from textual.screen import Screen

from desk.rules.cases import Offer
from desk.rules.repeating import Why, repeatable
from desk.screens.cases_words import COLUMNS, after_words, capital, case_row, case_sections, said_of
from desk.screens.counter import Counter
from desk.screens.dossier_facts import FactsView
from desk.screens.handing_down import hand_down
from desk.screens.routing import OpenForm
from desk.store.store import StoreError
from desk.texts import cases_screen as words
from desk.texts.cases import sentence
from desk.texts.doubts import LOOKS_ONLY, store_words
from desk.usecases.cases import CaseAtHand, open_cases, settle_case
from desk.usecases.line import LineStanding
from desk.usecases.repeating import form_again
from desk.widgets.choice import Ask, Choice, Option
from desk.widgets.key_bar import KeyBar
from desk.widgets.long_list import LongList
from desk.widgets.notice import Notice
from desk.widgets.scanned import Scanned
from desk.widgets.title_bar import TitleBar
from schemas.dossiers import Decision
from schemas.reception import ReceptionForm
from schemas.wire import Officer


class CaseList(LongList):
    """The open cases; Enter decides the one under the cursor."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "enter",
            "choose",
            words.KEY_DECIDE,
            id="cases.decide",
            tooltip=words.KEY_DECIDE_HINT,
        )
    ]


class CasesScreen(Screen[None]):
    """A list, the case under its cursor in words, and its decision."""

    CSS_PATH = "cases.tcss"
    TITLE = words.TITLE
    HELP = words.HELP
    AUTO_FOCUS = "LongList"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f6", "open_dossier", words.KEY_OPEN, id="cases.open", tooltip=words.KEY_OPEN_HINT),
        Binding(
            "escape",
            "dismiss(None)",
            words.KEY_LEAVE,
            id="cases.leave",
            tooltip=words.KEY_LEAVE_HINT,
        ),
    ]

    @dataclass
    class Read(Message):
        """The open cases, and what there is to say."""

        cases: tuple[CaseAtHand, ...]
        notice: str = ""

    @dataclass
    class FormFilled(Message):
        """The form of a reception that is done again; None where that is no longer possible."""

        form: ReceptionForm | None
        why: Why

    notice = getters.query_one(Notice)
    rows = getters.query_one(LongList)
    detail = getters.query_one(FactsView)

    def __init__(
        self,
        *,
        counter: Counter,
        officer: Officer,
        open_dossier: Callable[[UUID], Screen[Any]] | None = None,
        open_form: Callable[[OpenForm], Screen[Any]] | None = None,
    ) -> None:
        super().__init__()
        self._counter = counter
        self._officer = officer
        self._open_dossier = open_dossier
        self._open_form = open_form
        self._cases: tuple[CaseAtHand, ...] = ()
        self._shown: UUID | None = None
        self._is_new = True

    def on_scanned(self, event: Scanned) -> None:
        """Leave a scan to the screen beneath."""
        event.stop()
        hand_down(self, event.text)

    def compose(self) -> ComposeResult:
        """What was said, the list, the case under the cursor, the keys."""
        yield TitleBar()
        yield Notice(words.LOADING)
        yield CaseList(COLUMNS, empty=words.EMPTY)
        with Vertical(classes="panel") as panel:
            panel.border_title = words.DETAIL
            yield FactsView()
        yield KeyBar()

    def on_mount(self) -> None:
        """Read, and follow the news."""
        self._counter.news.signal.subscribe(self, self.hear_news)
        self.read_cases()

    def hear_news(self, _line: LineStanding) -> None:
        """The feed may have brought or closed a case."""
        self.read_cases()

    @work(thread=True, group="cases", exclusive=True)
    def read_cases(self) -> None:
        """Read what is open."""
        self.post_message(self.Read(open_cases(self._counter.desk)))

    @on(Read)
    def show_read(self, event: Read) -> None:
        """Show the cases; the cursor keeps its place."""
        self._cases = event.cases
        if event.notice or self._is_new:
            self.notice.say(event.notice or _count(event.cases))
        if self._is_new:
            self._is_new = False
            self.rows.show(
                lambda offset, limit: [
                    case_row(one) for one in self._cases[offset : offset + limit]
                ],
                len(self._cases),
            )
        else:
            self.rows.reload(len(self._cases))
        self.show_detail()

    @on(LongList.Moved)
    def show_detail(self) -> None:
        """Put the case under the cursor into words."""
        one = self._case()
        self.detail.show_sections(case_sections(one) if one else ())
        if one is None or one.open.entry != self._shown:
            self.detail.scroll_home(animate=False)
        self._shown = one.open.entry if one else None

    def _case(self) -> CaseAtHand | None:
        at = self.rows.cursor
        return self._cases[at] if at < len(self._cases) else None

    @on(LongList.Chosen)
    def ask_decision(self) -> None:
        """Ask what is to become of the case."""
        one = self._case()
        if one is None:
            return
        if self._counter.desk.looks_only:
            self.notice.say(LOOKS_ONLY)
            return
        if not one.settlable:
            self.notice.say(words.NOT_YET)
            return
        options = [
            Option(offer.answer, offer.words, capital(after_words(one, offer)))
            for offer in one.offers
        ]
        said = sentence(one.open, one.writers, one.recorded.kind)
        asking = Choice(said, options, title=words.CHOOSE_TITLE, start=None)
        self.app.push_screen(asking, partial(self._after_choice, one))

    def _after_choice(self, one: CaseAtHand, answer: str | None) -> None:
        chosen = next((offer for offer in one.offers if offer.answer == answer), None)
        if chosen is None:
            return
        if chosen.answer == "again":
            again = repeatable(one.state)
            assert again is not None, "it is offered only of what can be received again"
            self._fill_in(one.dossier, again.why)
        elif not one.open.parked:
            self._settle(one, chosen.answer, "")
        else:
            self._ask_reason(one, chosen, chosen.answer)

    def _ask_reason(self, one: CaseAtHand, chosen: Offer, decision: Decision) -> None:
        asking = Ask(
            words.ASK_REASON.format(choice=chosen.words),
            title=words.CHOOSE_TITLE,
            check=lambda reason: "" if reason else words.REASON_EMPTY,
        )
        self.app.push_screen(asking, partial(self._after_reason, one, decision))

    def _after_reason(self, one: CaseAtHand, decision: Decision, reason: str | None) -> None:
        if reason:
            self._settle(one, decision, reason)

    @work(thread=True, group="again")
    def _fill_in(self, dossier: UUID, why: Why) -> None:
        desk, officer = self._counter.desk, self._officer.account
        self.post_message(self.FormFilled(form_again(dossier, desk, officer), why))

    @on(FormFilled)
    def open_filled(self, event: FormFilled) -> None:
        """Open the form of a reception that is done again; it settles the case once accepted."""
        if event.form is None or self._open_form is None:
            self.notice.say(words.NOT_SETTLED["no_such_case"])
            return
        opened = OpenForm(event.form, (event.why,))
        self.app.push_screen(self._open_form(opened), self._read_again)

    def _read_again(self, _: object) -> None:
        self.read_cases()

    @work(thread=True, group="record")
    def _settle(self, one: CaseAtHand, decision: Decision, reason: str) -> None:
        desk = self._counter.desk
        try:
            told = settle_case(
                one.dossier,
                one.open.entry,
                decision=decision,
                reason=reason,
                desk=desk,
                officer=self._officer.account,
            )
            read = self.Read(open_cases(desk), said_of(told))
        except StoreError as error:
            read = self.Read(self._cases, store_words(str(error)))
        self.post_message(read)

    def action_open_dossier(self) -> None:
        """Open the dossier of the case."""
        one = self._case()
        if one is not None and not one.is_loose and self._open_dossier is not None:
            self.app.push_screen(self._open_dossier(one.dossier))


def _count(cases: tuple[CaseAtHand, ...]) -> str:
    return words.COUNT.format(count=len(cases)) if cases else ""
