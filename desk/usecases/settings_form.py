"""The settings as the texts of a form, and back: what is empty is left to the default."""

import re
import shlex
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from desk.settings import (
    FOLDER,
    FORM_KEYS,
    CommandPrinter,
    FolderPrinter,
    IppPrinterSettings,
    Printer,
    ScannerSettings,
    ScanSettings,
    Settings,
    mistakes,
)
from desk.texts import settings as words
from desk.usecases.settings_file import pruned, told_of
from schemas.letters import nfc

ADDRESS = {"ipp": "url", "folder": "folder", "command": "queue"}
"""The key that says where a printer of a kind is."""
MORE = {"ipp": "certificate", "command": "program"}
"""The key that printers of a kind may have besides."""
PRINT_KEYS = ("printer", "fallback", "copies", "paper")
SCAN_KEYS = tuple(ScanSettings.model_fields)
SCANNER_KEYS = tuple(ScannerSettings.model_fields)
_MAY_BE_EMPTY = {"flatbed", "mode"}
"""Here an empty text is a value of its own: the device has no glass, or chooses the mode."""
_NUMBERS = {"copies", "baud", "resolution", "megabytes"}
_SECONDS = re.compile(r"[0-9]+(?:[.,][0-9]+)?")
Texts = dict[str, str]


def _shown(value: Any) -> str:
    """A value as it stands in a field."""
    match value:
        case list() | tuple():
            return shlex.join(str(one) for one in value)
        case float():
            return f"{value:g}"
        case _:
            return str(value)


def _meant(key: str, text: str) -> Any:
    """The value that a text stands for; what cannot be one stays a text, and is told as wrong."""
    if key in _NUMBERS and text.isdecimal():
        return int(text)
    if key == "page_seconds" and _SECONDS.fullmatch(text):
        return float(text.replace(",", "."))
    if key == "options":
        try:
            return shlex.split(text)
        except ValueError:
            return text
    return text


_DEFAULTS = {
    "printing": {"printer": FOLDER, "copies": "1"},
    "scanner": {"baud": str(ScannerSettings.model_fields["baud"].default)},
    "scans": {
        key: "" if one.default is None else _shown(one.default)
        for key, one in ScanSettings.model_fields.items()
    },
}


@dataclass(frozen=True)
class PrinterRow:
    """What stands in the fields of one printer."""

    name: str = ""
    kind: str = "ipp"
    address: str = ""
    certificate: str = ""
    program: str = ""

    def texts(self, number: int) -> Texts:
        """The fields by their names."""
        return {f"printers.{number}.{part}": text for part, text in vars(self).items()}

    @property
    def wants(self) -> frozenset[str]:
        """Which further fields this printer has."""
        has_certificate = self.certificate or self.address.startswith("ipps:")
        return {
            "ipp": frozenset({"certificate"} if has_certificate else ()),
            "command": frozenset({"program"}),
        }.get(self.kind, frozenset())


def places() -> dict[str, tuple[str, ...]]:
    """Every field but those of the printers, with its place in the file."""
    tables: dict[tuple[str, ...], tuple[str, ...]] = {
        ("printing",): PRINT_KEYS,
        **{("forms", form): PRINT_KEYS for form in FORM_KEYS},
        ("scanner",): SCANNER_KEYS,
        ("scans",): SCAN_KEYS,
    }
    return {
        ".".join((*table, key)): (*table, key) for table, keys in tables.items() for key in keys
    }


def texts_of(settings: Settings) -> Texts:
    """What stands in the fields: what holds now, and each printer by its number."""
    told = told_of(settings)
    texts = {name: text_at(told, place) for name, place in places().items()}
    for number, (name, printer) in enumerate(settings.printers.items()):
        texts |= row_of(name, printer).texts(number)
    return texts


def row_of(name: str, printer: Printer) -> PrinterRow:
    """What stands in the fields of a printer of the settings."""
    match printer:
        case FolderPrinter(folder=folder):
            return PrinterRow(name, "folder", str(folder))
        case CommandPrinter(queue=queue, program=program):
            return PrinterRow(name, "command", queue, program=program)
        case IppPrinterSettings(url=url, certificate=certificate):
            return PrinterRow(name, "ipp", url, certificate=str(certificate or ""))


def text_at(told: Mapping[str, Any], place: tuple[str, ...]) -> str:
    """What stands in the field of a place: what is told there, else the default."""
    value: Any = told
    for key in place:
        value = value.get(key) if isinstance(value, dict) else None
    if value is None or isinstance(value, dict):
        return _DEFAULTS.get(place[0], {}).get(place[-1], "")
    return _shown(value)


def told_in(texts: Mapping[str, str], base: Settings) -> dict[str, Any]:
    """What the file would say; keys that have no field stay as they are in `base`."""
    told = told_of(base)
    told["printers"] = _printers(texts)
    for name, place in places().items():
        _set(told, place, nfc(texts.get(name, "")).strip())
    if not told.get("scanner", {}).get("port"):
        told.pop("scanner", None)
    return pruned(told)


def _set(told: dict[str, Any], place: tuple[str, ...], text: str) -> None:
    into = told
    for key in place[:-1]:
        into = into.setdefault(key, {})
    key, usual = place[-1], _DEFAULTS.get(place[0], {}).get(place[-1], "")
    if (not text and key not in _MAY_BE_EMPTY) or (text == usual and key not in into):
        into.pop(key, None)
    else:
        into[key] = _meant(key, text)


def rows_in(texts: Mapping[str, str]) -> dict[int, PrinterRow]:
    """The printers that are named or have an address, by their numbers."""
    numbers = sorted({int(name.split(".")[1]) for name in texts if name.startswith("printers.")})
    rows = {}
    for number in numbers:
        told = {
            one.name: nfc(texts.get(f"printers.{number}.{one.name}", "")).strip()
            for one in fields(PrinterRow)
        }
        row = PrinterRow(**told | {"kind": told["kind"] or "ipp"})
        if row.name or row.address:
            rows[number] = row
    return rows


def _printers(texts: Mapping[str, str]) -> dict[str, Any]:
    """The table of printers; what only printers of another kind have is left out."""
    made: dict[str, Any] = {}
    for row in rows_in(texts).values():
        told = {"kind": row.kind, ADDRESS[row.kind]: row.address}
        if row.kind in MORE:
            told[MORE[row.kind]] = getattr(row, MORE[row.kind])
        is_needed = {"kind", "url", "folder"}
        made[row.name] = {key: text for key, text in told.items() if text or key in is_needed}
    return made


def doubts_in(texts: Mapping[str, str], base: Settings) -> dict[str, str]:
    """One sentence for each field that holds what it may not."""
    doubts = _doubts_of_printers(texts)
    fields = _fields_of_printers(texts)
    told = told_in(texts, base)
    for mistake in mistakes(told):
        field = mistake.key if mistake.key in places() else fields.get(mistake.key, "")
        sentence = words.ONLY.format(allowed=mistake.allowed) if mistake.allowed else ""
        if field == "scans.options":
            sentence = words.OPTIONS
        doubts.setdefault(field, sentence or mistake.sentence)
    has_speed = texts.get("scanner.baud", "").strip() not in {"", _DEFAULTS["scanner"]["baud"]}
    if has_speed and not texts.get("scanner.port", "").strip():
        doubts.setdefault("scanner.port", words.PORT_MISSING)
    return doubts


def _fields_of_printers(texts: Mapping[str, str]) -> dict[str, str]:
    """Which field a key of a printer's table stands in."""
    return {
        f"printers.{row.name}.{ADDRESS[row.kind]}": f"printers.{number}.address"
        for number, row in rows_in(texts).items()
    }


def _doubts_of_printers(texts: Mapping[str, str]) -> dict[str, str]:
    """What a file cannot even say: names that are missing or there twice, empty addresses."""
    doubts: dict[str, str] = {}
    seen: set[str] = {FOLDER}
    for number, row in rows_in(texts).items():
        start = f"printers.{number}"
        if not row.name:
            doubts[f"{start}.name"] = words.NAME_MISSING
        elif row.name in seen:
            doubts[f"{start}.name"] = words.NAME_TWICE.format(name=row.name)
        elif not row.address and row.kind != "command":
            doubts[f"{start}.address"] = words.ADDRESS_MISSING
        seen.add(row.name)
    return doubts


def names_in(texts: Mapping[str, str]) -> tuple[str, ...]:
    """The printers that forms can go to."""
    named = (row.name for row in rows_in(texts).values())
    return (FOLDER, *(name for name in named if name and name != FOLDER))


def missing_certificate(settings: Settings, home: Path) -> tuple[str, Path] | None:
    """The first printer whose certificate is not there, with that file; asks the disk."""
    for name, printer in settings.printers.items():
        if isinstance(printer, IppPrinterSettings) and printer.certificate is not None:
            file = home / printer.certificate
            if not file.is_file():
                return name, file
    return None
