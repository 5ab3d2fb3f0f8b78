"""The question where a scan comes from; what a scanner's own program writes appears by itself."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from textual import work
from textual.message import Message
from textual.widgets import Static

from desk.imaging.folder import Found, Watch
from desk.screens.outbox_words import size_words
from desk.settings import ScanSettings
from desk.texts import paper_scan as texts
from desk.texts.scans import TITLE
from desk.usecases.desk import Desk
from desk.widgets.choice import Choice, Option
from schemas.calendars import HANOI

LOOK_SECONDS = 1.0
FLATBED, FEEDER, PATH = "flatbed", "feeder", "path"
FILE = "file:"
"""Before the path of a file of the folder."""


class Sources(Choice):
    """Answers `flatbed`, `feeder`, `path`, or `file:` and a path.

    Only what is set up is asked about. New files come last, so that no number changes under the
    officer's finger; the newest one that lay there at the start is marked.
    """

    @dataclass
    class Looked(Message):
        """The files that lie in the folder."""

        files: tuple[Found, ...]

    def __init__(
        self,
        desk: Desk,
        settings: ScanSettings,
        watch: Watch,
        there: Sequence[Found],
        taken: frozenset[Path | None],
    ) -> None:
        options = [
            *_scanner(settings),
            Option(PATH, texts.FROM_PATH),
            *(_file(one) for one in there),
        ]
        start = len(options) - 1 if there else 0
        super().__init__(texts.SOURCES, options, title=TITLE, start=start)
        self._desk = desk
        self._watch = watch
        self._taken = taken
        self._is_looking = False

    def on_mount(self) -> None:
        """Say that files appear, and look for them."""
        words = texts.FOLDER_HINT if self._watch.is_there() else texts.NO_FOLDER
        self.query_one(".question", Static).update(f"{texts.SOURCES}\n{words}")
        self.set_interval(LOOK_SECONDS, self.look)

    def look(self) -> None:
        """Look once; a folder on a slow network is not looked at twice at a time."""
        if not self._is_looking:
            self._is_looking = True
            self._look()

    @work(thread=True, group="folder")
    def _look(self) -> None:
        self.post_message(self.Looked(self._watch.look(self._desk.now())))

    def on_sources_looked(self, event: Looked) -> None:
        """Offer what is new."""
        event.stop()
        self._is_looking = False
        known = {option.key for option in self._options}
        for option in (_file(one) for one in event.files if one.path not in self._taken):
            if option.key not in known:
                self._options = (*self._options, option)
                line = self._line(len(self._options) - 1)
                self.options_box.mount(Static(line, markup=False, classes="option"))


def _scanner(settings: ScanSettings) -> list[Option]:
    offered = [
        (FLATBED, settings.flatbed, texts.FROM_FLATBED),
        (FEEDER, settings.feeder, texts.FROM_FEEDER),
    ]
    return [Option(key, words) for key, name, words in offered if settings.device and name]


def _file(one: Found) -> Option:
    at = datetime.fromtimestamp(one.written_ns / 1e9, UTC).astimezone(HANOI)
    size = size_words(one.size_bytes)
    words = texts.FROM_FOLDER.format(name=one.path.name, size=size, at=f"{at:%H:%M}")
    return Option(f"{FILE}{one.path}", words)
