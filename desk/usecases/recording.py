"""Recording one more fact about a dossier: judged before it is written, and never written twice."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlmodel import Session, select

from desk.rules.recording import NotRecorded
from desk.store.journal import Fact, append, counter_of
from desk.store.projection import show_own, state_of
from desk.store.references import case_of, procedure_of
from desk.store.tables import CodeClaim, Counter, Feed, Journal
from desk.usecases.desk import Desk, local_date
from schemas.calendars import Calendar
from schemas.clashes import COMMUTING
from schemas.codes import read_code, read_pad, read_slip
from schemas.dossiers import Case as Disagreement
from schemas.dossiers import Dossier, Moment, Outcome
from schemas.ids import pad_dossier_id
from schemas.journal import Entry, read_entry
from schemas.judge import judge
from schemas.procedures import Case, Catalogue
from schemas.shape import Shape, written
from schemas.statuses import Status


@dataclass(frozen=True)
class Hand:
    """Who records something, and when it happened."""

    officer: str
    happened: datetime | None = None
    """None: now."""
    id: UUID | None = None
    """Made when the form opened, and given to the entry: a second Enter finds it written."""


@dataclass(frozen=True)
class Recorded:
    """The fact is durably recorded."""

    dossier: UUID
    entry: UUID
    code: str | None
    status: Status | None
    created: bool
    """False when it had been recorded before."""
    case: Disagreement | None = None
    """The case that it is expected to open."""


@dataclass(frozen=True)
class Said:
    """What a use case has to say of a dossier."""

    kind: str
    body: Shape


@dataclass(frozen=True)
class Before:
    """What a use case would say stands there already."""

    entry: UUID


@dataclass(frozen=True)
class Scene:
    """The dossier as this counter sees it, and the reference data of now."""

    state: Dossier
    happened: datetime
    today: date
    counter: str
    catalogue: Catalogue | None
    calendar: Calendar | None

    @property
    def case(self) -> Case | None:
        """The case of the procedure that it was received for, while the catalogue has it."""
        received = self.state.received
        if received is None or self.catalogue is None:
            return None
        procedure = procedure_of(self.catalogue, received.procedure)
        return case_of(procedure, received.case) if procedure else None

    def before(self, kind: str, reason: str | None = None) -> Before | None:
        """The newest entry of a kind that had its effect, if it gave that reason."""
        for moment in reversed(self.state.timeline):
            if moment.kind == kind and moment.outcome != "parked":
                same = reason is None or moment.words.get("reason", "") == reason
                return Before(moment.id) if same else None
        return None


Saying = Callable[[Scene], Said | Before | NotRecorded]


def dossier_of(code: str, desk: Desk) -> UUID | NotRecorded:
    """The dossier that a code, the barcode of a slip, a pad serial or an id names here."""
    pad = read_pad(code)
    read = read_code(code) or read_slip(code)
    if pad is not None:
        return pad_dossier_id(pad.text)
    if read is None:
        return _id(code) or NotRecorded("unreadable_code", {"code": code})
    with desk.store.read() as session:
        found = session.exec(select(CodeClaim.dossier).where(CodeClaim.code == read.text)).all()
    if len(found) > 1:
        return NotRecorded("claimed_twice", {"code": read.text})
    return UUID(found[0]) if found else NotRecorded("unknown_dossier")


def _id(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def record(dossier: UUID, desk: Desk, hand: Hand, say: Saying) -> Recorded | NotRecorded:
    """Record what a use case says of a dossier, in one transaction; idempotent on the hand's id.

    What the centre would park is refused in words: nothing was handed over for it yet.
    """
    now = desk.now()
    with desk.store.write() as session:
        state = state_of(session, dossier)
        if state is None:
            return NotRecorded("unknown_dossier")
        counter = counter_of(session)
        if is_elsewhere(session, hand.id, state, counter):
            return NotRecorded("id_used")
        known = written_before(session, hand.id)
        if known is not None and known.dossier != dossier:
            return NotRecorded("id_used")
        said = say(_scene(session, desk, state, counter, hand.happened or now))
        if known is not None:
            is_other = isinstance(said, Said) and said.kind != known.kind
            return NotRecorded("id_used") if is_other else _answer(state, known.id, created=False)
        if isinstance(said, NotRecorded):
            return said
        if isinstance(said, Before):
            return _answer(state, said.entry, created=False)
        fact = _fact(state, said, hand, now)
        outcome = judge(state, _expected(state, fact, counter, now), None)
        refusal = _time_refusal(state, fact.kind, hand, now) or _parked(outcome)
        if refusal is not None:
            return refusal
        entries = append(session, [fact], now=now, random_bytes=desk.random_bytes, counter=counter)
        show_own(session, entries)
        after = state_of(session, dossier)
    assert after is not None, "what was just shown is there"
    desk.written()
    return _answer(after, entries[0].entry.id, created=True, case=outcome.case)


def written_before(session: Session, entry: UUID | None) -> Entry | None:
    """Our entry with an id, if it is in the journal."""
    if entry is None:
        return None
    text = session.exec(select(Journal.text).where(Journal.id == str(entry))).first()
    return read_entry(text) if text else None


def is_elsewhere(session: Session, entry: UUID | None, state: Dossier, counter: Counter) -> bool:
    """Whether an id is known to be that of another counter's entry."""
    if entry is None:
        return False
    if any(one.id == entry and one.counter != counter.counter for one in state.timeline):
        return True
    named = (Feed.id == str(entry), Feed.text != "")
    text = session.exec(select(Feed.text).where(*named)).first()
    return text is not None and read_entry(text).counter != counter.counter


def _scene(
    session: Session, desk: Desk, state: Dossier, counter: Counter, happened: datetime
) -> Scene:
    return Scene(
        state=state,
        happened=happened,
        today=local_date(happened),
        counter=counter.counter,
        catalogue=desk.references.catalogue(session),
        calendar=desk.references.calendar(session),
    )


def _fact(state: Dossier, said: Said, hand: Hand, now: datetime) -> Fact:
    return Fact(
        kind=said.kind,
        body=said.body,
        happened=hand.happened or now,
        officer=hand.officer,
        dossier=state.id,
        home=state.home,
        id=hand.id,
    )


def _expected(state: Dossier, fact: Fact, counter: Counter, now: datetime) -> Entry:
    """The entry as it would be judged; it is not sealed, and nobody keeps it."""
    return Entry(
        counter=counter.counter,
        epoch=counter.epoch,
        seq=counter.head_seq + 1,
        id=fact.id or UUID(int=0),
        dossier=state.id,
        home=state.home,
        kind=fact.kind,
        v=fact.v,
        happened=fact.happened,
        at=now,
        skew_ms=counter.skew_ms,
        officer=fact.officer,
        base=state.rank or None,
        body=fact.body.model_dump(mode="json"),
        prev=counter.head_digest,
        digest="",
    )


def _parked(outcome: Outcome) -> NotRecorded | None:
    return NotRecorded("case", case=outcome.case) if outcome.kind == "parked" else None


def _time_refusal(state: Dossier, kind: str, hand: Hand, now: datetime) -> NotRecorded | None:
    """Whether a time that was named lies where it cannot: ahead, or before what it follows."""
    if hand.happened is None:
        return None
    if hand.happened > now:
        return NotRecorded("in_future")
    earliest = _follows(state, kind)
    if earliest is None or hand.happened >= earliest.happened:
        return None
    return NotRecorded("too_early", {"kind": earliest.kind, "since": written(earliest.happened)})


def _follows(state: Dossier, kind: str) -> Moment | None:
    """A step follows the one before; what happens beside the course follows the first."""
    steps = [one for one in state.timeline if one.outcome != "parked" and one.kind not in COMMUTING]
    if not steps:
        return None
    return steps[0] if kind in COMMUTING else steps[-1]


def _answer(
    state: Dossier, entry: UUID, *, created: bool, case: Disagreement | None = None
) -> Recorded:
    return Recorded(
        dossier=state.id,
        entry=entry,
        code=state.code,
        status=state.status,
        created=created,
        case=case,
    )
