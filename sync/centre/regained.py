"""What witnesses returned and no run of its writer goes on to: known by what lies in the feed.

The centre may have been put back from a backup and have gone on before anybody said so. What its
own counters wrote since then stands where witnesses now return other entries of theirs. A desk
writes the facts of such entries once more, with their ids, in a later epoch; so does the centre for
its own counters. Any other entry beside a head is its writer's to send again, and waits for it.
"""

from collections import Counter
from collections.abc import Collection, Sequence

from sqlmodel import Session, col, select

from schemas.identity import other_id
from schemas.journal import Entry, read_entry
from sync.centre.batches import among
from sync.centre.own_counter import NAME, Hand, repeat
from sync.centre.tables import StoredEntry, Witnessed

OPENING = "epoch.opened"
"""It tells of the place where it stood, and of nothing else."""


def write_again(session: Session, unit: str, hand: Hand) -> frozenset[str]:
    """Record once more what the centre's own counter lost to a fork; whose feeds grew by it.

    The unit has to be locked. Idempotent: what the feed has is not written again.
    """
    rows = _witnessed(session, unit, f"{unit}/{NAME}")
    lost = _beside_the_journal(session, rows)
    known = _in_the_feed(session, unit, lost)
    facts = {entry.id: entry for entry in lost if entry.id not in known}
    if not facts:
        return frozenset()
    entries = sorted(facts.values(), key=lambda one: (one.at, one.seq))
    return repeat(session, unit, entries, hand).units


def unplaced(session: Session) -> dict[str, int]:
    """How many entries witnesses returned that the feed of their unit has not, by their writers."""
    counts: Counter[str] = Counter()
    for unit in session.exec(select(Witnessed.unit).distinct().order_by(col(Witnessed.unit))).all():
        entries = (read_entry(row.text) for row in _witnessed(session, unit))
        told = {entry.id: entry for entry in entries if entry.kind != OPENING}
        known = _in_the_feed(session, unit, told.values())
        counts.update(entry.counter for entry in told.values() if entry.id not in known)
    return dict(counts)


def _witnessed(session: Session, unit: str, counter: str = "") -> Sequence[Witnessed]:
    wanted = select(Witnessed).where(Witnessed.unit == unit)
    if counter:
        wanted = wanted.where(Witnessed.counter == counter)
    ordered = wanted.order_by(
        col(Witnessed.counter), col(Witnessed.epoch), col(Witnessed.seq), col(Witnessed.digest)
    )
    return session.exec(ordered).all()


def _beside_the_journal(session: Session, rows: Sequence[Witnessed]) -> list[Entry]:
    """The entries in whose places, or in those before them, the journal has others.

    What may still go on from a head, once what lies between is returned too, is not among them.
    """
    digests: set[str] = set()
    found = []
    for row in rows:
        own = session.get(StoredEntry, (row.unit, row.counter, row.epoch, row.seq))
        entry = read_entry(row.text)
        has_other = own is not None and own.digest != row.digest
        if has_other or (own is None and entry.prev in digests):
            digests.add(row.digest)
            if entry.kind != OPENING:
                found.append(entry)
    return found


def _in_the_feed(session: Session, unit: str, entries: Collection[Entry]) -> set[object]:
    """The ids of those whose facts the feed has, under their own id or the one they go by."""
    names = {name: entry.id for entry in entries for name in (other_id(entry), entry.id)}
    wanted = select(StoredEntry.id).where(
        StoredEntry.unit == unit,
        among(session.connection(), StoredEntry.id, names),
        col(StoredEntry.position).is_not(None),
    )
    return {names[one] for one in session.exec(wanted)}
