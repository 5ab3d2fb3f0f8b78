"""A day at two counters with everything that goes wrong, and what must hold all along."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any, ClassVar
from uuid import UUID

from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
)

from desk.rules.reception import came, checklist
from desk.usecases.drafts import bring_back, new_form, save_draft
from desk.usecases.receive import Accepted, Refused, receive_dossier
from desk.usecases.supplement import Requested, Telling, request_supplement
from desk.usecases.verify import rebuild
from schemas.entries import (
    CaseSettled,
    Corrected,
    Notified,
    NumberVoided,
    Reason,
    Resolved,
    Returned,
    SlipPrinted,
    Supplemented,
    SupplementRequested,
)
from schemas.judge import ALLOWED
from schemas.people import Person
from schemas.reception import FeeTaken, ReceptionForm
from schemas.shape import Shape
from schemas.statuses import Status
from sync.state import LaneName
from tests.properties.invariants import Record
from tests.properties.network import FAULTS, Fault
from tests.properties.world import COUNTERS, PROCEDURE, CounterOf, World

LANES: tuple[LaneName, LaneName] = ("up", "down")
STEPS_TO_DRAIN = 100
"""Steps within which everything has arrived once the network is well again."""
NAMES = ("Ấn", "Bình", "Đạt", "Ích", "Oanh", "Quỳnh", "Ước", "Yến")
EXPECTED_REFUSALS = {"date_behind", "date_ahead", "already_received", "not_waiting"}
"""A clock that was set wrong, and a dossier that another counter received."""
FEE = FeeTaken(key="copy", name="Bản sao", amount_vnd=8_000)
STEPS: dict[str, Callable[[], Shape]] = {
    "dossier.in_process": Reason,
    "dossier.withdrawn": lambda: Reason(reason="Công dân rút hồ sơ"),
    "dossier.stopped": Reason,
    "dossier.refused": Reason,
    "dossier.payment_requested": Reason,
    "obligation.met": Reason,
    "dossier.resolved": lambda: Resolved(number="12/QĐ", dated="2020-03-05", signatory="Chủ tịch"),
    "dossier.returned": lambda: Returned(to="Nguyễn Văn A"),
    "dossier.supplement_requested": lambda: SupplementRequested(number="", barcode=""),
    "dossier.supplemented": Supplemented,
    "citizen.notified": lambda: Notified(about="result", channel="telephone"),
    "slip.printed": lambda: SlipPrinted(form="receipt", version="tt01-2018"),
    "fee.collected": lambda: FEE,
}
counters = st.sampled_from(COUNTERS)
lanes = st.sampled_from(LANES)
faults = st.one_of(st.none(), st.sampled_from(FAULTS))
picks = st.integers(0, 5)
kinds = st.sampled_from(sorted(STEPS))


class DeskAndCentre(RuleBasedStateMachine):
    """Rules are what people, networks and machines do; invariants are design section 10."""

    make_world: ClassVar[Callable[[], World]] = World

    def __init__(self) -> None:
        super().__init__()
        self.world = type(self).make_world()
        self.forms: dict[UUID, ReceptionForm] = {}
        self.record = Record()
        self.touched: set[str] = set()
        """Counters that something happened at since all was last looked at."""

    def teardown(self) -> None:
        """Heal everything, let it drain, and look at the end."""
        try:
            self.drain()
            self.record.check(self.world, set(COUNTERS))
            self.record.check_the_end(self.world)
        finally:
            self.world.close()

    def at(self, counter: str) -> CounterOf:
        """A counter, a few seconds later."""
        self.world.time += timedelta(seconds=7)
        self.touched.add(counter)
        return self.world.counters[counter]

    @initialize(comers=st.lists(counters, max_size=3), heard=st.booleans())
    def day_begins(self, comers: list[str], heard: bool) -> None:
        """Some citizens were there already, and mostly both counters know of them."""
        for counter in comers:
            self._serve(self.at(counter), self._new_form(self.at(counter), complete=True))
        if heard:
            self.drain()

    # What officers do

    @rule(counter=counters, complete=st.booleans())
    def citizen_comes(self, counter: str, complete: bool) -> None:
        """A citizen with all papers is received, one without gets a slip."""
        self._serve(self.at(counter), self._new_form(self.at(counter), complete=complete))

    @precondition(lambda self: self.forms)
    @rule(counter=counters, pick=picks, complete=st.booleans())
    def citizen_returns(self, counter: str, pick: int, complete: bool) -> None:
        """A slip is scanned at any counter, and its draft comes back if it is known there."""
        at = self.at(counter)
        dossier = list(self.forms)[pick % len(self.forms)]
        form = bring_back(dossier, at.desk, "huong")
        if form is not None:
            papers = papers_of(complete=complete)
            self._serve(at, form.model_copy(update={"papers": papers}))

    @precondition(lambda self: self.forms)
    @rule(counter=counters, pick=picks)
    def enter_is_pressed_again(self, counter: str, pick: int) -> None:
        """A form that was sent off is sent off again, at whatever counter has it."""
        at = self.at(counter)
        form = list(self.forms.values())[pick % len(self.forms)]
        if form.id in at.dossiers():
            self._serve(at, form)

    @rule(counter=counters, taken=st.lists(st.tuples(picks, kinds), min_size=1, max_size=4))
    def steps_are_taken(self, counter: str, taken: list[tuple[int, str]]) -> None:
        """An officer takes steps that the dossiers allow as they stand here."""
        at = self.at(counter)
        for pick, kind in taken:
            self._record(at, kind, pick, ALLOWED.get(kind))

    @rule(counter=counters, pick=picks, kind=kinds)
    def odd_step_is_recorded(self, counter: str, pick: int, kind: str) -> None:
        """A fact turns up that does not follow from what is known."""
        self._record(self.at(counter), kind, pick, None)

    @rule(counter=counters, pick=picks, mine=kinds, other=kinds)
    def both_counters_step_at_once(self, counter: str, pick: int, mine: str, other: str) -> None:
        """Neither hears of the other's step before its own."""
        for name, kind in zip((counter, *(set(COUNTERS) - {counter})), (mine, other), strict=True):
            self._record(self.at(name), kind, pick, ALLOWED.get(kind))

    @rule(counter=counters, pick=picks)
    def mistake_is_corrected(self, counter: str, pick: int) -> None:
        """The note of a reception is corrected from what it is here."""
        at = self.at(counter)
        here = [one for one in at.dossiers().values() if one.received is not None]
        if here:
            chosen = here[pick % len(here)]
            assert chosen.received is not None
            body = Corrected(
                field="note", old=chosen.received.note, new=f"số {pick}", reason="ghi sai"
            )
            at.record("dossier.corrected", body, chosen.id)

    @rule(counter=counters, pick=picks, decision=st.sampled_from(("apply", "set_aside")))
    def case_is_settled(self, counter: str, pick: int, decision: Any) -> None:
        """An officer settles a case that shows here."""
        at = self.at(counter)
        here = [(one.id, case) for one in at.dossiers().values() for case in one.cases]
        if here:
            dossier, case = here[pick % len(here)]
            at.record("case.settled", CaseSettled(entry=case.entry, decision=decision), dossier)

    @precondition(lambda self: self.record.printed)
    @rule(counter=counters, pick=picks)
    def number_is_voided(self, counter: str, pick: int) -> None:
        """A spoilt sheet is written off."""
        _, code, dossier = self.record.printed[pick % len(self.record.printed)]
        body = NumberVoided(number=code, reason="giấy hỏng")
        self.at(counter).record("number.voided", body, dossier)

    @precondition(lambda self: self.record.printed)
    @rule(counter=counters, pick=picks)
    def code_is_claimed_twice(self, counter: str, pick: int) -> None:
        """A pad sheet is entered with a code that a dossier has already."""
        at = self.at(counter)
        known = [one.received for one in at.dossiers().values() if one.received and one.code]
        others = [
            one.received
            for other in self.world.counters.values()
            for one in other.dossiers().values()
            if one.received and one.code
        ]
        taken = [*known, *others]
        if taken:
            body = taken[pick % len(taken)].model_copy(update={"origin": "pad"})
            form = new_form(at.desk, "lan")
            at.record("dossier.received", body, form.id)

    # What networks and machines do

    @rule(counter=counters, lane=lanes, fault=faults)
    def line_is_used(self, counter: str, lane: LaneName, fault: Fault | None) -> None:
        """One step of a lane, with or without a fault on its way."""
        self.at(counter)
        self.world.step(counter, lane, fault)

    @rule(counter=counters)
    def line_is_well_for_a_while(self, counter: str) -> None:
        """Both lanes get a few steps done."""
        self.at(counter)
        for _ in range(3):
            for lane in LANES:
                self.world.step(counter, lane)

    @rule(counter=counters, lane=lanes, when=st.sampled_from(("before", "after")))
    def counter_crashes_while_storing_an_answer(
        self, counter: str, lane: LaneName, when: str
    ) -> None:
        """The centre has done it; the counter ends before or after it has noted that."""
        at = self.at(counter)
        at.replica.crashes.append(when)
        self.world.step(counter, lane)
        at.replica.crashes.clear()

    @rule(counter=counters, complete=st.booleans(), fault=faults)
    def citizen_comes_while_the_line_is_used(
        self, counter: str, complete: bool, fault: Fault | None
    ) -> None:
        """An entry is written between the reading of the outbox and the answer."""
        at = self.at(counter)
        form = self._new_form(at, complete=complete)
        at.network.meanwhile = lambda: self._serve(at, form)
        self.world.step(counter, "up", fault)

    @rule(counter=counters)
    def counter_crashes(self, counter: str) -> None:
        """The process ends between two steps."""
        self.at(counter).crash()

    @rule()
    def centre_restarts(self) -> None:
        """The centre ends and starts again."""
        self.world.centre.restart()

    @rule(counter=counters, entries=st.integers(1, 3))
    def pages_become_small(self, counter: str, entries: int) -> None:
        """Pushes and pages hold few entries from now on."""
        at = self.at(counter)
        at.network.page_limit = entries
        at.lanes.state = replace(at.lanes.state, batch=entries)

    @rule(counter=counters, minutes=st.sampled_from((-1440, -61, -5, 5, 61, 1440)))
    def clock_jumps(self, counter: str, minutes: int) -> None:
        """Somebody sets a counter's clock."""
        at = self.at(counter)
        at.ahead = timedelta(minutes=minutes)

    @rule(counter=counters)
    def projections_are_made_again(self, counter: str) -> None:
        """The technician rebuilds."""
        rebuild(self.at(counter).desk)

    # What must hold after every step

    @invariant()
    def all_holds(self) -> None:
        """The invariants of the design, wherever something happened."""
        self.record.check(self.world, self.touched)
        self.touched.clear()

    # What must hold in the end

    def drain(self) -> None:
        """Let both lanes work on a network that is well, until nothing is left."""
        for counter in self.world.counters.values():
            counter.network.fault = None
        for _ in range(STEPS_TO_DRAIN):
            for name in COUNTERS:
                for lane in LANES:
                    self.world.step(name, lane)
            if self.is_drained():
                return
        raise AssertionError("something is still on its way")

    def is_drained(self) -> bool:
        """Nothing waits at a counter, and every counter has the whole feed."""
        end = len(self.world.centre.feed())
        return all(
            counter.replica.head().seq == counter.replica.acknowledged()
            and counter.replica.feed_position() == end
            for counter in self.world.counters.values()
        )

    # How it is done

    def _record(
        self, at: CounterOf, kind: str, pick: int, allowed: frozenset[Status | None] | None
    ) -> None:
        """Record a step on one of the dossiers whose status allows it; None: on any."""
        states = at.dossiers().values()
        here = [one.id for one in states if allowed is None or one.status in allowed]
        if here:
            at.record(kind, STEPS[kind](), here[pick % len(here)])
            self.record.fees += FEE.amount_vnd if kind == "fee.collected" else 0

    def _new_form(self, at: CounterOf, *, complete: bool) -> ReceptionForm:
        name = f"Nguyễn Văn {NAMES[len(self.forms) % len(NAMES)]}"
        person = Person(name=name, phone="0912345678")
        form = new_form(at.desk, "lan", person)
        return form.model_copy(
            update={
                "procedure": PROCEDURE.code,
                "case": "usual",
                "papers": papers_of(complete=complete),
                "fees": (FEE,),
            }
        )

    def _serve(self, at: CounterOf, form: ReceptionForm) -> None:
        """Receive a form whose papers are complete; give a slip for one that lacks any."""
        save_draft(form, at.desk)
        self.forms[form.id] = form
        if all(paper.state == "ok" for paper in form.papers):
            answer = receive_dossier(form, at.desk)
            self._keep(at, answer)
            self.record.fees += FEE.amount_vnd if answer_is_new(answer) else 0
        else:
            self._keep(at, request_supplement(form, Telling(reason="thiếu"), at.desk))

    def _keep(self, at: CounterOf, answer: Accepted | Requested | Refused) -> None:
        """Remember what the citizen was handed."""
        match answer:
            case Refused():
                assert {doubt.code for doubt in answer.doubts} <= EXPECTED_REFUSALS
            case Accepted(created=True):
                received = {(name, dossier) for name, _, dossier in self.record.receipts()}
                assert (at.name, answer.id) not in received
                self.record.printed.append((at.name, answer.code, answer.id))
            case Requested(created=True):
                self.record.printed.append((at.name, answer.barcode, answer.id))
            case _:
                assert answer.id in at.dossiers()


def answer_is_new(answer: Accepted | Refused) -> bool:
    """Whether something was recorded by it."""
    return isinstance(answer, Accepted) and answer.created


def papers_of(*, complete: bool) -> tuple[Any, ...]:
    """The papers of the procedure as they came: all of them, or not."""
    asked = {paper.key: paper for paper in PROCEDURE.cases[0].papers}
    papers = tuple(came(one, asked[one.key]) for one in checklist(PROCEDURE.cases[0]))
    if complete:
        return papers
    return (papers[0], papers[1].model_copy(update={"state": "absent"}))
