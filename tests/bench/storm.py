"""A province that has the line again: 300 counters, 400 unsent entries each, one centre.

`python -m tests.bench.storm [COUNTERS [ENTRIES]]`. The counters are real lanes and couriers over
TCP, ten to a unit, with stores in memory, all in this process; the centre is one real process on
PostgreSQL, and durable before it answers. Both lanes work, so all of them read their feeds as well.
"""

import asyncio
import sys
from collections.abc import Sequence
from pathlib import Path
from random import Random
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter, process_time

import httpx
from sqlmodel import func, select

from schemas.wire import BATCH_ENTRIES_MAX
from sync.centre.store import Store, open_store
from sync.centre.tables import StoredEntry
from tests.bench.report import Finding, show
from tests.bench.sync_bench import a_body, cpu_seconds, serving
from tests.builders import JournalOf, an_id
from tests.sync.centre.crowd import Crowd, FullOutbox
from tests.sync.centre.databases import running_postgres
from tests.sync.centre.desks import Centre

COUNTERS, ENTRIES, UNIT_COUNTERS = 300, 400, 10
SECONDS_MAX = 900.0


def a_province(centre: Centre, url: str, counters: int, entries: int) -> list[FullOutbox]:
    """Enrolled counters that have received so many citizens without a line."""
    outboxes = []
    with asyncio.Runner() as runner:
        for number in range(counters):
            unit_number, of_unit = divmod(number, UNIT_COUNTERS)
            unit = f"000.{20 + unit_number}.22.H02"
            if not of_unit:
                centre.add_unit(unit)
            desk = runner.run(centre.enrol(f"Q{of_unit + 1}", unit))
            journal = a_full_journal(desk.counter, unit, 10_000 * (of_unit + 1), entries)
            outboxes.append(FullOutbox(url=url, desk=desk, journal=journal))
    return outboxes


def a_full_journal(counter: str, unit: str, ordinal: int, entries: int) -> JournalOf:
    """So many entries: the opening, then receptions."""
    journal, random = JournalOf(counter), Random(counter)
    journal.write()
    for number in range(1, entries):
        body = a_body(random, unit, ordinal + number)
        journal.write("dossier.received", dossier=an_id(counter, number), body=body)
    return journal


def client() -> httpx.AsyncClient:
    """One counter's connections; the centre is on this machine, so nothing is encrypted."""
    return httpx.AsyncClient(verify=False, trust_env=False)  # noqa: S501


def held(store: Store) -> int:
    """How many entries the centre holds, whatever it thinks of them."""
    with store.reading() as session:
        return session.exec(select(func.count()).select_from(StoredEntry)).one()


def findings(counters: int = COUNTERS, entries: int = ENTRIES) -> list[Finding]:
    """Let them all begin at once."""
    with running_postgres() as server, TemporaryDirectory(prefix="desk-bench-") as folder:
        server.be_durable()
        store = open_store(server.url)
        with serving(server.url, Path(folder)) as (address, pid):
            outboxes = a_province(Centre(store), f"http://{address}", counters, entries)
            crowd = Crowd(outboxes, client, BATCH_ENTRIES_MAX)
            used, ours = cpu_seconds(pid), process_time()
            with asyncio.Runner() as runner:
                clock, began = runner.get_loop().time, perf_counter()
                start = clock()
                runner.run(crowd.deliver(SECONDS_MAX))
                seconds = perf_counter() - began
            used, ours = cpu_seconds(pid) - used, process_time() - ours
        kept = held(store)
        store.close()
    assert all(len(one.outcomes) == entries for one in outboxes)
    assert {result.outcome for one in outboxes for result in one.outcomes} == {"applied"}
    assert kept == counters * entries
    return _table(crowd, start, seconds, (used / kept, ours / kept), kept)


def _table(
    crowd: Crowd, start: float, seconds: float, used: tuple[float, float], count: int
) -> list[Finding]:
    ends = {counter: at - start for _, counter, at in crowd.turns}
    units = {unit: at - start for unit, _, at in crowd.turns}
    again = crowd.told_to_wait
    return [
        Finding(f"{count:,} entries of {len(ends)} counters", f"{seconds:.0f} s"),
        Finding("  entries/s", f"{count / seconds:.0f}"),
        Finding("  processor, µs an entry: centre, counters", _pair(used)),
        Finding("  told to come again: counters, times", f"{len(again)}, {again.total()}"),
        _spread("  seconds until a counter was done", list(ends.values())),
        _spread("  seconds until a unit was done", list(units.values())),
        Finding("  turns of others between two of a unit", str(crowd.longest_pause())),
    ]


def _pair(used: tuple[float, float]) -> str:
    return f"{used[0] * 1e6:.0f}, {used[1] * 1e6:.0f}"


def _spread(what: str, ends: Sequence[float]) -> Finding:
    """The slowest beside the one in the middle."""
    slowest, middle = max(ends), median(ends)
    return Finding(what, f"{slowest:.1f}", f"{middle:.1f}", f"{slowest / middle:.2f}×")


if __name__ == "__main__":
    show(findings(*map(int, sys.argv[1:])))
