"""Sentences of the reception screen that are put together from values."""

from datetime import datetime

from desk.rules.reception import is_wrong, lacking, limit_of, promise_doubt, promised
from desk.rules.typing import shown_date
from desk.screens.reception_done import Done
from desk.texts import reception as texts
from desk.texts.doubts import words_of
from desk.usecases.receive import Accepted
from desk.usecases.supplement import Requested
from desk.widgets.form_rows import Said
from schemas.calendars import Calendar, in_hanoi, is_known
from schemas.deadlines import EARLIER, NotPromised, rule_words
from schemas.people import Doubt
from schemas.procedures import Case, Paper
from schemas.reception import ReceptionForm, TickedPaper

FIELD_OF = {"limit": "limit.amount", "delivery": "delivery.channel"}
"""Fields of doubts that stand beside a field of another name."""


def moment_words(moment: datetime) -> str:
    """An instant in full: `17:00 thứ Hai, 16/03/2020`."""
    local = in_hanoi(moment)
    return f"{local:%H:%M} {texts.WEEKDAYS[local.weekday()]}, {shown_date(local.date())}"


def promise_words(
    form: ReceptionForm, case: Case | None, calendar: Calendar | None, now: datetime
) -> tuple[str, str]:
    """The promised time with what is missing, and under it the rule or what stands in the way."""
    if case is None or calendar is None:
        return texts.PROMISE_NO_CASE if form.procedure else texts.PROMISE_UNKNOWN, ""
    standing = _papers_words(form, case)
    if limit_of(form, case) is None:
        return f"{texts.PROMISE_NO_LIMIT} · {standing}", words_of("limit_missing")
    due = promised(form, case, calendar, form.happened or now)
    if isinstance(due, NotPromised):
        return standing, words_of(promise_doubt(due).code)
    rule = rule_words(due.rule.removeprefix(EARLIER))
    if due.due != due.published:
        rule = f"{texts.PROMISE_EARLIER.format(when=moment_words(due.published))}: {rule}"
    if not is_known(calendar, in_hanoi(due.due).date()):
        rule = texts.PROMISE_BEYOND
    return f"{texts.PROMISE.format(when=moment_words(due.due))} · {standing}", rule


def _papers_words(form: ReceptionForm, case: Case) -> str:
    """How many papers are missing, and how many are there but wrong."""
    wrong = sum(map(is_wrong, form.papers))
    counts = ((texts.LACKING, len(lacking(form, case)) - wrong), (texts.WRONG, wrong))
    said = [words.format(count=count) for words, count in counts if count]
    return " · ".join(said) or texts.NOTHING_LACKING


def said_of(doubts: list[Doubt]) -> dict[str, list[Said]]:
    """The sentences about each field."""
    said: dict[str, list[Said]] = {}
    for doubt in doubts:
        name = FIELD_OF.get(doubt.field, doubt.field)
        said.setdefault(name, []).append(Said(words_of(doubt.code), doubt.severity == "error"))
    return said


def refusal_words(errors: list[Doubt], marks: int) -> str:
    """What stands in the way, in one line: the first error itself, and how many more marks."""
    if not errors:
        return texts.CONFIRM
    # How to mend it stands beside the field.
    first = words_of(errors[0].code).partition(":")[0].removesuffix(".")
    more = texts.STOPPED_MORE.format(count=marks - 1) if marks > 1 else ""
    return texts.STOPPED.format(first=first) + more


def bring_words(paper: TickedPaper, asked: Paper | None) -> str:
    """What to bring for a paper, by what the catalogue asks for."""
    if paper.handling == "presented":
        return texts.PRESENTED
    counts = [(getattr(asked, name), words) for name, words in texts.COPIES] if asked else []
    parts = [f"{count:02d} {words}" for count, words in counts if count]
    return ", ".join(parts) or "01 bản chính"


def done_words(form: ReceptionForm, procedure: str, accepted: Accepted) -> Done:
    """What stands on the screen after acceptance."""
    due = accepted.promised
    promised_line = texts.DONE_PROMISED.format(when=moment_words(due.due)) if due else ""
    who = form.applicant_or_submitter().name
    just = texts.JUST_RECEIVED if accepted.created else texts.JUST_AGAIN
    return Done(
        heading=texts.DONE_RECEIVED if accepted.created else texts.DONE_AGAIN,
        number=accepted.code,
        name=who,
        afterwards=just.format(code=accepted.code, name=who),
        big=accepted.code.split("-", 1)[-1],
        lines=(
            texts.DONE_FOR.format(name=who, procedure=procedure),
            promised_line,
        ),
        printing=texts.DONE_PRINTING if accepted.job else texts.DONE_NO_PRINT,
        job=accepted.job,
    )


def slip_words(form: ReceptionForm, procedure: str, requested: Requested) -> Done:
    """What stands on the screen after a supplement slip."""
    number = requested.number
    who = form.applicant_or_submitter().name
    return Done(
        heading=texts.DONE_SLIP,
        number=number,
        name=who,
        afterwards=texts.JUST_SLIP.format(code=number, name=who),
        big=number.partition("-")[2].partition("/")[0],
        lines=(texts.DONE_FOR.format(name=who, procedure=procedure), texts.DONE_SLIP_WAITS),
        printing=texts.DONE_SLIP_PRINTING,
        job=requested.job,
    )
