"""Printers of a bad morning: they refuse, break off, and the program ends beside them.

What came out lies on the counter, whatever the program knows of it; officers look, and say so.
"""

from dataclasses import dataclass, field

from sqlmodel import col, select

from desk.store.tables import PrintJob
from desk.usecases.print_answers import tell_paper
from desk.usecases.print_jobs import job_by_id, print_job, reprint
from printing.spool import PLAIN, InDoubt, JobState, Order, SendFailed, Sent, Transport
from tests.simulator.chances import Chances
from tests.simulator.desk import SimulatedDesk

HANDED_OVER = (JobState.SENT, JobState.PRINTED, JobState.CONFIRMED)
Life = tuple[str, int]
"""A machine, and which life of its disk."""


@dataclass(frozen=True)
class Paper:
    """A form that came out of a machine's printer."""

    life: Life
    name: str
    """Of its job: a reprint's tells its number."""


@dataclass
class Trays:
    """All paper that ever came out."""

    papers: list[Paper] = field(default_factory=list)

    def has(self, paper: Paper) -> bool:
        """Whether it came out."""
        return paper in self.papers


@dataclass(frozen=True)
class SimulatedPrinter(Transport):
    """The printer at one machine."""

    desk: SimulatedDesk
    chances: Chances
    trays: Trays

    def send(self, name: str, pdf: bytes, order: Order = PLAIN) -> Sent | SendFailed | InDoubt:
        """Print, or not; nobody can ask it afterwards."""
        assert pdf.startswith(b"%PDF"), order.form
        weather = self.desk.weather
        if weather.happens(weather.printer_rate):
            weather.trace.fault(self.desk.who, "printer refuses", name)
            return SendFailed("unreachable")
        is_cut_off = weather.happens(weather.printer_rate)
        if not is_cut_off or self.chances.happens(0.5):
            self.trays.papers.append(Paper(life_of(self.desk), name))
        self.desk.points.reach("at the printer")
        if is_cut_off:
            weather.trace.fault(self.desk.who, "printer breaks off", name)
            return InDoubt()
        return Sent(name)


def life_of(desk: SimulatedDesk) -> Life:
    """A machine as it is now."""
    return desk.who, desk.life


def print_next(desk: SimulatedDesk, printer: SimulatedPrinter) -> str:
    """Print the newest form that waits."""
    waiting = _jobs(desk, JobState.QUEUED)
    return _printed(waiting[-1], desk, printer) if waiting else "-"


def answer_for_paper(desk: SimulatedDesk, printer: SimulatedPrinter) -> str:
    """Say of a form in doubt whether it came out, and print it if it did not."""
    doubtful = _jobs(desk, JobState.UNKNOWN, JobState.FAILED)
    if not doubtful:
        return "-"
    job = job_by_id(desk.desk, printer.chances.pick(doubtful))
    came_out = printer.trays.has(Paper(life_of(desk), job.name))
    assert tell_paper(job, desk.desk, "lan", came_out=came_out)
    if came_out:
        return f"{job.name} came out"
    return _printed(job.id, desk, printer)


def print_again(desk: SimulatedDesk, printer: SimulatedPrinter) -> str:
    """A citizen has lost a paper, and gets another print of its kept pages."""
    printed = _jobs(desk, *HANDED_OVER)
    if not printed:
        return "-"
    job = job_by_id(desk.desk, printer.chances.pick(printed))
    again = reprint(job, "công dân làm mất", desk.desk)
    assert again is not None
    return _printed(again, desk, printer)


def unrecorded(desk: SimulatedDesk, trays: Trays) -> list[str]:
    """Paper of a machine's present life that its journal lacks, and nobody is asked about."""
    with desk.store.read() as session:
        rows = session.exec(select(PrintJob.name, PrintJob.state, PrintJob.is_recorded)).all()
    known = {
        name
        for name, state, is_recorded in rows
        if is_recorded or state in {JobState.UNKNOWN.value, JobState.SENDING.value}
    }
    mine = [one.name for one in trays.papers if one.life == life_of(desk)]
    return [one for one in mine if one not in known]


def _printed(job: int, desk: SimulatedDesk, printer: SimulatedPrinter) -> str:
    done = print_job(job, desk.desk, printer, "lan")
    return f"{done.name} {done.state.value}"


def _jobs(desk: SimulatedDesk, *states: JobState) -> list[int]:
    wanted = select(PrintJob.id).where(col(PrintJob.state).in_([one.value for one in states]))
    with desk.store.read() as session:
        found = session.exec(wanted.order_by(col(PrintJob.id))).all()
    return [one for one in found if one is not None]
