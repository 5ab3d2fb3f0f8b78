"""How the columns of a list share its width."""

from collections.abc import Sequence
from dataclasses import dataclass

from desk.widgets.cells import filled

MARK = "▸ "
"""Stands before the row under the cursor, so that it is seen without colour."""
GAP = "  "


@dataclass(frozen=True)
class Column:
    """One column: fixed width, or a share of what the fixed ones leave."""

    title: str
    width: int = 0
    """Cells; 0 for a share of the rest."""
    share: int = 1
    right: bool = False
    """Numbers stand to the right."""
    from_width: int = 0
    """Shown only when the list is at least this wide."""


def widths(columns: Sequence[Column], total: int) -> list[int]:
    """The cells that each column gets; 0 for a column that is not shown."""
    shown = [column for column in columns if column.from_width <= total]
    rest = total - len(GAP) * (len(shown) - 1) - sum(column.width for column in shown)
    shares = sum(column.share for column in shown if not column.width)
    given: list[int] = []
    for column in columns:
        if column.from_width > total:
            given.append(0)
        elif column.width:
            given.append(column.width)
        else:
            part = max(0, rest) * column.share // shares
            rest, shares = rest - part, shares - column.share
            given.append(part)
    return given


def laid_out(columns: Sequence[Column], cells: Sequence[str], total: int) -> str:
    """One line of cells under their columns; missing cells are blank."""
    padded = [*cells, *[""] * (len(columns) - len(cells))]
    placed = zip(columns, padded, widths(columns, total), strict=False)
    return GAP.join(
        filled(text, width, right=column.right) for column, text, width in placed if width
    )
