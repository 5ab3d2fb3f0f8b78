"""Counter and centre over loopback HTTP on PostgreSQL, beside a client that sends one by one."""

import asyncio
import gzip
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection
from pathlib import Path
from random import Random
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

import psycopg
from sqlalchemy import make_url

from schemas.codes import dossier_code
from schemas.shape import written
from schemas.wire import BATCH_ENTRIES_MAX, REFERENCES, WAIT_SECONDS_MAX
from sync.centre.store import open_store
from sync.protocol import REFRESH_SECONDS
from tests.bench.report import Finding
from tests.builders import NOON, JournalOf, an_id
from tests.sync.centre.databases import PostgresServer, running_postgres
from tests.sync.centre.desks import Centre, push_body

COUNTERS, BATCHES, NAIVE, FLAT = 6, 6, 150, 6
FEW, MANY = 1_000, int(os.environ.get("DESK_BENCH_ENTRIES", "1000000"))
FAMILIES = ("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Huỳnh", "Phan", "Vũ", "Đặng", "Bùi", "Đỗ")
NAMES = ("Minh", "Hương", "Ấn", "Thảo", "Quốc", "Ngọc", "Hải", "Tuyết", "Đức", "Loan", "Uyên")
PLACES = ("Thôn Đông", "Xóm 4", "Tổ dân phố 7", "Ấp Bình An", "Thôn Thượng", "Khu 2")


@dataclass
class Line:
    """A counter with its journal, and its connection to the centre."""

    address: str
    unit: str
    token: str
    journal: JournalOf
    sent: int = 0
    spoken: int = 0
    """What went over the line, both ways, headers included."""
    tag: str = ""
    connection: HTTPConnection = field(init=False)

    def __post_init__(self) -> None:
        self.connection = HTTPConnection(self.address)

    def packed(self, count: int) -> bytes:
        """The next entries as they travel; each counter does so on a machine of its own."""
        body = push_body(self.journal.texts[self.sent : self.sent + count])
        self.sent += count
        return gzip.compress(body, 6, mtime=0)

    def push(self, raw: bytes) -> None:
        """Send packed entries and read the answer."""
        more = {"Content-Encoding": "gzip"}
        assert b'"head"' in self.ask("POST", "/v1/counters/me/journal", raw, more)

    def push_one(self) -> None:
        """Send the next entry as it is and read the answer."""
        body = push_body(self.journal.texts[self.sent : self.sent + 1])
        assert b'"head"' in self.ask("POST", "/v1/counters/me/journal", body)
        self.sent += 1

    def ask(
        self, method: str, path: str, body: bytes | None = None, more: dict[str, str] | None = None
    ) -> bytes:
        """One request; answers its body, unpacked."""
        headers = {"Authorization": f"Bearer {self.token}", "Desk-Request": str(an_id(path))}
        headers |= {"Accept-Encoding": "gzip", **(more or {})}
        if path.startswith("/v1/counters/me"):  # as desks do
            headers["Desk-Instance"] = str(an_id("i"))
        self.connection.request(method, path, body, headers)
        answer = self.connection.getresponse()
        read = answer.read()
        assert answer.status in {200, 304}, read
        self.tag = answer.getheader("ETag") or ""
        # Status and request line, Host and Content-Length: some 90 bytes that are not listed here.
        both = [*headers.items(), *answer.getheaders()]
        headings = sum(len(key) + len(value) + 4 for key, value in both) + len(path) + 90
        self.spoken += headings + len(read) + len(body or b"")
        return gzip.decompress(read) if answer.getheader("Content-Encoding") == "gzip" else read


def a_body(random: Random, unit: str, number: int) -> dict[str, object]:
    """A reception as they are: five papers, a person, a promised time."""
    due = written(NOON)
    ticked = {"state": "ok", "originals": 1}
    return {
        "code": dossier_code(unit, NOON.date(), number),
        "procedure": "1.001193",
        "procedure_name": "Đăng ký khai sinh",
        "catalogue": 1,
        "case": "default",
        "case_name": "Thông thường",
        "applicant": {
            "kind": "person",
            "name": " ".join(random.choice(part) for part in (FAMILIES, NAMES, NAMES)),
            "number": f"0{random.randrange(10**11):011}",
            "address": f"{random.choice(PLACES)}, xã Bình Minh",
            "phone": f"09{random.randrange(10**8):08}",
        },
        "papers": [
            {"key": f"p{n}", "name": f"Giấy tờ thứ {n} theo quy định", **ticked} for n in range(5)
        ],
        "promised": {"due": due, "published": due, "rule": "working_day", "calendar": 1},
        "register_line": {"volume": "Q1-01/2019", "line": number},
    }


def a_line(centre: Centre, address: str, unit: str, count: int) -> Line:
    """An enrolled counter that has received so many dossiers."""
    centre.add_unit(unit)
    desk = asyncio.run(centre.enrol("Q1", unit))
    journal, random = JournalOf(desk.counter), Random(unit)
    journal.write()
    for number in range(count):
        body = a_body(random, unit, 100_001 + number)
        journal.write("dossier.received", dossier=an_id(unit, number), body=body)
    return Line(address, unit, desk.token, journal)


@contextmanager
def serving(url: str, home: Path) -> Iterator[tuple[str, int]]:
    """One process of the centre: its address, and its number."""
    words = ("serve", "--port", "0", "--database", url, "--home", str(home))
    with subprocess.Popen(
        [sys.executable, "-m", "sync.centre", *words], stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        found = re.search(r"http://(\S+)", process.stdout.readline())
        assert found
        try:
            yield found[1], process.pid
        finally:
            process.terminate()


def cpu_seconds(pid: int) -> float:
    """Processor time that a process has used (Linux)."""
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def fill(server: PostgresServer, unit: str, count: int) -> None:
    """Let a unit hold so many more entries, each of a dossier with a code."""
    url = make_url(server.url).set(drivername="postgresql").render_as_string(hide_password=False)
    old = "FROM storedentry WHERE unit = %(unit)s AND counter = %(counter)s"
    steps = (
        """INSERT INTO storedentry (unit, counter, epoch, seq, id, position, rank, dossier, digest,
        text, outcome, relayed, received_at) SELECT unit, %(counter)s, 1, n, gen_random_uuid(),
        position + n, position + n, gen_random_uuid(), md5(n::text), '{}', 'applied', false, ''
        FROM unithead, generate_series(1, %(count)s) n WHERE unit = %(unit)s""",
        f"""INSERT INTO storeddossier (unit, id, first_rank, rank, fold, state)
        SELECT unit, dossier, rank, rank, 1, '{{}}' {old}""",
        f"INSERT INTO codeclaim (unit, code, dossier) SELECT unit, 'old-' || rank, dossier {old}",
        "UPDATE unithead SET position = position + %(count)s WHERE unit = %(unit)s",
    )
    told = {"unit": unit, "count": count, "counter": f"old {count}"}
    with psycopg.connect(url, autocommit=True) as connection:
        for step in steps:
            connection.execute(step.encode(), told)
        connection.execute("VACUUM ANALYZE")


def _delivering(lines: Sequence[Line], pid: int) -> tuple[float, float, float]:
    """Seconds, seconds of the centre's processor and bytes, each for one dossier."""
    batches = {}
    for line in lines:
        line.push(line.packed(2))
        line.spoken = 0
        batches[line.unit] = [line.packed(BATCH_ENTRIES_MAX) for _ in range(BATCHES)]

    def deliver(line: Line) -> None:
        for batch in batches[line.unit]:
            line.push(batch)

    count, used, began = len(lines) * BATCHES * BATCH_ENTRIES_MAX, cpu_seconds(pid), perf_counter()
    with ThreadPoolExecutor(len(lines)) as pool:
        list(pool.map(deliver, lines))
    seconds = perf_counter() - began
    used = cpu_seconds(pid) - used
    return seconds / count, used / count, sum(line.spoken for line in lines) / count


def _one_by_one(line: Line, pid: int) -> tuple[float, float, float]:
    """The same of a client that sends one request a dossier and waits for each."""
    line.push_one()
    line.push_one()
    line.spoken, used, began = 0, cpu_seconds(pid), perf_counter()
    for _ in range(NAIVE):
        line.push_one()
    seconds = perf_counter() - began
    return seconds / NAIVE, (cpu_seconds(pid) - used) / NAIVE, line.spoken / NAIVE


def _following(line: Line) -> float:
    """Seconds for one entry that a counter reads from its feed."""
    after, more, began = 0, True, perf_counter()
    while more:
        page = json.loads(line.ask("GET", f"/v1/units/{line.unit}/feed?after={after}&limit=500"))
        after, more = page["position"], page["more"]
    return (perf_counter() - began) / after


def _idle(line: Line) -> float:
    """Bytes a minute of a desk with nothing to say: its long polls, and asking for what is new."""
    line.spoken = 0
    line.ask("GET", f"/v1/units/{line.unit}/feed?after={line.sent}&limit=500&wait=0")
    polls = line.spoken * 60 / WAIT_SECONDS_MAX
    tags = {}
    for name in REFERENCES:
        line.ask("GET", f"/v1/reference/{name}")
        tags[name] = line.tag
    line.spoken = 0
    for name, tag in tags.items():
        line.ask("GET", f"/v1/reference/{name}", more={"If-None-Match": tag})
    return polls + line.spoken * 60 / REFRESH_SECONDS


def _flatness(server: PostgresServer, line: Line) -> tuple[float, float]:
    """Seconds an entry with few entries at the unit, and with many."""
    found = []
    for held in (FEW, MANY):
        fill(server, line.unit, held - line.sent if held == FEW else held - FEW)
        line.connection.close()  # filling took longer than the centre keeps one
        line.push(line.packed(2 if not line.sent else BATCH_ENTRIES_MAX))
        taken = []
        for _ in range(FLAT):
            batch, began = line.packed(BATCH_ENTRIES_MAX), perf_counter()
            line.push(batch)
            taken.append((perf_counter() - began) / BATCH_ENTRIES_MAX)
        found.append(median(taken))
    return found[0], found[1]


def _findings(
    ours: tuple[float, float, float],
    naive: tuple[float, float, float],
    feed: float,
    idle: float,
    flat: tuple[float, float],
) -> list[Finding]:
    speed, ratio, growth = 1 / ours[0], naive[0] / ours[0], flat[1] / flat[0]
    return [
        Finding("counters → centre, dossiers/s", f"{speed:.0f}", "", "", "≥ 5000", speed >= 5000),
        Finding(
            "  beside one request a dossier, /s",
            f"{speed:.0f}",
            f"{1 / naive[0]:.0f}",
            f"{ratio:.1f}×",
            "≥ 30×",
            ratio >= 30,
        ),
        Finding(
            "  the centre's processor, µs a dossier",
            f"{ours[1] * 1e6:.0f}",
            f"{naive[1] * 1e6:.0f}",
            f"{naive[1] / ours[1]:.1f}×",
        ),
        Finding(
            "  on the wire, bytes a dossier",
            f"{ours[2]:.0f}",
            f"{naive[2]:.0f}",
            f"{naive[2] / ours[2]:.1f}×",
            "≤ 300",
            ours[2] <= 300,
        ),
        Finding("centre → counter, entries/s", f"{1 / feed:.0f}"),
        Finding("an idle desk, bytes a minute", f"{idle:.0f}", "", "", "≤ 2000", idle <= 2000),
        Finding(
            f"an entry with {MANY:,} at the unit, µs",
            f"{flat[1] * 1e6:.0f}",
            f"{flat[0] * 1e6:.0f}",
            f"{growth:.2f}×",
            "≤ 1.2×",
            growth <= 1.2,
        ),
    ]


def rows() -> list[Finding]:
    """The table's lines about synchronisation; takes about two minutes."""
    with running_postgres() as server, TemporaryDirectory(prefix="desk-bench-") as folder:
        server.be_durable()
        store = open_store(server.url)
        centre = Centre(store)
        with serving(server.url, Path(folder)) as (address, pid):
            count = BATCHES * BATCH_ENTRIES_MAX + 1
            lines = [
                a_line(centre, address, f"000.{20 + number}.22.H02", count)
                for number in range(COUNTERS)
            ]
            naive = a_line(centre, address, "000.40.22.H02", NAIVE + 1)
            steady = a_line(centre, address, "000.41.22.H02", 2 * (FLAT + 1) * BATCH_ENTRIES_MAX)
            ours = _delivering(lines, pid)
            beside = _one_by_one(naive, pid)
            read = (_following(lines[0]), _idle(lines[0]))
            found = _findings(ours, beside, *read, _flatness(server, steady))
        store.close()
    return found


if __name__ == "__main__":
    from tests.bench.report import show

    show(rows(), "Synchronisation")
