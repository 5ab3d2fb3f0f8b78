"""The part of the reception screen that takes in what the officer types, picks and ticks."""

from dataclasses import dataclass

from textual import events, on, work
from textual.message import Message

from desk.rules.form_texts import texts_of
from desk.rules.reception import chosen, filled_from
from desk.screens.reception_keeping import KeepingScreen
from desk.texts import reception as texts
from desk.usecases.scan import citizen_known
from desk.widgets.checklist import Checklist
from desk.widgets.choice import Ask, Choice, Option
from desk.widgets.form_section import FormSection
from desk.widgets.procedure_picker import ProcedurePicker
from schemas.people import Person, tidy_number, tidy_phone
from schemas.procedures import Procedure
from schemas.reception import ReceptionForm, TickedPaper

_LOOKED_UP = {"number": tidy_number, "phone": tidy_phone}


class EditingScreen(KeepingScreen):
    """What is typed, picked and ticked goes into the form."""

    @dataclass
    class CitizenFound(Message):
        """Who stands behind a number that was typed."""

        form: ReceptionForm
        who: str
        person: Person

    @on(FormSection.Edited)
    def note_edit(self, event: FormSection.Edited) -> None:
        """Store the draft soon; a case or a channel changes what is asked for at once."""
        if event.name == "case":
            self.choose(self.at_hand.procedure(self.form), event.text)
        elif event.name == "channel":
            self.collect()
            self.show_choice()
        self.keep_soon()

    @on(ProcedurePicker.Picked)
    def choose_picked(self, event: ProcedurePicker.Picked) -> None:
        """Take the procedure; ask for the case where there are several."""
        self.choose(event.procedure, "")
        if len(event.procedure.cases) > 1:
            options = [Option(one.key, one.name) for one in event.procedure.cases]
            asking = Choice(texts.WHICH_CASE, options, title=event.procedure.name)
            self.app.push_screen(
                asking, lambda key: self.choose(event.procedure, key) if key else None
            )

    def choose(self, procedure: Procedure | None, key: str) -> None:
        """Take a procedure and a case, with the fees that are due."""
        if procedure is None:
            return
        self.collect()
        cases = procedure.cases
        case = next((one for one in cases if one.key == key or len(cases) == 1), None)
        self.form = chosen(self.form, procedure, case)
        self.show_choice()
        if case is not None:
            self.set_focus(self.view.papers)
        self.keep_draft()

    @on(Checklist.Changed)
    def note_papers(self) -> None:
        """Say at once what is still missing."""
        self.form = self.form.model_copy(update={"papers": self.view.papers.rows})
        self.show_standing()
        self.keep_soon()

    @on(Checklist.FlawRequested)
    def ask_flaw(self, event: Checklist.FlawRequested) -> None:
        """Ask what is wrong with a paper."""
        row: TickedPaper = event.row
        asking = Ask(
            texts.FLAW_ASK.format(name=row.name),
            title=texts.FLAW_TITLE,
            value=row.flaw,
            check=lambda text: "" if text else texts.FLAW_EMPTY,
        )
        self.app.push_screen(
            asking, lambda flaw: self.view.papers.mark_wrong(row.key, flaw) if flaw else None
        )

    @on(FormSection.Left)
    def note_left(self, event: FormSection.Left) -> None:
        """Store the draft at every field that is left; a known number fills in the rest."""
        self.visited.add(event.name)
        self.keep_draft()
        who, _, part = event.name.rpartition(".")
        tidy = _LOOKED_UP.get(part)
        text = tidy(self.view.texts.get(event.name, "")) if tidy else ""
        if text and who in {"submitter", "applicant"}:
            self._look_up(self.form, who, text)

    def on_descendant_blur(self, event: events.DescendantBlur) -> None:
        """Store the draft when the papers are left."""
        if event.widget is self.view.papers:
            self.visited.add("papers")
            self.keep_draft()

    @work(thread=True, group="citizen")
    def _look_up(self, form: ReceptionForm, who: str, key: str) -> None:
        person = citizen_known(key, self.desk)
        if person is not None:
            self.post_message(self.CitizenFound(form, who, person))

    @on(CitizenFound)
    def fill_known(self, event: CitizenFound) -> None:
        """Fill in what is still blank of a known citizen."""
        held = getattr(self.collect(), event.who)
        if event.form.id != self.form.id or not isinstance(held, Person):
            return
        filled = filled_from(held, event.person)
        if filled != held and (not held.name or held.name == filled.name):
            self.form = self.form.model_copy(update={event.who: filled})
            self.view.fill(texts_of(self.form))
            self.notice.say(texts.KNOWN)
            self.keep_draft()
