"""The settings screen with its trials: devices looked for, printed on, scanned with; the line."""

from dataclasses import dataclass
from threading import Event
from typing import ClassVar

from textual import on, work
from textual.binding import BindingType
from textual.message import Message

from desk.screens.counter import Counter
from desk.screens.line_asking import line_answer
from desk.screens.outbox_words import size_words
from desk.screens.paper_scan_words import stopped_words
from desk.screens.scanner_test import ScannerTestScreen
from desk.screens.settings import key
from desk.screens.settings_fields import LOOKED_FOR, PRINTERS, SettingsSection
from desk.screens.settings_keeping import KeptSettings
from desk.settings import ScanSettings, Settings, checked
from desk.texts import line as line_words
from desk.texts import prints
from desk.texts import settings_screen as words
from desk.usecases.line import LineStanding
from desk.usecases.printer_choice import Taken, take_printer
from desk.usecases.settings_form import told_in
from desk.usecases.settings_trials import (
    Device,
    Offer,
    PrintTrial,
    ScanTrial,
    look_for,
    print_trial,
    scan_trial,
)
from desk.widgets.choice import Choice, Option
from desk.widgets.scanned import Scanned
from schemas.officers import Officer

LOOK_SECONDS = 0.5
_TAKEN_BY: dict[Device, str] = {"ports": "scanner.port", "scanners": "scans.device"}
"""The field that holds a device."""


class SettingsScreen(KeptSettings):
    """Tries what is typed, kept or not."""

    BINDINGS: ClassVar[list[BindingType]] = [
        key("f5", "find", "find"),
        key("f6", "print", "print"),
        key("f7", "scanner", "scanner"),
        key("f8", "scan", "scan"),
        key("f9", "line", "line"),
    ]

    @dataclass
    class Tried(Message):
        """What a trial came to, so far."""

        sentence: str

    @dataclass
    class Scan(Message):
        """What one page came to."""

        trial: ScanTrial
        settings: ScanSettings

    @dataclass
    class Found(Message):
        """What was looked for, and what there is."""

        what: Device
        offers: tuple[Offer, ...]
        field: str
        """The field that it was looked for from."""

    def __init__(self, *, counter: Counter, officer: Officer) -> None:
        super().__init__(counter=counter, officer=officer)
        self._left = Event()

    def on_mount(self) -> None:
        """Hear of the port."""
        self._counter.news.signal.subscribe(self, self.hear_news)

    def on_unmount(self) -> None:
        """Follow no test page any longer."""
        self._left.set()

    @on(Tried)
    def say_tried(self, event: Tried) -> None:
        """Say how it stands."""
        self.say(event.sentence)

    def _typed(self) -> Settings | None:
        """The settings as they are typed; None, with a sentence, where they cannot be followed."""
        if not self.check():
            self.say_count(words.FIRST_SAVE)
            return None
        return checked(told_in(self.texts, self._settings))

    # Looking for devices

    def action_find(self) -> None:
        """Look for what the section in use may name."""
        focused = self.focused
        if isinstance(focused, SettingsSection) and focused.id in LOOKED_FOR:
            what = LOOKED_FOR[focused.id]
            self.say(words.LOOKING[what])
            self._find(what, focused.name_in_use)

    @work(thread=True, group="looking", exclusive=True)
    def _find(self, what: Device, field: str) -> None:
        self.post_message(self.Found(what, look_for(what), field))

    @on(Found)
    def ask_which(self, event: Found) -> None:
        """Offer what was found."""
        self.say("" if event.offers else words.FOUND_NONE[event.what])
        if not event.offers or not self.is_current:
            return
        options = [Option(one.value, one.name or one.value, one.words) for one in event.offers]
        question = words.FOUND[event.what]
        if not self._may_change:
            question = words.LOOK_ONLY.format(question=question)
        asking = Choice(question, options, title=words.TITLE)
        self.app.push_screen(asking, lambda value: self._take(event, value))

    def _take(self, found: Found, value: str | None) -> None:
        if value is None:
            return
        if not self._may_change:
            self.say(words.NOT_TAKEN.format(value=value))
            return
        if found.what == "printers":
            self._take_printer(next(one for one in found.offers if one.value == value), found.field)
            return
        self.fill(self.texts | {_TAKEN_BY[found.what]: value})
        self.check()

    def _take_printer(self, offer: Offer, field: str) -> None:
        """Put a printer where it was looked for, and say what was done."""
        taken = take_printer(self.texts, offer, field)
        self.fill(taken.texts)
        self.check()
        if not taken.route and taken.how != "known":
            self.section(PRINTERS).go_to(f"printers.{taken.at}.name")
        self.say(_taken_words(taken))

    # Trials

    def action_print(self) -> None:
        """Print the test page where the field in use says."""
        settings, trial = self._typed(), self._trial_in_use()
        if settings is None:
            return
        if trial is None:
            self.say(words.NO_PRINTER_THERE)
            return
        self.say(prints.PROOF_SENDING)
        self._print(settings, trial)

    def _trial_in_use(self) -> PrintTrial | None:
        """The printer, or the form, of the field in use; None for a row without a printer."""
        section, texts = self.focused, self.texts
        if not isinstance(section, SettingsSection):
            return PrintTrial()
        table, _, field = section.name_in_use.rpartition(".")
        if section.id == PRINTERS:
            name = texts[f"{table}.name"].strip()
            return PrintTrial(name) if name else None
        if table == "printing" or table.startswith("forms."):
            named = texts[section.name_in_use] if field in {"printer", "fallback"} else ""
            return PrintTrial(named, table.removeprefix("forms.") if table != "printing" else "")
        return PrintTrial()

    @work(thread=True, group="proof")
    def _print(self, settings: Settings, trial: PrintTrial) -> None:
        for step in print_trial(
            settings,
            trial,
            self._desk,
            place=self.app.title,
            at=self._desk.now(),
            wait=lambda: not self._left.wait(LOOK_SECONDS),
        ):
            self.post_message(self.Tried(step.sentence))

    def action_scanner(self) -> None:
        """Show what the scanner sends."""
        screen = ScannerTestScreen(
            scanner=self._counter.scanner,
            today=self._desk.today,
            is_file_wrong=bool(self._counter.transport.notice()),
        )
        self.app.push_screen(screen)

    def action_scan(self) -> None:
        """Scan one page, or look whether the folder is there."""
        settings = self._typed()
        if settings is not None:
            self.say(words.SCAN_TRYING)
            self._scan(settings.scans)

    @work(thread=True, group="scan", exclusive=True)
    def _scan(self, settings: ScanSettings) -> None:
        self.post_message(self.Scan(scan_trial(settings, self._desk), settings))

    @on(Scan)
    def say_scan(self, event: Scan) -> None:
        """Say what came."""
        trial = event.trial
        if trial.folder is not None:
            self.say(words.FOLDER_THERE if trial.folder else f"▲ {words.FOLDER_MISSING}")
        elif trial.reason is not None:
            self.say(f"▲ {stopped_words(trial.reason, (), event.settings, 0)}")
        else:
            self.say(words.SCAN_DONE.format(size=size_words(trial.size_bytes)))

    @work(group="asking", exclusive=True)
    async def action_line(self) -> None:
        """Ask the centre now, and say what it answers."""
        self.say(line_words.ASKING)
        self.say(await line_answer(self._counter.line))

    def hear_news(self, _line: LineStanding) -> None:
        """Say how a new port opens."""
        self.say_port()

    def on_scanned(self, event: Scanned) -> None:
        """Say that the scanner works, and where to look closer."""
        event.stop()
        self.say(words.SCAN_UNUSED)


def _taken_words(taken: Taken) -> str:
    """What was done with a printer that was chosen."""
    done = words.TAKEN[taken.how].format(name=taken.name)
    table, _, key = taken.route.rpartition(".")
    routed = words.ROUTED[key].format(form=words.TABLES[table], name=taken.name) if table else ""
    is_changed = bool(routed) or taken.how != "known"
    return " ".join(filter(None, (done, routed, words.THEN_SAVE if is_changed else "")))
