"""The first screen: painted before anything is opened, so that keys are taken at once."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual import getters, on, work
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.message import Message
from textual.screen import Screen
from textual.widgets import Static

from desk.screens.credentials import Credentials, Entered
from desk.texts import shell
from desk.texts import sign_in as words
from desk.texts.unsent import amount

if TYPE_CHECKING:
    from desk.screens.counter import Counter
    from desk.usecases.desk import Desk
    from desk.usecases.signing_in import Greeting


class SignInScreen(Screen[Entered]):
    """Account and password; answers who signed in."""

    CSS_PATH = "sign_in.tcss"
    TITLE = words.TITLE
    HELP = words.HELP
    AUTO_FOCUS = ""
    credentials = getters.query_one(Credentials)
    place = getters.query_one("#place", Static)
    banner = getters.query_one("#banner", Static)
    demo = getters.query_one("#demo", Static)

    @dataclass
    class _Greeted(Message):
        greeting: "Greeting"

    def __init__(self) -> None:
        super().__init__()
        self._demo_password = ""
        self._looks_only = False

    def compose(self) -> ComposeResult:
        """Where this is, who signs in, what was left unsent."""
        with Vertical(classes="sheet"):
            yield Static(words.HEADING, classes="heading", markup=False)
            yield Static(id="place", markup=False)
            yield Credentials()
            yield Static(id="banner", markup=False)
            yield Static(id="demo", markup=False)
        yield Static(words.KEYS, classes="keys", markup=False)

    def on_mount(self) -> None:
        """Be ready for keys before the first paint."""
        self.credentials.begin()

    def show_office(self, counter: "Counter", greeting: "Greeting", demo_password: str) -> None:
        """The office is open: say which, let the officer in, and follow what comes."""
        self._demo_password = demo_password
        self._looks_only = counter.desk.looks_only
        self.greet(greeting)
        counter.news.signal.subscribe(self, lambda _line: self._greet_again(counter.desk))
        self.credentials.set_desk(counter.desk)

    @work(thread=True, group="greeting", exclusive=True)
    def _greet_again(self, desk: "Desk") -> None:
        from desk.usecases.signing_in import greet

        self.post_message(self._Greeted(greet(desk)))

    def on_sign_in_screen__greeted(self, event: _Greeted) -> None:
        """Say what has come since: the accounts of a new counter, for one."""
        self.greet(event.greeting)

    def greet(self, greeting: "Greeting") -> None:
        """Say which counter this is and what was left unsent."""
        counter = shell.COUNTER.format(counter=greeting.counter)
        self.place.update(f"{greeting.unit} · {counter}")
        left = amount(greeting.unsent, greeting.scans)
        unsent = words.UNSENT.format(amount=left) if left else ""
        if self._looks_only:
            unsent = words.LOOKS_ONLY
        self.banner.update(unsent if greeting.has_accounts else words.NO_ACCOUNTS)
        accounts = ", ".join(one.account for one in greeting.demo_officers)
        shown = words.DEMO.format(accounts=accounts, password=self._demo_password)
        self.demo.update(shown if accounts and self._demo_password else "")

    def show_failure(self, reason: str) -> None:
        """The office cannot be opened: say why."""
        other = words.NOT_OPENED_OTHER.format(reason=reason)
        self.credentials.stay_shut(words.NOT_OPENED.get(reason, other))

    @on(Credentials.Accepted)
    def let_in(self, event: Credentials.Accepted) -> None:
        """Hand the officer on."""
        self.dismiss(event.entered)
