"""What keys do to one paper."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.widgets.ticking import COLUMNS, counted, marked_wrong, standing, toggled
from schemas.procedures import Paper
from schemas.reception import TickedPaper

ASKED = Paper(key="a", name="Tờ khai", originals=2, photocopies=1)
MISSING = TickedPaper(key="a", name="Tờ khai")
SHOWN = TickedPaper(key="a", name="Căn cước công dân", handling="presented")


def counts(paper: TickedPaper) -> tuple[int, int, int]:
    return paper.originals, paper.certified, paper.photocopies


def test_a_tick_takes_the_counts_asked_for_and_unticking_takes_them_back() -> None:
    ticked = toggled(MISSING, ASKED)

    assert (ticked.state, counts(ticked)) == ("ok", (2, 0, 1))
    assert toggled(ticked, ASKED) == MISSING


def test_a_tick_without_a_catalogue_is_one_original() -> None:
    assert counts(toggled(MISSING, None)) == (1, 0, 0)


def test_a_presented_paper_is_ticked_without_counts() -> None:
    assert (toggled(SHOWN, ASKED).state, counts(toggled(SHOWN, ASKED))) == ("ok", (0, 0, 0))
    assert counted(SHOWN, "originals", 3) == SHOWN


def test_a_tick_settles_a_flaw_and_keeps_the_counts_entered() -> None:
    wrong = marked_wrong(counted(MISSING, "photocopies", 3), "mờ")

    settled = toggled(wrong, ASKED)

    assert (settled.state, settled.flaw, counts(settled)) == ("ok", "", (0, 0, 3))


def test_words_for_a_flaw_stay_when_it_is_marked_again() -> None:
    assert marked_wrong(marked_wrong(MISSING, "mờ")).flaw == "mờ"


@given(st.lists(st.tuples(st.sampled_from(COLUMNS), st.integers(-5, 500)), max_size=6))
def test_counts_stay_in_bounds_and_a_paper_with_any_is_there(
    entered: list[tuple[str, int]],
) -> None:
    paper = MISSING
    for column, count in entered:
        paper = counted(paper, column, count)  # type: ignore[arg-type]  # drawn from COLUMNS

    assert all(0 <= count <= 99 for count in counts(paper))
    assert (paper.state == "ok") == any(counts(paper))


@pytest.mark.parametrize(
    ("paper", "word"),
    [
        (MISSING, "THIẾU"),
        (MISSING.model_copy(update={"required": False}), "nếu có"),
        (toggled(MISSING, None), "đủ"),
        (marked_wrong(toggled(MISSING, None)), "SAI"),
        (marked_wrong(MISSING), "THIẾU"),
        (marked_wrong(SHOWN), "SAI"),
    ],
)
def test_one_word_says_how_it_stands(paper: TickedPaper, word: str) -> None:
    assert standing(paper) == word
