"""The desk screen's lists: what each holds is counted above, one of them is shown."""

from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from rich.cells import cell_len
from textual import getters, on, work
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from desk.screens.desk_rows import COLUMNS, DRAFTS, ONLINE, TODAY, VIEWS, View, found_view
from desk.texts import desk as words
from desk.usecases.desk import Desk
from desk.usecases.loading import load_store
from desk.widgets.long_list import LongList

if TYPE_CHECKING:
    from desk.usecases.lists import Counts, Listed
    from desk.usecases.status import Standing


class Board(Vertical):
    """Counts and a list; reads both in a thread, and tells what it read."""

    @dataclass
    class DossierChosen(Message):
        """A dossier is to be opened."""

        dossier: UUID

    @dataclass
    class DraftChosen(Message):
        """A draft is to be taken up again."""

        dossier: UUID

    @dataclass
    class Read(Message):
        """What the store says now."""

        view: str
        counts: "Counts"
        all_count: int
        standing: "Standing"

    tabs = getters.query_one("#tabs", Static)
    rows = getters.query_one("#rows", LongList)

    def __init__(self, *, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._view: View = TODAY
        self._is_new = True
        self._told: Board.Read | None = None
        self._views: tuple[View, ...] = VIEWS

    def compose(self) -> ComposeResult:
        """The counts, the list."""
        yield Static(id="tabs")
        yield LongList(COLUMNS, empty=words.EMPTY, id="rows")

    def on_mount(self) -> None:
        """Read for the first time, once everything is painted."""
        self.call_after_refresh(self.refresh_rows)

    def on_resize(self) -> None:
        """Name the lists by what room there is now."""
        if self._told is not None:
            self.tabs.update(self._tabs(self._told))

    @property
    def is_home(self) -> bool:
        """Whether today's dossiers are shown."""
        return self._view is TODAY

    def show_next(self) -> None:
        """Show the next list, round the end."""
        keys = [view.key for view in self._views]
        at = keys.index(self._view.key) if self._view.key in keys else -1
        self.show_view(self._views[(at + 1) % len(keys)])

    def show_today(self) -> None:
        """Show what was received today."""
        self.show_view(TODAY)

    def show_drafts(self) -> None:
        """Show what is being typed at this counter."""
        self.show_view(DRAFTS)

    def show_found(self, found: "tuple[Listed, ...]") -> None:
        """Show what a search found."""
        self.show_view(found_view(found))

    def show_view(self, view: View) -> None:
        """Show another list, from its top."""
        self._view, self._is_new = view, True
        self.refresh_rows()

    def refresh_rows(self) -> None:
        """Read the store again; the newest reading wins."""
        self._read(self._view)

    @work(thread=True, group="board", exclusive=True)
    def _read(self, view: View) -> None:
        load_store()
        from desk.usecases.lists import all_count, counts
        from desk.usecases.status import standing

        now = self._desk
        self.post_message(self.Read(view.key, counts(now), all_count(now), standing(now)))

    def on_board_read(self, event: Read) -> None:
        """Draw counts and list; a reading for another list than the one wanted is late."""
        if event.view != self._view.key:
            event.stop()
            return
        self._told = event
        self._views = (TODAY, ONLINE, *VIEWS[1:]) if event.counts.online else VIEWS
        self.tabs.update(self._tabs(event))
        count = self._count(self._view, event)
        view, desk = self._view, self._desk
        if self._is_new:
            self._is_new = False
            self.rows.show(lambda offset, limit: view.rows(desk, offset, limit), count)
        else:
            self.rows.reload(count)

    def _count(self, view: View, event: Read) -> int:
        return event.all_count if view.key == "all" else view.count(event.counts)

    def _tabs(self, event: Read) -> Content:
        views = self._views if self._view in self._views else (*self._views, self._view)
        counts = [_grouped(self._count(view, event)) for view in views]
        whole = [f" {view.title} {count} " for view, count in zip(views, counts, strict=True)]
        short = [
            f"{words.LISTS_SHORT.get(view.title, view.title)} {count}"
            for view, count in zip(views, counts, strict=True)
        ]
        has_room = cell_len(" ".join(whole)) <= self.tabs.content_size.width
        return Content(" ").join(
            Content(name).stylize("reverse bold" if view is self._view else "")
            for view, name in zip(views, whole if has_room else short, strict=True)
        )

    @on(LongList.Chosen, "#rows")
    def choose(self, event: LongList.Chosen) -> None:
        """Say what is to be opened."""
        event.stop()
        chosen = UUID(event.key)
        is_draft = self._view is DRAFTS
        self.post_message(self.DraftChosen(chosen) if is_draft else self.DossierChosen(chosen))


def _grouped(number: int) -> str:
    """A number as it is written in Vietnam."""
    return f"{number:,}".replace(",", ".")
