"""What every screen lives in, whatever the task: help, idling, scans, leaving, and a calm end."""

import asyncio
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import ClassVar

from textual import events, work
from textual.app import App
from textual.binding import Binding, BindingType

from desk.rules.idling import Idling
from desk.screens.key_names import key_name
from desk.screens.scan_notice import ScanNotice
from desk.terminal import end_calmly, note_crash
from desk.texts import shell as words
from desk.texts.scanner import FINDINGS
from desk.widgets.scan_box import ScanTap
from desk.widgets.scanned import Mangled, Scanned

_TOUCHES = (events.Key, events.Paste, events.MouseDown, events.MouseScrollDown)


class Frame(App[None]):
    """A program that finds scans, knows when nobody is there, and gives nothing away."""

    # What is on screen is personal data: no mouse copies it, and no palette writes it to a file.
    ALLOW_SELECT = False
    ENABLE_COMMAND_PALETTE = False
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f1", "help", words.KEY_HELP, id="app.help", tooltip=words.KEY_HELP_HINT),
        Binding(
            "ctrl+q",
            "quit",
            words.KEY_QUIT,
            show=False,
            priority=True,
            id="app.quit",
            tooltip=words.KEY_QUIT_HINT,
        ),
    ]

    def __init__(
        self,
        *,
        crash_log: Path,
        now: Callable[[], datetime],
        monotonic: Callable[[], float],
        idle_seconds: float,
    ) -> None:
        super().__init__()
        self._crash_log = crash_log
        self._now = now
        self._monotonic = monotonic
        self._idling = Idling(idle_seconds, monotonic())
        self._scan_tap = ScanTap(self._is_scan)
        self._scan_notice = ScanNotice(self, monotonic)

    def touch(self) -> None:
        """Somebody is here."""
        self._idling.touch(self._monotonic())

    def is_idle(self) -> bool:
        """Whether nobody has been here for too long."""
        return self._idling.is_over(self._monotonic())

    def get_key_display(self, binding: Binding) -> str:
        """A key as keyboards print it, unless the binding says how."""
        return binding.key_display or key_name(binding.key)

    def unsent(self) -> str:
        """What would be left unsent if the program ended now, in words; called in a thread."""
        return ""

    @work(group="leaving", exclusive=True)
    async def action_quit(self) -> None:  # type: ignore[override]  # a worker of the same name
        """Leave; first ask when anything is unsent."""
        from desk.screens.leaving import Leaving

        unsent = await asyncio.to_thread(self.unsent)
        if not unsent:
            self.exit()
        elif not isinstance(self.screen, Leaving):
            self.push_screen(Leaving(unsent), self._leave_if)

    def _leave_if(self, answer: str | None) -> None:
        if answer == "go":
            self.exit()

    def action_help(self) -> None:
        """Show what this screen is for, and its keys."""
        from desk.screens.help import HelpScreen

        if not isinstance(self.screen, HelpScreen):
            self.push_screen(HelpScreen(about=self.screen))

    def action_help_quit(self) -> None:
        """Say how to leave, to those who press Ctrl+C."""
        self.notify(words.QUIT_KEY, markup=False)

    async def on_event(self, event: events.Event) -> None:
        """Find scans whatever has the focus, and note that somebody is here."""
        if isinstance(event, _TOUCHES):
            self.touch()
        if isinstance(event, events.Key):
            self._scan_notice.see_key(event.key)
        if not self._scan_tap.takes(event, self):
            await super().on_event(event)

    def _is_scan(self, text: str) -> bool:
        from desk.scanning.scan import is_scan

        return is_scan(text, self._now().date())

    def on_scanned(self, event: Scanned) -> None:
        """Say that nothing took a scan up, rather than lose it in silence."""
        event.stop()
        self._scan_notice.say(words.SCAN_UNUSED)

    def on_mangled(self, _event: Mangled) -> None:
        """Say why a scan was taken back, and how to set the scanner."""
        self._scan_notice.say(FINDINGS["input_method"], title=words.SCAN_MANGLED)

    def _handle_exception(self, error: Exception) -> None:
        note_crash(error, log=self._crash_log, at=self._now())
        super()._handle_exception(error)

    def _fatal_error(self) -> None:
        end_calmly(self)
