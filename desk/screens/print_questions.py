"""Asking an officer about papers of which nobody knows whether they came out."""

from desk.texts import prints as words
from desk.usecases.desk import Desk
from desk.usecases.print_jobs import Job, tell, tell_paper, tell_partly
from desk.widgets.choice import Choice, Option
from printing.spool import JobEvent, JobState


def question(job: Job) -> Choice:
    """What is asked about one job; nothing is chosen beforehand."""
    form = words.FORMS.get(job.form, job.form)
    problem = f" ({words.problem_words(job.problem)})" if job.problem else ""
    asked = words.ASK_UNKNOWN if job.state is JobState.UNKNOWN else words.ASK_SENT
    options = [
        Option("seen", words.SEEN),
        Option("missed", words.MISSED),
        Option("partly", words.PARTLY, words.PARTLY_HINT),
        Option("later", words.LATER),
    ]
    sentence = asked.format(form=form, name=job.name, problem=problem)
    return Choice(sentence, options, title=words.TITLE, start=None)


def take_answer(job: Job, answer: str | None, desk: Desk, officer: str) -> None:
    """Keep what the officer said; in a thread."""
    match answer:
        case "seen":
            tell(job.id, JobEvent.SEEN, desk, officer)
        case "missed":
            tell_paper(job.id, desk, officer, came_out=False)
        case "partly":
            tell_partly(job.id, words.PARTLY_REASON, desk, officer)
        case _:
            pass
