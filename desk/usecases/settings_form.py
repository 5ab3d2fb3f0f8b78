"""The settings as the texts of a form, and back: what is empty is left to the default."""

from collections.abc import Mapping
from typing import Any

from desk.settings import (
    FOLDER,
    CommandPrinter,
    FolderPrinter,
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
FORMS = ("receipt", "supplement")
PRINT_KEYS = ("printer", "fallback", "copies", "paper")
SCAN_KEYS = ("device", "flatbed", "feeder", "mode", "resolution", "folder", "after", "megabytes")
SCANNER_KEYS = ("port", "baud")
_MAY_BE_EMPTY = {"flatbed", "mode"}
"""Here an empty text is a value of its own: the device has no glass, or chooses the mode."""
_NUMBERS = {"copies", "baud", "resolution", "megabytes"}
_DEFAULTS = {
    "printing": {"printer": FOLDER, "copies": "1"},
    "scanner": {"baud": str(ScannerSettings.model_fields["baud"].default)},
    "scans": {
        key: "" if one.default is None else str(one.default)
        for key, one in ScanSettings.model_fields.items()
    },
}
Texts = dict[str, str]


def places() -> dict[str, tuple[str, ...]]:
    """Every field but those of the printers, with its place in the file."""
    tables: dict[tuple[str, ...], tuple[str, ...]] = {
        ("printing",): PRINT_KEYS,
        **{("forms", form): PRINT_KEYS for form in FORMS},
        ("scanner",): SCANNER_KEYS,
        ("scans",): SCAN_KEYS,
    }
    return {
        ".".join((*table, key)): (*table, key) for table, keys in tables.items() for key in keys
    }


def texts_of(settings: Settings) -> Texts:
    """What stands in the fields: what holds now, and each printer by its number."""
    told = told_of(settings)
    texts = {name: _text(told, place) for name, place in places().items()}
    for number, (name, printer) in enumerate(settings.printers.items()):
        texts |= row_texts(number, name, printer.kind, address_of(printer))
    return texts


def row_texts(number: int, name: str, kind: str, address: str) -> Texts:
    """The fields of one printer."""
    start = f"printers.{number}"
    return {f"{start}.name": name, f"{start}.kind": kind, f"{start}.address": address}


def address_of(printer: Printer) -> str:
    """Where a printer is."""
    match printer:
        case FolderPrinter(folder=folder):
            return str(folder)
        case CommandPrinter(queue=queue):
            return queue
        case _:
            return printer.url


def _text(told: Mapping[str, Any], place: tuple[str, ...]) -> str:
    value: Any = told
    for key in place:
        value = value.get(key) if isinstance(value, dict) else None
    return _DEFAULTS.get(place[0], {}).get(place[-1], "") if value is None else str(value)


def told_in(texts: Mapping[str, str], base: Settings) -> dict[str, Any]:
    """What the file would say; keys that have no field stay as they are in `base`."""
    told = told_of(base)
    told["printers"] = _printers(texts, told.get("printers", {}))
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
        into[key] = int(text) if key in _NUMBERS and text.isdecimal() else text


def rows_in(texts: Mapping[str, str]) -> dict[int, tuple[str, str, str]]:
    """The printers that are named or have an address: name, kind, address, by their numbers."""
    numbers = sorted({int(name.split(".")[1]) for name in texts if name.startswith("printers.")})
    rows = {}
    for number in numbers:
        name, kind, address = (
            nfc(texts.get(f"printers.{number}.{part}", "")).strip()
            for part in ("name", "kind", "address")
        )
        if name or address:
            rows[number] = (name, kind or "ipp", address)
    return rows


def _printers(texts: Mapping[str, str], before: dict[str, Any]) -> dict[str, Any]:
    """The table of printers; what has no field, such as a certificate, stays with its printer."""
    made, there = {}, list(before.values())
    for number, (name, kind, address) in rows_in(texts).items():
        kept = there[number] if number < len(there) else {}
        kept = kept if kept.get("kind") == kind else {}
        made[name] = kept | {"kind": kind, ADDRESS[kind]: address}
        if kind == "command" and not address:
            del made[name]["queue"]
    return made


def doubts_in(texts: Mapping[str, str], base: Settings) -> dict[str, str]:
    """One sentence for each field that holds what it may not."""
    doubts = _doubts_of_printers(texts)
    fields = _fields_of_printers(texts)
    told = told_in(texts, base)
    for mistake in mistakes(told):
        field = mistake.key if mistake.key in places() else fields.get(mistake.key, "")
        sentence = words.ONLY.format(allowed=mistake.allowed) if mistake.allowed else ""
        doubts.setdefault(field, sentence or mistake.sentence)
    has_speed = texts.get("scanner.baud", "").strip() not in {"", _DEFAULTS["scanner"]["baud"]}
    if has_speed and not texts.get("scanner.port", "").strip():
        doubts.setdefault("scanner.port", words.PORT_MISSING)
    return doubts


def _fields_of_printers(texts: Mapping[str, str]) -> dict[str, str]:
    """Which field a key of a printer's table stands in."""
    return {
        f"printers.{name}.{ADDRESS[kind]}": f"printers.{number}.address"
        for number, (name, kind, _) in rows_in(texts).items()
    }


def _doubts_of_printers(texts: Mapping[str, str]) -> dict[str, str]:
    """What a file cannot even say: names that are missing or there twice, empty addresses."""
    doubts: dict[str, str] = {}
    seen: set[str] = {FOLDER}
    for number, (name, kind, address) in rows_in(texts).items():
        start = f"printers.{number}"
        if not name:
            doubts[f"{start}.name"] = words.NAME_MISSING
        elif name in seen:
            doubts[f"{start}.name"] = words.NAME_TWICE.format(name=name)
        elif not address and kind != "command":
            doubts[f"{start}.address"] = words.ADDRESS_MISSING
        seen.add(name)
    return doubts


def names_in(texts: Mapping[str, str]) -> tuple[str, ...]:
    """The printers that forms can go to."""
    return (FOLDER, *(name for name, _, _ in rows_in(texts).values() if name and name != FOLDER))
