"""Which printer a form goes to, and which one takes over when that one cannot."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from printing.addresses import is_queue, queue_at
from printing.hindrances import LEFT, in_the_way
from printing.ipp import IppPrinter
from printing.ipp_transport import IppTransport
from printing.spool import (
    PLAIN,
    FailureReason,
    FolderTransport,
    InDoubt,
    Order,
    PaperName,
    Progress,
    SendFailed,
    Sent,
    Stage,
    Transport,
)

_LAST = ("not_stopped", "no_printer")
_OVER = frozenset({Stage.DONE, Stage.NEVER_BEGUN, Stage.BROKEN_OFF, Stage.LOST})


@dataclass(frozen=True, slots=True)
class Route:
    """Where a form is printed, and how."""

    printer: str
    fallback: str | None = None
    copies: int = 1
    paper: PaperName | None = None


@dataclass(frozen=True, slots=True)
class PrintRoom(Transport):
    """All printers of a counter as one transport; the form's key chooses among them."""

    printers: Mapping[str, Transport]
    otherwise: Route
    """For forms without a route of their own."""
    routes: Mapping[str, Route] = field(default_factory=dict)

    def send(self, name: str, pdf: bytes, order: Order = PLAIN) -> Sent | SendFailed | InDoubt:
        """Hand over to the form's printer, else to its fallback; never to both."""
        route = self._route(order.form)
        asked = replace(order, copies=route.copies, paper=route.paper)
        if route.fallback is None:
            return self.printers[route.printer].send(name, pdf, asked)
        own, fallback = self.printers[route.printer], self.printers[route.fallback]
        # A file is no paper: what only waits for paper, or for a cover, rather waits.
        may_halt = isinstance(fallback, FolderTransport)
        first = own.send(name, pdf, replace(asked, may_wait=False, may_halt=may_halt))
        if not isinstance(first, SendFailed):
            return first
        second = fallback.send(name, pdf, asked)
        if isinstance(second, Sent):
            return replace(second, passed_over=first.reason)
        if isinstance(second, SendFailed) and in_the_way([first.reason]):
            # It comes out as soon as somebody has mended the printer.
            return own.send(name, pdf, asked)
        # Of two printers that refuse, the first is the one to be mended.
        return first if isinstance(second, SendFailed) else second

    def ask(self, where: str) -> Progress:
        """What became of a job, from the printer that has it."""
        if owner := self._owner(where):
            return owner.ask(where)
        former = _former(where)
        told = former.ask(where) if former else Progress(Stage.LOST)
        if told.stage in _OVER:
            return told
        return replace(told, reasons=(LEFT, *told.reasons))

    def cancel(self, where: str) -> FailureReason | None:
        """Take a job back from the printer that has it."""
        owner = self._owner(where) or _former(where)
        return owner.cancel(where) if owner else None

    def resume(self, where: str, form: str) -> FailureReason | None:
        """Let the printer go on that has the job, and the one that was passed over for it."""
        asked = [self._owner(where) or _former(where), self.printers[self._route(form).printer]]
        told = [one.resume(where, form) for one in dict.fromkeys(filter(None, asked))]
        if None in told:
            return None
        # What a printer says comes before that none was stopped, or that there is none.
        return min(told, key=lambda one: _LAST.index(one) if one in _LAST else -1)

    def hindrance(self, form: str, was: FailureReason) -> FailureReason | None:
        """Why the form would not go to its own printer now."""
        return self.printers[self._route(form).printer].hindrance(form, was)

    def paper_for(self, form: str) -> PaperName | None:
        """The paper of the form's route."""
        return self._route(form).paper

    def _route(self, form: str) -> Route:
        return self.routes.get(form, self.otherwise)

    def _owner(self, where: str) -> Transport | None:
        """The printer of an address; None once it has left the settings."""
        queue = queue_at(where.rpartition("#")[0])
        known = (one for one in self.printers.values() if isinstance(one, IppTransport))
        return next((one for one in known if queue_at(one.printer.url) == queue), None)


def _former(where: str) -> IppTransport | None:
    """A printer that has left the settings: it may hold a job still, and is asked at its address.

    Over `ipps` only where the machine's authorities vouch for it.
    """
    url, _, number = where.rpartition("#")
    return IppTransport(IppPrinter(url)) if is_queue(url) and number.isdigit() else None
