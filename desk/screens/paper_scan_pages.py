"""The part of the scanning screen that shows pages, and turns, moves, drops and repeats them."""

from dataclasses import dataclass, replace
from pathlib import Path
from typing import ClassVar

from textual import getters, on, work
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from desk.imaging.page_file import PageFile
from desk.screens.outbox_words import size_words
from desk.screens.paper_scan_taking import TakingScreen
from desk.screens.paper_scan_words import document_row, document_words, sheet_row, sheet_words
from desk.texts import paper_scan as texts
from desk.usecases.desk import Desk
from desk.usecases.paper_scans import home_of
from desk.widgets.long_list import LongList, Row
from desk.widgets.notice import Notice
from desk.widgets.page_preview import PagePreview
from printing.bound_pages import ScannedPage


class PageList(LongList):
    """The pages; Enter stores them, as F2 does."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "choose", texts.KEYS["store"][0], show=False),
    ]


class EditingScreen(TakingScreen):
    """The pages as rows, and a look at the one under the cursor."""

    @dataclass
    class Written(Message):
        """A page lies where other programs can show it, or could not be written."""

        page: ScannedPage
        path: Path | None

    pages = getters.query_one(PageList)
    preview = getters.query_one(PagePreview)
    notice = getters.query_one("#notice", Notice)
    words = getters.query_one("#words", Static)

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._rows: list[Row] = []
        self._file = PageFile(home_of(desk))
        self._written: Path | None = None
        """Where the page at the cursor can be seen, once it is written there."""

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
        self.refresh_bindings()
        self.pages.reload(len(self._rows))
        self.pages.action_go(max(0, min(at, len(self._rows) - 1)))
        self._look()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """A PDF is attached as it is: nothing of it is turned or scanned again."""
        if action in {"again", "turn"} and self._document is not None:
            return False
        return super().check_action(action, parameters)

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
            self._show_elsewhere(at)
            words = sheet_words(at + 1, self._sheets[at], self._written)
        else:
            self._file.close()
        is_seen = picture is not None and self.preview.is_possible()
        self.preview.display, self.words.display = is_seen, not is_seen or not self._sheets
        self.preview.show(picture, turn)
        self.words.update(words)

    def _show_elsewhere(self, at: int) -> None:
        """Write a scanner's page for other programs, where nothing can be seen of it here."""
        sheet, page = self._sheets[at], self._sheets[at].leaf.page
        if sheet.path is not None or self.preview.is_possible():
            self._file.close()
        elif page is not self._file.wanted:
            self._file.wanted, self._written = page, None
            self._write(page)

    @work(thread=True, group="look")
    def _write(self, page: ScannedPage) -> None:
        self.post_message(self.Written(page, self._file.write(page)))

    @on(Written)
    def tell_written(self, event: Written) -> None:
        """Name the file of the page at the cursor."""
        if event.page is self._file.wanted:
            self._written = event.path
            self._look()

    def on_unmount(self) -> None:
        """No page is left for a screen that is gone."""
        self._file.close()

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
        if self._busy or not self._rows:
            return
        at = self.pages.cursor
        if self._document is not None:
            self._document = None
        else:
            del self._sheets[at : at + 1]
        self.show_pages(at)
        count = len(self._sheets)
        self.say(texts.LEFT.format(pages=count) if count else "")

    def action_shift(self, step: int) -> None:
        """Let the page at the cursor change places with its neighbour."""
        at, other = self.pages.cursor, self.pages.cursor + step
        if not self._busy and 0 <= other < len(self._sheets):
            sheets = self._sheets
            sheets[at], sheets[other] = sheets[other], sheets[at]
            self.show_pages(other)
