"""Asking an officer about papers of which nobody knows whether they came out."""

from desk.texts import desk as words
from desk.usecases.desk import Desk
from desk.usecases.print_jobs import Job, tell
from desk.widgets.choice import Choice, Option
from printing.spool import JobEvent, JobState

_EVENTS = {
    "seen": (JobEvent.SEEN,),
    "missed": (JobEvent.MISSED, JobEvent.RETRIED),
    "retry": (JobEvent.RETRIED,),
}


def question(job: Job) -> Choice:
    """What is asked about one job; nothing is chosen beforehand."""
    form = words.FORMS.get(job.form, job.form)
    if job.state is JobState.UNKNOWN:
        sentence = words.PRINT_UNKNOWN.format(form=form, name=job.name)
        first = [Option("seen", words.PRINT_SEEN), Option("missed", words.PRINT_MISSED)]
    else:
        problem = words.PROBLEMS.get(job.problem, words.PROBLEM_OTHER)
        sentence = words.PRINT_FAILED.format(form=form, name=job.name, problem=problem)
        first = [Option("retry", words.PRINT_RETRY)]
    options = [*first, Option("later", words.PRINT_LATER)]
    return Choice(sentence, options, title=words.PRINT_TITLE, start=None)


def take_answer(job: Job, answer: str | None, desk: Desk, officer: str) -> None:
    """Keep what the officer said; in a thread."""
    for event in _EVENTS.get(answer or "", ()):
        tell(job.id, event, desk, officer)
