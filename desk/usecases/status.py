"""Where the counter stands, in numbers and codes; the words are the screen's."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from sqlalchemy import func
from sqlmodel import col, select

from desk.store.epochs import are_numbers_frozen
from desk.store.journal import counter_of
from desk.store.loose import loose_cases
from desk.store.references import Edition
from desk.store.replica import unsent_count
from desk.store.scans import scans_left
from desk.store.tables import DossierRow, Draft, PrintJob
from desk.usecases.desk import Desk
from desk.usecases.print_troubles import NO_TROUBLE, PrintTrouble, print_trouble

SKEW_MS_MAX = 120_000
"""Two minutes: beyond it the officer sees the clock's error before accepting anything."""

Clock = Literal["right", "behind_entries", "off_centre"]
_CASES = select(func.sum(DossierRow.cases)).where(col(DossierRow.cases) > 0)
"""Answered from an index that only holds dossiers with cases."""
_DOSSIERS = select(func.max(DossierRow.row))
"""Rows are never removed, so the last one's number is how many there are."""


@dataclass(frozen=True)
class Standing:
    """The counter in numbers."""

    counter: str
    unit: str
    epoch: int
    head_seq: int
    acked_seq: int
    unsent: int
    """Entries that the centre has not answered for."""
    feed_position: int
    dossiers: int
    drafts: int
    print_jobs: dict[str, int]
    catalogue: Edition | None
    clock: Clock
    skew_ms: int | None
    cases: int = 0
    """Open cases of the dossiers known here, and of entries about none."""
    frozen: bool = False
    """No number is issued: see `desk.usecases.epochs`."""
    scans: int = 0
    """Scans that wait to be sent."""
    scans_refused: int = 0
    """Scans that the centre will never take as they are."""
    print_trouble: PrintTrouble = NO_TROUBLE


def standing(desk: Desk) -> Standing:
    """Everything the status line and `desk status` tell, in one consistent view."""
    now = desk.now()
    with desk.store.read() as session:
        counter = counter_of(session)
        jobs = select(PrintJob.state, func.count()).group_by(PrintJob.state)
        scans = scans_left(session)
        return Standing(
            counter=counter.counter,
            unit=counter.unit,
            epoch=counter.epoch,
            head_seq=counter.head_seq,
            acked_seq=counter.acked_seq,
            unsent=unsent_count(session),
            feed_position=counter.feed_position,
            dossiers=session.exec(_DOSSIERS).one() or 0,
            drafts=session.exec(select(func.count()).select_from(Draft)).one(),
            print_jobs=dict(session.exec(jobs).all()),
            catalogue=desk.references.edition(session, "catalogue"),
            clock=clock_of(counter.newest_at, counter.skew_ms, now),
            skew_ms=counter.skew_ms,
            cases=(session.exec(_CASES).one() or 0) + len(loose_cases(session)),
            frozen=are_numbers_frozen(counter),
            scans=scans.get("waiting", 0),
            scans_refused=scans.get("refused", 0),
            print_trouble=print_trouble(session),
        )


def clock_of(newest_at: str, skew_ms: int | None, now: datetime) -> Clock:
    """How our clock stands to our own entries, and to the centre's as far as it is known."""
    if newest_at and now < datetime.fromisoformat(newest_at):
        return "behind_entries"
    if skew_ms is not None and abs(skew_ms) > SKEW_MS_MAX:
        return "off_centre"
    return "right"
