"""The settings of the counter: seen by everybody, changed by technician and head, tried at once."""

from dataclasses import dataclass
from pathlib import PurePath
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.message import Message

from desk.screens.counter import Counter
from desk.screens.settings_fields import (
    PRINTERS,
    ROUTES,
    SettingsSection,
    offered,
    printer_rows,
    sections,
    show_wanted,
)
from desk.settings import Settings
from desk.texts import settings_screen as words
from desk.usecases.paper_scans import home_of
from desk.usecases.settings_form import Texts, doubts_in, rows_in, texts_of
from desk.usecases.settings_opening import Opened, open_settings
from desk.widgets.form_rows import Said
from desk.widgets.form_section import FormSection
from desk.widgets.form_sheet import FormScreen, FormSheet
from desk.widgets.key_bar import KeyBar
from desk.widgets.notice import Notice
from desk.widgets.title_bar import TitleBar
from schemas.officers import Officer

MAY_CHANGE = frozenset({"technician", "head"})


def key(name: str, action: str, said: str) -> Binding:
    """A key of this screen."""
    text, hint = words.KEYS[said]
    return Binding(name, action, text, id=f"settings.{said}", tooltip=hint)


class SettingsSheet(FormScreen[None]):
    """Fields of desk.toml: filled in and checked."""

    CSS_PATH: ClassVar[list[str | PurePath]] = ["reception_form.tcss", "settings.tcss"]
    TITLE = words.TITLE
    HELP = words.HELP

    @dataclass
    class Read(Message):
        """What the file says now, and what is wrong with it."""

        opened: Opened

    def __init__(self, *, counter: Counter, officer: Officer) -> None:
        super().__init__()
        self._counter = counter
        self._desk = counter.desk
        self._home = home_of(counter.desk)
        self._settings = Settings()
        self._first: Texts = {}
        self._doubts: dict[str, str] = {}
        self._counting = ""
        self._opened = Opened(self._settings, {})
        self._may_change = officer.role in MAY_CHANGE
        self._sections = sections(may_change=self._may_change)

    def compose(self) -> ComposeResult:
        """What is said, the fields, the keys."""
        yield TitleBar()
        yield Notice(words.READING, id="notice")
        yield FormSheet(*self._sections)
        yield KeyBar()

    def on_mount(self) -> None:
        """Begin at the first field."""
        self.section(PRINTERS).go_to("printers.0.name")
        self._read()

    def say(self, sentence: str) -> None:
        """Say a sentence above the fields."""
        self._counting = ""
        self.query_one("#notice", Notice).say(sentence)

    def say_count(self, sentence: str) -> None:
        """Say that fields are wrong, and how many still are at each change, until all is well."""
        count = len(self._doubts)
        self.say(f"▲ {sentence.format(count=count)}" if count else words.MENDED)
        self._counting = sentence

    def section(self, name: str) -> SettingsSection:
        """One of the sections."""
        return next(one for one in self._sections if one.id == name)

    @property
    def texts(self) -> Texts:
        """What stands in the fields."""
        return {name: text for one in self._sections for name, text in one.texts.items()}

    @work(thread=True, group="settings")
    def _read(self) -> None:
        self.post_message(self.Read(open_settings(self._home)))

    @on(Read)
    def show(self, event: Read) -> None:
        """Fill in what the file says; what is wrong is said at its field."""
        self._opened, self._settings = event.opened, event.opened.settings
        right = texts_of(self._settings)
        # Who may not mend what is wrong tries with what is right.
        self.fill(event.opened.texts if self._may_change else right)
        self._first = self.texts
        self.say_opened()
        if event.opened.problem:
            self.check()

    def say_opened(self) -> None:
        """Say what is wrong with the file, and what can be done."""
        opened, what = self._opened, "" if self._may_change else words.READ_ONLY
        if opened.problem and self._may_change:
            what = words.MEND if opened.is_readable else words.MEND_FILE
        self.say(" ".join(filter(None, (opened.problem, what))))

    def fill(self, texts: Texts) -> None:
        """Put texts into the fields, with a row to spare for one more printer."""
        rows = rows_in(texts)
        printers = self.section(PRINTERS)
        count = max(rows, default=-1) + 2
        printers.put_rows([row for number in range(count) for row in printer_rows(number)])
        show_wanted(printers, rows)
        for name, options in offered(texts).items():
            self.section(ROUTES).offer(name, options, texts.get(name, ""))
        for section in self._sections:
            section.fill(texts)

    @on(FormSection.Edited)
    def _offer(self, event: FormSection.Edited) -> None:
        """Offer printers as they are typed; what is chosen stays while it is there."""
        event.stop()
        self._see_mended()
        if event.section.id == PRINTERS:
            texts = self.texts
            show_wanted(self.section(PRINTERS), rows_in(texts))
            for name, options in offered(texts).items():
                self.section(ROUTES).offer(name, options, texts[name])

    @on(SettingsSection.LeftAlone)
    def say_read_only(self) -> None:
        """Say why nothing changes."""
        self.say(words.READ_ONLY)

    @on(FormSection.Left)
    def check(self) -> bool:
        """Say at each field what is wrong with it; whether nothing is."""
        if self._first:
            self._show_doubts(doubts_in(self.texts, self._settings))
        return not self._doubts

    def _show_doubts(self, doubts: dict[str, str]) -> None:
        """Say what is wrong at each field, and how many are, while that is what is said."""
        self._doubts = doubts
        for section in self._sections:
            section.say({name: [Said(doubts[name])] for name in section.fields if name in doubts})
        if self._counting:
            self.say_count(self._counting)

    def _see_mended(self) -> None:
        """Take a sentence back as soon as it is no longer so; new ones wait for the field's end."""
        if self._doubts:
            now = doubts_in(self.texts, self._settings)
            left = {name: now[name] for name in now if name in self._doubts}
            self._show_doubts(left or now)
