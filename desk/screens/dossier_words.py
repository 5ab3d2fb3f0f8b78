"""What the dossier screen says of a dossier: pure, from the fold and its print jobs."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from desk.rules.repeating import is_begun, is_without_code, repeatable
from desk.rules.typing import shown_date, shown_money
from desk.screens.print_words import state_words
from desk.screens.reception_words import moment_words
from desk.texts import cases as case_texts
from desk.texts import dossier as texts
from desk.texts import reception as reception_texts
from desk.texts.case_facts import FIELDS
from desk.texts.cases_screen import NOT_YET
from desk.texts.statuses import within
from desk.texts.writers import Writers
from desk.usecases.print_jobs import Job
from desk.usecases.print_values import delivery_words
from desk.widgets.long_list import Row
from desk.widgets.ticking import standing
from schemas.calendars import in_hanoi
from schemas.deadlines import EARLIER, rule_words
from schemas.dossiers import Dossier, Moment
from schemas.people import Applicant, Organisation
from schemas.reception import FeeTaken, ReceptionForm, TickedPaper
from schemas.shape import Instant

Line = tuple[str, str]
"""A label and what stands behind it."""
_L = texts.LABELS
_METHODS = dict(reception_texts.METHODS)
_BAD_STATES = {"failed", "unknown"}


def short_moment(moment: Instant) -> str:
    """An instant in few letters: `09:00 02/03/2020`."""
    local = in_hanoi(moment)
    return f"{local:%H:%M} {shown_date(local.date())}"


def head_lines(dossier: Dossier, writers: Writers) -> list[Line]:
    """Code, status, and where and when it was received."""
    paper = dossier.on_paper()
    lines = [(_L["code"], dossier.code or _no_code(dossier)), (_L["status"], _status(dossier))]
    others = [code for code in dossier.claimed_codes if code != dossier.code]
    if dossier.code:
        lines.append((_L["also"], ", ".join(_old_code(dossier, code) for code in others)))
    else:
        lines.append((_L["printed" if paper else "told"], ", ".join(others)))
    if paper is not None and paper.promised is not None:
        said = texts.ON_PAPER_PROMISED.format(due=moment_words(paper.promised.due))
        lines.append((_L["promised"], said))
    if dossier.received_at is not None:
        officer = writers.officer(dossier.officer, dossier.counter)
        counter = writers.counter(dossier.counter)
        when = moment_words(dossier.received_at)
        words = texts.RECEIVED.format(when=when, counter=counter, officer=officer)
        lines.append((_L["received"], words))
    if dossier.promised is not None:
        rule = rule_words(dossier.promised.rule.removeprefix(EARLIER))
        lines += [(_L["promised"], moment_words(dossier.promised.due)), (_L["rule"], rule)]
    return _filled(lines)


def _no_code(dossier: Dossier) -> str:
    """Why a dossier has no code, and the key that gives it one."""
    if not is_without_code(dossier):
        return texts.NO_CODE
    return texts.CODE_TAKEN if repeatable(dossier) else texts.CODE_OPEN


def _status(dossier: Dossier) -> str:
    if dossier.status is not None:
        return within(dossier.status)
    submission = dossier.in_vain()
    if dossier.lapsed is not None:
        return texts.LAPSED
    if submission is not None and submission.id in {one.entry for one in dossier.decided}:
        return texts.LAPSED_ONLINE
    return texts.ON_PAPER if dossier.on_paper() or submission else ""


def slip_waiting(dossier: Dossier) -> str:
    """The barcode of the slip that a form is to come back with; empty where none is."""
    is_waiting = dossier.draft is not None and is_begun(dossier)
    return dossier.slips[-1].barcode if is_waiting and dossier.slips else ""


def nothing_to_resume(dossier: Dossier) -> str:
    """Why F8 has nothing to go on with."""
    if not is_begun(dossier) and (dossier.on_paper() or dossier.in_vain()):
        return texts.NOT_AGAIN.format(status=within(dossier.status))
    is_doubtful = is_without_code(dossier) and dossier.cases
    return NOT_YET if is_doubtful else texts.NOTHING_TO_RESUME


def _old_code(dossier: Dossier, code: str) -> str:
    """A code that was printed for it too, and whether that reception was set aside."""
    aside = {one.entry for one in dossier.decided if one.decision == "set_aside"}
    is_old = any(one.id in aside and one.words.get("code") == code for one in dossier.timeline)
    return texts.OLD_PAPER.format(code=code) if is_old else code


def people_lines(dossier: Dossier) -> list[Line]:
    """Applicant and submitter, before reception as the draft has them."""
    received, draft = dossier.received or dossier.on_paper(), dossier.draft
    if received is not None:
        who, submitter = received.applicant, received.submitter
    elif draft is not None:
        who = draft.applicant_or_submitter()
        submitter = draft.submitter if draft.applicant else None
    else:
        return []
    lines = _lines_of(_L["applicant"], who)
    if submitter is None:
        return [*lines, (_L["submitter"], texts.SAME_PERSON)]
    return [*lines, *_lines_of(_L["submitter"], submitter)]


def _lines_of(label: str, who: Applicant) -> list[Line]:
    number = "tax_code" if isinstance(who, Organisation) else "number"
    lines = [(label, who.name), (_L[number], who.number)]
    if isinstance(who, Organisation):
        lines.append((_L["representative"], who.representative))
    lines += [(_L["address"], who.address), (_L["phone"], who.phone), (_L["email"], who.email)]
    return _filled(lines)


def content_lines(dossier: Dossier, procedure: str) -> list[Line]:
    """Procedure, sets, delivery, fees, register line, note."""
    received = dossier.received or dossier.on_paper()
    if received is None:
        return _filled([(_L["procedure"], procedure)])
    line = received.register_line
    register = texts.REGISTER.format(volume=line.volume, line=line.line) if line else ""
    return _filled(
        [
            (_L["procedure"], f"{received.procedure_name} ({received.procedure})"),
            (_L["case"], received.case_name),
            (_L["sets"], str(received.sets)),
            (_L["delivery"], delivery_words(received.delivery)),
            (_L["fees"], "; ".join(map(fee_words, dossier.fees)) or texts.NO_FEES),
            (_L["register"], register),
            (_L["slip"], received.slip),
            (_L["note"], received.note),
        ]
    )


def fee_words(fee: FeeTaken) -> str:
    """One fee with how it was paid."""
    method = _METHODS.get(fee.method, fee.method)
    words = texts.FEE.format(name=fee.name, amount=shown_money(fee.amount_vnd), method=method)
    receipt = texts.FEE_RECEIPT.format(number=fee.receipt_number) if fee.receipt_number else ""
    return words + receipt


def paper_lines(dossier: Dossier) -> list[Line]:
    """The papers that are held, or what is still missing before reception."""
    draft: ReceptionForm | None = dossier.draft
    received = dossier.received or dossier.on_paper()
    papers = received.papers if received else draft.papers if draft else ()
    return [(f"{number}.", _paper(paper)) for number, paper in enumerate(papers, 1)]


def papers_words(papers: Iterable[TickedPaper]) -> str:
    """Papers in one line."""
    return "; ".join(map(_paper, papers))


def _paper(paper: TickedPaper) -> str:
    if paper.state != "ok":
        flaw = f" ({paper.flaw})" if paper.flaw else ""
        return f"{paper.name}: {standing(paper)}{flaw}"
    if paper.handling == "presented":
        return f"{paper.name}: {texts.PRESENTED}"
    counts = [(getattr(paper, name), words) for name, words in texts.COUNTS]
    return f"{paper.name}: {', '.join(f'{count} {words}' for count, words in counts if count)}"


def slip_lines(dossier: Dossier) -> list[Line]:
    """The supplement slips with what they asked for."""
    return [
        (
            slip.number,
            f"{short_moment(slip.at)}: "
            + "; ".join([lack.name for lack in slip.request.lacking] or [slip.request.reason]),
        )
        for slip in dossier.slips
    ]


def case_lines(dossier: Dossier, writers: Writers) -> list[Line]:
    """The disagreements that an officer has to settle."""
    kinds = {one.id: one.kind for one in dossier.timeline}
    return [("▲", case_texts.sentence(one, writers, kinds[one.entry])) for one in dossier.cases]


def timeline_lines(dossier: Dossier, writers: Writers) -> list[Line]:
    """What happened, oldest first: when, what, who, and what became of it."""
    return [
        (short_moment(one.happened), _moment(dossier, one, writers)) for one in dossier.timeline
    ]


def _moment(dossier: Dossier, one: Moment, writers: Writers) -> str:
    what = " ".join([_kind(one.kind), *_details(one)])
    who = f"{writers.officer(one.officer, one.counter)} ({writers.counter(one.counter)})"
    notes = [texts.PENDING] if one.rank is None else []
    if one.outcome != "applied":
        notes.append(_became(dossier, one))
    return " · ".join([what, who.strip(), *notes])


def _kind(kind: str) -> str:
    said = texts.KINDS.get(kind) or case_texts.step(kind)
    return said[:1].upper() + said[1:]


def _became(dossier: Dossier, one: Moment) -> str:
    """What became of an entry that was doubtful: a decision, or what it waits for."""
    for decided in reversed(dossier.decided):
        if decided.entry == one.id:
            return texts.DECIDED[one.outcome, decided.decision]
    has_case = any(case.entry == one.id for case in dossier.cases)
    return texts.OUTCOMES[one.outcome] if has_case else texts.WAITS


def _details(one: Moment) -> Iterator[str]:
    words = one.words
    made: dict[str, Callable[[Any], str]] = {
        "form": lambda form: texts.FORMS.get(form, form).lower(),
        "copy_number": lambda number: texts.COPY_NUMBER.format(number=number),
        "channel": lambda channel: texts.TOLD.get(channel, ""),
        "outcome": lambda outcome: texts.NOT_REACHED if outcome == "not_reached" else "",
        "amount_vnd": lambda amount: f"{shown_money(amount)} đ",
        "code": str,
        "number": str,
        "field": lambda field: FIELDS.get(field, field),
        "to": str,
        "decision": lambda decision: f"· {case_texts.DECISIONS.get(decision, decision)}",
        "reason": lambda reason: f"({case_texts.REASONS.get(reason, reason)})",
    }
    said = (make(words[name]) for name, make in made.items() if words.get(name))
    yield from filter(None, said)


def job_row(job: Job) -> Row:
    """One print job as the list shows it."""
    copy = texts.COPY_MARK.format(number=job.copy_number) if job.copy_number else ""
    style = "error" if job.state.value in _BAD_STATES else ""
    return Row(
        str(job.id), (texts.FORMS.get(job.form, job.form), copy, state_words(job), job.name), style
    )


def _filled(lines: list[Line]) -> list[Line]:
    return [line for line in lines if line[1]]
