"""What commands do over the network: enrol, drain once, ask whether the line is up."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from uuid import UUID

from desk import machine
from desk.opening import CommandError
from desk.store.folder import disk_failures
from desk.store.home import Home
from desk.store.journal import counter_of
from desk.store.replica import StoreReplica
from desk.store.scans import StoreScans
from desk.store.store import open_store
from desk.texts import commands as words
from desk.texts.outbox import TROUBLES, stuck
from desk.usecases.desk import Desk
from desk.usecases.enrol import (
    begin_journal,
    change_centre,
    forget_request,
    remembered_request,
)
from desk.usecases.outbox import outbox
from schemas.calendars import Calendar
from schemas.ids import uuid7
from sync.addresses import is_allowed
from sync.courier import Courier
from sync.exchange import enrol, open_client
from sync.lanes import Lanes
from sync.lanes import line_now as line_at
from sync.protocol import STUCK, Complained, Introduced, Unreachable
from sync.replica import Membership
from sync.scan_lane import ScanLane
from sync.state import Line, State


async def enrol_home(path: Path, url: str, code: str, name: str) -> str:
    """Make a home a counter; what it became, in words. Tried again, it gets the same counter.

    Raises:
        CommandError: the centre refuses or cannot be reached, or the home is a counter already.
        StoreError: the home cannot be written.
    """
    if not is_allowed(url):
        raise CommandError(words.URL_NOT_ALLOWED)
    home = Home(path)
    if home.is_enrolled():
        with open_store(home).read() as session:
            raise CommandError(words.ALREADY_ENROLLED.format(counter=counter_of(session).counter))
    fresh = uuid7(machine.now(), machine.random_bytes)
    with disk_failures():
        request = UUID(remembered_request(home, lambda: str(fresh)))
    async with open_client(Home(path).authority) as client:
        granted = await enrol(client, url.rstrip("/"), request, code, name, home.instance())
    if isinstance(granted, Unreachable):
        raise CommandError(_unreached(url, granted))
    if isinstance(granted, Complained):
        forget_request(home)
        other = words.ENROL_REFUSED_OTHER.format(code=granted.error)
        raise CommandError(words.ENROL_REFUSED.get(granted.error, other))
    begin_journal(home, url, granted, now=machine.now, random_bytes=machine.random_bytes).close()
    forget_request(home)
    return words.ENROLLED.format(counter=granted.counter)


async def follow_centre(path: Path, desk: Desk, url: str) -> str:
    """Have a counter speak to its centre at another address; what was done, in words.

    Kept only once the centre has answered there, in a version we speak, and knows this counter.

    Raises:
        CommandError: the address is not allowed, or whoever answers there, if anybody, is not that.
    """
    if not is_allowed(url):
        raise CommandError(words.URL_NOT_ALLOWED)
    there = _Elsewhere(desk.store, Home(path).instance(), url.rstrip("/"))
    async with open_client(Home(path).authority) as client:
        heard = await Courier(client, there, desk.now, desk.random_bytes).ask()
    if isinstance(heard, Unreachable):
        raise CommandError(_unreached(url, heard))
    if isinstance(heard, Complained):
        raise CommandError(_COMPLAINTS.get(heard.error, words.CENTRE_BUSY).format(url=url))
    if isinstance(heard, Introduced) and heard.is_outdated:
        raise CommandError(words.CENTRE_OUTDATED.format(url=url))
    change_centre(desk.store, url)
    return words.CENTRE_CHANGED.format(url=there.url)


_SILENCES = {"not_the_centre": words.NOT_THE_CENTRE, "gateway": words.GATEWAY}
_COMPLAINTS = {"unknown_token": words.CENTRE_STRANGE, "protocol": words.CENTRE_OUTDATED}


@dataclass(frozen=True)
class _Elsewhere(StoreReplica):
    """A counter's store, spoken for at an address that is not kept yet."""

    url: str

    def membership(self) -> Membership:
        return replace(super().membership(), url=self.url)


def _unreached(url: str, why: Unreachable) -> str:
    if why.reason.startswith("certificate"):
        return words.UNTRUSTED.format(url=url, trouble=TROUBLES[why.reason])
    return _SILENCES.get(why.reason, words.UNREACHABLE).format(url=url)


@dataclass(frozen=True)
class LineNow:
    """How the line to the centre stood when it was tried."""

    line: Line
    trouble: str = ""
    """What keeps us from working with the centre, as a stable code; empty if nothing does."""
    which: str = ""
    """Which entry holds up the others, in words, if one does."""


async def drain(path: Path, desk: Desk) -> LineNow:
    """Deliver everything, files last, and follow the feed once; what was in the way, if anything.

    A revoked counter delivers everything, and is told nothing.
    """
    async with _courier(path, desk) as courier:
        lanes = Lanes(courier)
        is_drained = await lanes.drain()
        if not is_drained and lanes.state.halt != "revoked":
            return _told(lanes.state, desk)
        is_sent = await ScanLane(courier, StoreScans(desk.store)).drain_all()
        return _told(lanes.state, desk) if is_sent else LineNow(lanes.state.line, "scans")


async def line_now(path: Path, desk: Desk) -> LineNow:
    """How the line to the centre stands at this moment; nothing is changed here by asking."""
    async with _courier(path, desk) as courier:
        return _told(await line_at(courier), desk)


@asynccontextmanager
async def _courier(path: Path, desk: Desk) -> AsyncIterator[Courier]:
    replica = StoreReplica(desk.store, Home(path).instance())
    async with open_client(Home(path).authority) as client:
        yield Courier(client, replica, desk.now, desk.random_bytes)


def _told(state: State, desk: Desk) -> LineNow:
    first = outbox(desk).next if state.trouble == STUCK else None
    which = stuck(first.seq, first.code) if first else ""
    return LineNow(state.line, state.halt or state.trouble, which)


def calendar_of(path: Path) -> Calendar:
    """The calendar a home holds; the official one that comes with the program elsewhere."""
    from schemas.data import official_calendar

    home = Home(path)
    if not home.is_enrolled():
        return official_calendar()
    store = open_store(home)
    try:
        with store.read() as session:
            held = Desk(store, machine.now, machine.random_bytes).references.calendar(session)
    finally:
        store.close()
    return held or official_calendar()
