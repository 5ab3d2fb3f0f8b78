"""What has not reached the centre yet, and what the centre has set aside: the outbox."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal
from uuid import UUID

import orjson
from sqlmodel import Session, col, select

from desk.rules.cases import followers
from desk.rules.papers import papers_of
from desk.store.journal import counter_of
from desk.store.lives import is_unsent
from desk.store.loose import loose_cases
from desk.store.replica import unsent_count
from desk.store.scan_tables import Scan
from desk.store.tables import Counter, DossierRow, Journal
from desk.usecases.desk import Desk
from schemas.dossiers import Dossier
from schemas.ids import uuid7
from schemas.journal import Entry, read_entry, trusted_entry
from schemas.standing import BEHIND, Case, OpenCase

MILLISECOND = timedelta(milliseconds=1)
What = Literal["unsent", "parked", "scan"]


@dataclass(frozen=True)
class Unsettled:
    """One thing in the outbox: an unsent entry, one that was set aside, or an unsent scan."""

    what: What
    id: str
    """The entry's id, or the scan's digest."""
    kind: str
    at: datetime
    officer: str
    dossier: UUID | None
    code: str
    place: int
    """How many go before it; 0 is next."""
    paper: str = ""
    """What a scan shows, by name; empty for a paper that the dossier does not list."""
    reason: str = ""
    """Why a scan was refused, as a stable code."""
    case: OpenCase | None = None
    """Why an entry was set aside."""
    size_bytes: int = 0


@dataclass(frozen=True)
class Waiting:
    """The entry that goes next: its place in the journal, and the code of its dossier."""

    seq: int
    code: str


@dataclass(frozen=True)
class Outbox:
    """The outbox in numbers."""

    unsent: int
    parked: int
    scans: int
    scan_bytes: int
    oldest: datetime | None
    """When the oldest unsent entry was recorded."""
    next: "Waiting | None" = None
    """The entry that goes next."""

    @property
    def count(self) -> int:
        """How many rows a list of it has."""
        return self.unsent + self.parked + self.scans


def outbox(desk: Desk) -> Outbox:
    """The numbers, in one consistent view."""
    with desk.store.read() as session:
        counter = counter_of(session)
        sizes = session.exec(select(Scan.size_bytes).where(Scan.state != "sent")).all()
        return Outbox(
            unsent=unsent_count(session),
            parked=len(_parked(session, counter)),
            scans=len(sizes),
            scan_bytes=sum(sizes),
            oldest=_oldest(session, counter),
            next=_next(session, counter),
        )


def outbox_page(desk: Desk, offset: int, limit: int) -> Sequence[Unsettled]:
    """Unsent entries in the order they go, then what was set aside, then scans."""
    with desk.store.read() as session:
        counter = counter_of(session)
        unsent = unsent_count(session)
        page = _unsent(session, counter, offset, limit) if offset < unsent else []
        if len(page) == limit:
            return page
        aside, after = _set_aside(session, counter), max(0, offset - unsent)
        page += aside[after : after + limit - len(page)]
        after = max(0, after - len(aside))
        return [*page, *_scans(session, after, limit - len(page))]


def _oldest(session: Session, counter: Counter) -> datetime | None:
    query = select(Journal.text).where(is_unsent(counter))
    text = session.exec(query.order_by(col(Journal.place)).limit(1)).one_or_none()
    return _said(text).at if text else None


def _said(text: str) -> Entry:
    """What an entry says; whether it is the one that was written is for `verify`."""
    return trusted_entry(orjson.loads(text))


def _next(session: Session, counter: Counter) -> Waiting | None:
    query = (
        select(Journal.seq, DossierRow.code)
        .join(DossierRow, col(DossierRow.id) == col(Journal.dossier), isouter=True)
        .where(is_unsent(counter))
        .order_by(col(Journal.place))
    )
    found = session.exec(query.limit(1)).first()
    return Waiting(found[0], found[1] or "") if found else None


def _unsent(session: Session, counter: Counter, offset: int, limit: int) -> list[Unsettled]:
    query = (
        select(Journal.text, DossierRow.code)
        .join(DossierRow, col(DossierRow.id) == col(Journal.dossier), isouter=True)
        .where(is_unsent(counter))
        .order_by(col(Journal.place))
        .offset(offset)
        .limit(limit)
    )
    rows = enumerate(session.exec(query), start=offset)
    return [_entry("unsent", text, code, place) for place, (text, code) in rows]


def _set_aside(session: Session, counter: Counter) -> list[Unsettled]:
    cases = _parked(session, counter)
    query = (
        select(Journal.id, Journal.text, DossierRow.code)
        .join(DossierRow, col(DossierRow.id) == col(Journal.dossier), isouter=True)
        .where(col(Journal.id).in_(list(cases)))
        .order_by(col(Journal.place))
    )
    return [
        _entry("parked", text, code, 0, cases[name]) for name, text, code in session.exec(query)
    ]


def _parked(session: Session, counter: Counter) -> dict[str, OpenCase]:
    """Cases that keep an entry of ours from its effect, by the entry."""
    texts = session.exec(select(DossierRow.state).where(DossierRow.cases > 0))
    states = [*map(Dossier.model_validate_json, texts), *loose_cases(session)]
    own = [
        (state, one)
        for state in states
        for one in state.cases
        if one.parked and one.counter == counter.counter
    ]
    behind = {str(moment.id): one for state, one in own for moment in followers(state, one)}
    waits = {name: _behind(name, cause) for name, cause in behind.items()}
    return waits | {str(one.entry): one for _, one in own}


def _behind(entry: str, cause: OpenCase) -> OpenCase:
    """What an entry without a case of its own waits for."""
    case = Case(code=BEHIND, params={"entry": str(cause.entry)})
    return OpenCase(entry=UUID(entry), counter=cause.counter, parked=True, case=case)


def _entry(
    what: What, text: str, code: str | None, place: int, case: OpenCase | None = None
) -> Unsettled:
    entry = _said(text)
    return Unsettled(
        what=what,
        id=str(entry.id),
        kind=entry.kind,
        at=entry.at,
        officer=entry.officer,
        dossier=entry.dossier,
        code=code or "",
        place=place,
        case=case,
    )


def _scans(session: Session, offset: int, limit: int) -> list[Unsettled]:
    query = select(Scan).where(Scan.state != "sent").order_by(col(Scan.made_at))
    rows = enumerate(session.exec(query.offset(offset).limit(limit)), start=offset)
    return [_scan(session, scan, place) for place, scan in rows]


def _scan(session: Session, scan: Scan, place: int) -> Unsettled:
    entry = _attached(session, scan)
    query = select(DossierRow.code, DossierRow.state).where(
        DossierRow.id == str(entry.dossier if entry else None)
    )
    code, state = session.exec(query).first() or (None, None)
    papers = dict(papers_of(Dossier.model_validate_json(state))) if state else {}
    return Unsettled(
        what="scan",
        id=scan.sha256,
        kind=scan.media_type,
        at=datetime.fromisoformat(scan.made_at),
        officer=entry.officer if entry else "",
        dossier=entry.dossier if entry else None,
        code=code or "",
        place=place,
        paper=papers.get(entry.body["paper"], "") if entry else "",
        reason=scan.problem,
        size_bytes=scan.size_bytes,
    )


def _attached(session: Session, scan: Scan) -> Entry | None:
    """The entry that attached a file first: written with it, at the moment that its id says."""
    at = datetime.fromisoformat(scan.made_at)
    first, last = (str(uuid7(at + step, bytes)) for step in (-MILLISECOND, 2 * MILLISECOND))
    query = select(Journal.text).where(
        Journal.kind == "scan.attached", col(Journal.id).between(first, last)
    )
    entries = (read_entry(text) for text in session.exec(query.order_by(col(Journal.place))))
    return next((one for one in entries if one.body.get("sha256") == scan.sha256), None)
