"""The screen that scans a dossier's papers: pages, a look at each, and storing them as one PDF."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import PurePath
from typing import ClassVar
from uuid import UUID

from textual import getters, on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from desk.screens.outbox_words import size_words
from desk.screens.paper_scan_taking import TakingScreen
from desk.screens.paper_scan_words import (
    COLUMNS,
    document_row,
    document_words,
    sheet_row,
    sheet_words,
)
from desk.store.store import StoreError
from desk.texts import paper_scan as texts
from desk.texts import scans as scan_texts
from desk.texts.doubts import store_words
from desk.usecases.attach import Attached, NotAttached, Place
from desk.usecases.desk import Desk
from desk.usecases.paper_scans import Papers, store_papers
from desk.widgets.choice import Choice, Option
from desk.widgets.key_bar import KeyBar
from desk.widgets.long_list import LongList, Row
from desk.widgets.notice import Notice
from desk.widgets.page_preview import PagePreview
from desk.widgets.scanned import Scanned
from schemas.wire import Officer

CHOICES_MAX = 8
"""A digit chooses; the ninth is for a paper that is not listed."""


def _key(key: str, action: str, name: str, *, show: bool = True) -> Binding:
    words, tooltip = texts.KEYS[name]
    return Binding(key, action, words, show=show, id=f"paper-scan.{name}", tooltip=tooltip)


class PageList(LongList):
    """The pages; Enter stores them, as F2 does."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "choose", texts.KEYS["store"][0], show=False),
    ]


class PaperScanScreen(TakingScreen):
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
    pages = getters.query_one(PageList)
    preview = getters.query_one(PagePreview)
    notice = getters.query_one("#notice", Notice)
    words = getters.query_one("#words", Static)

    @dataclass
    class Stored(Message):
        """What became of storing."""

        answer: Attached | NotAttached | str
        is_tidy: bool

    def __init__(
        self, *, desk: Desk, officer: Officer, dossier: UUID, papers: Sequence[tuple[str, str]]
    ) -> None:
        super().__init__(desk)
        self._officer = officer
        self._dossier = dossier
        self._papers = papers
        self._rows: list[Row] = []

    def compose(self) -> ComposeResult:
        """What it is for, the pages, a look at one, the keys."""
        yield Static(texts.TITLE, markup=False, classes="title-bar")
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

    def say(self, words: str) -> None:
        """Say a sentence above the pages."""
        self.notice.say(words)

    def show_pages(self, at: int) -> None:
        """Show the rows anew, and the page at the cursor."""
        self._rows = [sheet_row(number, sheet) for number, sheet in enumerate(self._sheets, 1)]
        if self._document is not None:
            self._rows = [document_row(self._document)]
        size = sum(len(sheet.leaf.page.jpeg) for sheet in self._sheets)
        heading = f"{texts.PAGES} ({size_words(size)})" if size else texts.PAGES
        self.query_one("#pages").border_title = Content(heading)
        self.pages.reload(len(self._rows))
        self.pages.action_go(max(0, min(at, len(self._rows) - 1)))
        self._look()

    @on(LongList.Moved)
    def _look(self) -> None:
        """Show the page at the cursor, in words where there are no colours."""
        at = self.pages.cursor
        picture, turn, words = None, 0, ""
        if self._document is not None:
            picture, words = self._document.small, document_words(self._document)
        elif at < len(self._sheets):
            leaf = self._sheets[at].leaf
            picture, turn = leaf.small, leaf.page.turn
            words = sheet_words(at + 1, self._sheets[at])
        is_seen = picture is not None and self.preview.is_possible()
        self.preview.display, self.words.display = is_seen, not is_seen or not self._sheets
        self.preview.show(picture, turn)
        self.words.update(words)

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

    def action_again(self) -> None:
        """Scan the page at the cursor again."""
        at = self.pages.cursor
        sheet = self._sheets[at] if at < len(self._sheets) else None
        if sheet is None or sheet.source is None:
            self.say(texts.NOTHING_TO_RESCAN)
        elif not self._busy:
            self.begin_scan(sheet.source, replacing=at)

    def action_turn(self) -> None:
        """Turn the page at the cursor."""
        at = self.pages.cursor
        if at >= len(self._sheets):
            self.say(texts.NOTHING_TO_TURN)
            return
        sheet = self._sheets[at]
        self._sheets[at] = replace(sheet, leaf=sheet.leaf.turned())
        self.show_pages(at)

    def action_drop(self) -> None:
        """Take the page at the cursor out."""
        if self._busy:
            return
        at = self.pages.cursor
        if self._document is not None:
            self._document = None
        else:
            del self._sheets[at : at + 1]
        self.show_pages(at)

    def action_shift(self, step: int) -> None:
        """Let the page at the cursor change places with its neighbour."""
        at, other = self.pages.cursor, self.pages.cursor + step
        if not self._busy and 0 <= other < len(self._sheets):
            sheets = self._sheets
            sheets[at], sheets[other] = sheets[other], sheets[at]
            self.show_pages(other)

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
        """Say that the pages come first."""
        event.stop()
        self.say(texts.SCAN_FIRST)
