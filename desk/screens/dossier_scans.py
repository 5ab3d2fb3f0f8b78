"""The part of the dossier screen that attaches files: which paper, which file."""

from dataclasses import dataclass
from functools import partial
from pathlib import Path

from textual import on, work
from textual.message import Message

from desk.screens.dossier_prints import PrintingScreen
from desk.screens.outbox_words import size_words
from desk.store.store import StoreError
from desk.texts import scans as texts
from desk.texts.doubts import store_words
from desk.usecases.attach import (
    Attached,
    NotAttached,
    Watched,
    attach_scan,
    watched_files,
    watched_folder,
)
from desk.usecases.dossiers import Known, dossier_known
from desk.widgets.choice import Ask, Choice, Option

CHOICES_MAX = 8
"""A digit chooses; the ninth is for what is not listed."""


class AttachingScreen(PrintingScreen):
    """A dossier that files can be attached to."""

    @dataclass
    class FilesFound(Message):
        """What lies in the watched folder."""

        paper: str
        files: tuple[Watched, ...]
        folder: Path

    def action_attach(self) -> None:
        """Ask which paper the file shows."""
        if self._known is None:
            self.notice.say(texts.NOTHING_TO_ATTACH)
            return
        named = papers_of(self._known)[:CHOICES_MAX]
        options = [Option(key, name) for key, name in named]
        options.append(Option("", texts.OTHER_PAPER))
        asking = Choice(texts.WHICH_PAPER, options, title=texts.TITLE)
        self.app.push_screen(asking, self._after_paper)

    def _after_paper(self, paper: str | None) -> None:
        if paper is not None:
            self._look(paper)

    @work(thread=True, group="scans")
    def _look(self, paper: str) -> None:
        files = watched_files(self._desk, CHOICES_MAX)
        self.post_message(self.FilesFound(paper, files, watched_folder(self._desk)))

    @on(FilesFound)
    def ask_file(self, event: FilesFound) -> None:
        """Ask which file; where the watched folder is empty, for its path."""
        if not event.files:
            self._ask_path(event.paper)
            return
        options = [
            Option(str(one.path), texts.FILE.format(name=one.path.name, size=size_words(size)))
            for one, size in ((one, one.size_bytes) for one in event.files)
        ]
        options.append(Option("", texts.TYPE_PATH))
        words = texts.WHICH_FILE.format(folder=event.folder.name)
        asking = Choice(words, options, title=texts.TITLE)
        self.app.push_screen(asking, partial(self._after_file, event.paper))

    def _after_file(self, paper: str, path: str | None) -> None:
        if path:
            self._keep_file(paper, path)
        elif path is not None:
            self._ask_path(paper)

    def _ask_path(self, paper: str) -> None:
        asking = Ask(
            texts.ASK_PATH,
            title=texts.TITLE,
            check=lambda path: "" if path else texts.EMPTY_PATH,
        )
        self.app.push_screen(asking, partial(self._after_path, paper))

    def _after_path(self, paper: str, path: str | None) -> None:
        if path:
            self._keep_file(paper, path)

    @work(thread=True, group="record")
    def _keep_file(self, paper: str, path: str) -> None:
        account = self._officer.account
        try:
            told = attach_scan(Path(path).expanduser(), self._dossier, paper, account, self._desk)
            known = dossier_known(self._desk, self._dossier)
        except StoreError as error:
            self.post_message(self.Read(self._known, store_words(str(error))))
            return
        self.post_message(self.Read(known, _said(told)))


def _said(told: Attached | NotAttached) -> str:
    match told:
        case NotAttached(reason=reason):
            return texts.NOT_ATTACHED[reason]
        case Attached(created=created):
            return texts.ATTACHED if created else texts.ATTACHED_BEFORE


def papers_of(known: Known) -> tuple[tuple[str, str], ...]:
    """The papers of a dossier: key and name."""
    dossier = known.dossier
    holder = dossier.received or dossier.draft
    return tuple((paper.key, paper.name) for paper in holder.papers) if holder else ()


def scan_lines(known: Known) -> list[tuple[str, str]]:
    """Every attached file, and whether it is sent."""
    names = dict(papers_of(known))
    return [
        (
            f"{number}.",
            texts.LINE.format(
                paper=names.get(scan.paper, texts.OTHER_PAPER),
                name=scan.name,
                size=size_words(scan.size_bytes),
                state=texts.UNSENT if scan.sha256 in known.unsent_scans else texts.SENT,
            ),
        )
        for number, scan in enumerate(known.dossier.scans, start=1)
    ]
