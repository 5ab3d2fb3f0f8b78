"""The facts of a dossier in sections that scroll together."""

from collections.abc import Iterator

from rich.table import Table
from rich.text import Text
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from desk.screens.dossier_scans import scan_lines
from desk.screens.dossier_words import (
    Line,
    case_lines,
    content_lines,
    head_lines,
    paper_lines,
    people_lines,
    slip_lines,
    timeline_lines,
)
from desk.texts import dossier as texts
from desk.texts import scans as scan_texts
from desk.usecases.dossiers import Known
from desk.widgets.cells import plain

_LABEL_WIDTH = 15
_NUMBER_WIDTH = 5


class FactsView(VerticalScroll, can_focus=True):
    """Sections of lines: what is settled first, then people, content, papers, slips, timeline."""

    def show(self, known: Known) -> None:
        """Show a dossier as it stands now; the place stays where it was."""
        self.remove_children()
        self.mount(*(_section(title, lines) for title, lines in _sections(known) if lines))


def _sections(known: Known) -> Iterator[tuple[str, list[Line]]]:
    dossier, names = known.dossier, known.officers
    yield "", head_lines(dossier, names)
    yield texts.CASES, case_lines(dossier.cases)
    yield texts.PEOPLE, people_lines(dossier)
    yield texts.CONTENT, content_lines(dossier, known.procedure)
    yield texts.PAPERS, paper_lines(dossier)
    yield scan_texts.SECTION, scan_lines(known)
    yield texts.SLIPS, slip_lines(dossier)
    yield texts.TIMELINE, timeline_lines(dossier, names)


def _section(title: str, lines: list[Line]) -> Static:
    section = Static(_grid(lines), markup=False, classes="facts")
    section.border_title = Content(title)
    section.set_class(bool(title), "-titled")
    return section


def _grid(lines: list[Line]) -> Table:
    """Two columns, so that what is long stays beside its label."""
    grid = Table.grid(padding=(0, 2, 0, 0))
    is_numbered = all(len(label) < _NUMBER_WIDTH for label, _ in lines)
    grid.add_column(min_width=0 if is_numbered else _LABEL_WIDTH)
    grid.add_column(overflow="fold")
    for label, words in lines:
        grid.add_row(Text(label), Text(plain(words)))
    return grid
