"""The part of the scanning screen that takes pages in: from a scanner, a folder, or a file."""

from abc import abstractmethod
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from textual import on, work
from textual.message import Message

from desk.imaging.folder import Found, Watch
from desk.imaging.pages import Leaf, NoPages, leaves_of
from desk.imaging.sane_answers import ScanReason
from desk.imaging.scanner import Device, Scanning, Source
from desk.screens.paper_scan_sources import FILE, Sources
from desk.screens.paper_scan_words import Sheet, stopped_words
from desk.settings import ScanSettings
from desk.texts import paper_scan as texts
from desk.texts.scans import TITLE
from desk.usecases.desk import Desk
from desk.usecases.paper_scans import (
    Document,
    NotTaken,
    devices_instead,
    named_file,
    scanning_of,
    settings_of,
    take_file,
    watch_of,
)
from desk.widgets.calm_screen import CalmScreen
from desk.widgets.choice import Ask


class TakingScreen(CalmScreen[str | None]):
    """Pages that came; whoever shows them says how in `show_pages` and `say`."""

    @dataclass
    class Opened(Message):
        """What is set up, and what lies in the folder."""

        settings: ScanSettings
        watch: Watch
        files: tuple[Found, ...]
        problem: str

    @dataclass
    class PageCame(Message):
        """The scanner handed a page over."""

        leaves: tuple[Leaf, ...] | NoPages
        source: Source

    @dataclass
    class ScanEnded(Message):
        """The scanner is done; None when it gave all it had."""

        reason: ScanReason | None
        seen: tuple[Device, ...]
        """The scanners that there are, where the one of the settings is not."""

    @dataclass
    class FileTaken(Message):
        """What a file holds."""

        path: Path
        taken: tuple[Leaf, ...] | Document | NotTaken

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._settings = ScanSettings()
        self._sheets: list[Sheet] = []
        self._document: Document | None = None
        self._scan: Scanning | None = None
        self._replacing: int | None = None
        self._came = 0
        self._busy: Literal["", "opening", "scanning", "taking", "storing"] = ""

    @abstractmethod
    def say(self, words: str) -> None:
        """Say a sentence."""

    @abstractmethod
    def show_pages(self, at: int) -> None:
        """Show what is here now, with the cursor on one page."""

    def action_add(self) -> None:
        """Ask where pages come from, as things stand now."""
        if not self._busy:
            self._busy = "opening"
            self._open()

    @work(thread=True, group="scan")
    def _open(self) -> None:
        settings, problem = settings_of(self._desk)
        watch = watch_of(self._desk, settings)
        files = watch.look(self._desk.now())
        self.post_message(self.Opened(settings, watch, files, problem))

    @on(Opened)
    def ask_source(self, event: Opened) -> None:
        """Ask where pages come from."""
        self._busy = ""
        # Locked meanwhile: nothing is asked over the lock.
        if not self.is_current:
            return
        self._settings = event.settings
        if event.problem:
            self.say(event.problem)
        taken = frozenset(sheet.path for sheet in self._sheets)
        watch, files = event.watch, [one for one in event.files if one.path not in taken]
        asking = Sources(self._desk, event.settings, watch, files, taken)
        self.app.push_screen(asking, self._after_source)

    def _after_source(self, source: str | None) -> None:
        match source:
            case None:
                self._leave_if_empty()
            case "flatbed" | "feeder":
                self.begin_scan(source)
            case "path":
                self._ask_path()
            case _:
                self.take(Path(source.removeprefix(FILE)))

    def _ask_path(self) -> None:
        asking = Ask(
            texts.ASK_PATH, title=TITLE, check=lambda path: "" if path else texts.EMPTY_PATH
        )
        self.app.push_screen(asking, self._after_path)

    def _after_path(self, path: str | None) -> None:
        if path:
            self.take(named_file(path))
        else:
            self._leave_if_empty()

    def _leave_if_empty(self) -> None:
        if not self._sheets and self._document is None:
            self.dismiss(None)

    def begin_scan(self, source: Source, *, replacing: int | None = None) -> None:
        """Scan; in place of a page, only one."""
        self._busy, self._came, self._replacing = "scanning", 0, replacing
        self._scan = scanning_of(self._desk, self._settings)
        self.say(texts.SCANNING)
        self._run(self._scan, source, None if replacing is None else 1)

    @work(thread=True, group="scan")
    def _run(self, scan: Scanning, source: Source, count: int | None) -> None:
        def took(content: bytes) -> None:
            self.post_message(self.PageCame(leaves_of(content), source))

        reason = scan.run(source, took, count=count)
        self.post_message(self.ScanEnded(reason, devices_instead(reason)))

    @on(PageCame)
    def keep_page(self, event: PageCame) -> None:
        """Put a page behind the others, or in the place of the one that was not good."""
        if isinstance(event.leaves, NoPages):
            self.notify(texts.PAGE_DAMAGED, severity="error", markup=False)
            return
        sheets = [Sheet(leaf, source=event.source) for leaf in event.leaves]
        at = len(self._sheets) if self._replacing is None else self._replacing
        end = at if self._replacing is None else at + 1
        self._sheets[at:end] = sheets
        self._replacing = None
        self._came += len(sheets)
        self.say(texts.SCANNING_PAGE.format(pages=len(self._sheets)))
        self.show_pages(at)

    @on(ScanEnded)
    def end_scan(self, event: ScanEnded) -> None:
        """Say how it ended; what came stays."""
        self._busy, self._scan = "", None
        if event.reason is None:
            self.say(texts.SCANNED.format(pages=self._came))
            return
        self.say(stopped_words(event.reason, event.seen, self._settings, len(self._sheets)))

    def stop_scan(self) -> None:
        """Stop the scanner."""
        if self._scan is not None:
            self.say(texts.STOPPING)
            self._scan.cancel()

    def on_unmount(self) -> None:
        """No scanner goes on for a screen that is gone."""
        if self._scan is not None:
            self._scan.cancel()

    def take(self, path: Path) -> None:
        """Take a file's pages; the file stays until they are stored."""
        self._busy = "taking"
        self._take(path)

    @work(thread=True, group="scan")
    def _take(self, path: Path) -> None:
        self.post_message(self.FileTaken(path, take_file(path, self._settings)))

    @on(FileTaken)
    def keep_file(self, event: FileTaken) -> None:
        """Put a picture's pages behind the others; a PDF is attached by itself."""
        self._busy = ""
        # Of a damaged TIFF the C library complains on the terminal itself, over what stands there.
        self.refresh()
        match event.taken:
            case NotTaken(reason=reason):
                self.say(texts.FILE_SAYS[reason].format(limit=self._settings.megabytes))
            case Document() as document if not self._sheets:
                self._document = document
                self.say(texts.TAKEN_DOCUMENT if document.pages else texts.TAKEN_UNREAD)
                self.show_pages(0)
            case tuple() as leaves if self._document is None:
                at = len(self._sheets)
                self._sheets += [Sheet(leaf, path=event.path) for leaf in leaves]
                self.say(texts.TAKEN.format(pages=len(leaves), name=event.path.name))
                self.show_pages(at)
            case _:
                self.say(texts.NOT_BOTH)
