"""The commands for printers: which there are, and a test page on one of them."""

import threading
from typing import TYPE_CHECKING, Annotated, Any

import typer

from desk.command_options import HomeOption, JsonOption, home_of, tell
from desk.machine import DEFAULT_HOME
from desk.texts import prints as words
from printing.spool import PaperName

if TYPE_CHECKING:
    from desk.usecases.printers import Found
    from printing.ipp import PrinterStanding

LOOK_SECONDS = 0.5
WATCH_SECONDS_MAX = 60


def printers(
    context: typer.Context,
    server: Annotated[str, typer.Option("--server", help=words.COMMAND_SERVER)] = "",
    home: HomeOption = DEFAULT_HOME,
    *,
    as_json: JsonOption = False,
) -> None:
    """List the printers of the settings, of a CUPS server, and of the network."""
    from desk.opening import fail
    from desk.settings import SettingsError, read_settings
    from desk.store.home import Home
    from desk.usecases.printers import list_printers
    from printing.discovery import local_server

    path = home_of(context, home)
    try:
        settings = read_settings(path)
    except SettingsError as error:
        fail(str(error))
    found = list_printers(settings, Home(path), server or local_server())
    told = {
        "own": [_told(name, one) for name, one in found.own],
        "server": found.server,
        "server_problem": found.server_problem,
        "queues": [_told(one.name, one) for one in found.queues],
        "network": list(found.network),
    }
    tell(told, "\n".join(listing(found)), as_json=as_json)


def listing(found: "Found") -> tuple[str, ...]:
    """Every printer as a line under where it was found, and a line where there is none."""
    queues = [_line(one.name, one) for one in found.queues] or [words.LIST_NO_QUEUE]
    if found.server_problem:
        problem = words.hindrance(found.server_problem).what
        queues = [words.LIST_NO_SERVER.format(problem=problem)]
    nothing = words.LIST_NONE_FOUND if found.can_search else words.LIST_NO_SEARCH
    return (
        words.LIST_OWN,
        words.LIST_PDF.format(folder=found.folder),
        *(_line(name, one) for name, one in found.own),
        words.LIST_QUEUES.format(server=found.server),
        *queues,
        words.LIST_FOUND,
        *([f"  {url}" for url in found.network] or [nothing]),
    )


def proof(
    context: typer.Context,
    printer: Annotated[str, typer.Option("--printer", help=words.COMMAND_PROOF_PRINTER)] = "",
    paper: Annotated[
        PaperName | None, typer.Option("--paper", help=words.COMMAND_PROOF_PAPER)
    ] = None,
    home: HomeOption = DEFAULT_HOME,
) -> None:
    """Print the test page and say how it fares."""
    from desk import machine
    from desk.opening import fail, failures
    from desk.settings import SettingsError, read_settings
    from desk.store.home import Home
    from desk.usecases.printers import print_room, printer_named, proof_words
    from printing.proof import FORM

    at = Home(home_of(context, home))
    with failures():
        at.make_paper()
    try:
        room = print_room(read_settings(at.path), at)
        transport = printer_named(room, printer)
    except SettingsError as error:
        fail(str(error))
    looks = iter(range(int(WATCH_SECONDS_MAX / LOOK_SECONDS)))
    tick = threading.Event()

    def wait() -> bool:
        tick.wait(LOOK_SECONDS)
        return next(looks, None) is not None

    is_well = True
    for step in proof_words(
        transport,
        place=printer or at.path.name,
        at=machine.now(),
        wait=wait,
        paper=paper or room.paper_for(FORM),
    ):
        is_well = step.is_well
        typer.echo(step.sentence, err=not is_well)
    if not is_well:
        raise typer.Exit(1)


def _told(name: str, one: "PrinterStanding | str") -> dict[str, Any]:
    if isinstance(one, str):
        return {"name": name, "problem": one}
    return {
        "name": name,
        "url": one.url,
        "state": one.state,
        "reasons": list(one.hindrances),
        "is_accepting": one.is_accepting,
        "about": one.about,
    }


def _line(name: str, one: "PrinterStanding | str") -> str:
    """One printer as a line: its state, and what it says of itself."""
    if isinstance(one, str):
        return words.LIST_PROBLEM.format(name=name, problem=words.problem_words(one))
    state = words.PRINTER_STATES.get(one.state, words.PRINTER_STATE_OTHER)
    if not one.is_accepting:
        state = words.hindrance("not_accepting").what
    problem = words.problem_words(" ".join(one.hindrances))
    about = f" · {one.about}" if one.about else ""
    problem = f" ({problem})" if problem else ""
    return words.LIST_LINE.format(name=name, state=state, problem=problem + about, url=one.url)
