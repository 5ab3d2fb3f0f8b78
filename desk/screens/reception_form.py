"""The reception form as the officer sees it: every section in the order of the paper form."""

from collections.abc import Iterator, Mapping

from textual import on
from textual.app import ComposeResult
from textual.content import Content
from textual.widget import Widget

from desk.rules.reception import asked_for
from desk.screens.reception_fields import (
    case_rows,
    delivery_rows,
    fee_rows,
    handling_rows,
    kind_rows,
    note_rows,
    organisation_rows,
    person_rows,
)
from desk.screens.reception_words import said_of
from desk.texts import reception as texts
from desk.widgets.checklist import Checklist
from desk.widgets.form_rows import FormRow, rows_of
from desk.widgets.form_section import FormSection
from desk.widgets.form_sheet import FormSheet
from desk.widgets.notice import Notice
from desk.widgets.procedure_picker import ProcedurePicker
from schemas.people import Doubt
from schemas.procedures import Case, Channel, Procedure, limit_for
from schemas.reception import ReceptionForm, TickedPaper

_ARRANGING = {"applicant.kind", "delivery.channel"}
"""The fields that others hang on."""


class FormView(FormSheet):
    """The whole form: texts by field name, the picked procedure, and the check-list of papers."""

    def __init__(self, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self._submitter = FormSection(rows_of(person_rows("submitter")), title=texts.SUBMITTER)
        self._kind = rows_of(kind_rows())
        self._applicants: dict[str, tuple[FormRow, ...]] = {"": ()}
        self._applicant = FormSection(self._kind, title=texts.APPLICANT)
        self.picker = ProcedurePicker(
            title=texts.PROCEDURE, placeholder=texts.PICK_HINT, nothing=texts.NOTHING_FOUND
        )
        self._case = FormSection(rows_of(case_rows()))
        self._case.display = False
        self.papers = Checklist(
            empty=texts.NO_PROCEDURE_YET, id="papers", classes="section -titled"
        )
        self.papers.border_title = Content(texts.PAPERS)
        self._papers_error = Notice(classes="field-error")
        self._handling = FormSection(rows_of(handling_rows()), title=texts.HANDLING)
        self._delivery = FormSection(rows_of(delivery_rows()), title=texts.DELIVERY)
        self._fees = FormSection(title=texts.FEES)
        self._fees.display = False
        self._fees_of: object = []
        self._note = FormSection(rows_of(note_rows()), title=texts.NOTE.format(number=7))
        self._sections = (
            *(self._submitter, self._applicant, self._case),
            *(self._handling, self._delivery, self._fees, self._note),
        )

    def compose(self) -> ComposeResult:
        """The sections."""
        yield self._submitter
        yield self._applicant
        yield self.picker
        yield self._case
        yield self.papers
        yield self._papers_error
        yield self._handling
        yield self._delivery
        yield self._fees
        yield self._note

    @property
    def texts(self) -> dict[str, str]:
        """What stands in the fields."""
        return {name: text for one in self._sections for name, text in one.texts.items()}

    def fill(self, values: Mapping[str, str]) -> None:
        """Put texts into all fields but those that hang on the procedure."""
        for kind, rows in self._applicants.items():
            self._applicant.put_rows((*self._kind, *rows))
            self._applicant.fill(values if kind == values.get("applicant.kind") else {})
        self._applicant.fill(values)
        self._show_applicant()
        for section in self._sections:
            if section not in (self._case, self._fees):
                section.fill(values)
        self._arrange()

    def show_choice(
        self, form: ReceptionForm, procedure: Procedure | None, case: Case | None
    ) -> None:
        """Show procedure, case, papers, and the fields that depend on them."""
        self.picker.show(procedure, form.procedure)
        cases = procedure.cases if procedure else ()
        options = [(one.key, one.name) for one in cases]
        self._case.offer("case", options, case.key if case else "")
        self._case.display = len(cases) > 1
        self.papers.empty = _no_papers(procedure, case)
        self.show_papers(form.papers, case)
        self._handling.show_fields("wants_receipt", shown=bool(procedure and procedure.immediate))
        has_limit = case is None or limit_for(case, form.channel) is not None
        self._handling.show_fields("limit.amount", shown=not has_limit)
        self._show_fees(case, form.channel)

    def show_papers(self, papers: tuple[TickedPaper, ...], case: Case | None) -> None:
        """Show other papers, or other marks on them."""
        self.papers.show(papers, asked_for(papers, case) if case else {})

    def _show_fees(self, case: Case | None, channel: Channel) -> None:
        specs = fee_rows(case, channel)
        if specs != self._fees_of:
            self._fees_of = specs
            self._fees.put_rows(rows_of(specs))
            self._fees.display = bool(specs)
            self._note.border_title = Content(texts.NOTE.format(number=8 if specs else 7))

    def fill_fees(self, values: Mapping[str, str]) -> None:
        """Put texts into the fields of the fees."""
        self._fees.fill(values)

    def say(self, doubts: list[Doubt]) -> None:
        """Show the sentence of each doubt beside its field."""
        said = said_of(doubts)
        for section in self._sections:
            section.say(said)
        self.picker.complain(" ".join(one.text for one in said.get("procedure", ())))
        papers = " ".join(one.text for one in said.get("papers", ()))
        self._papers_error.say(f"▲ {papers}" if papers else "")

    def go_to(self, names: set[str]) -> bool:
        """Put the cursor into the first field of these, in the order of the form."""
        for name, part in self._places():
            if name in names:
                if isinstance(part, FormSection):
                    part.go_to(name)
                else:
                    self.screen.set_focus(part)
                return True
        return False

    def _places(self) -> Iterator[tuple[str, Widget]]:
        for section in self._sections:
            if section is self._case:
                yield "procedure", self.picker
            yield from ((name, section) for name in section.shown_fields)
            if section is self._case:
                yield "papers", self.papers

    def name_of(self, widget: Widget | None) -> str:
        """The name of the field that has the cursor in a part of the form, or nothing."""
        if widget is self.papers:
            return "papers"
        return widget.name_in_use if isinstance(widget, FormSection) else ""

    @on(FormSection.Edited)
    def _arrange_if(self, event: FormSection.Edited) -> None:
        if event.name in _ARRANGING:
            self._arrange()

    def _arrange(self) -> None:
        """Show the fields that the others ask for."""
        self._show_applicant()
        is_postal = self._delivery.texts["delivery.channel"] == "postal"
        self._delivery.show_fields("delivery.recipient", "delivery.address", shown=is_postal)

    def _show_applicant(self) -> None:
        """The fields of an applicant are made when they are first asked for."""
        kind = self._applicant.texts["applicant.kind"]
        if kind not in self._applicants:
            specs = organisation_rows() if kind == "organisation" else person_rows("applicant")
            self._applicants[kind] = rows_of(specs)
        self._applicant.put_rows((*self._kind, *self._applicants[kind]))


def _no_papers(procedure: Procedure | None, case: Case | None) -> str:
    """What a list without papers says: what has to be chosen first, if anything."""
    if case is not None:
        return texts.NO_PAPERS
    return texts.NO_CASE_YET if procedure else texts.NO_PROCEDURE_YET
