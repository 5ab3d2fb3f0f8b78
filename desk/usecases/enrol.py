"""Becoming a counter: what the centre granted is kept, and the journal begins."""

import json
import os
from collections.abc import Callable
from datetime import datetime

from desk.store.home import Home
from desk.store.journal import Fact, append, counter_of
from desk.store.store import Store, open_store
from desk.store.tables import Counter
from schemas.entries import EpochOpened
from schemas.wire import Enrolled


def begin_journal(
    home: Home,
    url: str,
    granted: Enrolled,
    *,
    now: Callable[[], datetime],
    random_bytes: Callable[[int], bytes],
) -> Store:
    """Make the store of a newly enrolled counter, with `epoch.opened` as its first entry.

    Done again with the same grant it changes nothing.
    """
    home.path.mkdir(mode=0o700, parents=True, exist_ok=True)
    store = open_store(home)
    with store.write() as session:
        if session.get(Counter, 1) is not None:
            return store
        session.add(
            Counter(
                url=url.rstrip("/"),
                counter=granted.counter,
                unit=granted.unit,
                token=granted.token,
                epoch=granted.epoch,
                slot=granted.band.slot,
                band=granted.band.model_dump_json(),
                instance=home.instance(),
                voucher_key=granted.voucher_key,
            )
        )
        session.flush()
        opened = Fact(
            kind="epoch.opened", body=EpochOpened(reason="enrolled"), happened=now(), officer=""
        )
        append(session, [opened], now=now(), random_bytes=random_bytes)
    return store


def remembered_request(home: Home, make: Callable[[], str]) -> str:
    """The id of the enrolment that is under way, so that a second try gets the same counter."""
    file = home.enrolment
    if file.exists():
        return str(json.loads(file.read_text())["request"])
    home.path.mkdir(mode=0o700, parents=True, exist_ok=True)
    request = make()
    made = file.with_suffix(".new")
    with made.open("w") as out:
        json.dump({"request": request}, out)
        out.flush()
        os.fsync(out.fileno())
    # Renamed once it is whole: a torn file would stand in the way of every later enrolment.
    made.replace(file)
    return request


def forget_request(home: Home) -> None:
    """End the enrolment that was under way."""
    home.enrolment.unlink(missing_ok=True)


def change_centre(store: Store, url: str) -> None:
    """Follow the centre to another address."""
    with store.write() as session:
        counter = counter_of(session)
        counter.url = url.rstrip("/")
        session.add(counter)
