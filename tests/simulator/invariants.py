"""What must hold at any time, and once everything has healed (design, section 10)."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from uuid import UUID

from sqlmodel import select

from desk.usecases.cases import open_cases
from desk.usecases.scan import DossierScanned, open_scan
from desk.usecases.verify import verify
from schemas.codes import SLOTS, band_of_slot, read_code, read_slip
from schemas.dossiers import Dossier
from schemas.entries import Received, SupplementRequested, body_of
from schemas.reception import FeeTaken
from schemas.standing import CODE_TAKEN
from sync.centre.tables import StoredEntry
from tests.simulator.centre import SimulatedCentre
from tests.simulator.desk import SimulatedDesk
from tests.simulator.printers import unrecorded
from tests.simulator.truth import Truth, held_at, held_at_centre, taken_at

Found = Iterator[str]


class End:
    """Everything has healed, and the machines that are left have nothing to do."""

    def __init__(
        self, truth: Truth, desks: Sequence[SimulatedDesk], centre: SimulatedCentre
    ) -> None:
        self.truth, self.desks, self.centre = truth, desks, centre
        self.units = sorted({desk.unit for desk in desks})
        self.dossiers = {unit: centre.dossiers(unit) for unit in self.units}
        self.feeds = {unit: centre.feed(unit) for unit in self.units}
        with centre.store.reading() as session:
            rows = session.exec(
                select(StoredEntry.id, StoredEntry.outcome, StoredEntry.case, StoredEntry.position)
            ).all()
        self.outcomes = {str(one): (kind, case) for one, kind, case, at in rows if at is not None}

    def broken(self) -> Found:
        """Every invariant that does not hold, by its name."""
        yield from self.truth.broken
        for name, check in CHECKS.items():
            yield from (f"{name}: {one}" for one in check(self))

    def records_are_whole(self) -> Found:
        yield from self.centre.problems()
        for desk in self.desks:
            yield from (f"{desk.who}: {one.code} {one.where}" for one in verify(desk.desk))

    def nothing_is_lost(self) -> Found:
        # What a witness brought of a machine that has it no more is told, and waits for a person.
        taken, at_centre = taken_at(self.centre), held_at_centre(self.centre)
        for name, entry in self.truth.entries.items():
            there = taken if entry.counter.endswith("/C0") else at_centre
            if name not in self.truth.lost | there and entry.kind != "epoch.opened":
                yield f"{entry.counter} {entry.epoch}/{entry.seq} {entry.kind} {name}"
        for desk in self.desks:
            for name in sorted(held_at(desk) - at_centre):
                known = self.truth.entries.get(name)
                if known is None or known.kind != "epoch.opened":
                    yield f"{name} is only at {desk.who}"

    def both_sides_agree(self) -> Found:
        for desk in self.desks:
            held, known = desk.dossiers(), self.dossiers[desk.unit]
            home = {key: one for key, one in held.items() if one.home == desk.unit}
            for key in sorted(known.keys() | home.keys()):
                if known.get(key) != home.get(key):
                    yield f"{desk.who} has another dossier {key}"
            if desk.pending():
                yield f"{desk.who} has {desk.pending()} unconfirmed"
            if not set(desk.feed()) <= set(self.feeds[desk.unit]):
                yield f"{desk.who} holds ranks that the centre never gave"

    def cases_are_listed_on_both_sides(self) -> Found:
        for desk in self.desks:
            at_desk = {
                (one.dossier, one.open.entry)
                for one in open_cases(desk.desk)
                if _home(desk, one.dossier, self.dossiers) == desk.unit
            }
            at_centre = {
                (key, case.entry)
                for key, one in self.dossiers[desk.unit].items()
                for case in one.cases
            }
            if at_desk != at_centre:
                yield f"{desk.who} lists other cases"

    def the_centre_has_an_answer(self) -> Found:
        """Its disk may refuse, and that it says; anything else is a mistake of the program."""
        yield from dict.fromkeys(self.centre.failures)

    def a_fact_is_ranked_once(self) -> Found:
        for unit in self.units:
            for name, times in Counter(name for _, name in self.feeds[unit]).items():
                if times > 1:
                    yield f"{name} stands {times} times in the feed of {unit}"

    def relayed_entries_are_at_both_units(self) -> Found:
        """With the rank that the home gave, and in the order of those ranks."""
        ranks = {unit: {name: rank for rank, name in self.feeds[unit]} for unit in self.units}
        for name, entry in self.truth.entries.items():
            at_home, at_writer = (ranks.get(one, {}) for one in (entry.home, _unit(entry)))
            if at_home.get(name) != at_writer.get(name) and ranks.keys() >= {entry.home}:
                yield f"{name} is ranked at one of {entry.home}, {_unit(entry)}"
        for unit in self.units:
            yield from self._out_of_order(f"the feed of {unit}", self.feeds[unit])
        for desk in self.desks:
            yield from self._out_of_order(desk.who, desk.feed())

    def _out_of_order(self, who: str, feed: Sequence[tuple[int | None, str]]) -> Found:
        by_home = defaultdict(list)
        for rank, name in feed:
            if name in self.truth.entries:
                by_home[self.truth.entries[name].home].append(rank or 0)
        for home, ranks in by_home.items():
            if any(one >= other for one, other in pairwise(ranks)):
                yield f"{who} has ranks of {home} in another order"

    def paper_is_on_record_and_came_out_once(self) -> Found:
        for paper, times in Counter(self.truth.trays.papers).items():
            if times > 1:
                yield f"{paper.name} came out {times} times at {paper.life}"
        for desk in self.desks:
            for name in unrecorded(desk, self.truth.trays):
                yield f"{desk.who} does not know that {name} came out"

    def a_code_stands_for_one_dossier(self) -> Found:
        for unit in self.units:
            owners: dict[str, UUID] = {}
            for key, one in self.dossiers[unit].items():
                if one.code and owners.setdefault(one.code, key) != key:
                    yield f"{one.code} stands for two"

    def a_number_is_given_once(self) -> Found:
        """Unless a disk went back and nobody could know; then one of the two has a case."""
        by_code = defaultdict(list)
        for receipt in self.truth.receipts:
            by_code[receipt.code].append(receipt)
        for code, receipts in by_code.items():
            for one, other in pairwise(receipts):
                if one.dossier == other.dossier:
                    continue
                is_unknowing = one.epoch == other.epoch and one.life != other.life
                if not is_unknowing:
                    yield f"{code} was printed for two"
                elif not any(self._is_contested(a.entry) for a in (one, other)):
                    yield f"{code} was printed for two and nobody is told"

    def _is_contested(self, entry: str) -> bool:
        _, case = self.outcomes.get(entry, ("", None))
        return entry in self.truth.lost or bool(case and CODE_TAKEN in case)

    def what_was_printed_stands_or_has_a_case(self) -> Found:
        for receipt in self.truth.receipts:
            if receipt.entry in self.truth.lost:
                continue
            kind, case = self.outcomes.get(receipt.entry, ("", None))
            dossier = self.dossiers[receipt.unit].get(receipt.dossier)
            if dossier is None or not kind:
                # Only witnesses have it, or what it was built upon is gone: it is kept, unranked.
                continue
            if receipt.code not in dossier.claimed_codes:
                yield f"{receipt.code} does not find its dossier"
            if case is None and (dossier.received is None or dossier.code != receipt.code):
                yield f"{receipt.code} is contradicted, and nobody is told"
            if not any(str(one.entry) == receipt.entry for one in dossier.promises):
                yield f"the time on {receipt.code} is forgotten"

    def what_was_printed_is_found_by_scan(self) -> Found:
        for desk in self.desks:
            for receipt in self.truth.receipts:
                if receipt.entry in self.outcomes and receipt.unit == desk.unit:
                    found = open_scan(receipt.code, desk.desk)
                    same = isinstance(found, DossierScanned) and receipt.dossier in found.dossiers
                    if not same:
                        yield f"{desk.who} does not find {receipt.code}"

    def numbers_have_no_gaps(self) -> Found:
        used: dict[tuple[str, object, int], set[int]] = defaultdict(set)
        for entry in self.truth.entries.values():
            body = body_of(entry)
            if isinstance(body, Received) and body.origin == "desk" and entry.home == _unit(entry):
                code = read_code(body.code)
                assert code is not None
                slot = _slot_of(code.ordinal)
                if slot:
                    used[code.identifier, code.on, slot].add(code.ordinal - slot_begins(slot))
            if isinstance(body, SupplementRequested):
                slip = read_slip(body.barcode)
                if slip is not None:
                    used[slip.identifier, slip.year, slip.slot].add(slip.number)
        for key, numbers in used.items():
            if numbers != set(range(1, len(numbers) + 1)):
                yield f"{key} has {sorted(numbers)}"

    def money_is_counted(self) -> Found:
        taken = 0
        for name in self.outcomes.keys() & self.truth.entries.keys():
            body = body_of(self.truth.entries[name])
            taken += body.amount_vnd if isinstance(body, FeeTaken) else 0
        held = sum(
            fee.amount_vnd
            for unit in self.units
            for one in self.dossiers[unit].values()
            for fee in one.fees
        )
        if taken != held:
            yield f"{taken} taken, {held} at the centre"


CHECKS: dict[str, Callable[[End], Found]] = {
    "records are whole": End.records_are_whole,
    "nothing is lost": End.nothing_is_lost,
    "both sides agree": End.both_sides_agree,
    "cases are listed on both sides": End.cases_are_listed_on_both_sides,
    "the centre has an answer": End.the_centre_has_an_answer,
    "a fact is ranked once": End.a_fact_is_ranked_once,
    "relayed entries are at both units": End.relayed_entries_are_at_both_units,
    "paper is on record and came out once": End.paper_is_on_record_and_came_out_once,
    "a code stands for one dossier": End.a_code_stands_for_one_dossier,
    "a number is given once": End.a_number_is_given_once,
    "what was printed stands or has a case": End.what_was_printed_stands_or_has_a_case,
    "what was printed is found by scan": End.what_was_printed_is_found_by_scan,
    "numbers have no gaps": End.numbers_have_no_gaps,
    "money is counted": End.money_is_counted,
}
ALONG_THE_WAY = (
    "a rank is given once",
    "what was answered is there",
    "everything drains",
    "no lane dies",
)
"""Invariants that are looked at before the end."""


def _home(desk: SimulatedDesk, key: UUID, known: dict[str, dict[UUID, Dossier]]) -> str:
    return next((unit for unit, dossiers in known.items() if key in dossiers), desk.unit)


def _unit(entry: object) -> str:
    return str(getattr(entry, "counter", "")).partition("/")[0]


def _slot_of(ordinal: int) -> int:
    slots: tuple[int, ...] = SLOTS
    return next((one for one in slots if _holds(one, ordinal)), 0)


def _holds(slot: int, ordinal: int) -> bool:
    return any(first <= ordinal <= last for first, last in band_of_slot(slot).ranges)


def slot_begins(slot: int) -> int:
    """The ordinal before a slot's first."""
    first: int = band_of_slot(slot).ranges[0][0]
    return first - 1
