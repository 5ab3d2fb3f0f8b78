"""The part of the reception screen that shows a form and keeps its draft."""

from collections.abc import Callable
from dataclasses import dataclass

from textual import getters, on, work
from textual.message import Message
from textual.reactive import reactive
from textual.timer import Timer
from textual.widgets import Static

from desk.rules.fees import fees_asked
from desk.rules.form_texts import Sources, form_of, texts_of
from desk.rules.reception import (
    blocking,
    doubts_with_promise,
)
from desk.rules.typing import shown_money
from desk.screens.reception_drafts import DraftKeeper
from desk.screens.reception_form import FormView
from desk.screens.reception_words import promise_words
from desk.texts import reception as texts
from desk.texts.doubts import scan_words, store_words
from desk.usecases.at_hand import AtHand, at_hand
from desk.usecases.desk import Desk
from desk.widgets.form_sheet import FormScreen
from desk.widgets.notice import Notice
from schemas.people import Doubt
from schemas.procedures import Case, Procedure
from schemas.reception import ReceptionForm
from schemas.wire import Officer

_LATER = {
    "name_missing",
    "procedure_missing",
    "case_missing",
    "papers_lacking",
    "limit_missing",
    "delivery_address_missing",
}
"""What is only said once the form was to be accepted: until then it may still come."""
PROMISE_SECONDS = 20
"""The promised time moves with the clock."""


class KeepingScreen(FormScreen[None]):
    """One form as it stands on the screen, with its draft in the store."""

    @dataclass
    class AtHandRead(Message):
        """The reference data is here."""

        at_hand: AtHand

    @dataclass
    class DraftKept(Message):
        """The draft was stored, or why it was not."""

        trouble: str

    view = getters.query_one(FormView)
    notice = getters.query_one("#notice", Notice)
    promise = getters.query_one("#promise", Static)
    rule = getters.query_one("#rule", Notice)
    save_seconds = 0.6
    """How long after a key the draft is stored; a field that is left stores at once."""
    phase: reactive[str] = reactive("form", bindings=True)
    """`form` while it is filled in, `writing` while it is recorded, `done` afterwards."""

    def __init__(
        self,
        *,
        desk: Desk,
        officer: Officer,
        form: ReceptionForm,
        print_soon: Callable[[], None],
    ) -> None:
        super().__init__()
        self.desk = desk
        self.officer = officer
        self.form = form
        self.at_hand = AtHand()
        self.print_soon = print_soon
        self.keeper = DraftKeeper(desk)
        self.is_at_hand = False
        self.is_checked = False
        self.asked: frozenset[str] = frozenset()
        self.refusal = ""
        """What was said on top of what stands in the way."""
        self.named: Doubt | None = None
        """The doubt that it names, as long as that stands."""
        self.visited: set[str] = set()
        self.before = ""
        """What the form says of the one that was recorded before it."""
        self.save_timer: Timer | None = None
        self._is_unsaved = False

    @work(thread=True, group="at-hand")
    def read_at_hand(self) -> None:
        """Read the reference data."""
        self.post_message(self.AtHandRead(at_hand(self.desk)))

    @property
    def choice(self) -> tuple[Procedure | None, Case | None]:
        """The procedure and case that the form names."""
        return self.at_hand.procedure(self.form), self.at_hand.case(self.form)

    def begin(self, form: ReceptionForm, warnings: tuple[str, ...] = ()) -> None:
        """Begin with a form and the codes of what to check on its card.

        The draft of the form before stays in the store.
        """
        self.form, self.keeper = form, DraftKeeper(self.desk)
        self.is_checked, self.asked, self.named = False, frozenset(), None
        self.visited.clear()
        self.phase = "form"
        brought = (texts.BROUGHT_BACK.format(slip=form.slip),) if form.slip else ()
        said = "\n".join((*brought, *map(scan_words, warnings)))
        self.notice.say("\n".join(filter(None, (self.before, said))))
        self.view.picker.clear()
        self.view.to_the_top()
        self.show_form()

    def show_form(self) -> None:
        """Show the form whole, and go to where the officer goes on."""
        self.view.fill(texts_of(self.form))
        self.show_choice()
        empty = not self.form.submitter.name
        self.view.go_to({"submitter.name"} if empty else {"procedure"})
        if self.form.papers:
            self.set_focus(self.view.papers)

    def show_choice(self) -> None:
        """Show the procedure with what hangs on it."""
        self.view.show_choice(self.form, *self.choice)
        self.view.fill_fees(self._due() | texts_of(self.form))
        self.show_standing()

    def _due(self) -> dict[str, str]:
        """The amounts that the catalogue asks for: proposed, and taken only once that is said."""
        case = self.choice[1]
        fees = fees_asked(case, self.form.channel) if case else ()
        known = {f"fees.{fee.key}.amount": fee.amount_vnd for fee in fees}
        return {name: shown_money(sum_) for name, sum_ in known.items() if sum_ is not None}

    def collect(self) -> ReceptionForm:
        """The form as it stands on the screen now; nothing is read before the catalogue is here."""
        if self.is_at_hand:
            case = self.at_hand.case(self.form)
            sources = Sources(self.desk.now(), case, self.at_hand.calendar)
            ticked = self.form.model_copy(update={"papers": self.view.papers.rows})
            self.form = form_of(ticked, self.view.texts, sources)
        return self.form

    def show_standing(self) -> None:
        """Show the promised time, what is missing, and the doubts about what was visited."""
        case, calendar = self.choice[1], self.at_hand.calendar
        when, rule = promise_words(self.form, case, calendar, self.desk.now())
        self.promise.update(when, layout=False)
        self.rule.say(rule)
        standing = self.doubts()
        is_mended = self.named is not None and self.named not in standing
        if self.is_checked and (is_mended or not standing):
            self.is_checked, self.named = bool(standing), None
            self.notice.take_back(self.refusal)
        early = [one for one in standing if one.field in self.visited and one.code not in _LATER]
        self.view.say(standing if self.is_checked else early)

    def doubts(self) -> list[Doubt]:
        """What stands in the way of the form as it is."""
        calendar, now = self.at_hand.calendar, self.desk.now()
        found = doubts_with_promise(self.form, *self.choice, calendar, now)
        return blocking(found, self.form.confirmed)

    def keep_soon(self) -> None:
        """Store the draft within a moment, however long the typing goes on."""
        if self.save_timer is None:
            self.save_timer = self.set_timer(self.save_seconds, self.keep_draft)

    def keep_draft(self) -> None:
        """Store the draft as it stands, in a thread."""
        if self.save_timer is not None:
            self.save_timer.stop()
            self.save_timer = None
        if self.phase == "form":
            self._store(self.collect(), self.keeper, self.keeper.number())
            self.show_standing()

    @work(thread=True, group="draft")
    def _store(self, form: ReceptionForm, keeper: DraftKeeper, number: int) -> None:
        self.post_message(self.DraftKept(keeper.keep(form, number)))

    @on(DraftKept)
    def tell_draft(self, event: DraftKept) -> None:
        """Say that the draft is not stored, as long as it is not."""
        if event.trouble:
            self.notice.say(texts.DRAFT_UNSAVED.format(why=store_words(event.trouble)))
        elif self._is_unsaved:
            self.notice.say("")
        self._is_unsaved = bool(event.trouble)
