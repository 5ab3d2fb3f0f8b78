"""The print queue in words: its head, one line for each job, and what to do about one."""

from datetime import datetime

from desk.screens.desk_rows import CODE_WIDTH, moment, short_code
from desk.texts import prints as words
from desk.usecases.print_jobs import Job
from desk.usecases.print_queue import Queue
from desk.widgets.columns import Column
from desk.widgets.long_list import Row
from printing.hindrances import halts, is_passed_over, passed_over, told_by_printer
from printing.spool import JobState

WIDE = 108
"""Narrower, all cells of a row go to what hinders the paper."""
COLUMNS = (
    Column(words.COLUMN_AT, width=11),
    Column(words.COLUMN_FORM, width=12),
    Column(words.COLUMN_DOSSIER, width=CODE_WIDTH),
    Column(words.COLUMN_COPY, width=13, from_width=WIDE),
    Column(words.COLUMN_STATE),
    Column(words.COLUMN_WHERE, width=12, from_width=WIDE),
)
_ASKS = {JobState.UNKNOWN, JobState.FAILED}
_QUIET = {JobState.CONFIRMED, JobState.DROPPED}
_LINES = {
    JobState.QUEUED: words.LINE_PRINTING,
    JobState.SENDING: words.LINE_PRINTING,
    JobState.SENT: words.LINE_SENT,
    JobState.PRINTED: words.LINE_DONE,
    JobState.CONFIRMED: words.LINE_SEEN,
    JobState.DROPPED: words.LINE_DROPPED,
}


def head_words(now: Queue) -> str:
    """How many jobs there are, and how many ask for somebody."""
    return words.HEAD.format(count=now.count, asks=now.asks, under_way=now.under_way)


def queue_row(job: Job) -> Row:
    """One job as the list shows it; its key is its number."""
    copy = words.AGAIN.format(number=job.copy_number) if job.copy_number else words.FIRST
    cells = (
        moment(datetime.fromisoformat(job.made_at)),
        (words.FORMS_AGAIN if job.copy_number else words.FORMS_ROW).get(job.form, job.form),
        _number(job),
        copy,
        state_words(job),
        place_words(job.place),
    )
    return Row(str(job.id), cells, _style(job))


def _number(job: Job) -> str:
    """What tells this paper from the unit's others: a slip's number, or a code's end."""
    return job.code if "/" in job.code else short_code(job.code)


def _style(job: Job) -> str:
    if job.state in _ASKS or job.surplus:
        return "error"
    if job.recalls:
        return "warning"
    if job.state in _QUIET:
        return "quiet"
    return "warning" if job.problem else ""


def place_words(place: str) -> str:
    """Where a job went, in a word: the queue's name, or that it is a file."""
    url, mark, _number = place.rpartition("#")
    if mark and "://" in url:
        name = url.rstrip("/").rpartition("/")[2]
        return name if name != "print" else url.split("/")[2]
    return words.IN_FOLDER if place.endswith(".pdf") else place


def state_words(job: Job) -> str:
    """How a job stands, and what hinders it, as far as a row of 80 columns holds it."""
    state = "written" if job.is_file and job.state is JobState.SENT else job.state.value
    told = told_by_printer(job.problem)
    if job.surplus and job.state not in _ASKS:
        return words.SURPLUS
    if told and state in words.HINDERED:
        is_halted = job.state is JobState.SENT and halts(told)
        hindered = words.HINDERED["halted" if is_halted else state]
        return hindered.format(problem=words.short_words(told))
    said = words.STATES[state]
    if job.recalls and job.state not in _ASKS:
        return words.HELD_ELSEWHERE.format(state=said)
    is_here = job.state is JobState.UNKNOWN or job.is_only_file
    is_elsewhere = is_passed_over(job.problem) and not is_here
    return words.AT_FALLBACK.format(state=said) if is_elsewhere else said


def advice(job: Job | None) -> str:
    """What hinders the job under the cursor, whole, and what to do about it."""
    if job is None:
        return ""
    if job.surplus:
        return f"{recall_words(job)} {words.THEN_F7}"
    own = "" if job.state in _QUIET else _own_advice(job)
    return " ".join(filter(None, (recall_words(job), own)))


def recall_words(job: Job) -> str:
    """What a printer may still hold of a job, or brought out, beside another print of it."""
    if not job.recalls:
        return ""
    recall = next(iter(job.surplus or job.recalls))
    printer = words.raised(place_words(recall.place))
    if recall.came_out is None:
        return words.RECALLING.format(printer=printer)
    what = words.CAME_OUT[recall.came_out.value].format(code=job.code)
    return words.SURPLUS_ADVICE.format(printer=printer, what=what)


def _own_advice(job: Job) -> str:
    if not job.problem:
        return ""
    if told := told_by_printer(job.problem):
        return f"{words.raised(words.problem_words(told))}. {_do_here(told)}"
    why = passed_over(job.problem)
    said = words.FELL_BACK_ADVICE if why else words.FELL_BACK_OVER
    if job.is_only_file:
        said = words.FILE_ADVICE if why else words.FILE_OVER
    return said.format(problem=words.problem_words(why), do=_do_here(why))


def fell_back_words(job: Job) -> str:
    """What became of a paper whose printer was passed over."""
    said = words.FELL_BACK_FILE if job.is_only_file else words.FELL_BACK
    return said.format(problem=words.problem_words(passed_over(job.problem)))


def _do_here(problem: str) -> str:
    """What to do, for whoever is in the print queue already."""
    said = words.what_to_do(problem).split(words.TO_THE_QUEUE)
    return "".join([said[0], *map(words.raised, said[1:])])


def line_words(job: Job) -> tuple[str, bool]:
    """How the paper of what was just recorded fares, and whether somebody has to do something."""
    form = words.FORMS.get(job.form, job.form)
    told = told_by_printer(job.problem)
    parts = {"problem": words.problem_words(told), "do": words.what_to_do(told)}
    match job.state:
        case JobState.UNKNOWN:
            return words.LINE_UNKNOWN, True
        case JobState.FAILED:
            failed = words.LINE_FAILED.format(**parts)
            is_said = words.TO_THE_QUEUE in failed
            return failed if is_said else f"{failed} {words.LINE_AGAIN}", True
        case JobState.SENT if job.is_followed and halts(told):
            return words.LINE_HALTED.format(**parts), True
    line = _LINES[job.state].format(form=form)
    if job.is_file:
        line = words.LINE_WRITTEN.format(form=form)
    elif job.is_followed:
        line = words.LINE_PRINTING.format(form=form)
    if why := passed_over(job.problem):
        fell_back = words.LINE_FILE if job.is_only_file else words.LINE_FELL_BACK
        return f"{line}\n{fell_back.format(problem=words.problem_words(why))}", True
    return line, False
