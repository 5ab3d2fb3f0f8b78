"""What a key does to one paper of the check-list: pure, so that it is tested without a screen."""

from typing import Literal

from schemas.procedures import Paper
from schemas.reception import TickedPaper

CountColumn = Literal["originals", "certified", "photocopies"]
COLUMNS: tuple[CountColumn, ...] = ("originals", "certified", "photocopies")
COUNT_MAX = 99


def toggled(paper: TickedPaper, asked: Paper | None) -> TickedPaper:
    """Tick a paper as complete with the counts asked for, or take the tick back.

    Counts that the officer has entered stay; a flaw is settled by the tick.
    """
    if paper.state == "ok":
        return _changed(paper, state="absent", originals=0, certified=0, photocopies=0)
    counts = {} if is_counted(paper) or paper.handling == "presented" else _asked_counts(asked)
    return _changed(paper, state="ok", flaw="", bring="", **counts)


def marked_wrong(paper: TickedPaper, flaw: str = "") -> TickedPaper:
    """Mark a paper as wrong or missing, with the words for it if they are known."""
    return _changed(paper, state="wrong", flaw=flaw or paper.flaw)


def counted(paper: TickedPaper, column: CountColumn, count: int) -> TickedPaper:
    """Enter how many came of one kind: the first one ticks the paper, none at all takes it back."""
    if paper.handling == "presented":
        return paper
    entered = _changed(paper, **{column: max(0, min(count, COUNT_MAX))})
    if paper.state == "wrong":
        return entered
    return _changed(entered, state="ok" if is_counted(entered) else "absent")


def is_counted(paper: TickedPaper) -> bool:
    """Whether anything of it came."""
    return any(getattr(paper, column) for column in COLUMNS)


def standing(paper: TickedPaper) -> str:
    """The word that says at a glance how it stands with a paper."""
    if paper.state == "wrong":
        return "SAI" if is_counted(paper) or paper.handling == "presented" else "THIẾU"
    if paper.state == "ok":
        return "đủ"
    return "THIẾU" if paper.required else "nếu có"


def _asked_counts(asked: Paper | None) -> dict[str, int]:
    if asked is None:
        return {"originals": 1}
    counts: dict[str, int] = {column: getattr(asked, column) for column in COLUMNS}
    return counts if any(counts.values()) else {"originals": 1}


def _changed(paper: TickedPaper, **values: object) -> TickedPaper:
    return paper.model_copy(update=values)
