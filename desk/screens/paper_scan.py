"""The screen that scans a dossier's papers: pages, a look at each, and storing them as one PDF."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePath
from typing import ClassVar
from uuid import UUID

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from desk.screens.paper_scan_pages import EditingScreen, PageList
from desk.screens.paper_scan_words import COLUMNS
from desk.store.store import StoreError
from desk.texts import paper_scan as texts
from desk.texts import scans as scan_texts
from desk.texts.doubts import store_words
from desk.usecases.attach import Attached, NotAttached, Place
from desk.usecases.desk import Desk
from desk.usecases.paper_scans import Papers, store_papers
from desk.widgets.choice import Choice, Option
from desk.widgets.held_scans import HoldsScans
from desk.widgets.key_bar import KeyBar
from desk.widgets.long_list import LongList
from desk.widgets.notice import Notice
from desk.widgets.page_preview import PagePreview
from desk.widgets.scanned import Scanned
from desk.widgets.title_bar import TitleBar
from schemas.wire import Officer

CHOICES_MAX = 8
"""A digit chooses; the ninth is for a paper that is not listed."""


def _key(key: str, action: str, name: str, *, show: bool = True) -> Binding:
    words, tooltip = texts.KEYS[name]
    return Binding(key, action, words, show=show, id=f"paper-scan.{name}", tooltip=tooltip)


class PaperScanScreen(EditingScreen, HoldsScans[str | None]):
    """Answers what to say of the stored scan; None when nothing was stored."""

    CSS_PATH: ClassVar[list[str | PurePath]] = ["paper_scan.tcss"]
    HELP = texts.HELP
    BINDINGS: ClassVar[list[BindingType]] = [
        _key("f2", "store", "store"),
        _key("f3", "add", "add"),
        _key("f5", "again", "again"),
        _key("f6", "turn", "turn"),
        _key("delete", "drop", "drop"),
        _key("shift+up", "shift(-1)", "up", show=False),
        _key("shift+down", "shift(1)", "down", show=False),
        _key("escape", "leave", "leave"),
    ]

    @dataclass
    class Stored(Message):
        """What became of storing."""

        answer: Attached | NotAttached | str
        is_tidy: bool

    def __init__(
        self,
        *,
        desk: Desk,
        officer: Officer,
        dossier: UUID,
        papers: Sequence[tuple[str, str]],
        code: str = "",
    ) -> None:
        super().__init__(desk)
        self.title = texts.TITLE_OF.format(title=texts.TITLE, code=code) if code else texts.TITLE
        self._officer = officer
        self._dossier = dossier
        self._papers = papers

    def compose(self) -> ComposeResult:
        """What it is for, the pages, a look at one, the keys."""
        yield TitleBar()
        yield Notice(id="notice")
        with Horizontal():
            with Vertical(id="pages", classes="panel") as panel:
                panel.border_title = Content(texts.PAGES)
                yield PageList(COLUMNS, empty=texts.NO_PAGES)
            with Vertical(id="look", classes="panel") as panel:
                panel.border_title = Content(texts.PREVIEW)
                yield PagePreview()
                yield Static("", markup=False, id="words")
        yield KeyBar()

    def on_mount(self) -> None:
        """Ask where pages come from."""
        self.set_focus(self.pages)
        self.pages.show(lambda offset, limit: self._rows[offset : offset + limit], 0)
        self.action_add()

    @on(LongList.Chosen)
    def action_store(self) -> None:
        """Ask which paper the pages show."""
        if self._busy:
            return
        if not self._rows:
            self.say(texts.NOTHING_TO_STORE)
            return
        options = [Option(key, name) for key, name in self._papers[:CHOICES_MAX]]
        options.append(Option("", scan_texts.OTHER_PAPER))
        asking = Choice(scan_texts.WHICH_PAPER, options, title=scan_texts.TITLE)
        self.app.push_screen(asking, self._after_paper)

    def _after_paper(self, paper: str | None) -> None:
        if paper is not None:
            self._busy = "storing"
            self.say(texts.STORING)
            leaves = tuple(sheet.leaf for sheet in self._sheets)
            files = frozenset(sheet.path for sheet in self._sheets if sheet.path)
            self._store(Papers(leaves, self._document, files), Place(self._dossier, paper))

    @work(thread=True, group="record")
    def _store(self, papers: Papers, place: Place) -> None:
        account, desk = self._officer.account, self._desk
        try:
            answer, is_tidy = store_papers(papers, place, account, self._settings, desk)
        except StoreError as error:
            self.post_message(self.Stored(store_words(str(error)), is_tidy=True))
            return
        self.post_message(self.Stored(answer, is_tidy))

    @on(Stored)
    def end_storing(self, event: Stored) -> None:
        """Go back to the dossier, or say why not; then the pages stay."""
        self._busy = ""
        match event.answer:
            case str() as words:
                self.say(words)
            case NotAttached(reason="too_big"):
                self.say(texts.LIMIT.format(limit=self._settings.megabytes))
            case NotAttached(reason=reason):
                self.say(scan_texts.NOT_ATTACHED[reason])
            case Attached(created=created):
                words = scan_texts.ATTACHED if created else scan_texts.ATTACHED_BEFORE
                self.dismiss(words if event.is_tidy else f"{words} {texts.NOT_PUT_AWAY}")

    def action_leave(self) -> None:
        """Stop the scanner; else go back, after asking where pages would be lost."""
        if self._busy == "scanning":
            self.stop_scan()
        elif not self._sheets:
            self.dismiss(None)
        elif not self._busy:
            count = texts.PAGES_OF.format(number=len(self._sheets))
            options = [Option("stay", texts.LEAVE_STAY), Option("go", texts.LEAVE_GO)]
            asking = Choice(texts.LEAVE.format(pages=count), options, title=texts.LEAVE_TITLE)
            self.app.push_screen(asking, self._after_leave)

    def _after_leave(self, answer: str | None) -> None:
        if answer == "go":
            self.dismiss(None)

    def on_scanned(self, event: Scanned) -> None:
        """Keep it until the pages are stored, or given up."""
        self.say(self.hold(event))
