"""What people saw and disks held: more than any of the machines knows, and kept apart from them."""

from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from contextlib import contextmanager
from dataclasses import dataclass, field
from uuid import UUID

from sqlmodel import col, select

from desk.store.store import Store, open_store
from desk.store.tables import Feed, Journal, Sidelined
from schemas.journal import Entry, read_entry
from schemas.wire import FeedPage
from sync.centre.tables import CounterHead, StoredEntry, Witnessed
from tests.simulator.centre import SimulatedCentre
from tests.simulator.desk import SimulatedDesk
from tests.simulator.engines import eased
from tests.simulator.printers import Life, Trays


@dataclass(frozen=True)
class Receipt:
    """Paper in a citizen's hand."""

    counter: str
    epoch: int
    life: Life
    code: str
    dossier: UUID
    entry: str

    @property
    def unit(self) -> str:
        """Where the dossier has its home."""
        return self.counter.partition("/")[0]


@contextmanager
def peeked(desk: SimulatedDesk) -> Iterator[Store]:
    """The store of a machine, on or off, without its points."""
    if desk.is_on:
        yield desk.store
        return
    store = open_store(desk.home)
    eased("desk", store.engine)
    try:
        yield store
    finally:
        store.close()


@dataclass
class Truth:
    """Every entry that any machine ever committed, and every receipt that was ever printed."""

    entries: dict[str, Entry] = field(default_factory=dict)
    receipts: list[Receipt] = field(default_factory=list)
    slips: list[tuple[str, str, UUID]] = field(default_factory=list)
    """Unit, barcode, dossier."""
    trays: Trays = field(default_factory=Trays)
    ended: set[str] = field(default_factory=set)
    """Units that were merged into another: nobody is received there any more."""
    lost: set[str] = field(default_factory=set)
    """On no disk that is left: no protocol can bring it back."""
    ranks: dict[tuple[str, str, str], tuple[int, str]] = field(default_factory=dict)
    held_ranks: dict[tuple[str, str, int], str] = field(default_factory=dict)
    """Who has each rank: incarnation, home unit, rank."""
    untold: set[str] = field(default_factory=set)
    """Incarnations of which a backup went on before anybody said so: it gave ranks anew."""
    heads: dict[tuple[str, int], int] = field(default_factory=dict)
    """How far a centre that was restored since had each epoch of each counter."""
    broken: list[str] = field(default_factory=list)
    """What was seen that must not be."""

    def observe(self, desks: Iterable[SimulatedDesk]) -> None:
        """Note what these machines have committed by now."""
        for desk in desks:
            with peeked(desk) as store, store.read() as session:
                rows = session.exec(
                    select(Journal.id, Journal.text).order_by(col(Journal.place))
                ).all()
                # What was put aside is in no journal until it is written again.
                aside = session.exec(select(Sidelined.id, Sidelined.text)).all()
                for name, text in (*rows, *aside):
                    known = plain(name)
                    if known not in self.entries:
                        self.entries[known] = read_entry(text)

    def observe_centre(self, centre: SimulatedCentre) -> None:
        """Note what the centre has committed by now, its own entries among it."""
        with centre.store.reading() as session:
            for name, text in session.exec(select(StoredEntry.id, StoredEntry.text)):
                if str(name) not in self.entries:
                    self.entries[str(name)] = read_entry(text)

    def mourn(self, desks: Sequence[SimulatedDesk], centre: SimulatedCentre) -> int:
        """A disk was lost or went back: what none of these holds any more is lost."""
        held = held_at_centre(centre)
        for desk in desks:
            held |= held_at(desk)
        before = len(self.lost)
        self.lost |= {one for one in self.entries if one not in held}
        return len(self.lost) - before

    def note_untold(self, centre: SimulatedCentre) -> None:
        """Note that the centre goes on in the life of its backup."""
        centre.start()
        self.untold.add(centre.incarnation())
        centre.end()

    def note_heads(self, centre: SimulatedCentre) -> None:
        """Note how far the centre has each journal, before it goes back to a backup."""
        for journal, seq in heads_at(centre).items():
            self.heads[journal] = max(seq, self.heads.get(journal, 0))


@dataclass(frozen=True)
class Watched:
    """Looks at what machines are told while it is bad."""

    truth: Truth
    centre: SimulatedCentre
    desks: Sequence[SimulatedDesk]

    def page(self, page: FeedPage) -> None:
        """A rank is given once in an incarnation, unless a backup went on in it."""
        for row in page.rows if page.incarnation not in self.truth.untold else ():
            key = (page.incarnation, str(row.entry["home"]), str(row.entry["id"]))
            said = (row.rank, row.outcome)
            if self.truth.ranks.setdefault(key, said) != said:
                self.truth.broken.append(f"a rank is given once: that of {row.entry['id']} differs")
            place = (page.incarnation, str(row.entry["home"]), row.rank)
            if self.truth.held_ranks.setdefault(place, key[2]) != key[2]:
                self.truth.broken.append(f"a rank is given once: two have {row.rank}")

    def forgotten(self, names: AbstractSet[str]) -> None:
        """A snapshot brings dossiers for entries; those that a restored centre lacks go with it."""
        if names:
            held = held_at_centre(self.centre).union(*map(held_at, self.desks))
            self.truth.lost |= names - held

    def answer(self, journal: tuple[str, int], seq: int) -> None:
        """What leaves an outbox is at the centre, or was before it was restored."""
        if not self.centre.is_up:
            return
        there = max(heads_at(self.centre).get(journal, 0), self.truth.heads.get(journal, 0))
        if seq > there:
            name = f"{journal[0]} {journal[1]}/{seq}"
            self.truth.broken.append(f"what was answered is there: {name}, of which {there}")


def heads_at(centre: SimulatedCentre) -> dict[tuple[str, int], int]:
    """How far the centre has each epoch of each counter."""
    with centre.store.reading() as session:
        rows = session.exec(select(CounterHead.counter, CounterHead.epoch, CounterHead.seq))
        return {(counter, epoch): seq for counter, epoch, seq in rows}


def plain(name: str) -> str:
    """An id without the mark of a copy in another epoch."""
    return name.partition("/")[0]


def held_at(desk: SimulatedDesk) -> set[str]:
    """The ids of all entries whose text lies on a machine's disk."""
    with peeked(desk) as store, store.read() as session:
        own = session.exec(select(Journal.id)).all()
        aside = session.exec(select(Sidelined.id)).all()
        foreign = session.exec(select(Feed.id).where(Feed.text != "")).all()
        # Not what was given back once: where a backup comes again and nobody notices, none asks.
        return {plain(one) for one in (*own, *aside, *foreign)}


def held_at_centre(centre: SimulatedCentre) -> set[str]:
    """The ids of all entries whose text lies at the centre, if only as a witness's word."""
    with centre.store.reading() as session:
        witnessed = session.exec(select(Witnessed.text)).all()
    return taken_at(centre) | {str(read_entry(text).id) for text in witnessed}


def taken_at(centre: SimulatedCentre) -> set[str]:
    """The ids of all entries that the centre has taken."""
    with centre.store.reading() as session:
        return {str(one) for one in session.exec(select(StoredEntry.id))}
