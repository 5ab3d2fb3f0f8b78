"""The facts of a dossier in sections that scroll together, drawn as one widget."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain

from rich.cells import cell_len, chop_cells
from rich.segment import Segment
from rich.style import Style
from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.strip import Strip

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
from desk.widgets.cells import filled, plain, wrapped

_LABEL_WIDTH = 15
_NUMBER_WIDTH = 5
_GAP = 2
_THIN, _THICK = "─", "━"
Section = tuple[str, list[Line]]


@dataclass(frozen=True)
class Drawn:
    """One line: the title of a section, or a label with words."""

    text: str
    is_title: bool = False


def drawn(sections: list[Section], width: int) -> list[Drawn]:
    """The sections as lines of a width."""
    return [line for title, lines in sections for line in _drawn_section(title, lines, width)]


def _drawn_section(title: str, lines: list[Line], width: int) -> Iterator[Drawn]:
    if title:
        yield Drawn(title, is_title=True)
    labels = [cell_len(plain(label)) for label, _ in lines]
    is_numbered = all(label < _NUMBER_WIDTH for label in labels)
    room = max([0 if is_numbered else _LABEL_WIDTH, *labels]) + _GAP
    for label, words in lines:
        parts = [_wrapped(plain(one), max(10, width - room - 2)) for one in words.split("\n")]
        for number, part in enumerate(chain.from_iterable(parts)):
            start = filled("" if number else plain(label), room)
            yield Drawn(f" {start}{part}")


def _wrapped(words: str, width: int) -> list[str]:
    """Words on lines; what is longer than a line by itself is cut into several, not short."""
    parts = [part for word in words.split() for part in chop_cells(word, width)]
    return wrapped(" ".join(parts), width)


class FactsView(ScrollView, can_focus=True):
    """Sections of lines: what is settled first, then people, content, papers, slips, timeline."""

    COMPONENT_CLASSES = {"facts--rule", "facts--rule-focused"}

    def __init__(self) -> None:
        super().__init__()
        self._sections: list[Section] = []
        self._drawn: list[Drawn] = []

    def show(self, known: Known) -> None:
        """Show a dossier as it stands now; the place stays where it was."""
        self.show_sections(sections_of(known))

    def show_sections(self, sections: Iterable[Section]) -> None:
        """Show lines under their titles."""
        self._sections = [(title, lines) for title, lines in sections if lines]
        self._lay_out()

    def on_resize(self) -> None:
        """Wrap the lines anew."""
        self._lay_out()

    def _lay_out(self) -> None:
        self._drawn = drawn(self._sections, self.scrollable_content_region.width)
        self.virtual_size = Size(1, len(self._drawn))
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """A title with its rule, thick while this has the focus, or a line of facts."""
        width, style = self.scrollable_content_region.width, self.rich_style
        place = self.scroll_offset.y + y
        line = self._drawn[place] if place < len(self._drawn) else Drawn("")
        if not line.is_title:
            return Strip([Segment(filled(line.text, width), style)], width)
        name = "facts--rule-focused" if self.has_focus else "facts--rule"
        rule = style + self.get_component_rich_style(name, partial=True)
        bar = _THICK if self.has_focus else _THIN
        title = filled(line.text, min(cell_len(line.text), max(0, width - 2)))
        rest = bar * max(0, width - 1 - cell_len(title))
        bold = style + Style(bold=True)
        return Strip([Segment(bar, rule), Segment(title, bold), Segment(rest, rule)], width)


def sections_of(known: Known) -> Iterator[Section]:
    """Everything known of a dossier, by headings."""
    dossier, writers = known.dossier, known.writers
    yield "", head_lines(dossier, writers)
    yield texts.CASES, case_lines(dossier, writers)
    yield texts.PEOPLE, people_lines(dossier)
    yield texts.CONTENT, content_lines(dossier, known.procedure)
    yield texts.PAPERS, paper_lines(dossier)
    yield scan_texts.SECTION, scan_lines(known)
    yield texts.SLIPS, slip_lines(dossier)
    yield texts.TIMELINE, timeline_lines(dossier, writers)
