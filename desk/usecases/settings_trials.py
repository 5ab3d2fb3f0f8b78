"""Trying settings before they are kept, and looking for the devices that they can name."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from desk.imaging.sane_answers import ScanReason
from desk.imaging.scanner import Scanning, Source, devices
from desk.serial.ports import ports
from desk.settings import FormSettings, ScanSettings, Settings
from desk.store.home import Home
from desk.texts.settings_screen import TRIED_AT
from desk.usecases.desk import Desk
from desk.usecases.paper_scans import home_of, watch_of
from desk.usecases.printers import Step, print_room, proof_words
from printing.addresses import queue_at
from printing.spool import PaperName

Device = Literal["printers", "ports", "scanners"]


@dataclass(frozen=True, slots=True)
class Offer:
    """A device that was found."""

    value: str
    """What the settings want: an address, a port, a scanner's name."""
    words: str
    name: str = ""
    """What it may be called."""


def look_for(what: Device) -> tuple[Offer, ...]:
    """Every device of a kind that can be found from here; takes seconds."""
    match what:
        case "printers":
            return _printers()
        case "ports":
            return tuple(Offer(one.name, one.words) for one in ports())
        case "scanners":
            seen = devices()
            found = seen if isinstance(seen, tuple) else ()
            return tuple(Offer(one.name, one.words) for one in found)


def _printers() -> tuple[Offer, ...]:
    from printing import discovery
    from printing.ipp import IppFailed

    queues = discovery.queues_at(discovery.local_server())
    own = () if isinstance(queues, IppFailed) else queues
    offers = [Offer(one.url, one.about or one.url, one.name) for one in own]
    offers += [Offer(url, "") for url in discovery.found_on_network()]
    found: dict[str, Offer] = {}
    for one in offers:
        found.setdefault(queue_at(one.value), one)
    return tuple(found.values())


@dataclass(frozen=True, slots=True)
class PrintTrial:
    """Where a test page is to be tried."""

    printer: str = ""
    """By its name; empty for the one that the form goes to."""
    form: str = "test-page"
    """Whose printer and paper are meant; empty for the forms that say nothing of their own."""


def print_trial(
    settings: Settings,
    trial: PrintTrial,
    desk: Desk,
    *,
    place: str,
    at: datetime,
    wait: Callable[[], bool],
) -> Iterator[Step]:
    """Print the test page as the settings would have it, kept or not; each step says where."""
    room = print_room(settings, Home(home_of(desk)))
    own = settings.forms.get(trial.form, FormSettings())
    name = trial.printer or own.printer or settings.printing.printer
    paper: PaperName = room.paper_for(trial.form) or "A5"
    for step in proof_words(room.printers[name], place=place, at=at, wait=wait, paper=paper):
        yield replace(step, sentence=TRIED_AT.format(name=name, paper=paper, told=step.sentence))


@dataclass(frozen=True, slots=True)
class ScanTrial:
    """What one page of the scanner, or a look at the folder, came to."""

    size_bytes: int = 0
    """Of the page, which is not kept."""
    reason: ScanReason | None = None
    folder: bool | None = None
    """Whether the folder is there, where no scanner is named."""


def scan_trial(settings: ScanSettings, desk: Desk) -> ScanTrial:
    """Scan one page and forget it; takes as long as the scanner."""
    if not settings.device:
        return ScanTrial(folder=watch_of(desk, settings).is_there())
    sizes: list[int] = []
    source: Source = "flatbed" if settings.flatbed else "feeder"
    scanning = Scanning(settings, home_of(desk))
    reason = scanning.run(source, lambda page: sizes.append(len(page)), count=1)
    return ScanTrial(sum(sizes), reason)
