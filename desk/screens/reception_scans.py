"""The part of the reception screen that takes in scans, whatever is being done."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from textual import on, work
from textual.message import Message

from desk.rules.form_texts import retyped, texts_of
from desk.rules.reception import filled_from, from_card, is_blank
from desk.screens.reception_editing import EditingScreen
from desk.screens.routing import Choices, choices_of
from desk.texts import reception as texts
from desk.texts.doubts import SCAN_UNKNOWN, scan_words
from desk.usecases.drafts import bring_back, new_form
from desk.usecases.scan import (
    CitizenScanned,
    DossierScanned,
    NotFound,
    ScanAnswer,
    SlipScanned,
    Unreadable,
    open_scan,
)
from desk.widgets.choice import Choice, Option
from desk.widgets.held_scans import HoldsScans
from desk.widgets.scanned import Scanned
from schemas.people import Person
from schemas.reception import ReceptionForm


class ScanningScreen(EditingScreen):
    """A scan into an open form is asked about; after a record it begins the next form."""

    @dataclass
    class ScanRead(Message):
        """What a scan is."""

        answer: ScanAnswer
        scanned: Scanned
        form: ReceptionForm | None = None
        """The form that a slip brings back."""
        choices: Choices = ()
        """The dossiers of a code, by name."""

    _held: tuple[Scanned, ...] = ()
    """What was scanned while a record was written, or another scan read."""
    _is_reading = False

    @on(Scanned)
    def read_scan(self, event: Scanned) -> None:
        """Find out what was scanned, once what is being written is; every scan is answered."""
        event.stop()
        self._held += (event,)
        self._read_next()

    def _watch_phase(self) -> None:
        self._read_next()

    def _read_next(self) -> None:
        """One after the other: which citizen came first must not hang on which thread is faster."""
        if not self._held or self.phase == "writing" or self._is_reading:
            return
        above = self.app.screen
        if isinstance(above, HoldsScans):
            # All at once: what is scanned from now on comes to the question itself.
            held, self._held = self._held, ()
            for one in held:
                above.post_message(Scanned(one.text, is_handed_on=True))
            return
        first, *others = self._held
        self._held, self._is_reading = tuple(others), True
        self._read(first)

    @work(thread=True, group="scan")
    def _read(self, scanned: Scanned) -> None:
        answer = open_scan(scanned.text, self.desk)
        form = None
        if isinstance(answer, SlipScanned):
            form = bring_back(answer.dossier, self.desk, self.officer.account)
        choices: Choices = ()
        if isinstance(answer, DossierScanned):
            choices = choices_of(answer.code, answer.dossiers, self.desk)
        self.post_message(self.ScanRead(answer, scanned, form, choices))

    @on(ScanRead)
    def take_read(self, event: ScanRead) -> None:
        """Answer a scan; while a question is up, leave it to wait there."""
        self._is_reading = False
        above = self.app.screen
        if isinstance(above, HoldsScans):
            above.post_message(Scanned(event.scanned.text, is_handed_on=True))
        else:
            self.answer_scan(event)
        self._read_next()

    def answer_scan(self, event: ScanRead) -> None:
        """Do, or ask, what the scan is for."""
        match event.answer:
            case CitizenScanned(person, warnings):
                self._take_card(person, warnings, event.scanned)
            case DossierScanned(code, _):
                self._ask_to_open(code, event.choices, event.scanned)
            case SlipScanned():
                self._take_slip(event.form, event.scanned)
            case NotFound(_, code):
                self.say_of_scan(texts.NOT_HERE.format(code=code))
            case Unreadable(_, warnings):
                self.say_of_scan(scan_words(warnings[0]) if warnings else SCAN_UNKNOWN)

    def say_of_scan(self, words: str) -> None:
        """Say a sentence; in a burst of scans, what was recorded before stays above it."""
        self.notice.say_below(self.before, words)

    def _take_card(self, person: Person, warnings: tuple[str, ...], scanned: Scanned) -> None:
        if self.phase == "done":
            self.begin(new_form(self.desk, self.officer.account, person), warnings)
        elif is_blank(self.collect()):
            self._put("submitter", person, warnings)
        elif person.number == self.form.submitter.number:
            self._complete(person, warnings)
        else:
            self._ask_whose(person, warnings, scanned)

    def _ask_whose(self, person: Person, warnings: tuple[str, ...], scanned: Scanned) -> None:
        options = (
            Option("submitter", texts.CARD_SUBMITTER, self.form.submitter.name),
            Option("applicant", texts.CARD_APPLICANT),
            Option("next", texts.CARD_NEXT, texts.CARD_NEXT_HINT),
        )
        sentence = f"{texts.CARD_WHOSE}\n{person.name} · {person.number}"

        def put(key: str | None) -> None:
            if key == "next":
                self.keep_draft()
                self.begin(new_form(self.desk, self.officer.account, person), warnings)
            elif key:
                self._put(key, person, warnings)

        asking = _question(sentence, options, texts.CARD_TITLE, scanned)
        self.app.push_screen(asking, put)

    def _complete(self, person: Person, warnings: tuple[str, ...]) -> None:
        """Fill in what is blank of the submitter; what was corrected by hand stays."""
        filled = filled_from(self.form.submitter, person)
        if filled == self.form.submitter:
            self.say_of_scan(texts.CARD_SAME)
        else:
            self._put("submitter", filled, warnings)

    def _put(self, who: str, person: Person, warnings: tuple[str, ...]) -> None:
        """Put a citizen into the form as it stands now."""
        form = self.collect()
        citizen = from_card(getattr(form, who), person)
        self.form = retyped(form, who).model_copy(update={who: citizen, "confirmed": ()})
        self.view.fill(texts_of(self.form))
        self.say_of_scan("\n".join(scan_words(code) for code in warnings))
        self.view.go_to({"procedure"} if not self.form.procedure else {"papers"})
        self.keep_draft()

    def _ask_to_open(self, code: str, choices: Choices, scanned: Scanned) -> None:
        """Ask whether to leave the open form, and for which where a code has several dossiers."""
        is_one = len(choices) == 1
        if self.phase == "done" and is_one:
            self.open_dossier(str(choices[0][0]))
            return
        hint = texts.OPEN_YES_HINT if self.phase == "form" else ""
        named = [
            Option(str(one), texts.OPEN_YES if is_one else name, hint) for one, name in choices
        ]
        question = texts.OPEN_ASK if is_one else texts.OPEN_WHICH
        options = [*named, Option("", texts.OPEN_NO)]
        sentence = question.format(code=code)
        asking = _question(sentence, options, texts.OPEN_TITLE, scanned)
        self.app.push_screen(asking, self.open_dossier)

    def open_dossier(self, dossier: str | None) -> None:
        """Open a dossier over this screen; nothing for no answer."""
        from desk.screens.dossier import DossierScreen

        if dossier:
            self.app.push_screen(
                DossierScreen(
                    desk=self.desk,
                    officer=self.officer,
                    dossier=UUID(dossier),
                    print_soon=self.print_soon,
                )
            )

    def _take_slip(self, form: ReceptionForm | None, scanned: Scanned) -> None:
        """Bring a form back; the one that is being filled in is kept as a draft."""
        if form is None:
            self.say_of_scan(texts.SLIP_GONE)
        elif self.phase == "done" or is_blank(self.collect()):
            self.begin(form)
        elif form.id != self.form.id:
            options = (
                Option("yes", texts.SLIP_YES, texts.CARD_NEXT_HINT),
                Option("", texts.OPEN_NO),
            )
            asking = _question(texts.SLIP_ASK, options, texts.SLIP_TITLE, scanned)
            self.app.push_screen(asking, lambda key: self._swap(form) if key else None)

    def _swap(self, form: ReceptionForm) -> None:
        self.keep_draft()
        self.begin(form)


def _question(sentence: str, options: Sequence[Option], title: str, scanned: Scanned) -> Choice:
    """A question about a scan; what was typed into the form goes on to be no answer."""
    while_typing = scanned.while_typing
    return Choice(sentence, options, title=title, about=scanned.text, while_typing=while_typing)
