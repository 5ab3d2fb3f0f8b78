"""What an officer is asked about papers: whether one came out, whether to drop it, why again."""

from typing import TypeVar

from desk.screens.print_words import recall_words, state_words
from desk.store.store import StoreError
from desk.texts import dossier as dossier_words
from desk.texts import prints as words
from desk.texts.doubts import store_words
from desk.usecases.desk import Desk
from desk.usecases.print_answers import tell_paper, tell_partly
from desk.usecases.print_jobs import Job, job_by_id, reprint
from desk.widgets.choice import Ask, Choice, Option
from desk.widgets.unasked import Unasked
from printing.spool import JobState

Question = TypeVar("Question", bound=Choice)


def question(job: Job) -> Choice:
    """Whether the paper of a job came out; nothing is chosen beforehand."""
    return _whether_out(Choice, job)


def unasked_question(job: Job) -> Unasked:
    """The same, where the officer did not ask for it and may be typing."""
    return _whether_out(Unasked, job)


def _whether_out(kind: type[Question], job: Job) -> Question:
    problem = f" ({words.problem_words(job.problem)})" if job.problem else ""
    asked = words.ASK_UNKNOWN if job.state is JobState.UNKNOWN else words.ASK_SENT
    options = [
        Option("seen", words.SEEN),
        Option("missed", words.MISSED),
        Option("partly", words.PARTLY, words.PARTLY_HINT),
        Option("later", words.LATER),
    ]
    sentence = asked.format(form=_form(job), code=job.code, problem=problem)
    if job.is_held:
        sentence = f"{sentence}\n{words.ASK_HELD}"
    return kind(sentence, options, title=words.TITLE, start=None)


def drop_question(job: Job) -> Choice:
    """Whether to drop a job; one in doubt asks for the paper instead, and nothing is chosen."""
    if job.state is JobState.UNKNOWN:
        options = [
            Option("unseen", words.UNSEEN),
            Option("seen", words.SEEN_SOME, words.PARTLY_HINT),
            Option("later", words.LATER),
        ]
        asked = words.ASK_DROP_UNKNOWN.format(form=_form(job), code=job.code)
        return Choice(asked, options, title=words.DROP_TITLE, start=None)
    hint = words.DROP_HINT if job.is_followed else ""
    options = [Option("", words.KEEP), Option("drop", words.DROP, hint)]
    asked = words.ASK_DROP.format(form=_form(job), code=job.code)
    return Choice(asked, options, title=words.DROP_TITLE)


def file_question(job: Job) -> Choice:
    """Whether a paper that is a file for want of its printer was printed from there."""
    options = [
        Option("missed", words.FILE_ONLY, words.FILE_ONLY_HINT),
        Option("again", words.FILE_PRINTED),
        Option("later", words.LATER),
    ]
    asked = words.ASK_FILE.format(form=_form(job), code=job.code)
    return Choice(asked, options, title=words.TITLE, start=None)


def recall_question(job: Job) -> Choice:
    """Whether what a printer held although it was answered for is gone."""
    options = [Option("gone", words.RECALL_GONE), Option("later", words.LATER)]
    return Choice(recall_words(job), options, title=words.RECALL_TITLE, start=None)


def reason_question(job: Job) -> Ask:
    """Why a paper that was printed is to be printed again."""
    return Ask(
        dossier_words.REPRINT_ASK.format(form=f"{_form(job).lower()} {job.code}"),
        title=dossier_words.REPRINT_TITLE,
        check=lambda reason: "" if reason else dossier_words.REPRINT_EMPTY,
    )


def take_answer(job: Job, answer: str | None, desk: Desk, officer: str) -> str:
    """Keep what the officer said of a job as it was asked about, in a thread.

    Empty, or how it stands where that had changed before the answer, which then is not kept.
    """
    match answer:
        case "seen" | "missed":
            told = tell_paper(job, desk, officer, came_out=answer == "seen")
        case "partly":
            told = tell_partly(job, words.PARTLY_REASON, desk, officer)
        case _:
            return ""
    return overtaken_words(job, desk) if told is None else ""


def overtaken_words(job: Job, desk: Desk) -> str:
    """That an answer is not kept, since the job stands otherwise than it was asked about."""
    now = job_by_id(desk, job.id)
    return words.OVERTAKEN.format(form=_form(now), code=now.code, state=state_words(now))


def is_put_off(answer: str | None) -> bool:
    """Whether an answer says nothing of the paper yet."""
    return answer in {None, "later"}


def take_reason(job: Job, reason: str, desk: Desk) -> str:
    """Queue the reprint, and say its number, or why it could not be; in a thread."""
    try:
        again = reprint(job, reason, desk)
    except StoreError as error:
        return store_words(str(error))
    if again is None:
        return overtaken_words(job, desk)
    return dossier_words.REPRINT_QUEUED.format(number=job_by_id(desk, again).copy_number)


def _form(job: Job) -> str:
    return words.FORMS.get(job.form, job.form)
