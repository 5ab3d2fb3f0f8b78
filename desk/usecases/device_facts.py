"""Measuring what stands around a counter: printers, scanners, faces, backups; names stay here."""

import os
from datetime import UTC, datetime

from desk.imaging.scanner import devices
from desk.rules.diagnosis_devices import DeviceFacts, RouteFact
from desk.serial.port import PortError, SerialPort, open_port
from desk.settings import (
    FILE_NAME,
    FOLDER,
    FolderPrinter,
    FormSettings,
    IppPrinterSettings,
    ScannerSettings,
    ScanSettings,
    Settings,
    SettingsError,
    read_settings,
)
from desk.store.home import Home
from desk.usecases.paper_scans import WATCHED
from desk.usecases.printers import FORMS, standing_of
from desk.usecases.settings_sound import sound_settings
from printing.command import CommandTransport
from printing.ipp import PrinterStanding

SMALLEST = "A5"
"""What a short form is composed for where the settings name no paper."""


def measure(home: Home) -> DeviceFacts:
    """Look at everything that the settings name; takes seconds, and changes nothing."""
    is_valid, settings = True, sound_settings(home.path)
    try:
        read_settings(home.path)
    except SettingsError:
        is_valid = False
    return DeviceFacts(
        is_valid=is_valid,
        is_set=(home.path / FILE_NAME).exists(),
        # Of a wrong file no printer is used, and everything else that can be followed.
        routes=_routes(settings if is_valid else Settings(), home),
        port=_port(settings.scanner),
        scanner=_scanner(settings.scans),
        folder=_folder(settings.scans, home),
        faces=_faces(),
        backup_at=backup_at(home),
    )


def _routes(settings: Settings, home: Home) -> tuple[RouteFact, ...]:
    """Each printer once, with the forms that go there, and once more as a fallback."""
    common, used = settings.printing, dict[tuple[str, str, bool], list[str]]()
    for form in (*FORMS, "other"):
        own = settings.forms.get(form, FormSettings())
        paper = own.paper or common.paper or ""
        used.setdefault((own.printer or common.printer, paper, False), []).append(form)
        if fallback := own.fallback or common.fallback:
            used.setdefault((fallback, paper, True), []).append(form)
    return tuple(
        RouteFact(tuple(forms), _state(name, paper, settings, home), is_fallback)
        for (name, paper, is_fallback), forms in used.items()
    )


def _state(name: str, paper: str, settings: Settings, home: Home) -> str:
    """`ready`, `files`, `unasked`, or codes of what hinders a printer."""
    printer = None if name == FOLDER else settings.printers[name]
    if printer is None or isinstance(printer, FolderPrinter):
        folder = home.paper if printer is None else home.path / printer.folder
        # Our own is made when the program starts.
        if not folder.exists():
            return "files" if printer is None else "folder_missing"
        return "files" if os.access(folder, os.W_OK) else "denied"
    if not isinstance(printer, IppPrinterSettings):
        has_command = CommandTransport(printer.queue, printer.program).has_command()
        return "unasked" if has_command else "command_missing"
    told = standing_of(printer, home)
    return told if isinstance(told, str) else _hindrances(told, paper)


def _hindrances(told: PrinterStanding, paper: str) -> str:
    """What a printer says of itself, that it takes nothing, or that it has not the paper."""
    codes = list(told.hindrances)
    if told.is_stopped and not codes:
        codes.append("stopped")
    if not told.is_accepting:
        codes.append("not_accepting")
    if not told.takes_pdf:
        codes.append("no_pdf")
    wanted = f"_{paper or SMALLEST}_".lower()
    if told.media and not any(wanted in one for one in told.media):
        codes.append("unsupported")
    return " ".join(codes) or "ready"


def _port(scanner: ScannerSettings | None) -> str:
    if scanner is None:
        return ""
    try:
        open_port(SerialPort(scanner.port, scanner.baud)).close()
    except PortError as error:
        return str(error)
    return "ready"


def _scanner(scans: ScanSettings) -> str:
    if not scans.device:
        return ""
    seen = devices()
    if isinstance(seen, str):
        return seen
    return "ready" if scans.device in {one.name for one in seen} else "no_device"


def _folder(scans: ScanSettings, home: Home) -> str:
    folder = scans.folder or home.path / WATCHED
    if not folder.is_dir():
        return "missing" if scans.folder else "unset"
    return "ready" if os.access(folder, os.R_OK | os.W_OK) else "denied"


def _faces() -> bool:
    """Whether every face of the forms can be read."""
    try:
        from printing.faces import BOLD, ITALIC, REGULAR, loaded

        for face in (REGULAR, BOLD, ITALIC):
            loaded(face)
    except (ImportError, OSError):
        return False
    return True


def note_backup(home: Home) -> None:
    """Remember that a backup was made now; that it cannot be remembered does not spoil it."""
    try:
        home.backed_up.touch()
    except OSError:
        return


def backup_at(home: Home) -> datetime | None:
    """When the last backup was made here, as far as anybody knows."""
    try:
        return datetime.fromtimestamp(home.backed_up.stat().st_mtime, UTC)
    except OSError:
        return None
