"""What stands on the screen once a dossier or a slip is recorded: the number, big."""

from dataclasses import dataclass

from textual import getters, on, work
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.message import Message
from textual.widgets import Digits, Static

from desk.screens.news import News
from desk.screens.print_line import PrintLine
from desk.texts import prints
from desk.texts import reception as texts
from desk.usecases.desk import Desk
from desk.widgets.scan_box import ScanBox


@dataclass(frozen=True)
class Done:
    """What was recorded, in words."""

    heading: str
    number: str
    """In full, as it is printed."""
    name: str
    """Whose it is."""
    afterwards: str
    """What the next form says of it: its card may come before this was seen."""
    big: str
    """The part that tells it from others, for large digits."""
    lines: tuple[str, ...]
    printing: str = ""
    """What is said of the paper until its job is read."""
    job: int | None = None


class DonePanel(Vertical):
    """The number of what was recorded, and a box that is ready for the next scan."""

    heading = getters.query_one("#done-heading", Static)
    number = getters.query_one("#done-number", Static)
    big = getters.query_one("#done-big", Digits)
    lines = getters.query_one("#done-lines", Static)
    paper = getters.query_one(PrintLine)
    shown: Done | None = None
    """What was shown last."""
    box = getters.query_one(ScanBox)

    def compose(self) -> ComposeResult:
        """The number, what was promised, the box, the keys."""
        yield Static("", id="done-heading", markup=False)
        yield Static("", id="done-number", markup=False)
        yield Digits("", id="done-big")
        yield Static("", id="done-lines", markup=False)
        yield PrintLine(id="done-paper")
        yield Static(texts.DONE_NEXT, id="done-next", markup=False)
        yield ScanBox(placeholder=texts.SCAN_HINT)
        yield Static(texts.DONE_KEYS, classes="hint", markup=False)

    def show(self, done: Done, desk: Desk) -> None:
        """Show what was recorded and how its paper fares, and be ready for a scan."""
        self.shown = done
        self.heading.update(done.heading)
        self.number.update(done.number)
        self.big.update(done.big)
        self.lines.update("\n".join(done.lines))
        self.paper.watch_job(done.job, done.printing, desk)
        self.box.value = ""
        self.screen.set_focus(self.box)


class PaperBefore(PrintLine):
    """Above the next form: what hinders the paper of the one before, if anything does."""

    LOOK_SECONDS = 2.0
    _name = ""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self.display = False

    def watch_paper(self, done: Done, desk: Desk) -> None:
        """Follow the paper of what was recorded last."""
        self._name = done.name
        self.watch_job(done.job, "", desk)

    def is_watched(self) -> bool:
        """It has to look before there is anything to see."""
        return self.screen.is_current

    def say(self, sentence: str, *, is_bad: bool) -> None:
        """Take room only for what asks for somebody."""
        self.display = is_bad
        how = sentence.replace("\n", " ")
        super().say(texts.PAPER_BEFORE.format(name=self._name, how=how), is_bad=is_bad)


class OtherPapers(Static):
    """Above form and number: how many more papers are in doubt; the desk screen asks about them.

    Who goes from citizen to citizen does not come by there, and a question here could be answered
    by chance: F7 opens it, and begins the form of somebody without a card.
    """

    @dataclass
    class Counted(Message):
        """So many papers are in doubt."""

        count: int

    def __init__(self, *, desk: Desk, news: News | None, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__("", id=id, markup=False)
        self.display = False
        self._desk = desk
        self._news = news
        self._own: int | None = None

    def on_mount(self) -> None:
        """Look now and at all news: other papers come into doubt at any time."""
        if self._news is not None:
            self._news.signal.subscribe(self, lambda _line: self.look())
        self.look()

    def leave_out(self, job: int | None) -> None:
        """Count none that a line of its own tells of."""
        self._own = job
        self.look()

    def look(self) -> None:
        """Count, also where a question is above: nobody looks when that is answered."""
        self._count(self._own)

    @work(thread=True, group="other-papers", exclusive=True)
    def _count(self, own: int | None) -> None:
        from desk.usecases.print_queue import doubtful_count

        self.post_message(self.Counted(doubtful_count(self._desk, but=own)))

    @on(Counted)
    def show(self, event: Counted) -> None:
        """Take room only while there are any."""
        event.stop()
        self.display = event.count > 0
        self.update(prints.OTHERS_UNKNOWN.format(count=event.count))
