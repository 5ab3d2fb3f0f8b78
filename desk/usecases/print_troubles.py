"""What keeps paper from coming out at this counter now, for the status line."""

from dataclasses import dataclass

from sqlalchemy import text
from sqlmodel import Session, col, select

from desk.store.tables import PrintJob
from desk.usecases.print_recalls import is_doubled
from printing.hindrances import PASSED_OVER, halts, passed_over, told_by_printer
from printing.spool import JobState

FOLLOWED = text("is_followed = 1")
"""As the index has it, so that SQLite uses it."""
SURPLUS = "surplus"
HELD_ELSEWHERE = "held-elsewhere"
RECALLED = text("recalls != ''")
_NEWEST = 32
_ASKS = (JobState.UNKNOWN.value, JobState.FAILED.value)
_NOT_SENT = (JobState.QUEUED.value, JobState.SENDING.value, JobState.DROPPED.value)


@dataclass(frozen=True)
class PrintTrouble:
    """The worst there is, in codes as printers name it."""

    problem: str = ""
    stuck: int = 0
    """Papers that wait at a printer for somebody."""
    surplus: int = 0
    """Papers that came out once more, at a printer that was silent when they were answered for."""


NO_TROUBLE = PrintTrouble()


def print_trouble(session: Session) -> PrintTrouble:
    """What came out twice, then paper that waits, what did not get there, who was passed over."""
    # By the index of those followed alone: of a folder's jobs all that ever were are `sent`.
    at_printers = select(PrintJob.state, PrintJob.problem).where(FOLLOWED)
    followed = session.exec(at_printers.order_by(col(PrintJob.id)))
    waiting = [problem for state, problem in followed if problem and state == JobState.SENT.value]
    recalled = session.exec(select(PrintJob.recalls).where(RECALLED)).all()
    if surplus := sum(map(is_doubled, recalled)):
        return PrintTrouble(SURPLUS, surplus=surplus)
    stuck = [one for one in waiting if halts(one)]
    if stuck:
        return PrintTrouble(told_by_printer(stuck[-1]), len(stuck))
    asking = select(PrintJob.problem).where(col(PrintJob.state).in_(_ASKS), PrintJob.problem != "")
    found = [
        *session.exec(asking.order_by(col(PrintJob.id).desc()).limit(1)),
        *(
            f"{PASSED_OVER} {why}"
            for _, problem in newest_problems(session)
            if (why := passed_over(problem))
        ),
        *filter(None, map(told_by_printer, waiting)),
        *([HELD_ELSEWHERE] if recalled else []),
    ]
    return PrintTrouble(found[0]) if found else NO_TROUBLE


def newest_problems(session: Session) -> list[tuple[int, str]]:
    """The newest job of each form that was sent somewhere, with what hindered it."""
    columns = select(PrintJob.id, PrintJob.form, PrintJob.problem, PrintJob.state)
    found: dict[str, tuple[int, str]] = {}
    for number, form, problem, state in session.exec(
        columns.order_by(col(PrintJob.id).desc()).limit(_NEWEST)
    ):
        if state not in _NOT_SENT and number is not None:
            found.setdefault(form, (number, problem))
    return list(found.values())
