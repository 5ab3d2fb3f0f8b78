"""The counter's printers: opened from its settings, listed, and tried with a test page."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from desk.settings import (
    FOLDER,
    FolderPrinter,
    FormSettings,
    IppPrinterSettings,
    Printer,
    PrintSettings,
    Settings,
    SettingsError,
    read_settings,
)
from desk.store.home import Home
from desk.texts import prints as words
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
from schemas.calendars import HANOI

if TYPE_CHECKING:
    from printing.ipp import IppPrinter, PrinterStanding
    from printing.routing import PrintRoom, Route

FORMS = ("receipt", "supplement")
"""What citizens are given on paper."""
_ENDS = {Stage.DONE, Stage.NEVER_BEGUN, Stage.BROKEN_OFF, Stage.LOST}


def open_printers(home: Home) -> "CurrentPrinters":
    """The printers of a home, as its settings name them."""
    return CurrentPrinters(home)


class CurrentPrinters(Transport):
    """The printers that the settings name now; other settings are taken up by `reopen`.

    The folder alone where nothing is set, or where that is wrong: a mistake in the settings never
    keeps a citizen from being received, and `notice` says it. What printers need of the network is
    loaded with the first page, in the thread that prints it.
    """

    def __init__(self, home: Home) -> None:
        self._home = home
        self._lock = Lock()
        self.reopen()

    def reopen(self) -> None:
        """Read the settings again; a page that is under way goes where it was going."""
        try:
            settings, problem = read_settings(self._home.path), ""
        except SettingsError as error:
            settings, problem = Settings(), str(error)
        with self._lock:
            self._settings, self._problem = settings, problem
            self._room: Transport | None = None

    def send(self, name: str, pdf: bytes, order: Order = PLAIN) -> Sent | SendFailed | InDoubt:
        """Hand over to the form's printer."""
        return self._opened().send(name, pdf, order)

    def ask(self, where: str) -> Progress:
        """What became of a job."""
        return self._holding(where).ask(where)

    def cancel(self, where: str) -> FailureReason | None:
        """Take a job back."""
        return self._holding(where).cancel(where)

    def resume(self, where: str, form: str) -> FailureReason | None:
        """Let stopped printers go on."""
        return self._opened().resume(where, form)

    def hindrance(self, form: str, was: FailureReason) -> FailureReason | None:
        """Why a form would not go to its own printer now."""
        return self._opened().hindrance(form, was)

    def paper_for(self, form: str) -> PaperName | None:
        """The one paper that a form's printer holds, where the settings name it."""
        return self._opened().paper_for(form)

    def notice(self) -> str:
        """What was wrong with the settings, if anything."""
        return self._problem

    def lacks_printer(self) -> bool:
        """Whether a form for a citizen goes to a folder, as `desk doctor` says too."""
        settings = self._settings
        forms = [settings.forms.get(form, FormSettings()) for form in FORMS]
        named = {form.printer or settings.printing.printer for form in forms}
        return FOLDER in named or any(
            isinstance(settings.printers[name], FolderPrinter) for name in named
        )

    def _holding(self, where: str) -> Transport:
        """Who can be asked about a job: a printer may have it that has left the settings."""
        opened = self._opened()
        if "://" in where and isinstance(opened, FolderTransport):
            return print_room(self._settings, self._home)
        return opened

    def _opened(self) -> Transport:
        with self._lock:
            if self._room is None:
                self._room = _transports(self._settings, self._home)
            return self._room


def _transports(settings: Settings, home: Home) -> Transport:
    if not settings.printers and not settings.forms and settings.printing == PrintSettings():
        # Nothing of the network is loaded for a counter that prints into a folder.
        return FolderTransport(home.paper)
    return print_room(settings, home)


def print_room(settings: Settings, home: Home) -> "PrintRoom":
    """All printers that the settings name, and which form goes where."""
    from printing.routing import PrintRoom

    printers: dict[str, Transport] = {FOLDER: FolderTransport(home.paper)}
    printers |= {name: _transport(one, home) for name, one in settings.printers.items()}
    routes = {key: _route(settings, form) for key, form in settings.forms.items()}
    return PrintRoom(printers, _route(settings, FormSettings()), routes)


def _route(settings: Settings, form: FormSettings) -> "Route":
    """Where a form goes: by its own word, else by everybody's."""
    from printing.routing import Route

    common = settings.printing
    return Route(
        printer=form.printer or common.printer,
        fallback=form.fallback or common.fallback,
        copies=form.copies or common.copies,
        paper=form.paper or common.paper,
    )


def _transport(printer: Printer, home: Home) -> Transport:
    if isinstance(printer, FolderPrinter):
        return FolderTransport(home.path / printer.folder)
    if isinstance(printer, IppPrinterSettings):
        from printing.ipp_transport import IppTransport

        return IppTransport(_ipp(printer, home))
    from printing.command import CommandTransport

    return CommandTransport(printer.queue, printer.program)


def printer_named(room: "PrintRoom", name: str) -> Transport:
    """One printer of a room by its name; the room itself, which routes, for an empty one.

    Raises:
        SettingsError: there is no such printer.
    """
    if not name:
        return room
    if name not in room.printers:
        names = ", ".join(room.printers)
        raise SettingsError(words.NO_SUCH_PRINTER.format(name=name, names=names))
    return room.printers[name]


@dataclass(frozen=True)
class Found:
    """Every printer that could be asked, with what it says or why it says nothing."""

    folder: Path
    own: "tuple[tuple[str, PrinterStanding | str], ...]"
    server: str
    queues: "tuple[PrinterStanding, ...]"
    server_problem: str
    network: tuple[str, ...]
    can_search: bool


def list_printers(settings: Settings, home: Home, server: str) -> Found:
    """Ask the printers of the settings, a CUPS server, and the network."""
    from printing import discovery
    from printing.ipp import IppFailed

    queues = discovery.queues_at(server)
    return Found(
        folder=home.paper,
        own=tuple((name, standing_of(one, home)) for name, one in settings.printers.items()),
        server=server,
        queues=() if isinstance(queues, IppFailed) else queues,
        server_problem=queues.reason if isinstance(queues, IppFailed) else "",
        network=discovery.found_on_network(),
        can_search=discovery.can_look_round(),
    )


def standing_of(printer: Printer, home: Home) -> "PrinterStanding | str":
    """What a printer says of itself, or the code of why it does not."""
    if isinstance(printer, FolderPrinter):
        return "folder"
    if not isinstance(printer, IppPrinterSettings):
        return "system-command"
    from printing.ipp import IppFailed

    told = _ipp(printer, home).standing()
    return told.reason if isinstance(told, IppFailed) else told


def _ipp(printer: IppPrinterSettings, home: Home) -> "IppPrinter":
    from printing.ipp import IppPrinter

    certificate = home.path / printer.certificate if printer.certificate else None
    return IppPrinter(printer.url, certificate)


@dataclass(frozen=True)
class Step:
    """How a test page fares at one moment."""

    sentence: str
    is_well: bool = True


def print_proof(
    transport: Transport, *, place: str, at: datetime, paper: PaperName | None = None
) -> Sent | SendFailed | InDoubt:
    """Print the test page; it belongs to no dossier, and the record says nothing of it.

    It is composed for the paper, else for the one that the transport holds for it, else for A5.
    """
    from printing.proof import FORM, ProofValues, render_proof

    local = at.astimezone(HANOI)
    pages = render_proof(ProofValues(place, local, paper or transport.paper_for(FORM) or "A5"))
    return transport.send(f"trang-in-thu-{local:%Y%m%d-%H%M%S}.pdf", pages, Order(form=FORM))


def proof_words(
    transport: Transport,
    *,
    place: str,
    at: datetime,
    wait: Callable[[], bool],
    paper: PaperName | None = None,
) -> Iterator[Step]:
    """Print the test page and say how it fares at each change, until it is over or nobody waits."""
    sent = print_proof(transport, place=place, at=at, paper=paper)
    match sent:
        case SendFailed(reason=reason):
            yield _failed(reason)
        case InDoubt():
            yield Step(words.PROOF_DOUBT, is_well=False)
        case Sent(where=where, is_followed=is_followed):
            yield Step(words.PROOF_SENT.format(where=where))
            if is_followed:
                yield from _followed(transport, where, wait)


def _followed(transport: Transport, where: str, wait: Callable[[], bool]) -> Iterator[Step]:
    last: Step | None = None
    while True:
        progress = transport.ask(where)
        step = _step(progress)
        if step != last:
            yield step
        last = step
        if progress.stage in _ENDS or not wait():
            return


def _step(progress: Progress) -> Step:
    problem = " ".join(progress.reasons)
    match progress.stage:
        case Stage.DONE:
            return Step(words.PROOF_DONE)
        case Stage.NEVER_BEGUN | Stage.BROKEN_OFF | Stage.LOST as stage:
            # It is no job of the queue: no key there does anything about it.
            what = words.hindrance(stage.value).what
            return Step(words.PROOF_ENDED.format(problem=what), is_well=False)
        case _ if problem:
            asked, do = words.problem_words(problem), words.what_to_do(problem)
            return Step(words.PROOF_HALTED.format(problem=asked, do=do), is_well=False)
        case _:
            return Step(words.PROOF_WAITING)


def _failed(code: str) -> Step:
    said = words.hindrance(code)
    return Step(words.PROOF_FAILED.format(problem=said.what, do=said.do), is_well=False)
