"""The part of the reception screen that records: accept, or ask for what is missing."""

from dataclasses import dataclass

from textual import getters, on, work
from textual.message import Message

from desk.rules.reception import mark
from desk.screens.reception_approval import ApprovingScreen
from desk.screens.reception_done import Done, DonePanel, OtherPapers, PaperBefore
from desk.screens.reception_words import FIELD_OF, done_words, refusal_words, slip_words
from desk.screens.supplement import Step, SupplementScreen
from desk.store.store import StoreError
from desk.texts import reception as texts
from desk.texts.doubts import store_words, words_of
from desk.usecases.at_hand import at_hand
from desk.usecases.receive import Accepted, Refused, receive_dossier
from desk.widgets.choice import Choice, Option
from schemas.people import Doubt
from schemas.reception import ReceptionForm

_WHILE_FILLED_IN = {"accept", "supplement", "tick_all", "discard"}
_WHEN_DONE = {"same"}


class RecordingScreen(ApprovingScreen):
    """One key records; what stands in the way is said beside its field, and nothing is lost."""

    @dataclass
    class Answered(Message):
        """What became of the form: recorded, refused, or why the store could not be written."""

        form: ReceptionForm
        answer: Accepted | Refused | StoreError

    done = getters.query_one(DonePanel)
    paper_before = getters.query_one(PaperBefore)
    other_papers = getters.query_one(OtherPapers)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Keys that record are off while a record is written, and after it."""
        if action in _WHILE_FILLED_IN:
            return {"form": True, "writing": None}.get(self.phase, False)
        if action in _WHEN_DONE:
            return self.phase == "done"
        if action in {"leave", "new"}:
            return True if self.phase != "writing" else None
        return super().check_action(action, parameters)

    def begin(self, form: ReceptionForm, warnings: tuple[str, ...] = ()) -> None:
        """Begin, and say what was recorded: the next card may come before that is seen."""
        self.before = ""
        if self.phase == "done" and self.done.shown is not None:
            self.before = self.done.shown.afterwards
            self.paper_before.watch_paper(self.done.shown, self.desk)
        super().begin(form, warnings)

    def action_accept(self) -> None:
        """Record the form; warnings that were shown before are confirmed by this second key."""
        if self.phase != "form":
            return
        form = self.collect()
        confirmed = tuple(dict.fromkeys((*form.confirmed, *sorted(self.asked))))
        self.form = form.model_copy(update={"confirmed": confirmed})
        self.phase = "writing"
        self.notice.say(texts.WRITING)
        self._record(self.form)

    @work(thread=True, group="record")
    def _record(self, form: ReceptionForm) -> None:
        self.keeper.close()
        answer: Accepted | Refused | StoreError
        try:
            answer = receive_dossier(form, self.desk)
        except StoreError as error:
            answer = error
        if not isinstance(answer, Accepted):
            self.keeper.reopen()
        if isinstance(answer, Refused):
            self._read_what_is_newer()
        self.post_message(self.Answered(form, answer))

    def _read_what_is_newer(self) -> None:
        """What it was refused by may have come in since the form was opened: show that first."""
        newest, shown = at_hand(self.desk), self.at_hand
        if newest.catalogue is not shown.catalogue or newest.calendar is not shown.calendar:
            self.post_message(self.AtHandRead(newest))

    @on(Answered)
    def take_answer(self, event: Answered) -> None:
        """Show the code, or what stands in the way."""
        self.notice.say("")
        match event.answer:
            case Accepted() as accepted:
                procedure = self.at_hand.procedure(event.form)
                name = procedure.name if procedure else event.form.procedure
                self.show_done(done_words(event.form, name, accepted))
            case Refused(doubts):
                self.phase = "form"
                self.show_refusal(list(doubts))
            case StoreError() as error:
                self.phase = "form"
                self.keep_soon()
                self.show_trouble(str(error))

    def show_done(self, done: Done) -> None:
        """Show what was recorded, have it printed, and be ready for the next citizen."""
        self.phase = "done"
        self.asked = frozenset()
        self.done.show(done, self.desk)
        self.paper_before.watch_job(None, "", self.desk)
        self.other_papers.leave_out(done.job)
        self.print_soon()

    def show_refusal(self, found: list[Doubt]) -> None:
        """Say everything beside its field, and go to the first."""
        self.is_checked = True
        errors = [one for one in found if one.severity == "error"]
        # Only what is asked about alone is confirmed by the next F2, which here tries a correction.
        self.asked = frozenset() if errors else frozenset(map(mark, found))
        self.show_standing()
        first = {FIELD_OF.get(one.field, one.field) for one in errors or found}
        has_place = self.view.go_to(first)
        nowhere = "" if has_place else " ".join(words_of(one.code) for one in errors)
        self.refusal = nowhere or refusal_words(errors, len(found))
        self.notice.say(self.refusal)
        # The store has reasons of its own, which nothing in the form mends.
        self.named = next((one for one in errors[:1] if one in self.doubts()), None)
        self.ask_head(errors)

    @on(ApprovingScreen.DateApproved)
    def accept_again(self) -> None:
        """Record the form now that its date is allowed."""
        self.action_accept()

    def show_trouble(self, reason: str) -> None:
        """Say calmly that the store could not be written."""
        option = Option("", texts.UNDERSTOOD)
        self.app.push_screen(Choice(store_words(reason), [option], title=texts.NOT_STORED))

    def action_supplement(self) -> None:
        """Go to the slip that asks for everything at once."""
        self.keep_draft()
        step = SupplementScreen(
            desk=self.desk,
            officer=self.officer,
            form=self.form,
            keeper=self.keeper,
            at_hand=self.at_hand,
        )
        self.app.push_screen(step, self.take_step)

    def take_step(self, step: Step | None) -> None:
        """Show the number of the slip, or go on with what was changed."""
        if step is None:
            return
        self.form = step.form
        self.view.show_papers(self.form.papers, self.choice[1])
        self.show_standing()
        if step.requested is not None:
            procedure = self.at_hand.procedure(self.form)
            name = procedure.name if procedure else ""
            self.show_done(slip_words(self.form, name, step.requested))
