"""The status line: what the officer must know, in words, on one line."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from rich.cells import cell_len
from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from desk.widgets.cells import cut, plain

SEPARATOR = " │ "


@dataclass(frozen=True)
class Piece:
    """One thing to know, already worded."""

    words: str
    short: str = ""
    """The same in fewer letters, for narrow lines; empty if there are none."""
    rank: int = 0
    """Higher ranks keep their words longer, and are dropped last."""
    loud: bool = False
    """Drawn in reverse; the words themselves must say why."""


def fitting(pieces: Sequence[Piece], width: int) -> tuple[Piece, ...]:
    """The pieces that stand in a width: the least important are shortened first, then dropped."""
    left = [replace(piece, words=plain(piece.words)) for piece in pieces if piece.words]
    by_rank = sorted(range(len(left)), key=lambda place: (left[place].rank, -place))
    for place in by_rank:
        if _length(left) > width and left[place].short:
            left[place] = replace(left[place], words=plain(left[place].short))
    for place in by_rank:
        if _length(left) > width:
            left[place] = replace(left[place], words="")
    kept = tuple(piece for piece in left if piece.words)
    return kept or _cut_first(pieces, by_rank, width)


def _length(pieces: Sequence[Piece]) -> int:
    words = [piece.words for piece in pieces if piece.words]
    return sum(map(cell_len, words)) + len(SEPARATOR) * max(0, len(words) - 1)


def _cut_first(pieces: Sequence[Piece], by_rank: Sequence[int], width: int) -> tuple[Piece, ...]:
    """The most important piece, cut, where not even that one stands."""
    worded = [piece for piece in pieces if piece.words]
    if not by_rank:
        return ()
    first = worded[by_rank[-1]]
    return (replace(first, words=cut(plain(first.short or first.words), width)),)


class StatusLine(Widget):
    """One line of pieces in the order given; give it new pieces and it draws them."""

    pieces: reactive[tuple[Piece, ...]] = reactive(())

    def render(self) -> Content:
        """The pieces that stand in the width of now."""
        shown = fitting(self.pieces, self.content_size.width)
        return Content(SEPARATOR).join(
            Content(piece.words).stylize("reverse" if piece.loud else "") for piece in shown
        )
