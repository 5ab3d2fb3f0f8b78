"""Scans that come while something else has to be settled: they wait, and are not lost."""

from typing import Any, TypeVar

from textual.app import App
from textual.await_complete import AwaitComplete

from desk.texts import questions as words
from desk.widgets.calm_screen import CalmScreen
from desk.widgets.scanned import Scanned

Answer = TypeVar("Answer")


class HoldsScans(CalmScreen[Answer]):
    """A screen that is answered first: what is scanned meanwhile goes on to what comes after it.

    A scan that is there already is kept once, and one that the screen itself is `about` not at
    all: a scanner reads twice, and so does whoever waits for an answer. It comes last among the
    bases, since styles follow the first.
    """

    about: str = ""
    hands_on: bool = False
    """Whether scans went on to what came after it."""
    _held: tuple[str, ...] = ()
    _handed_on: tuple[str, ...] = ()
    """What came before this screen did: whose it is, is asked before what came to it."""

    def hold(self, event: Scanned) -> str:
        """Keep a scan; what to say of that."""
        event.stop()
        if event.text not in {self.about, *self._handed_on, *self._held}:
            if event.is_handed_on:
                self._handed_on += (event.text,)
            else:
                self._held += (event.text,)
        return words.HELD if self._handed_on or self._held else ""

    def dismiss(self, result: Answer | None = None) -> AwaitComplete:
        """Give the answer, then the scans to whatever screen it led to."""
        closing = super().dismiss(result)
        if self in self.app.screen_stack:  # It closes when what lies over it has gone.
            return closing
        held = (*self._handed_on, *self._held)
        self._handed_on = self._held = ()
        self.hands_on = bool(held)
        if held:
            # What takes the answer runs before this, and may have opened another screen.
            self.app.screen.call_later(_hand_on, self.app, held)
        return closing


def _hand_on(app: App[Any], held: tuple[str, ...]) -> None:
    into = app.screen.focused or app.screen
    for text in held:
        # Sent in the screen's own name it would rise no further than the screen.
        into.post_message(Scanned(text, is_handed_on=True).set_sender(into))
