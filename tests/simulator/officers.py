"""What people do at the counters and at the centre while everything goes wrong around them."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from sqlmodel import select

from desk.store.store import StoreError
from desk.store.tables import Journal
from desk.usecases.cases import open_cases, settle_case
from desk.usecases.drafts import bring_back, new_form, save_draft
from desk.usecases.epochs import check_newest_receipt, is_guard_due
from desk.usecases.receive import Accepted, receive_dossier
from desk.usecases.supplement import Requested, Telling, request_supplement
from desk.usecases.verify import rebuild
from schemas.dossiers import Dossier
from schemas.entries import Corrected, NumberVoided, Received
from schemas.judge import ALLOWED
from schemas.people import Person
from schemas.reception import ReceptionForm
from schemas.statuses import Status
from sync.centre.acting import act
from sync.centre.deeds import DEEDS, Deed
from sync.centre.own_counter import Hand
from sync.centre.refusals import RefusedError
from sync.centre.submitting import Submission, submit_online
from tests.properties.machine import FEE, NAMES, STEPS, papers_of
from tests.properties.world import PROCEDURE, CrashError
from tests.simulator.centre import SimulatedCentre
from tests.simulator.chances import Chances, Trace
from tests.simulator.desk import SimulatedDesk
from tests.simulator.printers import (
    SimulatedPrinter,
    answer_for_paper,
    life_of,
    print_again,
    print_next,
)
from tests.simulator.truth import Receipt, Truth

KINDS = sorted(STEPS)


@dataclass
class Officers:
    """Everybody who works, and what they remember."""

    chances: Chances
    trace: Trace
    truth: Truth
    forms: list[ReceptionForm] = field(default_factory=list)
    comers: int = 0

    def work(self, desk: SimulatedDesk) -> None:
        """One officer does one thing; the program may end over it, or say that the disk is full."""
        names, weights = zip(*((name, weight) for name, weight, _ in DEEDS_AT_DESK), strict=True)
        name = self.chances.random.choices(names, weights)[0]
        deed = next(deed for one, _, deed in DEEDS_AT_DESK if one == name)
        try:
            with desk.points.doing(name):
                said = deed(self, desk)
            self.trace.note(desk.who, name, said)
        except CrashError:
            desk.kill()
        except StoreError as error:
            self.trace.note(desk.who, name, f"told: {error}")

    def citizen_comes(self, desk: SimulatedDesk) -> str:
        """A citizen with all papers is received, one without gets a slip."""
        if desk.unit in self.truth.ended:
            return "sent on"
        self.comers += 1
        person = Person(name=f"Nguyễn Văn {NAMES[self.comers % len(NAMES)]}", phone="0912345678")
        complete = self.chances.happens(0.8)
        fees = (FEE,) if self.chances.happens(0.5) else ()
        update = {
            "procedure": PROCEDURE.code,
            "case": "usual",
            "papers": papers_of(complete=complete),
            "fees": fees,
        }
        form = new_form(desk.desk, "lan", person).model_copy(update=update)
        self.forms.append(form)
        if self.chances.happens(0.2):
            save_draft(form, desk.desk)
        return self._serve(desk, form, complete=complete)

    def citizen_returns(self, desk: SimulatedDesk) -> str:
        """A slip is scanned, and its draft comes back if it is known here."""
        if not self.forms:
            return "-"
        asked = self.chances.pick(self.forms)
        form = bring_back(asked.id, desk.desk, "huong")
        if form is None:
            return "unknown"
        complete = self.chances.happens(0.8)
        form = form.model_copy(update={"papers": papers_of(complete=complete)})
        return self._serve(desk, form, complete=complete)

    def enter_is_pressed_again(self, desk: SimulatedDesk) -> str:
        """A form that was sent off is sent off again."""
        here = {one.id for one in desk.dossiers().values() if one.home == desk.unit}
        known = [one for one in self.forms if one.id in here]
        if not known:
            return "-"
        form = self.chances.pick(known)
        complete = all(paper.state == "ok" for paper in form.papers)
        return self._serve(desk, form, complete=complete)

    def _serve(self, desk: SimulatedDesk, form: ReceptionForm, *, complete: bool) -> str:
        if not complete:
            asked = request_supplement(form, Telling(reason="thiếu"), desk.desk)
            if isinstance(asked, Requested) and asked.created:
                self.truth.slips.append((desk.unit, asked.barcode, asked.id))
            return asked.barcode if isinstance(asked, Requested) else "refused"
        answer = receive_dossier(form, desk.desk)
        if not isinstance(answer, Accepted):
            return ",".join(doubt.code for doubt in answer.doubts)
        if answer.created:
            self._remember(desk, answer)
        return answer.code if answer.created else "known"

    def _remember(self, desk: SimulatedDesk, answer: Accepted) -> None:
        with desk.store.read() as session:
            wanted = select(Journal.id, Journal.epoch).where(
                Journal.dossier == str(answer.id), Journal.kind == "dossier.received"
            )
            entry, epoch = session.exec(wanted).all()[-1]
        receipt = Receipt(desk.counter, epoch, life_of(desk), answer.code, answer.id, entry)
        self.truth.receipts.append(receipt)

    def step_is_taken(self, desk: SimulatedDesk) -> str:
        """A step that the dossier allows as it stands here."""
        kind = self.chances.pick(KINDS)
        return self._record(desk, kind, ALLOWED.get(kind))

    def odd_step(self, desk: SimulatedDesk) -> str:
        """A fact turns up that does not follow from what is known."""
        return self._record(desk, self.chances.pick(KINDS), None)

    def _record(
        self, desk: SimulatedDesk, kind: str, allowed: frozenset[Status | None] | None
    ) -> str:
        states = desk.dossiers().values()
        here = [one for one in states if allowed is None or one.status in allowed]
        if not here:
            return "-"
        chosen = self.chances.pick(here)
        desk.record(kind, STEPS[kind](), chosen.id, chosen.home)
        return f"{kind} {chosen.code or chosen.id}"

    def step_is_taken_elsewhere(self, desk: SimulatedDesk) -> str:
        """A dossier of another unit is worked on here, by the number on its receipt."""
        elsewhere = [one for one in self.truth.receipts if one.unit != desk.unit]
        if not elsewhere:
            return "-"
        chosen, kind = self.chances.pick(elsewhere), self.chances.pick(KINDS)
        desk.record(kind, STEPS[kind](), chosen.dossier, chosen.unit)
        return f"{kind} {chosen.code}"

    def form_is_printed(self, desk: SimulatedDesk) -> str:
        """The newest form that waits goes to the printer."""
        return print_next(desk, self._printer(desk))

    def paper_is_asked_for(self, desk: SimulatedDesk) -> str:
        """An officer looks whether paper came out."""
        return answer_for_paper(desk, self._printer(desk))

    def paper_is_lost(self, desk: SimulatedDesk) -> str:
        """A form is printed again."""
        return print_again(desk, self._printer(desk))

    def _printer(self, desk: SimulatedDesk) -> SimulatedPrinter:
        return SimulatedPrinter(desk, self.chances, self.truth.trays)

    def mistake_is_corrected(self, desk: SimulatedDesk) -> str:
        """The note of a reception is corrected from what it is here."""
        chosen = self._one_received(desk)
        if chosen is None or chosen.received is None:
            return "-"
        new = f"số {self.chances.random.randrange(100)}"
        body = Corrected(field="note", old=chosen.received.note, new=new, reason="ghi sai")
        desk.record("dossier.corrected", body, chosen.id, chosen.home)
        return str(chosen.code)

    def _one_received(self, desk: SimulatedDesk) -> Dossier | None:
        here = [one for one in desk.dossiers().values() if one.received is not None]
        return self.chances.pick(here) if here else None

    def case_is_settled(self, desk: SimulatedDesk) -> str:
        """An officer settles a case that shows here."""
        here = [one for one in open_cases(desk.desk) if one.settlable]
        if not here:
            return "-"
        one = self.chances.pick(here)
        decision: Any = self.chances.pick(("apply", "set_aside"))
        said = settle_case(
            one.dossier,
            one.open.entry,
            decision=decision,
            reason="đã hỏi",
            desk=desk.desk,
            officer="truong",
        )
        return f"{type(said).__name__} {one.open.case.code}"

    def number_is_voided(self, desk: SimulatedDesk) -> str:
        """A spoilt sheet is written off."""
        chosen = self._one_received(desk)
        if chosen is None or chosen.code is None:
            return "-"
        body = NumberVoided(number=chosen.code, reason="giấy hỏng")
        desk.record("number.voided", body, chosen.id, chosen.home)
        return chosen.code

    def code_is_claimed_twice(self, desk: SimulatedDesk) -> str:
        """A pad sheet is entered with a code that a dossier has already."""
        chosen = self._one_received(desk)
        if chosen is None or chosen.received is None:
            return "-"
        body = chosen.received.model_copy(update={"origin": "pad"})
        form = new_form(desk.desk, "lan")
        desk.record("dossier.received", body, form.id)
        return body.code

    def online_dossier_is_accepted(self, desk: SimulatedDesk) -> str:
        """What was submitted online is received under its code, here or at two counters."""
        states = desk.dossiers().values()
        here = [one for one in states if one.status == Status.REGISTERED and one.registered]
        if not here:
            return "-"
        chosen = self.chances.pick(here)
        assert chosen.registered is not None
        asked = chosen.registered
        body = Received(
            code=asked.code,
            procedure=asked.form.procedure,
            procedure_name=asked.procedure_name,
            catalogue=asked.catalogue,
            case=asked.form.case,
            case_name=asked.case_name,
            applicant=asked.form.applicant_or_submitter(),
            channel="online",
        )
        desk.record("dossier.received", body, chosen.id, chosen.home)
        return body.code

    def projections_are_made_again(self, desk: SimulatedDesk) -> str:
        """The technician rebuilds."""
        rebuild(desk.desk)
        return ""

    def newest_receipt_is_scanned(self, desk: SimulatedDesk) -> str:
        """A session that starts without the centre asks for the newest kept receipt."""
        mine = [one.code for one in self.truth.receipts if one.counter == desk.counter]
        if desk.line.standing.line == "up" or not mine or not is_guard_due(desk.desk):
            return "-"
        return check_newest_receipt(mine[-1], desk.desk)

    def at_the_centre(self, centre: SimulatedCentre, units: tuple[str, ...]) -> None:
        """A department acts, or the portal hands something in."""
        if not centre.is_up:
            return
        hand = Hand("so-tu-phap", centre.now(), self.chances.draw, centre.incarnation())
        name = "act" if self.chances.happens(0.7) else "submit-online"
        deed = self._act if name == "act" else self._submit
        try:
            with centre.points.doing(name):
                said, unit = deed(centre, units, hand)
        except CrashError:
            centre.end()
        except RefusedError as refused:
            self.trace.note("centre", name, refused.error)
        except Exception as error:
            if "disk I/O" not in str(error):
                raise
            self.trace.note("centre", name, "told: disk")
        else:
            centre.context.bell.ring((unit,))
            self.trace.note("centre", name, said)

    def _act(self, centre: SimulatedCentre, units: tuple[str, ...], hand: Hand) -> tuple[str, str]:
        unit = self.chances.pick(units)
        codes = [one.code for one in centre.dossiers(unit).values() if one.code]
        if not codes:
            return "-", unit
        deed = Deed(
            name=self.chances.pick(sorted(set(DEEDS) - {"apologise"})),
            reason="theo hồ sơ",
            number=f"{self.chances.random.randrange(1000)}/QĐ",
            date="2019-11-20",
            signatory="Chủ tịch",
            to="Phòng Tư pháp",
            missing=("Tờ khai",),
        )
        with centre.store.writing() as session:
            done = act(session, self.chances.pick(codes), deed, hand)
        return f"{deed.name} {done.code}", done.unit

    def _submit(
        self, centre: SimulatedCentre, units: tuple[str, ...], hand: Hand
    ) -> tuple[str, str]:
        self.comers += 1
        submission = Submission(
            unit=self.chances.pick(units),
            procedure=PROCEDURE.code,
            applicant=Person(name=f"Trần Thị {NAMES[self.comers % len(NAMES)]}"),
            reference=f"DVC-{self.comers}",
        )
        with centre.store.writing() as session:
            done = submit_online(session, submission, hand)
        return str(done.code), done.unit


DEEDS_AT_DESK: tuple[tuple[str, int, Callable[[Officers, SimulatedDesk], str]], ...] = (
    ("citizen comes", 10, Officers.citizen_comes),
    ("citizen returns", 2, Officers.citizen_returns),
    ("enter again", 1, Officers.enter_is_pressed_again),
    ("step", 6, Officers.step_is_taken),
    ("odd step", 1, Officers.odd_step),
    ("step elsewhere", 3, Officers.step_is_taken_elsewhere),
    ("print", 3, Officers.form_is_printed),
    ("ask for paper", 1, Officers.paper_is_asked_for),
    ("print again", 1, Officers.paper_is_lost),
    ("correct", 1, Officers.mistake_is_corrected),
    ("settle", 2, Officers.case_is_settled),
    ("void", 1, Officers.number_is_voided),
    ("claim twice", 1, Officers.code_is_claimed_twice),
    ("accept online", 2, Officers.online_dossier_is_accepted),
    ("rebuild", 1, Officers.projections_are_made_again),
    ("newest receipt", 2, Officers.newest_receipt_is_scanned),
)
