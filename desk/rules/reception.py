"""What a reception form lacks, what is doubtful in it, and the time it may promise."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime
from itertools import chain, count

from desk.rules.form_texts import unread
from schemas.calendars import HANOI, Calendar
from schemas.deadlines import NotPromised, earlier, promise
from schemas.entries import Lacking, Promised
from schemas.letters import folded
from schemas.people import Applicant, Doubt, Person, applicant_doubts
from schemas.procedures import Case, Limit, Paper, Procedure, limit_for
from schemas.reception import ReceptionForm, TickedPaper

SETS_MAX = 20
COUNT_MAX = 99


def checklist(case: Case) -> tuple[TickedPaper, ...]:
    """The papers of a case, none of them there yet."""
    return tuple(
        TickedPaper(
            key=paper.key, name=paper.name, handling=paper.handling, required=paper.required
        )
        for paper in case.papers
    )


def carried_over(ticked: tuple[TickedPaper, ...], case: Case) -> tuple[TickedPaper, ...]:
    """The checklist of a case with what was already ticked of the same papers kept."""
    before = {(paper.key, paper.name, paper.handling): paper for paper in ticked}
    fresh = checklist(case)
    return tuple(before.get((paper.key, paper.name, paper.handling), paper) for paper in fresh)


def all_papers(ticked: tuple[TickedPaper, ...], case: Case) -> tuple[TickedPaper, ...]:
    """The papers of a case, those that nobody spoke of absent; then what is held besides.

    Each has a key of its own; what was ticked keeps the one that slips and scans name.
    """
    return tuple(paper for paper, _ in _joined(ticked, case))


def asked_for(ticked: tuple[TickedPaper, ...], case: Case) -> dict[str, Paper]:
    """What the catalogue asks for of each paper, by the key that the paper has in the form."""
    return {paper.key: asked for paper, asked in _joined(ticked, case) if asked}


def _joined(ticked: tuple[TickedPaper, ...], case: Case) -> list[tuple[TickedPaper, Paper | None]]:
    """By name: a key is a place in a list, and another paper's in the next catalogue."""
    taken: set[str] = set()
    held = _apart(ticked, taken)
    listed = {(paper.key, paper.name) for paper in case.papers}
    joined: list[tuple[TickedPaper, Paper | None]] = []
    for blank, asked in zip(checklist(case), case.papers, strict=True):
        same = [one for one in held if one.name == asked.name]
        own = [one for one in same if one.key == asked.key or (one.key, one.name) not in listed]
        if own:
            held.remove(own[0])
        joined.append(((own or _apart([blank], taken))[0], asked))
    return [*joined, *((one, None) for one in held if one.state != "absent")]


def _apart(papers: Iterable[TickedPaper], taken: set[str]) -> list[TickedPaper]:
    """Papers with a key for each that no other has; `taken` grows by them."""
    apart = []
    for paper in papers:
        free = (f"{paper.key}-{number}" for number in count(2))
        key = next(one for one in chain([paper.key], free) if one not in taken)
        taken.add(key)
        apart.append(paper if key == paper.key else paper.model_copy(update={"key": key}))
    return apart


def with_all_papers(form: ReceptionForm, case: Case | None) -> ReceptionForm:
    """The form with all papers of its case; as it is where the case is not known."""
    papers = all_papers(form.papers, case) if case else form.papers
    return form if papers == form.papers else form.model_copy(update={"papers": papers})


def came(paper: TickedPaper, asked: Paper | None) -> TickedPaper:
    """The paper once it is there, with the counts the catalogue asks for; presented ones hold 0."""
    if paper.handling == "presented" or asked is None:
        held = {"originals": 0, "certified": 0, "photocopies": 0}
        if paper.handling == "handed_in":
            held["originals"] = 1
    else:
        held = {
            "originals": asked.originals,
            "certified": asked.certified,
            "photocopies": asked.photocopies,
        }
    return paper.model_copy(update={"state": "ok", "flaw": "", "bring": ""} | held)


def all_required(ticked: tuple[TickedPaper, ...], case: Case) -> tuple[TickedPaper, ...]:
    """The checklist with every required paper that is still absent ticked as there."""
    asked = asked_for(ticked, case)
    return tuple(
        came(paper, asked.get(paper.key)) if paper.required and paper.state == "absent" else paper
        for paper in ticked
    )


def is_blank(form: ReceptionForm) -> bool:
    """Whether nothing has been entered yet, so that nothing would be lost with the form."""
    who = form.applicant_or_submitter()
    typed = (
        who.name,
        who.number,
        who.phone,
        who.address,
        form.submitter.name,
        form.submitter.number,
    )
    return not any(typed) and not form.procedure and not form.note and not unread(form)


def chosen(form: ReceptionForm, procedure: Procedure, case: Case | None) -> ReceptionForm:
    """The form for a procedure and case, with the papers of the case; equal papers keep ticks."""
    return form.model_copy(
        update={
            "procedure": procedure.code,
            "case": case.key if case else "",
            "papers": carried_over(form.papers, case) if case else (),
            "confirmed": (),
        }
    )


def lacking(form: ReceptionForm, case: Case) -> tuple[Lacking, ...]:
    """Everything that is wrong, or missing though required: what one slip has to say at once."""
    return tuple(
        _lack(paper, asked)
        for paper, asked in _joined(form.papers, case)
        if paper.state == "wrong" or (paper.state == "absent" and paper.required)
    )


def is_wrong(paper: TickedPaper) -> bool:
    """Whether a paper lies here and is wrong; what is marked and not here is only missing."""
    counts = (paper.originals, paper.certified, paper.photocopies)
    return paper.state == "wrong" and (paper.handling == "presented" or any(counts))


def _lack(paper: TickedPaper, asked: Paper | None) -> Lacking:
    counts = asked if asked and paper.handling == "handed_in" else None
    return Lacking(
        key=paper.key,
        name=paper.name,
        flaw=paper.flaw,
        bring=paper.bring,
        originals=counts.originals if counts else 0,
        certified=counts.certified if counts else 0,
        photocopies=counts.photocopies if counts else 0,
    )


def doubts(
    form: ReceptionForm, procedure: Procedure | None, case: Case | None, today: date
) -> list[Doubt]:
    """Everything that keeps a form from being accepted, or has to be confirmed, in form order."""
    found = [
        replace(doubt, field=f"submitter.{doubt.field}")
        for doubt in applicant_doubts(form.submitter, today)
    ]
    if form.applicant is not None:
        found += [
            replace(doubt, field=f"applicant.{doubt.field}")
            for doubt in applicant_doubts(form.applicant, today)
        ]
    found += [*_procedure_doubts(form, procedure, case), *_delivery_doubts(form)]
    return [*unread(form), *found]


def _procedure_doubts(
    form: ReceptionForm, procedure: Procedure | None, case: Case | None
) -> list[Doubt]:
    if procedure is None:
        return [
            Doubt("procedure", "procedure_missing" if not form.procedure else "retired", "error")
        ]
    if case is None:
        return [Doubt("case", "case_missing", "error")]
    found = []
    if lacking(form, case):
        found.append(Doubt("papers", "papers_lacking", "error"))
    if not 1 <= form.sets <= SETS_MAX:
        found.append(Doubt("sets", "sets_out_of_range", "error"))
    if limit_of(form, case) is None:
        found.append(Doubt("limit", "limit_missing", "error"))
    return found


def _delivery_doubts(form: ReceptionForm) -> list[Doubt]:
    delivery = form.delivery
    if delivery.channel == "postal" and not delivery.address.strip():
        return [Doubt("delivery.address", "delivery_address_missing", "error")]
    if delivery.channel == "online" and not form.applicant_or_submitter().email.strip():
        return [Doubt("delivery", "delivery_email_missing", "warning")]
    return []


def promise_doubt(refused: NotPromised) -> Doubt:
    """The doubt that a refused promise is, at the field that can mend it."""
    of_limit = {"no_limit": "limit_missing", "too_long": "limit_too_long"}
    if refused.reason in of_limit or refused.reason == "amount_not_positive":
        return Doubt("limit", of_limit.get(refused.reason, refused.reason), "error")
    return Doubt("promised_at", refused.reason, "error")


def doubts_with_promise(
    form: ReceptionForm,
    procedure: Procedure | None,
    case: Case | None,
    calendar: Calendar | None,
    now: datetime,
) -> list[Doubt]:
    """All doubts about a form as it stands, the promised time included."""
    found = doubts(form, procedure, case, now.astimezone(HANOI).date())
    if case is None or calendar is None or limit_of(form, case) is None:
        return found
    due = promised(form, case, calendar, form.happened or now)
    return [*found, promise_doubt(due)] if isinstance(due, NotPromised) else found


def filled_from(person: Person, known: Person) -> Person:
    """A person with the blanks filled in from what is known of the same citizen."""
    blanks = {
        name: getattr(known, name)
        for name in type(known).model_fields
        if not getattr(person, name) and getattr(known, name)
    }
    return person.model_copy(update=blanks)


def from_card(held: Applicant | None, card: Person) -> Person:
    """The citizen of a card; what the card does not say stays as it was typed of the same one.

    Whoever was typed with another number, or under another name, is somebody else.
    """
    if not isinstance(held, Person) or held.number not in ("", card.number):
        return card
    is_same = not card.name or not held.name or folded(held.name) == folded(card.name)
    return filled_from(card, held) if is_same else card


def blocking(found: list[Doubt], confirmed: tuple[str, ...]) -> list[Doubt]:
    """The doubts that still stand: every error, and the warnings not confirmed yet."""
    return [one for one in found if one.severity == "error" or mark(one) not in confirmed]


def mark(doubt: Doubt) -> str:
    """How a confirmed warning is remembered in the form."""
    return f"{doubt.field}:{doubt.code}"


def limit_of(form: ReceptionForm, case: Case) -> Limit | None:
    """The limit that binds: the catalogue's for the channel, else the one the officer entered."""
    return limit_for(case, form.channel) or form.limit


def promised(
    form: ReceptionForm, case: Case, calendar: Calendar, received: datetime
) -> Promised | NotPromised:
    """The time to promise: the published one, or the officer's earlier one (article 14.3)."""
    limit = limit_of(form, case)
    if limit is None:
        return NotPromised("no_limit")
    published = promise(limit, received, calendar)
    if isinstance(published, NotPromised):
        return published
    binding = published
    if form.promised_at is not None and form.promised_at != published.due:
        shortened = earlier(published, form.promised_at, received=received, calendar=calendar)
        if isinstance(shortened, NotPromised):
            return shortened
        binding = shortened
    return Promised(
        due=binding.due,
        published=published.due,
        rule=binding.rule,
        calendar=calendar.version,
    )
