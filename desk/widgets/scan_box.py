"""The scan box, and the tap that finds scans whatever has the focus."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import Any, ClassVar

from textual import events
from textual.app import App
from textual.timer import Timer
from textual.widget import Widget

from desk.scanning.framing import SILENCE_SECONDS
from desk.widgets.burst import Burst, Reading
from desk.widgets.pace import ENDS, LATE_END_SECONDS, PAUSE_SECONDS, Hand
from desk.widgets.scan_probe import ScanProbe
from desk.widgets.scanned import Mangled, Scanned
from desk.widgets.typing_input import Direction, TypingInput
from schemas.letters import nfc

_LF = frozenset({"ctrl+j"})
_LINE_ENDS = re.compile(r"\r\n|\r|\n")


class ScanBox(TypingInput):
    """One line that is cleared by the Enter that ends a scan; posts `Scanned` with its text.

    A scan that its pace tells is the tap's; what a key ends here, a hand has typed. Tab ends a scan
    too, and leaves the box when it is empty. Three scans that arrive in one read are three
    messages, each with its own text. A paste of several lines is a scan for each of them.
    """

    Scanned = Scanned
    LINE_LENGTH_MAX: ClassVar[int] = 5_000

    def __init__(self, **stock: Any) -> None:
        super().__init__(moves=False, **stock)

    def enter(self) -> None:
        """Take the text and be empty again, before the next key is looked at."""
        self._end(by_hand=True)

    def paste(self, text: str) -> None:
        """Read each line of a paste as a scan; a single unfinished line waits for Enter."""
        first, *others = _LINE_ENDS.split(text)
        self._add(first)
        for line in others:
            self._end(by_hand=False)
            self._add(line)
        if others:
            self._end(by_hand=False)

    def _leave(self, direction: Direction, *, by_arrow: bool) -> None:
        if direction == "next" and not by_arrow and self.value.strip():
            self.enter()
        else:
            super()._leave(direction, by_arrow=by_arrow)

    def _end(self, *, by_hand: bool) -> None:
        text, self.value = self.value.strip(), ""
        if text:
            self.post_message(Scanned(text, by_hand=by_hand))

    def _add(self, line: str) -> None:
        start, end = sorted(self.selection)
        room = self.LINE_LENGTH_MAX - len(self.value) + end - start
        self.replace("".join(filter(str.isprintable, nfc(line)))[:room], start, end)


class ScanTap:
    """Recognises a scan that is typed or pasted into whatever has the focus.

    Keys go on to the focused widget as usual. When a burst at a scanner's pace has ended and
    `is_scan` knows its text, the ending key is kept from the widget, and `Scanned` goes through it
    to the screen: fields and check-lists take the scan's keys back, and keep what a hand typed just
    before. A card or code whose end does not come is ended by a silence, and an end that comes
    later still is kept from the widget, too.
    The app asks first::

        async def on_event(self, event: Event) -> None:
            if not self._scan_tap.takes(event, self):
                await super().on_event(event)
    """

    def __init__(self, is_scan: Callable[[str], bool]) -> None:
        self._is_scan = is_scan
        self._burst = Burst()
        self._hand = Hand()
        self._typed_into: list[Widget] = []
        self._silence: Timer | None = None
        self._ends_too: frozenset[str] = frozenset()
        self._ends_until = float("-inf")

    def takes(self, event: events.Event, app: App[Any]) -> bool:
        """Whether the event ended a scan and is not to be handled any further."""
        if not isinstance(event, events.Key | events.Paste) or event.is_forwarded:
            return False
        into = app.screen.focused or app.screen
        if isinstance(into, ScanProbe):
            return False
        if isinstance(event, events.Paste):
            return self._is_pasted(event, into)
        return self._takes_key(event, app, into)

    def is_hand_at_work(self, at: float) -> bool:
        """Whether a hand was typing just before a scan that came by another way."""
        return self._hand.is_at_work(at)

    def _takes_key(self, event: events.Key, app: App[Any], into: Widget) -> bool:
        if self._is_second_end(event):
            return True
        self._hand.keep(event)
        if event.key in ENDS:
            return self._ends_scan(event, into)
        self._ends_too = frozenset()
        # The first half of a code may be a code: it is whole only after the silence.
        patience = PAUSE_SECONDS if self._burst.has_bar else SILENCE_SECONDS
        if event.time - self._burst.pace.last > patience:
            self._end_whole(into)
        if self._burst.add(event):
            self._typed_into = []
        if into not in self._typed_into:
            self._typed_into.append(into)
        self._await_silence(app)
        return False

    def _is_second_end(self, event: events.Key) -> bool:
        """The LF of a CR LF whose CR has ended a scan, or an end after a paste or a silence."""
        if event.key not in self._ends_too or event.time > self._ends_until:
            return False
        self._expect(_LF, event.time + PAUSE_SECONDS)
        return True

    def _expect(self, ends: frozenset[str], until: float) -> None:
        """Keep from the widgets what a scanner may send yet, unless another key comes first."""
        self._ends_too, self._ends_until = ends, until

    def _ends_scan(self, event: events.Key, into: Widget) -> bool:
        if not self._tell(self._burst.ended_by(event), into):
            return False
        self._expect(_LF, event.time + PAUSE_SECONDS)
        return True

    def _await_silence(self, app: App[Any]) -> None:
        if self._silence is not None:
            self._silence.stop()
            self._silence = None
        if self._burst.may_be_whole:
            fall_silent = partial(self._fall_silent, app, self._burst.pace.last)
            self._silence = app.set_timer(SILENCE_SECONDS, fall_silent)

    def _fall_silent(self, app: App[Any], last: float) -> None:
        if self._burst.pace.last == last:  # More may have come while this was on its way.
            self._end_whole(app.screen.focused or app.screen)

    def _end_whole(self, into: Widget) -> None:
        """Tell a scan that nothing has ended; its end may yet come."""
        last = self._burst.pace.last
        if self._burst.may_be_whole and self._tell(self._burst.readings, into):
            self._burst.end()
            self._expect(ENDS, last + LATE_END_SECONDS)

    def _tell(self, readings: Sequence[Reading], into: Widget) -> bool:
        """Send a scan through the widgets that its keys went into; whether there is one."""
        for one in readings:
            if (text := nfc(one.text).strip()) and self._is_scan(text):
                is_at_work = self._hand.is_at_work(one.first)
                self._hand.give_up(one.first)
                scanned = Scanned(
                    text, was_typed=True, first_key=one.first, while_typing=is_at_work
                )
                self._send(Mangled(one.first) if one.was_edited else scanned, into)
                return True
        return False

    def _send(self, told: Scanned | Mangled, into: Widget) -> None:
        into.post_message(told)
        for other in self._typed_into:
            if other is not into:  # The screen changed under the scan: only its keys are undone.
                undoing = replace(told)
                undoing.stop()
                other.post_message(undoing)

    def _is_pasted(self, event: events.Paste, into: Widget) -> bool:
        lines = [nfc(line).strip() for line in _LINE_ENDS.split(event.text) if line.strip()]
        if isinstance(into, ScanBox) or not lines or not all(map(self._is_scan, lines)):
            self._hand.keep(event)
            self._burst.add_pasted(event)
            return False
        self._expect(ENDS, event.time + PAUSE_SECONDS)
        is_at_work = self._hand.is_at_work(event.time)
        for line in lines:
            into.post_message(Scanned(line, while_typing=is_at_work))
        return True
