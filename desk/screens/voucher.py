"""Frozen numbers: why, what to read to the centre, and the voucher that was read back."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual import getters, on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.message import Message
from textual.screen import Screen
from textual.widgets import Input, Label, Static

from desk.texts import guard as words
from desk.texts.epochs import NOT_GRANTED
from desk.usecases.epochs import Granted, NotGranted, Numbers, accept_voucher, numbers
from desk.widgets.title_bar import TitleBar
from desk.widgets.typing_input import TypingInput

if TYPE_CHECKING:
    from desk.screens.counter import Counter

LETTERS_MAX = 60


class VoucherScreen(Screen[None]):
    """Closes once there are numbers, by voucher or by the line, or when put off."""

    CSS_PATH = "sign_in.tcss"
    TITLE = words.VOUCHER_TITLE
    HELP = words.VOUCHER_HELP
    AUTO_FOCUS = "#voucher"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "escape", "later", words.KEY_LATER, id="voucher.later", tooltip=words.KEY_LATER_HINT
        ),
    ]
    why = getters.query_one("#why", Static)
    said = getters.query_one("#said", Static)
    typed = getters.query_one("#voucher", TypingInput)

    @dataclass
    class _Read(Message):
        numbers: Numbers

    @dataclass
    class _Answered(Message):
        answer: Granted | NotGranted

    def __init__(self, *, counter: "Counter", is_rolled_back: bool = False) -> None:
        super().__init__()
        self._counter = counter
        self._is_rolled_back = is_rolled_back
        self._is_busy = False

    def compose(self) -> ComposeResult:
        """What happened, what to read out, where to type."""
        yield TitleBar()
        with Vertical(classes="sheet"):
            yield Static(words.VOUCHER_HEADING, classes="heading", markup=False)
            yield Static(id="why", markup=False)
            for label, name in ((words.COUNTER, "counter"), (words.EPOCH, "epoch")):
                with Horizontal(classes="row"):
                    yield Label(label, classes="field-label")
                    yield Static(id=name, markup=False)
            with Horizontal(classes="row"):
                yield Label(words.VOUCHER, classes="field-label")
                yield TypingInput(id="voucher", moves=False, max_length=LETTERS_MAX)
            yield Static(id="said", markup=False)
        yield Static(words.VOUCHER_KEYS, classes="keys", markup=False)

    def on_mount(self) -> None:
        """Look how numbers stand, now and whenever the line brought something."""
        self._counter.news.signal.subscribe(self, lambda _line: self._look())
        self._look()

    @work(thread=True, group="numbers", exclusive=True)
    def _look(self) -> None:
        self.post_message(self._Read(numbers(self._counter.desk)))

    def on_voucher_screen__read(self, event: _Read) -> None:
        """Say how numbers stand, or be gone once there are some."""
        if not event.numbers.frozen:
            self._leave_granted()
            return
        opening = words.ROLLED_BACK if self._is_rolled_back else ""
        self.why.update(words.CLONED if event.numbers.cloned else opening + words.FROZEN)
        self.query_one("#counter", Static).update(event.numbers.counter)
        self.query_one("#epoch", Static).update(event.numbers.epoch_name)

    @on(Input.Submitted, "#voucher")
    def take(self) -> None:
        """Take what was typed."""
        if self._is_busy:
            return
        if not self.typed.value.strip():
            self._say(words.TYPE_FIRST)
            return
        self._is_busy = True
        self._accept(self.typed.value)

    @work(thread=True, group="voucher")
    def _accept(self, text: str) -> None:
        self.post_message(self._Answered(accept_voucher(text, self._counter.desk)))

    def on_voucher_screen__answered(self, event: _Answered) -> None:
        """Go on with numbers, or say why not; what was typed stays, to be mended."""
        self._is_busy = False
        match event.answer:
            case Granted():
                self._counter.news.spread()
                self._leave_granted()
            case NotGranted(reason="not_frozen"):
                self._leave_granted()
            case NotGranted(reason=reason):
                self._say(NOT_GRANTED[reason])

    def _leave_granted(self) -> None:
        if self.is_current:
            self.notify(words.GRANTED, markup=False)
            self.dismiss(None)

    def action_later(self) -> None:
        """Work on without numbers."""
        self.dismiss(None)

    def _say(self, sentence: str) -> None:
        self.said.update(sentence)
        self.said.set_class(True, "field-error")  # noqa: FBT003  (stock signature)
