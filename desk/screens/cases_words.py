"""Open cases in words: a line of the list, and both sides of one with what may be decided."""

from collections.abc import Iterator

from desk.rules.cases import Offer
from desk.screens.case_contents import content_lines, shown_value
from desk.screens.case_papers import paper_words
from desk.screens.desk_rows import CODE_WIDTH, moment, short_code
from desk.screens.dossier_words import Line, papers_words, short_moment
from desk.screens.reception_words import moment_words
from desk.texts import case_facts as facts
from desk.texts import cases_screen as words
from desk.texts.cases import sentence, step
from desk.texts.statuses import within
from desk.usecases.cases import CaseAtHand, NotSettled, Settled
from desk.widgets.columns import Column
from desk.widgets.long_list import Row
from schemas.dossiers import Dossier, Moment
from schemas.entries import CaseSettled, Corrected
from schemas.shape import Shape

COLUMNS = (
    Column(words.COLUMN_AT, width=11),
    Column(words.COLUMN_KIND, share=3),
    Column(words.COLUMN_CODE, width=CODE_WIDTH),
    Column(words.COLUMN_APPLICANT, share=3),
    Column(words.COLUMN_STATE, width=13),
)
Section = tuple[str, list[Line]]


def case_row(one: CaseAtHand) -> Row:
    """One line of the list."""
    cells = (
        moment(one.recorded.happened),
        capital(step(one.recorded.kind)),
        short_code(one.code or ""),
        one.applicant,
        _state(one),
    )
    return Row(str(one.open.entry), cells, "warning" if one.open.parked else "")


def _state(one: CaseAtHand) -> str:
    if not one.settlable:
        return words.EXPECTED
    return words.PARKED if one.open.parked else words.FLAGGED


def case_sections(one: CaseAtHand) -> Iterator[Section]:
    """Whose dossier, what stands against what was recorded, both sides, what may be decided."""
    whose = words.WHOSE.format(code=one.code or "", applicant=one.applicant, title=one.title)
    yield "", [("", whose.strip(" ·")), ("", sentence(one.open, one.writers, one.recorded.kind))]
    yield words.RECORDED.format(place=one.writers.place(one.open.counter)), _here(one)
    yield words.HELD, _there(one)
    yield words.CHOICES, _choices(one)


def _here(one: CaseAtHand) -> list[Line]:
    # Where it was is the title above.
    lines = [(facts.WHAT, _done(one, one.recorded, "")), *_settled(one)]
    lines += _said(one, one.here)
    waiting = "; ".join(step(moment.kind) for moment in one.waiting)
    return [*lines, *([(facts.FOLLOWERS, waiting)] if waiting else [])]


def _settled(one: CaseAtHand) -> list[Line]:
    """What a decision was about, of the second one; both are about the same."""
    if not isinstance(one.here, CaseSettled):
        return []
    about = (moment for moment in one.state.timeline if moment.id == one.here.entry)
    return [(facts.SETTLED, _done(one, moment)) for moment in about]


def _there(one: CaseAtHand) -> list[Line]:
    lines = [(facts.STATUS, capital(within(one.state.status)))]
    if one.owner:
        lines.append((facts.OWNER, one.owner))
    if one.other is not None:
        lines += [(facts.WHAT, _done(one, one.other)), *_said(one, one.there)]
    if isinstance(one.here, Corrected):
        lines.append((facts.HELD, _value(one.state, one.here.field)))
    if one.newest is not None:
        lines.append((facts.NEWEST, _done(one, one.newest)))
    labels = {label for label, _ in lines}
    promised = one.state.promised
    if promised is not None and facts.PROMISED not in labels:
        lines.append((facts.PROMISED, moment_words(promised.due)))
    return lines


def _said(one: CaseAtHand, body: Shape | None) -> list[Line]:
    """What a body says beyond what stands above both sides."""
    return [line for line in content_lines(body) if line[1] not in {one.title, one.code}]


def _value(state: Dossier, field: str) -> str:
    held = state.received.model_dump(mode="json").get(field) if state.received else None
    return shown_value(held) or facts.VALUES[""]


def _done(one: CaseAtHand, moment: Moment, where: str | None = None) -> str:
    who = one.writers.officer(moment.officer, moment.counter)
    where = one.writers.place(moment.counter) if where is None else where
    parts = (capital(step(moment.kind)), who, where, short_moment(moment.happened))
    return " · ".join(part for part in parts if part)


def _choices(one: CaseAtHand) -> list[Line]:
    if not one.settlable:
        return [("", words.NOT_YET)]
    lines = [
        (f"{number}.", words.CHOICE.format(said=offer.words, after=after_words(one, offer)))
        for number, offer in enumerate(one.offers, 1)
    ]
    if one.is_overtaken:
        lines.append(("", words.SAID_TWICE if one.is_said_twice else words.OVERTAKEN))
    return lines


def after_words(one: CaseAtHand, offer: Offer) -> str:
    """What a decision makes of the dossier, so that nobody has to guess."""
    if one.is_loose or not one.open.parked:
        return words.AFTER_SEEN
    if offer.answer == "again":
        return words.AFTER_AGAIN
    before, after = one.state, offer.after
    if after.status is None and (after.lapsed or after.in_vain()):
        return words.AFTER_LAPSED
    said = [_status_after(before, after), *_changes_after(one, before, after)]
    said += paper_words(one, after)
    if one.waiting:
        said.append(words.AFTER_FOLLOWERS.format(count=len(one.waiting)))
    return "; ".join(said)


def _status_after(before: Dossier, after: Dossier) -> str:
    if before.status == after.status:
        return words.AFTER_SAME.format(status=within(before.status))
    return words.AFTER_STATUS.format(new=within(after.status))


def _changes_after(one: CaseAtHand, before: Dossier, after: Dossier) -> Iterator[str]:
    held, got = before.received, after.received
    is_taken = (before.counter, before.received_at) != (after.counter, after.received_at)
    if got is not None and is_taken:
        yield words.AFTER_RECEPTION.format(place=one.writers.place(one.open.counter))
    elif held is not None and got is not None and held != got:
        fields = [
            name for name in type(got).model_fields if getattr(held, name) != getattr(got, name)
        ]
        for field in fields:
            value = papers_words(got.papers) if field == "papers" else _value(after, field)
            said = facts.FIELDS.get(field, field)
            yield words.AFTER_VALUE.format(field=said, value=value)
    if after.promised is not None and after.promised != before.promised:
        yield words.AFTER_PROMISED.format(due=moment_words(after.promised.due))


def said_of(told: Settled | NotSettled) -> str:
    """What became of a decision."""
    match told:
        case NotSettled(why=why):
            return words.NOT_SETTLED[why]
        case Settled(created=created):
            return words.SETTLED if created else words.SETTLED_BEFORE


def capital(said: str) -> str:
    """As a sentence begins."""
    return said[:1].upper() + said[1:]
