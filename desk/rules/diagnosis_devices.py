"""What is wrong with a counter's devices, faces, backups, judged from facts that name nothing."""

from dataclasses import dataclass
from datetime import datetime

from desk.rules.diagnosis import Finding, Level

BACKUP_DAYS_WATCH = 8
"""A week, and a day for the holiday in it."""


@dataclass(frozen=True)
class RouteFact:
    """Where some forms go, without the printer's name and address."""

    forms: tuple[str, ...]
    """Keys of forms; `other` for all that say nothing else."""
    state: str = "ready"
    """`ready`, `files` (nothing comes out on paper), `unasked` (only the system's command reaches
    it), or codes of what hinders it."""
    is_fallback: bool = False


@dataclass(frozen=True)
class DeviceFacts:
    """What was measured around the counter."""

    is_valid: bool = True
    """Whether desk.toml can be followed."""
    is_set: bool = True
    """Whether there is one."""
    routes: tuple[RouteFact, ...] = ()
    port: str = ""
    """How the scanner's port opens: `ready`, absent, denied, taken, other; empty where none is."""
    scanner: str = ""
    """Whether SANE sees the scanner: `ready`, `no_device`, or why it was not looked for."""
    folder: str = "ready"
    """The folder that is watched: `ready`, `missing`, `denied`; `unset` where there is none yet."""
    faces: bool = True
    """Whether the forms' faces are there."""
    backup_at: datetime | None = None


def device_findings(facts: DeviceFacts, at: datetime) -> tuple[Finding, ...]:
    """Everything around the counter, in the order in which it is set up."""
    return (
        _settings(facts),
        *(_route(one) for one in facts.routes),
        *_port(facts),
        *_scanner(facts),
        *_folder(facts),
        Finding("faces", "well") if facts.faces else Finding("faces_missing", "wrong"),
        _backup(facts, at),
    )


def _settings(facts: DeviceFacts) -> Finding:
    if not facts.is_valid:
        return Finding("settings_wrong", "wrong")
    return Finding("settings" if facts.is_set else "settings_none", "well")


def _route(route: RouteFact) -> Finding:
    params = {"forms": list(route.forms), "state": route.state, "is_fallback": route.is_fallback}
    if route.state == "ready":
        return Finding("printer", "well", params)
    if route.state == "files":
        if route.is_fallback:
            return Finding("printer_files_spare", "well", params)
        return Finding("printer_files", "watch", params)
    if route.state == "unasked":
        return Finding("printer_unasked", "watch", params)
    is_low = all("-low" in code or code.endswith("-warning") for code in route.state.split())
    level: Level = "watch" if is_low or route.is_fallback else "wrong"
    return Finding("printer_hindered", level, params)


def _port(facts: DeviceFacts) -> tuple[Finding, ...]:
    if not facts.port:
        return ()
    if facts.port == "ready":
        return (Finding("port", "well"),)
    # Our own program, open meanwhile, holds it too.
    level: Level = "watch" if facts.port == "taken" else "wrong"
    return (Finding(f"port_{facts.port}", level),)


def _scanner(facts: DeviceFacts) -> tuple[Finding, ...]:
    match facts.scanner:
        case "":
            return ()
        case "ready":
            return (Finding("scanner", "well"),)
        case "not_installed":
            return (Finding("scanner_not_installed", "wrong"),)
        case _:
            # Scanners in the network do not always show themselves.
            return (Finding("scanner_unseen", "watch"),)


def _folder(facts: DeviceFacts) -> tuple[Finding, ...]:
    match facts.folder:
        case "unset":
            return ()
        case "ready":
            return (Finding("folder", "well"),)
        case state:
            return (Finding(f"folder_{state}", "wrong"),)


def _backup(facts: DeviceFacts, at: datetime) -> Finding:
    if facts.backup_at is None:
        return Finding("no_backup", "watch")
    days = max(0, (at - facts.backup_at).days)
    return Finding("backup", "watch" if days > BACKUP_DAYS_WATCH else "well", {"days": days})
