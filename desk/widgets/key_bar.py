"""The last line of a screen: its keys at this moment."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.screen import Screen
from textual.strip import Strip
from textual.widget import Widget

from desk.widgets.cells import plain

_PLAIN, _DIM = Style(), Style(dim=True)


@dataclass(frozen=True)
class Key:
    """One key with its word; a press on it does what the key does."""

    key: str
    shown: str
    words: str
    is_enabled: bool

    @property
    def width(self) -> int:
        """The cells it takes."""
        return cell_len(f" {self.shown} {self.words} ")


class KeyBar(Widget):
    """The keys that the screen wants shown, drawn as one line.

    The stock footer makes its widgets anew at every change of the focus.
    """

    COMPONENT_CLASSES = {"key-bar--key"}

    def __init__(self) -> None:
        super().__init__()
        self._keys: tuple[Key, ...] = ()

    def on_mount(self) -> None:
        """Follow the bindings."""
        self.screen.bindings_updated_signal.subscribe(self, self._read)
        self._read(self.screen)

    def _read(self, screen: Screen[Any]) -> None:
        keys = tuple(
            Key(
                binding.key,
                plain(self.app.get_key_display(binding)),
                plain(binding.description),
                enabled,
            )
            for _, binding, enabled, _ in screen.active_bindings.values()
            if binding.show
        )
        if keys != self._keys:
            self._keys = keys
            self.refresh()

    def _fitting(self) -> Iterator[Key]:
        """The keys that are shown whole; half a word would help nobody."""
        left = self.size.width
        for key in self._keys:
            left -= key.width
            if left < 0:
                return
            yield key

    def render_line(self, y: int) -> Strip:
        """Every key with its word; what cannot be done now is dim."""
        del y
        own, key_style = self.rich_style, self.get_component_rich_style("key-bar--key")
        segments = []
        for key in self._fitting():
            dim = _PLAIN if key.is_enabled else _DIM
            segments += [
                Segment(f" {key.shown} ", key_style + dim),
                Segment(f"{key.words} ", own + dim),
            ]
        return Strip(segments).adjust_cell_length(self.size.width, own)

    def on_click(self, event: events.Click) -> None:
        """Do what the key does that was clicked."""
        end = 0
        for key in self._fitting():
            end += key.width
            if event.x < end:
                self.app.simulate_key(key.key)
                return
