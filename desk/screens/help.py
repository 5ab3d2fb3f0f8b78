"""Help: what a screen is for and which keys it knows, whatever the screen."""

from collections.abc import Iterable
from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.binding import ActiveBinding, Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen, Screen
from textual.widgets import Static

from desk.screens.handing_down import hand_down
from desk.screens.key_names import key_name
from desk.texts import shell as words
from desk.widgets.scanned import Scanned


def key_lines(bindings: Iterable[ActiveBinding]) -> list[tuple[str, str]]:
    """Key and meaning of every binding that has an id, so that stock editing keys stay out."""
    lines: dict[str, tuple[str, str]] = {}
    for active in bindings:
        binding = active.binding
        if not binding.id or not binding.description or not active.enabled:
            continue
        words_of_it = binding.tooltip or binding.description
        keys = lines.get(binding.id, ("", ""))[0].split(", ") if binding.id in lines else []
        lines[binding.id] = (", ".join([*keys, key_name(binding.key)]), words_of_it)
    return list(lines.values())


def flowed(text: str) -> str:
    """A help text with a line for each paragraph and each item, as wide as there is room."""
    paragraphs = (part.replace("\n- ", "\0- ") for part in text.strip().split("\n\n"))
    lines = (part.replace("\n", " ").replace("\0", "\n") for part in paragraphs)
    return "\n\n".join(lines)


class HelpScreen(ModalScreen[None]):
    """The `HELP` of a screen, and its keys at this moment."""

    CSS_PATH = "help.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,f1,enter", "dismiss(None)", words.HELP_LEAVE, show=False, id="help.leave"),
    ]

    def __init__(self, *, about: Screen[Any]) -> None:
        super().__init__()
        self._text = flowed(about.HELP or "")
        self._keys = key_lines(about.active_bindings.values())

    def on_scanned(self, event: Scanned) -> None:
        """Make room for what was scanned: the screen below answers it."""
        event.stop()
        hand_down(self, event.text)

    def compose(self) -> ComposeResult:
        """Text, keys, the way out."""
        with Vertical(classes="dialog") as dialog:
            dialog.border_title = Content(words.HELP_TITLE)
            with VerticalScroll(id="pages"):
                yield Static(self._text, markup=False, classes="help-text")
                for key, meaning in self._keys:
                    with Horizontal(classes="key-line"):
                        yield Static(key, markup=False, classes="key")
                        yield Static(meaning, markup=False, classes="meaning")
            yield Static(words.HELP_LEAVE, markup=False, id="hint")
