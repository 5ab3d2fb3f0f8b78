"""What is wrong with a counter, judged from facts that name nobody."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

from schemas.calendars import in_hanoi

Level = Literal["well", "watch", "wrong"]
DISK_BYTES_WATCH = 1_000_000_000
DISK_BYTES_WRONG = 100_000_000
UNSENT_HOURS_WATCH = 4
UNSENT_HOURS_WRONG = 72
CATALOGUE_DAYS_WATCH = 30
CERTIFICATE_DAYS_WATCH = 30
SECONDS_AN_HOUR = 3600
_HALTS = frozenset({"clone", "behind", "outdated", "unknown"})
_PASSING = frozenset({"busy", "unavailable"})
"""The centre's own word for not just now."""
_DOUBTED = "certificate_"
"""Begins the code of every doubt about who answers."""


@dataclass(frozen=True)
class Facts:
    """What was measured; counts, codes and instants only."""

    at: datetime
    enrolled: bool = False
    lost: bool = False
    """It was a counter, and its store is gone."""
    store: str = ""
    """Why the store does not open, as a stable code; empty when it does."""
    home: str = ""
    """Why nothing can be written there, as a stable code; empty when it can."""
    problems: tuple[str, ...] = ()
    """Codes of what `desk verify` found."""
    clock: str = "right"
    skew_ms: int | None = None
    """How far the clock is ahead of the centre's; None while the centre never told its own."""
    skew_at: datetime | None = None
    """When that was measured, by the centre's clock, unless it was just now."""
    disk_bytes: int | None = None
    paper: bool = True
    """Whether the folder of printed PDFs can be written."""
    prints: dict[str, int] = field(default_factory=dict)
    line: str = ""
    """What keeps us from working with the centre, as a stable code; empty when nothing does."""
    counter: str = ""
    frozen: bool = False
    """No number is given."""
    url_scheme: str = ""
    authority: str = ""
    """What is wrong with the file of the province's authority, as a stable code."""
    certificate_until: datetime | None = None
    sealable: bool = True
    """A bundle can be sealed for the centre."""
    unsent: int = 0
    oldest: datetime | None = None
    next_seq: int = 0
    """Place in the journal of the entry that goes next."""
    parked: int = 0
    scans: int = 0
    """Files that wait to be sent."""
    scans_refused: int = 0
    catalogue: int | None = None
    catalogue_at: datetime | None = None
    versions: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at: a stable code, how it stands, and its numbers."""

    code: str
    level: Level
    params: dict[str, Any] = field(default_factory=dict)


def findings(facts: Facts) -> tuple[Finding, ...]:
    """Everything that was looked at, in the order in which a technician asks."""
    if not facts.enrolled:
        return (Finding("store_lost" if facts.lost else "not_enrolled", "wrong"), _disk(facts))
    if facts.store:
        return (Finding(f"store_{facts.store}", "wrong"), _disk(facts))
    return (
        *_home(facts),
        _clock(facts),
        _disk(facts),
        _verified(facts),
        _line(facts),
        *_numbers(facts),
        *_certificate(facts),
        *_refused(facts),
        _unsent(facts),
        *_prints(facts),
        _catalogue(facts),
        Finding("versions", "well", {"versions": _listed(facts.versions)}),
    )


def _clock(facts: Facts) -> Finding:
    now = _moment(facts.at)
    if facts.clock == "behind_entries":
        return Finding("clock_behind", "wrong")
    if facts.skew_ms is None:
        return Finding("clock_unknown", "watch", {"now": now})
    is_off = facts.clock == "off_centre"
    code, minutes = "clock_off" if is_off else "clock_right", round(abs(facts.skew_ms) / 60_000)
    if facts.skew_at is None:
        return Finding(code, "wrong" if is_off else "well", {"minutes": minutes})
    params = {"minutes": minutes, "since": _moment(facts.skew_at), "now": now}
    return Finding(f"{code}_then", "wrong" if is_off else "watch", params)


def _moment(at: datetime) -> str:
    """As people here write it; a clock that is wrong may show any year."""
    return f"{in_hanoi(at):%H:%M %d/%m/%Y}"


def _disk(facts: Facts) -> Finding:
    if facts.disk_bytes is None:
        return Finding("disk_unknown", "watch")
    params = {"megabytes": facts.disk_bytes // 1_000_000}
    if facts.disk_bytes < DISK_BYTES_WRONG:
        return Finding("disk_full", "wrong", params)
    if facts.disk_bytes < DISK_BYTES_WATCH:
        return Finding("disk_low", "watch", params)
    return Finding("disk_enough", "well", params)


def _home(facts: Facts) -> tuple[Finding, ...]:
    return (Finding(f"store_{facts.home}", "wrong"),) if facts.home else ()


def _verified(facts: Facts) -> Finding:
    if facts.problems:
        codes = ", ".join(sorted(set(facts.problems)))
        return Finding("store_broken", "wrong", {"count": len(facts.problems), "codes": codes})
    return Finding("store_whole", "well")


def _line(facts: Facts) -> Finding:
    if not facts.line:
        return Finding("line_up", "well")
    if facts.line.startswith(_DOUBTED):
        return Finding("line_untrusted", "wrong")
    if facts.line in _PASSING:
        return Finding("line_busy", "watch", {"code": facts.line})
    if facts.line == "revoked":
        return Finding(_revoked(facts), "wrong")
    if facts.line == "stuck":
        return Finding("line_stuck", "wrong", {"seq": facts.next_seq, "unsent": facts.unsent})
    known = {"no_route", "timeout", "broken_off", "not_the_centre", "gateway", *_HALTS}
    code = facts.line if facts.line in known else "other"
    params = {"code": facts.line, "counter": facts.counter}
    return Finding(f"line_{code}", "wrong" if code in _HALTS else "watch", params)


def _revoked(facts: Facts) -> str:
    """What is left to do of a counter that may only deliver."""
    if not facts.unsent and not facts.scans and not facts.scans_refused:
        return "line_revoked"
    return "line_revoked_unsent" if facts.sealable else "line_revoked_unsealed"


def _numbers(facts: Facts) -> tuple[Finding, ...]:
    # A copy of us at work freezes the numbers too, and that finding says so.
    if not facts.frozen or facts.line == "clone":
        return ()
    return (Finding("numbers_frozen", "wrong"),)


def _certificate(facts: Facts) -> tuple[Finding, ...]:
    if facts.url_scheme != "https":
        return ()
    if facts.authority:
        return (Finding(f"authority_{facts.authority}", "wrong"),)
    until = facts.certificate_until
    days = abs(until - facts.at).days if until else 0
    if facts.line.startswith(_DOUBTED):
        return (Finding(facts.line, "wrong", {"days": days}),)
    if until is None:
        return (Finding("certificate_unknown", "watch"),)
    if until < facts.at:
        return (Finding("certificate_over", "wrong", {"days": days}),)
    if days < CERTIFICATE_DAYS_WATCH:
        return (Finding("certificate_ending", "watch", {"days": days}),)
    return (Finding("certificate_until", "well", {"days": days}),)


def _refused(facts: Facts) -> tuple[Finding, ...]:
    if not facts.scans_refused:
        return ()
    return (Finding("scans_refused", "watch", {"count": facts.scans_refused}),)


def _unsent(facts: Facts) -> Finding:
    params = {"unsent": facts.unsent, "scans": facts.scans, "parked": facts.parked}
    if not facts.unsent and not facts.scans:
        code = "rest_sent" if facts.scans_refused else "all_sent"
        return Finding(code, "watch" if facts.parked else "well", params)
    age = (facts.at - facts.oldest).total_seconds() if facts.oldest else 0
    hours = int(age // SECONDS_AN_HOUR)
    if facts.home:
        # What was sent could not be noted here, so nothing is.
        return Finding("unsent_shut", "watch", params | {"hours": hours})
    level: Level = "well"
    if hours >= UNSENT_HOURS_WATCH:
        level = "wrong" if hours >= UNSENT_HOURS_WRONG else "watch"
    if level == "wrong":
        code = "unsent_long" if facts.sealable else "unsent_unsealed"
    elif facts.line in {*_HALTS, "stuck"} or facts.line.startswith(_DOUBTED):
        code, level = "unsent_held", "watch"
    else:
        code = "unsent"
    return Finding(code, level, params | {"hours": hours})


def _prints(facts: Facts) -> tuple[Finding, ...]:
    if not facts.paper and not facts.home:
        return (Finding("paper_denied", "wrong"),)
    asks = facts.prints.get("failed", 0) + facts.prints.get("unknown", 0)
    if asks:
        return (Finding("prints_ask", "watch", {"count": asks}),)
    # Of a home that cannot be written, the folder is not said to be well.
    return () if facts.home else (Finding("prints", "well"),)


def _catalogue(facts: Facts) -> Finding:
    # Version 0 is what a centre tells that was never given one.
    if not facts.catalogue or facts.catalogue_at is None:
        return Finding("no_catalogue", "wrong")
    params = {"version": facts.catalogue, "days": max(0, (facts.at - facts.catalogue_at).days)}
    if params["days"] > CATALOGUE_DAYS_WATCH:
        return Finding("catalogue_old", "watch", params)
    return Finding("catalogue", "well", params)


def _listed(versions: dict[str, str]) -> str:
    return ", ".join(f"{name} {version}" for name, version in versions.items())
