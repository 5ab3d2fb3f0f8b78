"""A CUPS queue or a network printer as a transport: two steps out, and questions afterwards.

A job is opened and its address remembered before any page leaves, so that after a crash the
printer can be asked what it has. Only printers that cannot open a job get it in one piece.
"""

from dataclasses import dataclass
from typing import Final

from printing.addresses import queue_at
from printing.hindrances import in_the_way
from printing.ipp import (
    IppFailed,
    IppPrinter,
    JobStanding,
    PrinterStanding,
    Printout,
)
from printing.papers import media_of, on_paper
from printing.spool import (
    PLAIN,
    FailureReason,
    InDoubt,
    Order,
    Progress,
    SendFailed,
    Sent,
    Stage,
    Transport,
)

_HELD: Final = 4
_WITHOUT_PAGES: Final = frozenset({"job-incoming", "job-data-insufficient"})
_PAUSED: Final = frozenset({"paused", "moving-to-paused"})
_NOT_WAITING: Final = Order(may_wait=False, may_halt=False)
_OF_A_JOB: Final = frozenset({"unsupported", "busy", "other"})


@dataclass(frozen=True, slots=True)
class IppTransport(Transport):
    """Prints through one IPP printer; the address of a job is the printer's with its number."""

    printer: IppPrinter

    def send(self, name: str, pdf: bytes, order: Order = PLAIN) -> Sent | SendFailed | InDoubt:
        """Hand over the pages; a stopped printer gets them only when they may wait there."""
        standing = self.printer.standing()
        if isinstance(standing, IppFailed):
            return SendFailed(standing.reason)
        if trouble := _trouble(standing, order) or self._known_from(order):
            return SendFailed(trouble)
        pages = on_paper(pdf, order.paper)
        printout = Printout(name, media_of(pages), order.copies)
        if standing.opens_jobs:
            return self._in_two_steps(printout, pages, order)
        return self._at_once(printout, pages, order)

    def _in_two_steps(
        self, printout: Printout, pages: bytes, order: Order
    ) -> Sent | SendFailed | InDoubt:
        job = self.printer.open_job(printout)
        if isinstance(job, IppFailed):
            return SendFailed(job.reason)
        where = self._where(job)
        order.opened(where)
        failed = self.printer.send_pages(job, pages)
        if failed is None:
            return Sent(where, is_followed=True)
        if failed.was_delivered is None:
            return InDoubt(where)
        self.printer.cancel(job)
        return SendFailed(failed.reason)

    def _at_once(
        self, printout: Printout, pages: bytes, order: Order
    ) -> Sent | SendFailed | InDoubt:
        job = self.printer.print_at_once(printout, pages)
        if isinstance(job, IppFailed):
            return InDoubt() if job.was_delivered is None else SendFailed(job.reason)
        order.opened(self._where(job))
        return Sent(self._where(job), is_followed=True)

    def ask(self, where: str) -> Progress:
        """How far the job has come, and what hinders it."""
        job = self.printer.job(self._number(where))
        if isinstance(job, IppFailed):
            lost = job.reason == "not_found"
            return Progress(Stage.LOST if lost else Stage.SILENT, (job.reason,))
        stage = _stage(job)
        if stage not in {Stage.WAITING, Stage.PRINTING, Stage.HALTED}:
            # What a printer says of itself may be left over from another job.
            return Progress(stage, _own(job.reasons))
        standing = self.printer.standing()
        if isinstance(standing, IppFailed):
            return Progress(stage, (standing.reason,))
        stopped = ("paused",) if standing.is_stopped else ()
        reasons = dict.fromkeys((*standing.reasons, *stopped, *_own(job.reasons)))
        is_halted = standing.is_stopped or any(one.endswith("-error") for one in reasons)
        return Progress(Stage.HALTED if is_halted else stage, tuple(reasons))

    def cancel(self, where: str) -> FailureReason | None:
        """Take the job back."""
        failed = self.printer.cancel(self._number(where))
        return failed.reason if failed else None

    def resume(self, where: str, form: str) -> FailureReason | None:  # noqa: ARG002 - it has one printer
        """Release the job if it is held here, and start the printer if it is stopped."""
        standing = self.printer.standing()
        if isinstance(standing, IppFailed):
            return standing.reason
        told: list[IppFailed | None] = []
        if where.startswith(f"{self.printer.url}#"):
            number = self._number(where)
            told += [self.printer.release(number)] if _is_held(self.printer.job(number)) else []
        if standing.is_stopped or not _PAUSED.isdisjoint(standing.reasons):
            told.append(self.printer.resume())
        if not told:
            return "not_stopped"
        return next((failed.reason for failed in told if failed), None)

    def hindrance(self, form: str, was: FailureReason) -> FailureReason | None:  # noqa: ARG002 - as above
        """What the printer says; what it has against a job, it says only of the next one."""
        standing = self.printer.standing()
        if isinstance(standing, IppFailed):
            return standing.reason
        is_kept = was in _OF_A_JOB or was in in_the_way(standing.reasons)
        return _trouble(standing, _NOT_WAITING) or (was if is_kept else None)

    def _known_from(self, order: Order) -> FailureReason | None:
        """What hindered this very job here: it waited until somebody took it back."""
        was_at = queue_at(order.taken_from.rpartition("#")[0])
        if order.may_halt or was_at != queue_at(self.printer.url):
            return None
        return next(iter(in_the_way(order.taken_for)), None)

    def _where(self, job: int) -> str:
        return f"{self.printer.url}#{job}"

    def _number(self, where: str) -> int:
        return int(where.rpartition("#")[2])


def _trouble(standing: PrinterStanding, order: Order) -> FailureReason | None:
    """Why a printer is not given a job."""
    if not standing.is_accepting:
        return "not_accepting"
    if not standing.takes_pdf:
        return "no_pdf"
    if standing.is_stopped and not order.may_wait:
        return "stopped"
    if order.may_halt or not standing.is_up_to_date:
        return None
    return next(iter(in_the_way(standing.reasons)), None)


def _is_held(job: JobStanding | IppFailed) -> bool:
    return isinstance(job, JobStanding) and job.state == _HELD


def _stage(job: JobStanding) -> Stage:
    """How far a job has come; its state decides, its reasons only tell two kinds apart."""
    match job.state:
        case 3 | 4:
            empty = job.state == _HELD and not _WITHOUT_PAGES.isdisjoint(job.reasons)
            return Stage.EMPTY if empty else Stage.WAITING
        case 5:
            return Stage.PRINTING
        case 6:
            return Stage.HALTED
        case 7 | 8:
            return Stage.BROKEN_OFF if job.has_begun else Stage.NEVER_BEGUN
        case 9:
            return Stage.DONE
        case _:
            return Stage.SILENT


def _own(reasons: tuple[str, ...]) -> tuple[str, ...]:
    """A job's reasons that an officer can do something about."""
    return tuple(one for one in reasons if one.startswith(("job-hold", "aborted", "unsupported")))
