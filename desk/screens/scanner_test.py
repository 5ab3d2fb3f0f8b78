"""The scanner test: what arrives, how it is read, what harmed it, and how to set the scanner."""

from collections.abc import Callable
from datetime import date
from typing import ClassVar

from textual import getters, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.screen import Screen
from textual.widgets import Static

from desk.scanning.arrival import Arrival
from desk.scanning.damage import findings
from desk.scanning.scan import read_scan
from desk.screens.scanner_test_words import advice_words, fact_words, port_words, read_words, seen
from desk.serial.scanner import SerialScanner
from desk.texts import scanner as words
from desk.widgets.key_bar import KeyBar
from desk.widgets.scan_probe import ScanProbe
from desk.widgets.scanned import Scanned
from desk.widgets.title_bar import TitleBar

PORT_SECONDS = 1.0


class ScannerTestScreen(Screen[None]):
    """Takes every scan itself and keeps none: what is shown is gone with the screen."""

    CSS_PATH = "scanner_test.tcss"
    TITLE = words.TITLE
    HELP = words.HELP
    AUTO_FOCUS = "ScanProbe"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f9", "retry", words.KEY_RETRY, id="scanner.retry", tooltip=words.KEY_RETRY_HINT),
        Binding(
            "escape",
            "dismiss(None)",
            words.KEY_LEAVE,
            id="scanner.leave",
            tooltip=words.KEY_LEAVE_HINT,
        ),
    ]

    probe = getters.query_one(ScanProbe)
    port = getters.query_one("#port", Static)
    facts = getters.query_one("#facts", Static)
    read = getters.query_one("#read", Static)
    advice = getters.query_one("#advice", Static)

    def __init__(
        self, *, scanner: SerialScanner, today: Callable[[], date], is_file_wrong: bool = False
    ) -> None:
        super().__init__()
        self._is_file_wrong = is_file_wrong
        self._scanner = scanner
        self._today = today

    def compose(self) -> ComposeResult:
        """What to do, what arrived, what it was read as, what to say of it, the keys."""
        yield TitleBar()
        yield Static(words.INTRO, id="intro", markup=False)
        yield Static(id="port", markup=False)
        with Vertical(classes="panel", id="raw") as panel:
            panel.border_title = words.RAW
            yield ScanProbe(words.WAITING)
            yield Static(id="facts", markup=False)
        with Vertical(classes="panel", id="as-read") as panel:
            panel.border_title = words.READ
            yield Static(id="read", markup=False)
        with VerticalScroll(classes="panel", id="said", can_focus=False) as scroll:
            scroll.border_title = words.ADVICE
            yield Static(id="advice", markup=False)
        yield KeyBar()

    def on_mount(self) -> None:
        """Say how the port stands, now and later."""
        self.draw_port()
        self.set_interval(PORT_SECONDS, self.draw_port)

    def draw_port(self) -> None:
        """Say how the port stands."""
        self.port.update(port_words(self._scanner, is_file_wrong=self._is_file_wrong))

    @on(ScanProbe.Arrived)
    def take_typed(self, event: ScanProbe.Arrived) -> None:
        """Something was typed or pasted."""
        event.stop()
        self.show(event.arrival)

    def on_scanned(self, event: Scanned) -> None:
        """Something came over the serial port."""
        event.stop()
        if event.arrival is not None:
            self.show(event.arrival)

    def show(self, arrival: Arrival) -> None:
        """Show one scan in place of the one before."""
        today = self._today()
        self.probe.update(seen(arrival))
        self.facts.update(fact_words(arrival))
        self.read.update(read_words(read_scan(arrival.text, today)))
        found, has_marks = findings(arrival, today), not arrival.text.isascii()
        self.advice.update(advice_words(found, has_marks=has_marks))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """Offer no port to those who have none."""
        return action != "retry" or self._scanner.port is not None

    def action_retry(self) -> None:
        """Open the port at once."""
        self._scanner.retry_now()
