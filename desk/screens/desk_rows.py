"""How dossiers and drafts look as rows of the desk screen's list."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from desk.texts import desk as words
from desk.texts.statuses import STATUS
from desk.usecases.desk import Desk
from desk.widgets.columns import Column
from desk.widgets.long_list import Row
from schemas.calendars import in_hanoi
from schemas.statuses import Status

if TYPE_CHECKING:
    from desk.usecases.drafts import ParkedDraft
    from desk.usecases.lists import Counts, Listed

WIDE = 100
CODE_WIDTH = 13
"""Cells of a code in a list: its date, and an ordinal of six digits."""
COLUMNS = (
    Column(words.COLUMN_CODE, width=CODE_WIDTH),
    Column(words.COLUMN_APPLICANT, share=3),
    Column(words.COLUMN_TITLE, share=2),
    Column(words.COLUMN_RECEIVED, width=11, from_width=WIDE),
    Column(words.COLUMN_PROMISED, width=11),
    Column(words.COLUMN_STATUS, width=14),
    Column(words.COLUMN_SENT, width=4, from_width=WIDE),
)


@dataclass(frozen=True)
class View:
    """One list that the desk screen can show."""

    key: str
    title: str
    rows: Callable[[Desk, int, int], Sequence[Row]]
    count: "Callable[[Counts], int]"


def dossier_row(dossier: "Listed") -> Row:
    """A dossier as one line; the identifier of our own unit is left out of its code."""
    style = "warning" if dossier.cases else ""
    on_paper = words.ON_PAPER if dossier.received_at else ""
    status = words.CASES if dossier.cases else _status(dossier.status) or on_paper
    return Row(
        key=str(dossier.id),
        cells=(
            short_code(dossier.code) or words.NO_CODE,
            dossier.applicant,
            dossier.title,
            moment(dossier.received_at),
            moment(dossier.promised_at),
            status,
            words.UNSENT if dossier.pending else words.SENT,
        ),
        style=style,
    )


def draft_row(draft: "ParkedDraft") -> Row:
    """A draft as one line."""
    status = words.DRAFT_STATUS.format(officer=draft.officer)
    label, title = draft.label or words.DRAFT_UNNAMED, draft.procedure or words.DRAFT_UNCHOSEN
    return Row(str(draft.id), (words.NO_CODE, label, title, moment(draft.saved_at), "", status, ""))


def short_code(code: str) -> str:
    """What tells the dossiers of one unit apart: date and ordinal."""
    return code.partition("-")[2] or code


def moment(at: datetime | None) -> str:
    """Hour and day in Vietnam, short."""
    return f"{in_hanoi(at):%H:%M %d/%m}" if at else ""


def full_moment(at: datetime | None) -> str:
    """Hour and day in Vietnam, with the year."""
    return f"{in_hanoi(at):%H:%M ngày %d/%m/%Y}" if at else ""


def _status(status: Status | None) -> str:
    return STATUS[status] if status else ""


def _today_rows(desk: Desk, offset: int, limit: int) -> Sequence[Row]:
    from desk.usecases.lists import today_page

    return [dossier_row(one) for one in today_page(desk, offset, limit)]


def _waiting_rows(desk: Desk, offset: int, limit: int) -> Sequence[Row]:
    from desk.usecases.worklists import waiting_page

    return [dossier_row(one) for one in waiting_page(desk, offset, limit)]


def _due_rows(desk: Desk, offset: int, limit: int) -> Sequence[Row]:
    from desk.usecases.worklists import due_page

    return [dossier_row(one) for one in due_page(desk, offset, limit)]


def _all_rows(desk: Desk, offset: int, limit: int) -> Sequence[Row]:
    from desk.usecases.lists import all_page

    return [dossier_row(one) for one in all_page(desk, offset, limit)]


def _draft_rows(desk: Desk, offset: int, limit: int) -> Sequence[Row]:
    from desk.usecases.drafts import waiting_drafts

    return [draft_row(one) for one in waiting_drafts(desk)[offset : offset + limit]]


def _online_rows(desk: Desk, offset: int, limit: int) -> Sequence[Row]:
    from desk.usecases.worklists import online_page

    return [dossier_row(one) for one in online_page(desk, offset, limit)]


ONLINE = View("online", words.ONLINE, _online_rows, lambda counts: counts.online)
"""Shown only while there are any."""
TODAY = View("today", words.TODAY, _today_rows, lambda counts: counts.today)
DRAFTS = View("drafts", words.DRAFTS, _draft_rows, lambda counts: counts.drafts)
VIEWS = (
    TODAY,
    View("waiting", words.WAITING, _waiting_rows, lambda counts: counts.waiting),
    View("due", words.DUE, _due_rows, lambda counts: counts.due),
    DRAFTS,
    View("all", words.ALL, _all_rows, lambda _counts: -1),
)
"""The lists in the order of their key; only the last one's length is not among the counts."""


def found_view(found: "Sequence[Listed]") -> View:
    """What a search found, as a list."""
    rows = [dossier_row(one) for one in found]
    return View(
        "found",
        words.FOUND,
        lambda _desk, offset, limit: rows[offset : offset + limit],
        lambda _counts: len(rows),
    )
