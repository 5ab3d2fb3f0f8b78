"""What must hold after every step and in the end (design, section 10)."""

from collections import Counter as Tally
from collections.abc import Iterable
from dataclasses import dataclass, field
from uuid import UUID

from desk.usecases.scan import DossierScanned, SlipScanned, open_scan
from desk.usecases.verify import verify
from schemas.codes import read_code
from schemas.dossiers import Dossier
from schemas.entries import body_of
from schemas.journal import read_entry
from schemas.reception import FeeTaken
from tests.properties.world import COUNTERS, World


@dataclass
class Record:
    """What people saw with their own eyes: the paper they hold, the entries that were there."""

    printed: list[tuple[str, str, UUID]] = field(default_factory=list)
    """Counter, code or slip barcode, dossier."""
    fees: int = 0
    journals: dict[str, list[str]] = field(default_factory=lambda: {name: [] for name in COUNTERS})

    def receipts(self) -> list[tuple[str, str, UUID]]:
        """The receipts among what was printed."""
        return [one for one in self.printed if read_code(one[1]) is not None]

    def check(self, world: World, touched: Iterable[str]) -> None:
        """All that holds at any time, at the counters where something happened."""
        names = sorted(touched)
        for name in names:
            self.journal_only_grows(world, name)
            self.centre_holds_a_beginning(world, name)
            found = verify(world.counters[name].desk)
            assert not found, found
        if names:
            assert world.centre.problems() == []
            self.codes_find_their_dossiers(world)
            self.a_code_stands_for_one_dossier(world)
            self.money_is_counted()

    def check_the_end(self, world: World) -> None:
        """Counters and centre agree on every dossier, rank, outcome and fee."""
        centre = world.centre.dossiers()
        for name, counter in world.counters.items():
            assert world.centre.journal(name) == self.journals[name]
            assert counter.pending() == 0
            assert set(counter.feed()) <= set(world.centre.feed())
            assert counter.dossiers() == centre
        assert self.fees == sum(fee.amount_vnd for one in centre.values() for fee in one.fees)

    def journal_only_grows(self, world: World, name: str) -> None:
        """Every committed entry stays, exactly once, in order."""
        before, now = self.journals[name], world.counters[name].journal()
        assert now[: len(before)] == before
        seqs = [read_entry(text).seq for text in now[len(before) :]]
        assert seqs == list(range(len(before) + 1, len(now) + 1))
        self.journals[name] = now

    def centre_holds_a_beginning(self, world: World, name: str) -> None:
        """What the centre has is what was written, and all that left the outbox was answered."""
        counter, held = world.counters[name], world.centre.journal(name)
        assert held == self.journals[name][: len(held)]
        acknowledged, answers = counter.replica.acknowledged(), counter.answered()
        assert acknowledged <= len(held)
        assert all(answers[seq] for seq in range(1, acknowledged + 1))

    def codes_find_their_dossiers(self, world: World) -> None:
        """What a citizen holds leads to the dossier at the counter that gave it."""
        owners: dict[str, UUID] = {}
        for name, code, dossier in self.printed:
            assert owners.setdefault(code, dossier) == dossier
            found = open_scan(code, world.counters[name].desk)
            assert isinstance(found, DossierScanned | SlipScanned)
            same = found.dossiers if isinstance(found, DossierScanned) else (found.dossier,)
            assert dossier in same

    def a_code_stands_for_one_dossier(self, world: World) -> None:
        """Among dossiers that hold a code, confirmed ones never share it."""
        for dossiers in (world.centre.dossiers(), *_confirmed_dossiers(world)):
            codes = Tally(one.code for one in dossiers.values() if one.code)
            assert not [code for code, times in codes.items() if times > 1]

    def money_is_counted(self) -> None:
        """What was taken from citizens stands in the journals."""
        entries = (read_entry(text) for texts in self.journals.values() for text in texts)
        bodies = [body_of(entry) for entry in entries]
        assert self.fees == sum(one.amount_vnd for one in bodies if isinstance(one, FeeTaken))


def _confirmed_dossiers(world: World) -> list[dict[UUID, Dossier]]:
    return [
        {key: one for key, one in counter.dossiers().items() if _is_confirmed(one)}
        for counter in world.counters.values()
    ]


def _is_confirmed(dossier: Dossier) -> bool:
    return all(moment.rank is not None for moment in dossier.timeline)
