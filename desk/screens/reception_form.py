"""The reception form as the officer sees it: every section in the order of the paper form."""

from collections.abc import Iterator, Mapping

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widget import Widget

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
from desk.widgets.form_section import FormSection
from desk.widgets.notice import Notice
from desk.widgets.one_of import OneOf
from desk.widgets.procedure_picker import ProcedurePicker
from schemas.people import Doubt
from schemas.procedures import Case, Channel, Procedure, limit_for
from schemas.reception import ReceptionForm, TickedPaper


class FormView(VerticalScroll, can_focus=False):
    """The whole form: texts by field name, the picked procedure, and the check-list of papers."""

    def __init__(self, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self._submitter = FormSection(person_rows("submitter"), title=texts.SUBMITTER)
        self._kind = FormSection(kind_rows(), title=texts.APPLICANT)
        self._applicants: dict[str, FormSection] = {}
        self._applicant_place = Vertical(classes="auto")
        self.picker = ProcedurePicker(
            title=texts.PROCEDURE, placeholder=texts.PICK_HINT, nothing=texts.NOTHING_FOUND
        )
        self._case = FormSection(case_rows())
        self.papers = Checklist(empty=texts.NO_PROCEDURE_YET, id="papers")
        self._papers_error = Notice(classes="field-error")
        self._handling = FormSection(handling_rows(), title=texts.HANDLING)
        self._delivery = FormSection(delivery_rows(), title=texts.DELIVERY)
        self._fees = FormSection([], title=texts.FEES)
        self._fees_place = Vertical(self._fees, classes="auto")
        self._fees_of: object = None
        self._note = FormSection(note_rows(), title=texts.NOTE.format(number=7))

    def compose(self) -> ComposeResult:
        """The sections."""
        yield self._submitter
        yield self._kind
        yield self._applicant_place
        yield self.picker
        yield self._case
        with Vertical(classes="section -titled") as papers:
            papers.border_title = Content(texts.PAPERS)
            yield self.papers
            yield self._papers_error
        yield self._handling
        yield self._delivery
        yield self._fees_place
        yield self._note

    def _sections(self) -> Iterator[FormSection]:
        """The sections that count now, in the order of the form."""
        yield self._submitter
        yield self._kind
        kind = self._kind.texts["applicant.kind"]
        if kind:
            yield self._applicant(kind)
        yield from (self._case, self._handling, self._delivery, self._fees, self._note)

    def _applicant(self, kind: str) -> FormSection:
        """The fields of an applicant, made when they are first asked for."""
        if kind not in self._applicants:
            rows = organisation_rows() if kind == "organisation" else person_rows("applicant")
            self._applicants[kind] = FormSection(rows)
            self._applicant_place.mount(self._applicants[kind])
        return self._applicants[kind]

    @property
    def texts(self) -> dict[str, str]:
        """What stands in the fields."""
        return {name: text for one in self._sections() for name, text in one.texts.items()}

    def fill(self, values: Mapping[str, str]) -> None:
        """Put texts into all fields."""
        self._kind.fill(values)
        for section in dict.fromkeys((*self._applicants.values(), *self._sections())):
            if section is not self._case:
                section.fill(values)
        self._arrange()

    def show_choice(
        self, form: ReceptionForm, procedure: Procedure | None, case: Case | None
    ) -> None:
        """Show procedure, case, papers, and the fields that depend on them."""
        self.picker.show(procedure, form.procedure)
        cases = procedure.cases if procedure else ()
        chooser = self._case.fields["case"]
        assert isinstance(chooser, OneOf)
        chooser.offer([(one.key, one.name) for one in cases], case.key if case else "")
        self._case.display = len(cases) > 1
        self.papers.empty = _no_papers(procedure, case)
        self.show_papers(form.papers, case)
        self._handling.show_fields("wants_receipt", shown=bool(procedure and procedure.immediate))
        has_limit = case is None or limit_for(case, form.channel) is not None
        self._handling.show_fields("limit.amount", shown=not has_limit)
        self._show_fees(case, form.channel)

    def show_papers(self, papers: tuple[TickedPaper, ...], case: Case | None) -> None:
        """Show other papers, or other marks on them."""
        self.papers.show(papers, {paper.key: paper for paper in case.papers} if case else {})

    def _show_fees(self, case: Case | None, channel: Channel) -> None:
        rows = fee_rows(case, channel)
        if rows == self._fees_of:
            return
        self._fees_of = rows
        gone, self._fees = self._fees, FormSection(rows, title=texts.FEES)
        self._fees.display = bool(rows)
        self._note.border_title = Content(texts.NOTE.format(number=8 if rows else 7))
        gone.remove()
        self._fees_place.mount(self._fees)

    def fill_fees(self, values: Mapping[str, str]) -> None:
        """Put texts into the fields of the fees."""
        self._fees.fill(values)

    def say(self, doubts: list[Doubt]) -> None:
        """Show the sentence of each doubt beside its field."""
        said = said_of(doubts)
        for section in self._sections():
            section.say(said)
        self.picker.say(" ".join(one.text for one in said.get("procedure", ())))
        papers = " ".join(one.text for one in said.get("papers", ()))
        self._papers_error.say(f"▲ {papers}" if papers else "")

    def go_to(self, names: set[str]) -> bool:
        """Put the cursor into the first field of these, in the order of the form."""
        first = next((one for name, one in self._places() if name in names), None)
        self.screen.set_focus(first or self.screen.focused)
        return first is not None

    def _places(self) -> Iterator[tuple[str, Widget]]:
        for section in self._sections():
            if section is self._case:
                yield "procedure", self.picker.search
            yield from section.shown_fields.items()
            if section is self._case:
                yield "papers", self.papers

    def name_of(self, widget: Widget | None) -> str:
        """The name of the field that a widget is, or nothing."""
        return next((name for name, one in self._places() if one is widget), "")

    @on(FormSection.Edited)
    def _arrange(self) -> None:
        """Show the fields that the others ask for."""
        kind = self._kind.texts["applicant.kind"]
        if kind:
            self._applicant(kind)
        for name, section in self._applicants.items():
            section.display = name == kind
        channel = self._delivery.texts["delivery.channel"]
        self._delivery.show_fields(
            "delivery.recipient", "delivery.address", shown=channel == "postal"
        )


def _no_papers(procedure: Procedure | None, case: Case | None) -> str:
    """What a list without papers says: what has to be chosen first, if anything."""
    if case is not None:
        return texts.NO_PAPERS
    return texts.NO_CASE_YET if procedure else texts.NO_PROCEDURE_YET
