"""The print queue in words: its head, one line for each job, and what to do about one."""

from datetime import datetime

from desk.screens.desk_rows import moment
from desk.texts import prints as words
from desk.usecases.print_jobs import Job
from desk.usecases.print_queue import Queue
from desk.widgets.columns import Column
from desk.widgets.long_list import Row
from printing.spool import JobState

COLUMNS = (
    Column(words.COLUMN_AT, width=11),
    Column(words.COLUMN_FORM, width=14),
    Column(words.COLUMN_DOSSIER, width=12),
    Column(words.COLUMN_COPY, width=13, from_width=100),
    Column(words.COLUMN_STATE),
    Column(words.COLUMN_WHERE, width=12, from_width=100),
)
_ASKS = {JobState.UNKNOWN, JobState.FAILED}
_QUIET = {JobState.CONFIRMED, JobState.DROPPED}


def head_words(now: Queue) -> str:
    """How many jobs there are, and how many ask for somebody."""
    return words.HEAD.format(count=now.count, asks=now.asks, under_way=now.under_way)


def queue_row(job: Job) -> Row:
    """One job as the list shows it; its key is its number."""
    copy = words.AGAIN.format(number=job.copy_number) if job.copy_number else words.FIRST
    state = words.STATES[job.state.value]
    if job.problem:
        state = f"{state}: {words.problem_words(job.problem)}"
    cells = (
        moment(datetime.fromisoformat(job.made_at)),
        words.FORMS.get(job.form, job.form),
        _number(job.name),
        copy,
        state,
        place_words(job.place),
    )
    return Row(str(job.id), cells, _style(job))


def _number(name: str) -> str:
    """What tells this paper from the unit's others: its code without the unit's identifier."""
    stem = name.partition("-in-lai")[0]
    return "-".join(part for part in stem.split("-")[1:] if part.isdigit())


def _style(job: Job) -> str:
    if job.state in _ASKS:
        return "error"
    if job.problem:
        return "warning"
    return "quiet" if job.state in _QUIET else ""


def place_words(place: str) -> str:
    """Where a job went, in a word: the queue's name, or that it is a file."""
    url, mark, _number = place.rpartition("#")
    if mark and "://" in url:
        name = url.rstrip("/").rpartition("/")[2]
        return name if name != "print" else url.split("/")[2]
    return words.IN_FOLDER if place.endswith(".pdf") else place


def advice(job: Job | None) -> str:
    """What hinders the job under the cursor, whole, and what to do about it."""
    if job is None or not job.problem:
        return ""
    problem = words.problem_words(job.problem)
    return f"{problem[0].upper()}{problem[1:]}. {words.what_to_do(job.problem)}"
