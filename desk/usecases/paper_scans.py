"""Scanning a dossier's papers: where scans come from, what was taken, and storing it."""

import io
import os
import re
import shlex
import sys
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Literal
from urllib.parse import unquote

from PIL import Image

from desk.imaging.folder import Watch, put_away
from desk.imaging.pages import DAMAGE, Leaf, NoPages, PageReason, leaves_of, small_of
from desk.imaging.sane_answers import ScanReason
from desk.imaging.scanner import Device, Scanning, devices
from desk.settings import MEGABYTE, ScanSettings, SettingsError, read_settings
from desk.usecases.attach import Attached, NotAttached, Place, attach_content
from desk.usecases.desk import Desk
from printing.bound_pages import bound
from schemas.calendars import HANOI
from schemas.scans import media_type_of

WATCHED = "quet"
"""The folder of the home that a scanner writes into where the settings name none."""
PICTURE_BYTES_MAX = 200 * MEGABYTE
"""Scanners write large pictures; what is kept of one is small."""
QUOTES, FILE_ADDRESS = "'\"", "file://"
FileReason = PageReason | Literal["unreadable", "empty", "too_big"]


@dataclass(frozen=True, slots=True)
class Document:
    """A PDF, which is attached as it is."""

    content: bytes
    path: Path
    pages: int | None = None
    """None where that cannot be told; whoever reads it may know better than we do."""
    small: Image.Image | None = None
    """The scan on its first page, where there is one that we can read."""


@dataclass(frozen=True, slots=True)
class NotTaken:
    """Nothing was made of a file; it stays where it is."""

    reason: FileReason


def home_of(desk: Desk) -> Path:
    """The counter's folder."""
    return desk.store.database.parent


def settings_of(desk: Desk) -> tuple[ScanSettings, str]:
    """How this counter scans, as its settings stand now, and what is wrong with them.

    Where they are wrong, files can still be attached.
    """
    try:
        return read_settings(home_of(desk)).scans, ""
    except SettingsError as error:
        return ScanSettings(), str(error)


def watch_of(desk: Desk, settings: ScanSettings) -> Watch:
    """The folder that scanners write into; the one of the home is made if need be."""
    folder = settings.folder or home_of(desk) / WATCHED
    if settings.folder is None:
        # Where it cannot be made, the officer is told that the folder is not there.
        with suppress(OSError):
            folder.mkdir(mode=0o700, exist_ok=True)
    return Watch(folder)


def scanning_of(desk: Desk, settings: ScanSettings) -> Scanning:
    """A scan that can be begun."""
    return Scanning(settings, home_of(desk))


def devices_instead(reason: ScanReason | None) -> tuple[Device, ...]:
    """The scanners that there are, where the one of the settings is not; takes seconds."""
    seen = devices() if reason == "no_device" else ()
    return seen if isinstance(seen, tuple) else ()


def named_file(text: str) -> Path:
    """The file of a path, typed or as a terminal pastes it when a file is dragged into it."""
    bare = _unquoted(text.strip())
    if bare.lower().startswith(FILE_ADDRESS):
        local = re.sub(r"^localhost(?=/)", "", unquote(bare[len(FILE_ADDRESS) :]))
        # Windows: file:///C:/…
        bare = re.sub(r"^/(?=[A-Za-z]:)", "", local)
    # `Path.expanduser` raises where nobody has the name after the tilde.
    return Path(os.path.expanduser(bare))  # noqa: PTH111


def _unquoted(text: str) -> str:
    """A path without what keeps a shell from taking it apart; a typed one needs none of that."""
    if sys.platform != "win32":  # There a backslash stands between folders.
        with suppress(ValueError):
            words = shlex.split(text)
            if len(words) == 1:
                return words[0]
    is_quoted = len(text) > 1 and text[0] == text[-1] and text[0] in QUOTES
    return text[1:-1] if is_quoted else text


def take_file(path: Path, settings: ScanSettings) -> tuple[Leaf, ...] | Document | NotTaken:
    """The pages of a picture, or a PDF as it is; the file stays where it is."""
    try:
        with path.open("rb") as file:
            content = file.read(PICTURE_BYTES_MAX + 1)
    except (OSError, ValueError):
        return NotTaken("unreadable")
    if not content:
        return NotTaken("empty")
    if media_type_of(content) == "application/pdf":
        if len(content) > settings.megabytes * MEGABYTE:
            return NotTaken("too_big")
        return _document(content, path)
    if len(content) > PICTURE_BYTES_MAX:
        return NotTaken("too_large" if media_type_of(content) else "damaged")
    leaves = leaves_of(content)
    return NotTaken(leaves.reason) if isinstance(leaves, NoPages) else leaves


def _document(content: bytes, path: Path) -> Document:
    """A PDF with what can be told of it; one that is damaged to us is still a PDF."""
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    try:
        pages = PdfReader(io.BytesIO(content)).pages
        count = len(pages)
    except (PyPdfError, AssertionError, *DAMAGE):  # pypdf asserts what files must hold
        return Document(content, path)
    try:
        pictures = [one.image for one in pages[0].images if one.image] if count else []
        largest = max(pictures, key=lambda one: one.width * one.height, default=None)
        return Document(content, path, count, largest and small_of(largest))
    except (PyPdfError, AssertionError, *DAMAGE):
        return Document(content, path, count)


@dataclass(frozen=True, slots=True)
class Papers:
    """What is to be stored as one file."""

    leaves: tuple[Leaf, ...]
    document: Document | None = None
    """A PDF in place of pages."""
    files: frozenset[Path] = frozenset()
    """The files that the pages came from."""


def store_papers(
    papers: Papers, place: Place, officer: str, settings: ScanSettings, desk: Desk
) -> tuple[Attached | NotAttached, bool]:
    """Attach a PDF, or pages bound into one; again, it changes nothing.

    Once it is kept, files of the watched folder are taken out of it; the second answer is whether
    that could be done.
    """
    files = papers.files
    if papers.document is not None:
        files = frozenset({papers.document.path})
    name, pdf = _pdf(papers, desk)
    if len(pdf) > settings.megabytes * MEGABYTE:
        return NotAttached("too_big"), True
    answer = attach_content(pdf, name, place, officer, desk)
    if isinstance(answer, NotAttached):
        return answer, True
    folder = watch_of(desk, settings).folder
    theirs = [path for path in files if path.parent == folder]
    done = [put_away(path, settings.after) for path in theirs]
    return answer, all(done)


def _pdf(papers: Papers, desk: Desk) -> tuple[str, bytes]:
    if papers.document is not None:
        return papers.document.path.name, papers.document.content
    name = f"quet-{desk.now().astimezone(HANOI):%Y%m%d-%H%M}.pdf"
    return name, bound([leaf.page for leaf in papers.leaves])
