"""The scan box, and the tap that finds scans whatever has the focus."""

import re
from collections.abc import Callable
from typing import Any, ClassVar

from textual import events
from textual.app import App
from textual.screen import Screen

from desk.widgets.pace import ENDS, PAUSE_SECONDS, Burst
from desk.widgets.scanned import Scanned
from desk.widgets.typing_input import TypingInput
from schemas.letters import nfc


class ScanBox(TypingInput):
    """One line that is cleared by the Enter that ends a scan; posts `Scanned` with its text.

    Three scans that arrive in one read are three messages, each with its own text. A paste of
    several lines is a scan for each of them.
    """

    Scanned = Scanned
    LINE_LENGTH_MAX: ClassVar[int] = 5_000

    def __init__(self, **stock: Any) -> None:
        super().__init__(moves=False, **stock)

    def enter(self) -> None:
        """Take the text and be empty again, before the next key is looked at."""
        text, self.value = self.value.strip(), ""
        if text:
            self.post_message(Scanned(text))

    def paste(self, text: str) -> None:
        """Read each line of a paste as a scan; a single unfinished line waits for Enter."""
        first, *others = re.split(r"\r\n|\r|\n", text)
        self._add(first)
        for line in others:
            self.enter()
            self._add(line)
        if others:
            self.enter()

    def _add(self, line: str) -> None:
        start, end = sorted(self.selection)
        room = self.LINE_LENGTH_MAX - len(self.value) + end - start
        self.replace("".join(filter(str.isprintable, nfc(line)))[:room], start, end)


class ScanTap:
    """Recognises a scan that is typed into whatever has the focus.

    Keys go on to the focused widget as usual. When a burst at a scanner's pace has ended and
    `is_scan` knows its text, the ending key is kept from the widget, and `Scanned` goes through it
    to the screen: fields and check-lists take the burst's keys back. The app asks first::

        async def on_event(self, event: Event) -> None:
            if not self._scan_tap.takes(event, self):
                await super().on_event(event)
    """

    def __init__(self, is_scan: Callable[[str], bool]) -> None:
        self._is_scan = is_scan
        self._burst = Burst()
        self._ended_at = float("-inf")

    def takes(self, event: events.Event, app: App[Any]) -> bool:
        """Whether the event ended a scan and is not to be handled any further."""
        if not isinstance(event, events.Key) or event.is_forwarded:
            return False
        if event.key in ENDS:
            return self._is_second_half(event) or self._ends_scan(event, app.screen)
        self._burst.add(event)
        return False

    def _is_second_half(self, event: events.Key) -> bool:
        """The LF of a CR LF whose CR has ended a scan."""
        is_soon = event.time - self._ended_at <= PAUSE_SECONDS
        return event.key == "ctrl+j" and is_soon and not self._burst.characters

    def _ends_scan(self, event: events.Key, screen: Screen[Any]) -> bool:
        text = nfc(self._burst.ended_by(event)).strip()
        if not text or not self._is_scan(text):
            return False
        self._ended_at = event.time
        (screen.focused or screen).post_message(Scanned(text, was_typed=True))
        return True
