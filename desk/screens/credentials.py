"""Account and password, checked in a thread; shared by the sign-in and the lock screen."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual import getters, on, work
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.message import Message
from textual.timer import Timer
from textual.widgets import Input, Label, Static

from desk.texts import sign_in as words
from desk.widgets.scanned import Scanned
from desk.widgets.typing_input import TypingInput

if TYPE_CHECKING:
    from desk.usecases.desk import Desk
    from desk.usecases.signing_in import SignInAnswer
    from schemas.wire import Officer


@dataclass(frozen=True)
class Entered:
    """An officer has signed in."""

    officer: "Officer"
    issued_password: str = ""
    """The password, only while it has still to be changed; nothing else remembers one."""


class Credentials(Vertical):
    """Two fields; posts `Accepted` once they fit.

    Enter pressed before there is a desk counts as soon as there is one.
    """

    @dataclass
    class Accepted(Message):
        """Account and password fit."""

        entered: Entered

    @dataclass
    class _Checked(Message):
        answer: "SignInAnswer"
        password: str

        def __repr__(self) -> str:
            return "_Checked()"

    account = getters.query_one("#account", TypingInput)
    password = getters.query_one("#password", TypingInput)
    said = getters.query_one("#said", Static)

    def __init__(self, *, account: str = "", desk: "Desk | None" = None) -> None:
        super().__init__()
        self._first_account = account
        self._desk = desk
        self._is_told = False
        """Whether something was said that is to be read."""
        self._asked = False
        self._busy = False
        self._wait_seconds = 0
        self._ticking: Timer | None = None

    def compose(self) -> ComposeResult:
        """The fields, and what is said about them."""
        with Horizontal(classes="row"):
            yield Label(words.ACCOUNT, classes="field-label")
            yield TypingInput(self._first_account, id="account", max_length=60)
        with Horizontal(classes="row"):
            yield Label(words.PASSWORD, classes="field-label")
            yield TypingInput(id="password", password=True, moves=False, max_length=200)
        yield Static(self._resting, id="said", markup=False)

    @property
    def _resting(self) -> str:
        return words.READY if self._desk else words.OPENING

    def begin(self) -> None:
        """Take the keys, those already typed included."""
        field = self.password if self.account.value else self.account
        self.screen.set_focus(field)

    def set_desk(self, desk: "Desk") -> None:
        """There is a desk now: whoever pressed Enter before is signed in."""
        self._desk = desk
        if not self._is_told:  # What is said of a scan stays.
            self.said.update(self._resting)
        if self._asked:
            self.check()

    def stay_shut(self, sentence: str) -> None:
        """There will be no desk, and why."""
        self._say(sentence, is_wrong=True)
        self.disabled = True

    @on(TypingInput.Leave, "#password")
    def go_round(self, event: TypingInput.Leave) -> None:
        """Leave the password field by arrow."""
        event.stop()
        self.screen.set_focus(self.account)

    @on(Input.Submitted, "#password")
    def check(self) -> None:
        """Check what was typed, unless it has to wait."""
        if self._busy:
            return
        if not self.account.value.strip():
            self._say(words.EMPTY_ACCOUNT, is_wrong=True)
            self.screen.set_focus(self.account)
        elif self._desk is None:
            self._asked = True
            self._say(words.OPENING)
        elif self._wait_seconds:
            self._say(words.WAIT.format(seconds=self._wait_seconds), is_wrong=True)
        else:
            self._busy, self._asked = True, False
            self._say(words.CHECKING)
            self._check(self._desk, self.account.value, self.password.value)

    @work(thread=True, group="signing-in")
    def _check(self, desk: "Desk", account: str, password: str) -> None:
        from desk.usecases.signing_in import sign_in

        self.post_message(self._Checked(sign_in(account, password, desk), password))

    def on_credentials__checked(self, event: _Checked) -> None:
        """Let in, or say what is wrong."""
        from desk.usecases.signing_in import NoAccounts, SignedIn, TooSoon, WrongPassword

        event.stop()
        self._busy = False
        self.password.value = ""
        match event.answer:
            case SignedIn() as answer:
                self._say(words.READY)
                issued = event.password if answer.must_change else ""
                self.post_message(self.Accepted(Entered(answer.officer, issued)))
            case WrongPassword(wait_seconds=0):
                self._say(words.WRONG, is_wrong=True)
            case WrongPassword(wait_seconds=wait):
                self._wait(wait, words.WRONG_WAIT)
            case TooSoon(wait_seconds=wait):
                self._wait(wait, words.WAIT)
            case NoAccounts():
                self._say(words.NO_ACCOUNTS, is_wrong=True)

    def _wait(self, seconds: int, sentence: str) -> None:
        self._wait_seconds = seconds
        self._say(sentence.format(seconds=seconds), is_wrong=True)
        if self._ticking is not None:
            self._ticking.stop()
        self._ticking = self.set_interval(1, self.tick)

    def tick(self) -> None:
        """A second of the wait has passed."""
        self._wait_seconds = max(0, self._wait_seconds - 1)
        if self._wait_seconds:
            self._say(words.WAIT.format(seconds=self._wait_seconds), is_wrong=True)
        else:
            self._say(words.MAY_TRY)
            if self._ticking is not None:
                self._ticking.stop()

    def on_scanned(self, event: Scanned) -> None:
        """A scan means nothing before somebody works here."""
        event.stop()
        self._say(words.SCAN_FIRST, is_wrong=True)

    def _say(self, sentence: str, *, is_wrong: bool = False) -> None:
        self._is_told = True
        self.said.update(sentence)
        self.said.set_class(is_wrong, "field-error")
