"""Pages, documents and what stops a scanner, in words."""

from dataclasses import dataclass
from pathlib import Path

from desk.imaging.pages import Leaf
from desk.imaging.sane_answers import ScanReason
from desk.imaging.scanner import Device, Source
from desk.screens.outbox_words import size_words
from desk.settings import ScanSettings
from desk.texts import paper_scan as texts
from desk.usecases.paper_scans import Document
from desk.widgets.columns import Column
from desk.widgets.long_list import Row

MM_PER_INCH = 25.4
COLUMNS = (
    Column(texts.COLUMN_PAGE, width=5, right=True),
    Column(texts.COLUMN_SIZE),
    Column(texts.COLUMN_BYTES, width=7, right=True),
    Column(texts.COLUMN_FROM, from_width=60),
)


@dataclass(frozen=True)
class Sheet:
    """A page on the screen, and where it came from."""

    leaf: Leaf
    source: Source | None = None
    """The part of the scanner; None for a page out of a file."""
    path: Path | None = None


def sheet_row(number: int, sheet: Sheet) -> Row:
    """One page; its number is where it stands."""
    page = sheet.leaf.page
    wide, high = (round(dots * MM_PER_INCH / page.dpi) for dots in (page.wide, page.high))
    paper = texts.PAGE_SIZE.format(wide=wide, high=high)
    turned = texts.TURNED.format(turn=page.turn) if page.turn else ""
    origin = sheet.path.name if sheet.path else texts.SCANNER
    return Row(str(number), (f"{number}", paper + turned, size_words(len(page.jpeg)), origin))


def sheet_words(number: int, sheet: Sheet, written: Path | None) -> str:
    """One page where there is no picture of it: name, kind, size, paper, and where it can be seen.

    A page of a scanner was `written` for that.
    """
    _, paper, size, origin = sheet_row(number, sheet).cells
    path, name = sheet.path or written, f"{texts.COLUMN_PAGE} {number}"
    if path is not None:
        name = texts.KIND.format(name=name, kind=path.suffix.removeprefix(".").upper())
    return texts.NO_PICTURE.format(name=name, size=size, pages=paper, path=path or origin)


def document_row(document: Document) -> Row:
    """A PDF, whole."""
    size = size_words(len(document.content))
    return Row("pdf", ("PDF", document.path.name, size, _count(document)))


def document_words(document: Document) -> str:
    """A PDF where there is no picture of it: name, size, pages, path."""
    return texts.NO_PICTURE.format(
        name=document.path.name,
        size=size_words(len(document.content)),
        pages=_count(document),
        path=document.path,
    )


def _count(document: Document) -> str:
    if document.pages is None:
        return texts.UNCOUNTED
    return texts.PAGES_OF.format(number=document.pages)


def stopped_words(
    reason: ScanReason, seen: tuple[Device, ...], settings: ScanSettings, pages: int
) -> str:
    """Why a scanner stopped, what to do, and that the pages stay."""
    words = texts.SCANNER_SAYS[reason].format(
        device=settings.device, seconds=f"{settings.page_seconds:g}"
    )
    names = ", ".join(f"{one.name} ({one.words})" for one in seen)
    there = texts.DEVICES_SEEN.format(names=names) if names else ""
    return words + there + (texts.KEPT_PAGES.format(pages=pages) if pages else "")
