"""What witnesses returned and no run of its writer goes on to: known by what lies in the feed.

A desk sends its own again, and what no place is left for it writes once more, with its ids, in a
later epoch. So does the centre for its own counters: nobody else would, and they may have gone on
from a backup before anybody said so, in the places of what is returned now. Any other entry that
does not go on from a head waits for its writer.
"""

from collections import Counter
from collections.abc import Collection, Sequence

from sqlmodel import Session, col, select

from schemas.codes import CENTRE_COUNTER
from schemas.identity import other_id
from schemas.journal import Entry, read_entry
from sync.centre.batches import among
from sync.centre.own_counter import Hand, lock_unit, repeat
from sync.centre.tables import Restoration, StoredEntry, Witnessed

OPENING = "epoch.opened"
"""It tells of the place where it stood, and of nothing else."""


def write_again(
    session: Session, unit: str, entries: Sequence[Entry], hand: Hand
) -> frozenset[str]:
    """Record once more what its own counter wrote and the feed lacks; answers whose feeds grew.

    The unit has to be locked. Idempotent: what the feed has is not written again.
    """
    own = [entry for entry in entries if entry.counter == f"{unit}/{CENTRE_COUNTER}"]
    lost = _unplaced(session, unit, own)
    if not lost:
        return frozenset()
    return repeat(session, unit, sorted(lost, key=lambda one: (one.at, one.seq)), hand).units


def take_up(session: Session, unit: str, hand: Hand) -> None:
    """At a start: write again what an earlier release left in the witnessed of its own counter."""
    told = select(Witnessed.text).where(
        Witnessed.unit == unit, Witnessed.counter == f"{unit}/{CENTRE_COUNTER}"
    )
    entries = [read_entry(text) for text in session.exec(told)]
    restored = select(Restoration.number).where(Restoration.unit == unit).limit(1)
    if entries and session.exec(restored).first() is not None:
        lock_unit(session, unit)
        write_again(session, unit, entries, hand)


def unplaced(session: Session) -> dict[str, int]:
    """How many entries witnesses returned that the feed of their unit has not, by their writers."""
    counts: Counter[str] = Counter()
    for unit in session.exec(select(Witnessed.unit).distinct().order_by(col(Witnessed.unit))).all():
        rows = session.exec(select(Witnessed.text).where(Witnessed.unit == unit))
        lacking = _unplaced(session, unit, [read_entry(text) for text in rows])
        counts.update(entry.counter for entry in lacking)
    return dict(sorted(counts.items()))


def _unplaced(session: Session, unit: str, entries: Sequence[Entry]) -> list[Entry]:
    """The facts of these that the feed has not, each once."""
    facts = {entry.id: entry for entry in entries if entry.kind != OPENING}
    known = _in_the_feed(session, unit, facts.values()) if facts else set()
    return [entry for entry in facts.values() if entry.id not in known]


def _in_the_feed(session: Session, unit: str, entries: Collection[Entry]) -> set[object]:
    """The ids of those whose facts the feed has, under their own id or the one they go by."""
    names = {name: entry.id for entry in entries for name in (other_id(entry), entry.id)}
    wanted = select(StoredEntry.id).where(
        StoredEntry.unit == unit,
        among(session.connection(), StoredEntry.id, names),
        col(StoredEntry.position).is_not(None),
    )
    return {names[one] for one in session.exec(wanted)}
