"""Changing a password that somebody else issued (article 21.2)."""

from dataclasses import dataclass
from typing import ClassVar, Literal

from textual import getters, on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.message import Message
from textual.widgets import Input, Label, Static

from desk.rules.passwords import LENGTH_MIN, password_flaw
from desk.screens.credentials import Entered
from desk.texts import sign_in as words
from desk.usecases.line import Line
from desk.widgets.calm_screen import CalmScreen
from desk.widgets.title_bar import TitleBar
from desk.widgets.typing_input import TypingInput
from sync.protocol import Complained, Delivered, Unreachable

Change = Literal["changed", "later"]


class PasswordScreen(CalmScreen[Change]):
    """Answers what became of it; `later` only when the centre was out of reach."""

    CSS_PATH = "sign_in.tcss"
    TITLE = words.CHANGE_TITLE
    HELP = words.CHANGE_HELP
    AUTO_FOCUS = "#new"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "escape", "later", words.KEY_LATER, id="password.later", tooltip=words.KEY_LATER_HINT
        ),
    ]
    new = getters.query_one("#new", TypingInput)
    again = getters.query_one("#again", TypingInput)
    said = getters.query_one("#said", Static)

    @dataclass
    class _Answered(Message):
        answer: Delivered | Unreachable | Complained

    def __init__(self, *, entered: Entered, line: Line) -> None:
        super().__init__()
        self._entered = entered
        self._line = line
        self._busy = False
        self._is_out_of_reach = False

    def compose(self) -> ComposeResult:
        """Why, and the new password twice."""
        yield TitleBar()
        with Vertical(classes="sheet"):
            yield Static(words.CHANGE_HEADING, classes="heading", markup=False)
            yield Static(words.CHANGE_WHY.format(length=LENGTH_MIN), id="why", markup=False)
            with Vertical(id="fields"):
                with Horizontal(classes="row"):
                    yield Label(words.CHANGE_NEW, classes="field-label")
                    yield TypingInput(id="new", password=True, max_length=200)
                with Horizontal(classes="row"):
                    yield Label(words.CHANGE_AGAIN, classes="field-label")
                    yield TypingInput(id="again", password=True, moves=False, max_length=200)
            yield Static(id="said", markup=False)
        yield Static(words.CHANGE_KEYS, classes="keys", markup=False)

    @on(TypingInput.Leave, "#again")
    def go_back(self, event: TypingInput.Leave) -> None:
        """Leave the second field by arrow."""
        event.stop()
        self.set_focus(self.new)

    @on(Input.Submitted, "#again")
    def change(self) -> None:
        """Send the new password to the centre, if it will do."""
        if self._busy:
            return
        account, old = self._entered.officer.account, self._entered.issued_password
        flaw = password_flaw(self.new.value, self.again.value, old=old, account=account)
        if flaw is not None:
            self._say(words.COMPLAINTS[flaw].format(length=LENGTH_MIN), is_wrong=True)
            return
        self._busy = True
        self._say(words.CHANGING)
        self._change(account, old, self.new.value)

    @work(group="password")
    async def _change(self, account: str, old: str, new: str) -> None:
        self.post_message(self._Answered(await self._line.change_password(account, old, new)))

    def on_password_screen__answered(self, event: _Answered) -> None:
        """Go on, or say why not."""
        self._busy = False
        match event.answer:
            case Delivered():
                self.dismiss("changed")
            case Unreachable():
                self._is_out_of_reach = True
                self._say(words.UNREACHABLE, is_wrong=True)
            case Complained(error=code):
                other = words.COMPLAINT_OTHER.format(code=code)
                self._say(words.COMPLAINTS.get(code, other), is_wrong=True)

    def action_later(self) -> None:
        """Work first, change next time: only while the centre is out of reach."""
        if self._is_out_of_reach or self._line.standing.line == "down":
            self.dismiss("later")
        elif not self._busy:
            self._say(words.CHANGE_FIRST, is_wrong=True)

    def _say(self, sentence: str, *, is_wrong: bool = False) -> None:
        self.said.update(sentence)
        self.said.set_class(is_wrong, "field-error")
