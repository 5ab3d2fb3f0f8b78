"""A code in a list is read whole, whatever the slot of the counter and the width of the screen."""

import pytest

from desk.screens import cases_words, desk_rows, outbox_words, print_words
from desk.screens.desk_rows import short_code
from desk.widgets.columns import MARK, Column, laid_out
from schemas.codes import band_of_slot

LONG = "Nguyễn Hoàng Phương Thảo Nguyên Thị Minh Khai"
ORDINAL = band_of_slot(12).ranges[0][0]
CODE = f"000.17.22.H02-261123-{ORDINAL:04}"
"""Slots from 11 on have ordinals of six digits."""
LISTS = {
    "desk": (desk_rows.COLUMNS, 0),
    "cases": (cases_words.COLUMNS, 2),
    "outbox": (outbox_words.COLUMNS, 2),
    "prints": (print_words.COLUMNS, 2),
}
"""The lists with dossiers, and where each has the code."""


@pytest.mark.parametrize("width", [80, 100, 120])
@pytest.mark.parametrize("name", LISTS)
def test_a_code_is_never_cut_before_the_end_of_its_ordinal(name: str, width: int) -> None:
    columns, place = LISTS[name]
    cells = [LONG] * len(columns)
    cells[place] = short_code(CODE)
    assert f"261123-{ORDINAL}" in line(columns, cells, width)


def line(columns: tuple[Column, ...], cells: list[str], width: int) -> str:
    """A row as the list lays it out on a screen of that width."""
    return laid_out(columns, cells, width - 2 - len(MARK))
