"""Checks that what the centre holds is whole: chains, feeds, states and codes."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from uuid import UUID

from pydantic import ValidationError
from sqlmodel import Session, col, select

from schemas.dossiers import FOLD_VERSION, Dossier, fold
from schemas.journal import BrokenEntryError, read_entry
from schemas.shape import dumped
from sync.centre.epoch_words import ALARMS, VERIFY_ALARM
from sync.centre.epochs import BEHIND, CLONE
from sync.centre.ledgers import claimable_code
from sync.centre.states import ROWS_AT_ONCE, outcome_of
from sync.centre.tables import (
    CodeClaim,
    Counter,
    CounterHead,
    StoredDossier,
    StoredEntry,
    Unit,
    UnitHead,
)


def problems(session: Session) -> Iterator[str]:
    """Everything that is wrong, one sentence of codes and ids each; none if all is whole.

    States of an earlier release's fold are not looked at: the next start folds them anew.
    """
    for unit in session.exec(select(Unit.unit).order_by(col(Unit.unit))).all():
        for head in session.exec(select(CounterHead).where(CounterHead.unit == unit)).all():
            yield from _chain_problems(session, head)
        doubting = select(Counter.counter).where(Counter.unit == unit, Counter.alarm == BEHIND)
        for counter in session.exec(doubting).all():
            yield VERIFY_ALARM.format(counter=counter, alarm=ALARMS[BEHIND])
        yield from _feed_problems(session, unit)


def cloned(session: Session) -> list[str]:
    """The counters that two installations write as; the record is whole all the same."""
    wanted = select(Counter.counter).where(Counter.alarm == CLONE)
    return list(session.exec(wanted.order_by(col(Counter.counter))))


def _chain_problems(session: Session, head: CounterHead) -> Iterator[str]:
    name = f"{head.counter} epoch {head.epoch}"
    wanted = (
        select(StoredEntry.seq, StoredEntry.digest, StoredEntry.text)
        .where(
            StoredEntry.unit == head.unit,
            StoredEntry.counter == head.counter,
            StoredEntry.epoch == head.epoch,
        )
        .order_by(col(StoredEntry.seq))
    )
    last, before = 0, None
    for seq, digest, text in session.exec(wanted).yield_per(ROWS_AT_ONCE):
        if seq != last + 1:
            yield f"{name}: entry {last + 1} is missing"
        if not _is_link(text, seq, digest, before):
            yield f"{name}: entry {seq} is not the one that was written"
        last, before = seq, digest
    if (last, before) != (head.seq, head.digest):
        yield f"{name}: the head is {head.seq}, the newest entry {last}"


def _is_link(text: str, seq: int, digest: str, before: str | None) -> bool:
    try:
        entry = read_entry(text)
    except BrokenEntryError:
        return False
    return (entry.seq, entry.digest) == (seq, digest) and (seq == 1 or entry.prev == before)


def _feed_problems(session: Session, unit: str) -> Iterator[str]:
    made = Refolded()
    head = session.get_one(UnitHead, unit)
    last = head.pruned
    wanted = (
        select(StoredEntry)
        .where(StoredEntry.unit == unit, col(StoredEntry.position).is_not(None))
        .order_by(col(StoredEntry.position))
    )
    for row in session.exec(wanted).yield_per(ROWS_AT_ONCE):
        last += 1
        if row.position != last or (not row.relayed and row.rank != row.position):
            yield f"{unit}: the feed has no position {last}"
        if not row.relayed and not made.follow(row):
            yield f"{unit}: position {last} of the feed is no entry"
        last = row.position or last
    if last != head.position:
        yield f"{unit}: the feed ends at {last} and its head says {head.position}"
    if not head.pruned:
        yield from _state_problems(session, unit, made)
        yield from _claim_problems(session, unit, made.claims)


@dataclass
class Refolded:
    """What a feed makes when it is folded again."""

    states: dict[UUID, Dossier] = field(default_factory=dict)
    begun: dict[UUID, int] = field(default_factory=dict)
    """Rank of each dossier's first entry."""
    claims: dict[str, UUID] = field(default_factory=dict)

    def follow(self, row: StoredEntry) -> bool:
        """Fold one more entry; False if it is none."""
        try:
            entry = read_entry(row.text)
        except BrokenEntryError:
            return False
        if entry.dossier is None:
            return True
        outcome = outcome_of(row.outcome, row.case)
        before = self.states.get(entry.dossier)
        self.states[entry.dossier] = fold(before, entry, outcome, row.rank)
        self.begun.setdefault(entry.dossier, row.rank or 0)
        code = claimable_code(entry)
        if code is not None:
            self.claims.setdefault(code, entry.dossier)
        return True

    def tells(self, row: StoredDossier) -> bool:
        """Whether a dossier is kept as it was folded, or as the ranks that it is folded from."""
        state = self.states[row.id]
        if row.state is None:
            return (row.first_rank, row.rank) == (self.begun[row.id], state.rank)
        return _is_state(row.state, state)


def _state_problems(session: Session, unit: str, made: Refolded) -> Iterator[str]:
    wanted = select(StoredDossier).where(StoredDossier.unit == unit)
    held = set()
    for row in session.exec(wanted).yield_per(ROWS_AT_ONCE):
        held.add(row.id)
        if row.id not in made.states:
            yield f"{unit}: dossier {row.id} was not folded from this feed"
        elif row.fold == FOLD_VERSION and not made.tells(row):
            yield f"{unit}: dossier {row.id} is not the fold of its entries"
    for missing in sorted(made.states.keys() - held):
        yield f"{unit}: dossier {missing} is missing"


def _is_state(text: str, state: Dossier) -> bool:
    wanted = dumped(state)
    if text == wanted:
        return True
    try:
        # Written by another release, the same state may have its fields in another order.
        return Dossier.model_validate_json(text) == Dossier.model_validate_json(wanted)
    except ValidationError:
        return False


def _claim_problems(session: Session, unit: str, claims: dict[str, UUID]) -> Iterator[str]:
    wanted = select(CodeClaim.code, CodeClaim.dossier).where(CodeClaim.unit == unit)
    held = dict(session.exec(wanted).all())
    for code in sorted(claims.keys() | held.keys()):
        if claims.get(code) != held.get(code):
            yield f"{unit}: code {code} belongs to another dossier than its entries say"
