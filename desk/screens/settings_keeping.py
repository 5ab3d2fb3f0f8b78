"""The part of the settings screen that keeps what was typed, and takes it up at once."""

from dataclasses import dataclass
from typing import ClassVar

from textual import on, work
from textual.binding import BindingType
from textual.message import Message

from desk.screens.scanner_test_words import port_words
from desk.screens.settings import SettingsSheet, key
from desk.settings import Settings, SettingsError, read_settings
from desk.texts import settings_screen as words
from desk.usecases.printers import CurrentPrinters
from desk.usecases.scanners import port_of
from desk.usecases.settings_file import write_settings
from desk.usecases.settings_form import missing_certificate, places, texts_of, told_in
from desk.usecases.settings_opening import Opened
from desk.widgets.choice import Choice, Option


class KeptSettings(SettingsSheet):
    """Writes desk.toml, and uses it from then on."""

    BINDINGS: ClassVar[list[BindingType]] = [
        key("f2", "save", "save"),
        key("escape", "leave", "leave"),
    ]

    @dataclass
    class Written(Message):
        """Which settings were written, if they were, and what is still to be said of them."""

        settings: Settings | None
        sentence: str = ""

    _is_opening = False

    @property
    def is_changed(self) -> bool:
        """Whether anything would be lost."""
        return self._may_change and told_in(self.texts, self._settings) != told_in(
            self._first, self._settings
        )

    def action_save(self) -> None:
        """Keep what is typed, if all of it can be followed."""
        if self.check():
            self.say(words.NOTHING_NEW)
            if self.is_changed or (self._opened.problem and self._may_change):
                self._keep()
            return
        self.say_count(words.WRONG)
        for section in self._sections:
            for name in section.fields:
                if name in self._doubts:
                    section.go_to(name)
                    return

    def _keep(self) -> None:
        """Write what is typed; what the file loses by that is asked about first."""
        lost = self._lost()
        if not lost:
            self._write(told_in(self.texts, self._settings))
            return
        self.say_opened()
        options = [Option("stay", words.LOSE_STAY), Option("go", words.LOSE_GO)]
        self.app.push_screen(
            Choice(lost, options, title=words.LOSE_TITLE, start=None), self._after_lost
        )

    def _lost(self) -> str:
        """What of a wrong file would go unseen: it stands in no field, or cannot be shown there."""
        opened, texts = self._opened, self.texts
        if not opened.problem:
            return ""
        if not opened.is_readable:
            return words.LOSE_ALL.format(kept=opened.kept_as)
        unshown = (
            name
            for name, text in opened.texts.items()
            if name in places() and texts[name] == self._first[name] != text
        )
        keys = ", ".join((*opened.homeless, *unshown))
        return words.LOSE_SOME.format(keys=keys, kept=opened.kept_as) if keys else ""

    def _after_lost(self, answer: str | None) -> None:
        if answer == "go":
            self._write(told_in(self.texts, self._settings))

    @work(thread=True, group="record")
    def _write(self, told: dict[str, object]) -> None:
        try:
            is_written = write_settings(self._home, told)
            settings = read_settings(self._home) if is_written else None
        except SettingsError:
            settings = None
        self.post_message(self.Written(settings, self._take_up(settings) if settings else ""))

    def _take_up(self, settings: Settings) -> str:
        """Use new settings from now on; what is still to be said of them. Called in a thread."""
        transport = self._counter.transport
        if isinstance(transport, CurrentPrinters):
            transport.reopen()
        self._counter.scanner.listen_at(port_of(settings.scanner))
        missing = missing_certificate(settings, self._home)
        if missing is None:
            return ""
        name, file = missing
        return words.CERTIFICATE_MISSING.format(file=file, printer=name)

    @on(Written)
    def take_written(self, event: Written) -> None:
        """Say that the settings are kept and used, and how a new port opens; or that nothing is."""
        if event.settings is None:
            self.say(f"▲ {words.NOT_SAVED}")
            return
        before, self._settings = self._settings, event.settings
        self._first = texts_of(event.settings)
        self._opened = Opened(event.settings, self._first)
        self.say(event.sentence or words.SAVED)
        self._is_opening = not event.sentence and before.scanner != event.settings.scanner
        self.say_port()

    def say_port(self) -> None:
        """Say how a port opens that was just set, until that is known."""
        if self._is_opening:
            scanner = self._counter.scanner
            self._is_opening = scanner.port is not None and scanner.standing.since is None
            mark = "▲ " if scanner.standing.trouble else ""
            self.say(f"{mark}{words.SAVED} {port_words(scanner)}")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Officers have nothing to keep."""
        if action == "save" and not self._may_change:
            return False
        return super().check_action(action, parameters)

    def action_leave(self) -> None:
        """Go back; what is not kept is asked about."""
        if not self.is_changed:
            self.dismiss(None)
            return
        options = [Option("stay", words.LEAVE_STAY), Option("go", words.LEAVE_GO)]
        asking = Choice(words.LEAVE, options, title=words.LEAVE_TITLE)
        self.app.push_screen(asking, self._after_leave)

    def _after_leave(self, answer: str | None) -> None:
        if answer == "go":
            self.dismiss(None)
