"""Two modals that only return a value: one of some options, or one line of text."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from textual import events, getters, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.timer import Timer
from textual.widgets import Input, Static

from desk.texts import questions as words
from desk.widgets.calm_screen import Dialog
from desk.widgets.columns import MARK
from desk.widgets.giving_way import GivingWay
from desk.widgets.hanging import Hanging
from desk.widgets.held_scans import HoldsScans
from desk.widgets.pace import REST_SECONDS, Pace, Rest
from desk.widgets.scanned import Scanned
from desk.widgets.typing_input import TypingInput

# A modal screen hides the keys of the program, and help is to be had everywhere.
_HELP = Binding("f1", "app.help", words.HELP, show=False)
_NO_ANSWER = frozenset({"escape", "f1"})


@dataclass(frozen=True)
class Option:
    """One possible answer."""

    key: str
    words: str
    hint: str = ""


class Choice(Dialog[str | None], HoldsScans[str | None]):
    """A sentence and numbered options; the answer is the key of one, None after Escape.

    A digit chooses at once, unless it comes in a burst as scanners send them; arrows move and
    Enter chooses. With `start=None` no option is marked, so a second Enter decides nothing.
    `about` is the scan that the question is about, if it is about one. One that came
    `while_typing` takes what the hand goes on typing for no answer: it waits for a pause, and says
    so; help and Escape are to be had all the same.
    """

    HELP = words.CHOICE_HELP
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "move(-1)", words.UP, show=False, id="choice.up"),
        Binding("down,tab", "move(1)", words.DOWN, show=False, id="choice.down"),
        Binding("enter", "choose", words.CHOOSE, id="choice.choose", tooltip=words.CHOOSE_HINT),
        Binding(
            "escape", "dismiss(None)", words.LEAVE, id="choice.leave", tooltip=words.LEAVE_HINT
        ),
        _HELP,
    ]
    options_box = getters.query_one("#options", VerticalScroll)
    hint_line = getters.query_one("#hint", Static)

    def __init__(
        self,
        sentence: str,
        options: Sequence[Option],
        *,
        title: str = "",
        start: int | None = 0,
        about: str = "",
        while_typing: bool = False,
    ) -> None:
        super().__init__()
        self.about = about
        self._while_typing = while_typing
        self._sentence = sentence
        self._options = tuple(options)
        self._title = title
        self._at = start
        self._pace = Pace()
        self._kept_words = self._keys = ""
        self._pausing: Timer | None = None

    def compose(self) -> ComposeResult:
        """The sentence, the options, the keys."""
        with GivingWay(classes="dialog") as dialog:
            dialog.border_title = Content(self._title)
            yield Static(self._sentence, markup=False, classes="question")
            with VerticalScroll(id="options", can_focus=False):
                for place in range(len(self._options)):
                    yield Static(self._line(place), markup=False, classes="option")
            self._keys = self.hint()
            yield Static(self._keys, markup=False, id="hint")

    def hint(self) -> str:
        """The keys, as the last line says them."""
        return words.KEYS

    def _line(self, place: int) -> Hanging:
        option = self._options[place]
        mark = MARK if place == self._at else " " * len(MARK)
        words = "\n".join(filter(None, (option.words, option.hint)))
        return Hanging(f"{mark}{place + 1}. ", words)

    def action_move(self, step: int) -> None:
        """Mark the next option, round the ends."""
        start = -1 if self._at is None and step > 0 else self._at or 0
        self._at = (start + step) % len(self._options)
        for place, line in enumerate(self.options_box.query(Static)):
            line.update(self._line(place))
            line.set_class(place == self._at, "-cursor")
            if place == self._at:
                line.scroll_visible(animate=False)

    def on_mount(self) -> None:
        """Draw the first mark."""
        for place, line in enumerate(self.options_box.query(Static)):
            line.set_class(place == self._at, "-cursor")

    @on(events.Mount)
    def watch_hand(self, event: events.Mount) -> None:
        """Let a hand that is typing see the question first."""
        self.rest = Rest(event.time)
        if self._while_typing:
            self._ask_to_pause()

    def _ask_to_pause(self) -> None:
        """Say what is waited for, until the time is over that a pause takes."""
        self.say_keys(words.PAUSE_FIRST)
        if self._pausing is not None:
            self._pausing.stop()
        self._pausing = self.set_timer(REST_SECONDS, self.say_keys)

    def say_keys(self, keys: str = "") -> None:
        """Say which keys do something now, under what is kept until the answer."""
        self._keys = keys or self.hint()
        self.hint_line.update("\n".join(filter(None, (self._kept_words, self._keys))))

    def refuse(self, event: events.Key) -> None:
        """Let a key do nothing, since it may be meant for what was here before the question."""
        event.stop()
        self._ask_to_pause()

    def action_choose(self) -> None:
        """Answer with the marked option, if one is."""
        if self._at is not None:
            self.dismiss(self._options[self._at].key)

    def on_key(self, event: events.Key) -> None:
        """Choose by digit, once a hand that was typing has paused."""
        is_hand, has_paused = self._pace.begins(event), self.rest.ends_before(event)
        self._while_typing = self._while_typing and not has_paused
        if self._while_typing and event.key not in _NO_ANSWER:
            self.refuse(event)
        elif is_hand and event.key in "123456789" and int(event.key) <= len(self._options):
            event.stop()
            self.dismiss(self._options[int(event.key) - 1].key)

    def on_scanned(self, event: Scanned) -> None:
        """Keep it until the question is answered."""
        self._kept_words = self.hold(event)
        self.say_keys(self._keys)


class Ask(Dialog[str | None], HoldsScans[str | None]):
    """A sentence and one field; the answer is its text once `check` has no complaint.

    Escape answers None. `check` gets the text without spaces around it and gives a sentence that
    says what is wrong, or nothing. More arguments are those of `TypingInput`.
    """

    HELP = words.FIELD_HELP
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "escape", "dismiss(None)", words.LEAVE, id="ask.leave", tooltip=words.FIELD_LEAVE_HINT
        ),
        _HELP,
    ]
    error_line = getters.query_one(".field-error", Static)

    def __init__(
        self,
        sentence: str,
        *,
        title: str = "",
        check: Callable[[str], str] = lambda _text: "",
        **field: Any,
    ) -> None:
        super().__init__()
        self._sentence = sentence
        self._title = title
        self._check = check
        self._field = field

    def compose(self) -> ComposeResult:
        """The sentence, the field, what is wrong, the keys."""
        with Vertical(classes="dialog") as dialog:
            dialog.border_title = Content(self._title)
            yield Static(self._sentence, markup=False, classes="question")
            yield TypingInput(moves=False, **self._field)
            yield Static("", markup=False, classes="field-error")
            yield Static(words.FIELD_KEYS, markup=False, id="hint")

    @on(Input.Submitted)
    def answer(self, event: Input.Submitted) -> None:
        """Answer, or say what is wrong and keep what was typed."""
        event.stop()
        text = event.value.strip()
        complaint = self._check(text)
        self.error_line.update(complaint)
        if not complaint:
            self.dismiss(text)

    def on_scanned(self, event: Scanned) -> None:
        """Keep it until the question is answered."""
        self.error_line.update(self.hold(event))
