"""Takes whatever a scanner types, raw: no scan is recognised while it has the focus."""

from dataclasses import dataclass
from typing import Any

from textual import events
from textual.message import Message
from textual.timer import Timer
from textual.widgets import Static

from desk.scanning.arrival import Arrival, End
from desk.widgets.pace import PAUSE_SECONDS
from desk.widgets.typed import is_typed

SILENCE_SECONDS = 0.5
"""After so long no end will come; a hand that types is slower than a scanner, not than this."""
_ENDS: dict[str, End] = {"enter": "cr", "ctrl+j": "lf", "tab": "tab"}


class ScanProbe(Static, can_focus=True):
    """Posts `Arrived` for every run of keys or paste, once its end or a silence shows."""

    @dataclass
    class Arrived(Message):
        """One scan, as it came."""

        arrival: Arrival

    def __init__(self, content: str = "", **stock: Any) -> None:
        super().__init__(content, markup=False, **stock)
        self._keys: list[events.Key] = []
        self._was_edited = False
        self._ended_by_cr = False
        self._timer: Timer | None = None

    async def _on_key(self, event: events.Key) -> None:
        if self._ended_by_cr and event.key == "ctrl+j":
            self._tell("crlf")
        elif self._ended_by_cr:
            self._tell("cr")
        if event.key in _ENDS:
            self._end(_ENDS[event.key])
        elif event.character and is_typed(event.character):
            self._keys.append(event)
            self._wait(SILENCE_SECONDS)
        elif event.key == "backspace" and self._keys:
            self._keys.pop()
            self._was_edited = True
        else:
            return
        event.stop()
        event.prevent_default()

    def _end(self, end: End) -> None:
        if end == "cr" and self._keys:
            self._ended_by_cr = True
            self._wait(PAUSE_SECONDS)  # An LF may follow.
        elif self._keys:
            self._tell(end)

    def _wait(self, seconds: float) -> None:
        if self._timer is not None:
            self._timer.stop()
        self._timer = self.set_timer(seconds, self._fall_silent)

    def _fall_silent(self) -> None:
        if self._keys:
            self._tell("cr" if self._ended_by_cr else "none")

    def _tell(self, end: End) -> None:
        text = "".join(key.character or "" for key in self._keys)
        seconds = self._keys[-1].time - self._keys[0].time
        arrival = Arrival(text, end, "keyboard", seconds, self._was_edited)
        self._keys, self._was_edited, self._ended_by_cr = [], False, False
        if self._timer is not None:
            self._timer.stop()
        self.post_message(self.Arrived(arrival))

    async def _on_paste(self, event: events.Paste) -> None:
        event.stop()
        event.prevent_default()
        text = event.text.rstrip("\r\n")
        end: End = "none" if text == event.text else "crlf" if "\r\n" in event.text else "cr"
        self.post_message(self.Arrived(Arrival(text, end, "paste")))
