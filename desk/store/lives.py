"""Our own journal over all its lives: what of each the centre has, and what it gives back.

What the centre has is never altered here. Where it has other entries in the places of ours, ours
are put aside as they were written, and their facts are written once more, with their ids, at the
end of the epoch we are in.
"""

import json
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, func, or_, update
from sqlmodel import Session, col, delete, select

from desk.store import projection
from desk.store.confirming import confirm_from, name_of
from desk.store.journal import append_again, counter_of
from desk.store.tables import Counter, Feed, Journal, Sidelined
from schemas.journal import check_entry, read_entry, received_text
from schemas.wire import Me
from sync.lives import Difference, HeldEpoch, compare

FETCHED = json.dumps({"kind": "fetched", "case": None})
"""Stands where the centre's answer to a push would: the centre gave the entry itself."""


def difference(session: Session, me: Me) -> Difference:
    """How the centre's record of our journal differs from ours."""
    return compare(
        me,
        counter_of(session).epoch,
        held_epochs(session),
        lambda epoch, seq: digest_at(session, epoch, seq),
    )


def held_epochs(session: Session) -> dict[int, HeldEpoch]:
    """Every epoch we hold entries of, in the order in which we first did."""
    counter = counter_of(session)
    answered = {counter.epoch: counter.acked_seq}
    unanswered = select(Journal.epoch, func.min(Journal.seq)).where(
        Journal.epoch != counter.epoch, col(Journal.outcome).is_(None)
    )
    first = dict(session.exec(unanswered.group_by(col(Journal.epoch))).all())
    heads = select(Journal.epoch, func.max(Journal.seq)).group_by(col(Journal.epoch))
    return {
        epoch: HeldEpoch(seq, answered.get(epoch, first.get(epoch, seq + 1) - 1))
        for epoch, seq in session.exec(heads.order_by(func.min(Journal.place)))
    }


def digest_at(session: Session, epoch: int, seq: int) -> str | None:
    """The digest of one of our entries."""
    query = select(Journal.text).where(Journal.epoch == epoch, Journal.seq == seq)
    text = session.exec(query).one_or_none()
    return read_entry(text).digest if text else None


def is_unsent(counter: Counter) -> ColumnElement[bool]:
    """The condition on the journal for what the centre has not answered for."""
    return or_(
        and_(col(Journal.epoch) == counter.epoch, col(Journal.seq) > counter.acked_seq),
        and_(col(Journal.epoch) != counter.epoch, col(Journal.outcome).is_(None)),
    )


def closed_unsent(session: Session, limit: int) -> Sequence[str]:
    """Unsent entries of the oldest closed epoch that has any, in order."""
    counter = counter_of(session)
    waiting = (Journal.epoch != counter.epoch, col(Journal.outcome).is_(None))
    oldest = select(Journal.epoch).where(*waiting).order_by(col(Journal.place)).limit(1)
    epoch = session.exec(oldest).one_or_none()
    query = select(Journal.text).where(Journal.epoch == epoch, *waiting)
    return session.exec(query.order_by(col(Journal.seq)).limit(limit)).all()


def closed_unsent_count(session: Session) -> int:
    """How many entries of closed epochs the centre has not answered for."""
    counter = counter_of(session)
    query = select(func.count()).where(
        Journal.epoch != counter.epoch, col(Journal.outcome).is_(None)
    )
    return session.exec(query).one()


def resend_closed(session: Session, epoch: int, seq: int) -> None:
    """Send the entries of a closed epoch after `seq` again: the centre lacks them."""
    lacking = update(Journal).where(col(Journal.epoch) == epoch, col(Journal.seq) > seq)
    session.execute(lacking.values(outcome=None))


def take_back(
    session: Session, epoch: int, after: int, entries: Sequence[Mapping[str, Any]]
) -> bool:
    """Put entries of ours that the centre has into their places; False if they do not follow.

    What stood there is written again at once, never in the epoch it stood in: no officer is to miss
    a dossier, and no print its record, until the line comes back for the next introduction.

    Raises:
        BrokenEntryError: one of them is not what was written; nothing was taken.
    """
    first = check_entry(entries[0])
    if after and first.prev != digest_at(session, epoch, after):
        return False
    touched: set[UUID] = set()
    for mapping in entries:
        touched |= _put(session, mapping)
    session.flush()
    for dossier in touched:
        _confirm(session, dossier)
    projection.show(session, touched)
    write_again(session)
    return True


def _put(session: Session, mapping: Mapping[str, Any]) -> set[UUID]:
    entry = check_entry(mapping)
    place = (col(Journal.epoch) == entry.epoch, col(Journal.seq) == entry.seq)
    held = session.exec(select(Journal).where(*place)).one_or_none()
    touched = {entry.dossier} if entry.dossier else set()
    if held is not None and read_entry(held.text).digest == entry.digest:
        held.outcome = held.outcome or FETCHED
        session.add(held)
        return set()
    if held is not None:
        touched |= _put_aside(session, entry.epoch, entry.seq)
    name = name_of(session, entry)
    is_copy = session.exec(select(Journal.id).where(Journal.id == name)).first()
    rank = session.exec(select(Feed.rank).where(Feed.id == name)).one_or_none()
    session.add(
        Journal(
            epoch=entry.epoch,
            seq=entry.seq,
            # Facts that were written once more stand in the journal twice, and count once.
            id=f"{entry.id}/{entry.epoch}" if is_copy else name,
            dossier=str(entry.dossier) if entry.dossier and not is_copy else None,
            kind=entry.kind,
            text=received_text(mapping),
            outcome=FETCHED,
            rank=rank,
        )
    )
    session.flush()
    return touched


def _put_aside(session: Session, epoch: int, seq: int) -> set[UUID]:
    """Take our entries from `seq` on out of the journal; they are kept as they were written."""
    beyond = (col(Journal.epoch) == epoch, col(Journal.seq) >= seq)
    query = select(Journal).where(*beyond).order_by(col(Journal.seq))
    touched = set()
    for row in session.exec(query).all():
        session.add(Sidelined(epoch=row.epoch, seq=row.seq, id=row.id, text=row.text))
        # The feed may have it already, from another copy of us, and would point at nothing.
        pointing = update(Feed).where(col(Feed.id) == row.id, col(Feed.text) == "")
        session.execute(pointing.values(text=row.text))
        if row.dossier:
            touched.add(UUID(row.dossier))
    session.flush()
    session.execute(delete(Journal).where(*beyond))
    return touched


def _confirm(session: Session, dossier: UUID) -> None:
    """Entries of ours that the feed or a snapshot brought while we did not have them."""
    state = projection.fold_confirmed(session, dossier)
    confirm_from(session, [state] if state else [])


def give_up(session: Session, epoch: int, after: int) -> None:
    """Write ours beyond `after` once more, as if the centre had others in all those places.

    What it has of them all the same it knows by their ids.
    """
    touched = _put_aside(session, epoch, after + 1)
    write_again(session)
    projection.show(session, touched)


def write_again(session: Session) -> int:
    """Write the facts that were put aside into the epoch we are in; answers how many."""
    query = select(Sidelined).where(col(Sidelined.again).is_(False))
    rows = session.exec(query.order_by(col(Sidelined.place))).all()
    count = 0
    for row in rows:
        row.again = True
        session.add(row)
        entry = read_entry(row.text)
        known = session.exec(select(Journal.id).where(Journal.id == row.id)).first()
        if known is not None or entry.kind == "epoch.opened":
            continue
        count += 1
        written = append_again(session, entry)
        if entry.dossier:
            _confirm(session, entry.dossier)
            projection.show(session, [entry.dossier])
        assert written.entry.id == entry.id
    return count
