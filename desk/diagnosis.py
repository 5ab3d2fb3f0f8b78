"""Examines a counter from outside its program, and packs what it found without naming anybody.

What leaves in the file are counts, codes, ids, digests and instants: never a body of an entry, an
officer's account, a path, a token or a key.
"""

import asyncio
import csv
import io
import json
import re
import shutil
import ssl
import sys
import zipfile
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from cryptography import x509
from sqlmodel import col, select

from desk import machine
from desk.rules.diagnosis import Facts, Finding, findings
from desk.rules.diagnosis_devices import DeviceFacts, device_findings
from desk.store.folder import hindrance
from desk.store.home import Home
from desk.store.journal import counter_of
from desk.store.replica import StoreReplica
from desk.store.scan_tables import Scan
from desk.store.store import StoreError, open_store
from desk.store.tables import Journal, PrintJob
from desk.texts.diagnosis import line_of
from desk.usecases.desk import Desk
from desk.usecases.device_facts import measure
from desk.usecases.epochs import numbers
from desk.usecases.outbox import outbox
from desk.usecases.status import clock_of, standing
from desk.usecases.verify import verify
from sync.courier import Courier
from sync.exchange import open_client
from sync.lanes import line_now
from sync.trust import authority_problem

ENTRIES_TOLD = 500
CONNECT_SECONDS = 5
CRASH_LINES = 400
_FOLDERS = re.compile(r"[^\s\"']*[/\\]")
Table = list[tuple[Any, ...]]


@dataclass(frozen=True)
class Told:
    """A finding with its sentence."""

    finding: Finding
    line: str

    def as_json(self) -> dict[str, Any]:
        """The finding as `--json` prints it."""
        return asdict(self.finding)


@dataclass(frozen=True)
class Diagnosis:
    """Everything that was found, and the tables that go with it."""

    facts: Facts
    devices: DeviceFacts
    findings: tuple[Told, ...]
    tables: dict[str, Table]
    crash: str

    @property
    def is_well(self) -> bool:
        """Whether nothing is wrong; what is only to be watched does not count."""
        return all(one.finding.level != "wrong" for one in self.findings)


async def examine(path: Path) -> Diagnosis:
    """Look at everything; changes nothing, also beside a running program."""
    home = Home(path)
    facts = Facts(at=machine.now(), disk_bytes=_free(path), versions=_versions())
    tables: dict[str, Table] = {}
    try:
        facts = replace(facts, enrolled=home.is_enrolled(), lost=home.has_lost_store())
        if facts.enrolled:
            facts, tables = await _of_home(facts, home)
    except StoreError as error:
        facts = replace(facts, enrolled=True, store=str(error))
    devices, found = DeviceFacts(), findings(facts)
    if facts.enrolled:
        devices = await asyncio.to_thread(measure, home)
        found = (*found, *device_findings(devices, facts.at))
    told = tuple(Told(one, line_of(one.code, one.level, one.params)) for one in found)
    return Diagnosis(facts, devices, told, tables, _crash(home.crash_log))


async def _of_home(facts: Facts, home: Home) -> tuple[Facts, dict[str, Table]]:
    facts = replace(facts, home=hindrance(home.path), paper=_takes_paper(home))
    store = open_store(home)
    try:
        return await _of_counter(facts, Desk(store, machine.now, machine.random_bytes), home)
    finally:
        store.close()


async def _of_counter(facts: Facts, desk: Desk, home: Home) -> tuple[Facts, dict[str, Table]]:
    now, box = standing(desk), outbox(desk)
    with desk.store.read() as session:
        counter = counter_of(session)
        url = counter.url
        is_sealable = bool(desk.references.settings(session).get("bundle_key"))
    line, skew_ms = await _line(desk, home)
    if skew_ms is None:
        skew_ms, told_at = counter.skew_ms, counter.centre_time
        facts = replace(facts, skew_at=datetime.fromisoformat(told_at) if told_at else None)
    facts = replace(
        facts,
        problems=tuple(one.code for one in verify(desk)),
        clock=clock_of(counter.newest_at, skew_ms, facts.at),
        skew_ms=skew_ms,
        counter=now.counter,
        frozen=now.frozen,
        sealable=is_sealable,
        prints=now.print_jobs,
        line=line,
        url_scheme=urlsplit(url).scheme,
        authority=authority_problem(home.authority),
        certificate_until=await asyncio.to_thread(_certificate_until, url),
        unsent=box.unsent,
        oldest=box.oldest,
        next_seq=box.next.seq if box.next else 0,
        parked=box.parked,
        scans=now.scans,
        scans_refused=now.scans_refused,
        catalogue=now.catalogue.version if now.catalogue else None,
        catalogue_at=now.catalogue.published_at if now.catalogue else None,
    )
    return facts, _tables(desk)


async def _line(desk: Desk, home: Home) -> tuple[str, int | None]:
    """What keeps us from working with the centre, empty if nothing does, and how our clock is off.

    The clock is measured by the answer that just came; None where none told the centre's.
    """
    async with open_client(home.authority) as client:
        replica = StoreReplica(desk.store, home.instance())
        courier = Courier(client, replica, desk.now, desk.random_bytes)
        state = await line_now(courier)
    if state.line == "down" and numbers(desk).cloned:
        # Nobody has said yet that it ended.
        return "clone", courier.skew_ms
    return state.halt or state.trouble, courier.skew_ms


def _certificate_until(url: str) -> datetime | None:
    """How long the centre's certificate is valid; the line itself says whether it is trusted."""
    told = urlsplit(url)
    if told.scheme != "https" or told.hostname is None:
        return None
    try:
        pem = ssl.get_server_certificate((told.hostname, told.port or 443), timeout=CONNECT_SECONDS)
        return x509.load_pem_x509_certificate(pem.encode()).not_valid_after_utc
    except (OSError, ValueError):
        return None


def _tables(desk: Desk) -> dict[str, Table]:
    """What happened lately, by ids."""
    with desk.store.read() as session:
        entries = session.exec(
            select(Journal).order_by(col(Journal.place).desc()).limit(ENTRIES_TOLD)
        ).all()
        jobs = session.exec(
            select(PrintJob).order_by(col(PrintJob.id).desc()).limit(ENTRIES_TOLD)
        ).all()
        scans = session.exec(select(Scan)).all()
        return {
            "nhat-ky.csv": [
                (
                    one.epoch,
                    one.seq,
                    one.kind,
                    one.id,
                    one.dossier,
                    one.rank,
                    *_outcome(one.outcome),
                )
                for one in entries
            ],
            "giay-in.csv": [
                (
                    one.id,
                    one.form,
                    one.version,
                    one.state,
                    one.copy_number,
                    one.problem,
                    one.made_at,
                )
                for one in jobs
            ],
            "ban-quet.csv": [
                (one.sha256, one.size_bytes, one.media_type, one.state, one.problem)
                for one in scans
            ],
        }


def _outcome(text: str | None) -> tuple[str, str]:
    """What the centre decided, and the code of its case; the case's values stay here."""
    told = json.loads(text) if text else {}
    return str(told.get("kind", "")), str((told.get("case") or {}).get("code", ""))


def _free(path: Path) -> int | None:
    try:
        return shutil.disk_usage(path).free
    except OSError:
        return None


def _takes_paper(home: Home) -> bool:
    """Before the first print the folder is not there yet; whether it can be made, the home says."""
    return not home.paper.exists() or not hindrance(home.paper)


def _versions() -> dict[str, str]:
    named = {"counter-desk": version("counter-desk"), "python": sys.version.split()[0]}
    return named | {"textual": version("textual"), "system": sys.platform}


def _crash(log: Path) -> str:
    """The end of the crash log, without the folders of this machine."""
    try:
        lines = log.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return ""
    return "\n".join(_FOLDERS.sub("", line) for line in lines[-CRASH_LINES:])


def write_zip(found: Diagnosis, out: Path) -> bool:
    """Write the diagnosis into a new or existing file; whether that could be done."""
    measured = asdict(found.facts) | {"devices": asdict(found.devices)}
    facts = json.dumps(measured, default=str, indent=1)
    texts = {
        "chan-doan.txt": "\n".join(one.line for one in found.findings),
        "so-lieu.json": facts,
        "crash.txt": found.crash,
    } | {name: _csv(rows) for name, rows in found.tables.items()}
    try:
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, text in texts.items():
                archive.writestr(name, text)
    except OSError:
        return False
    return True


def _csv(rows: Iterable[tuple[Any, ...]]) -> str:
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    return text.getvalue()
