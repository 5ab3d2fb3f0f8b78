"""desk.toml as it is written: whole or not at all, with its comments, the one before kept."""

import os
from collections.abc import Iterator, MutableMapping
from contextlib import suppress
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any, Literal

from desk.settings import (
    FILE_NAME,
    Settings,
    SettingsError,
    checked,
    in_file,
    mistakes,
    read_settings,
    told_in_file,
)
from desk.store.folder import StoreError
from desk.store.home import Home, HomeTakenError
from desk.texts import settings as words
from desk.usecases.settings_sound import sound_settings

PREVIOUS = f"{FILE_NAME}.truoc"
"""What stood there before the last change."""
UNSOUND = f"{FILE_NAME}.hong"
"""A file that could not be followed; the next one has a number behind it, none is written over."""
_OF_THE_DEVICE = ("device", "flatbed", "feeder", "mode", "resolution", "options", "folder")
BOUND: tuple[tuple[str, ...], ...] = (("scanner",), *(("scans", key) for key in _OF_THE_DEVICE))
"""What belongs to one machine: never carried to another, and kept there.

How a scanner is asked, mode and dots per inch too, is in the words of its own driver.
"""


def told_of(settings: Settings) -> dict[str, Any]:
    """What the file says, without what it leaves to the defaults."""
    return settings.model_dump(mode="json", exclude_unset=True)


def write_settings(home: Path, told: dict[str, Any]) -> bool:
    """Replace the file of a home; whether that could be done.

    It keeps its comments and its order, unless it is no TOML: that is written anew. Either way the
    old one stays beside it, see `kept_as`.

    Raises:
        SettingsError: what it would say cannot be followed; nothing was written.
    """
    import tomlkit

    checked(told)
    try:
        told_in_file(home / FILE_NAME, FILE_NAME)
        before = (home / FILE_NAME).read_text(encoding="utf-8-sig")
    except (SettingsError, FileNotFoundError):
        before = ""
    except OSError:
        return False
    document = tomlkit.parse(before)
    _put(document, pruned(told))
    try:
        home.mkdir(parents=True, exist_ok=True)
        if kept := kept_as(home):
            _write_whole(home / kept, (home / FILE_NAME).read_bytes())
        _write_whole(home / FILE_NAME, tomlkit.dumps(document).encode())
    except OSError:
        return False
    return True


def kept_as(home: Path) -> str:
    """The name under which a home's file stays when it is replaced now; empty without a file."""
    try:
        read_settings(home)
    except SettingsError:
        return next(name for name in _unsound_names() if not (home / name).exists())
    return PREVIOUS if (home / FILE_NAME).exists() else ""


def _unsound_names() -> Iterator[str]:
    yield UNSOUND
    yield from (f"{UNSOUND}-{number}" for number in count(2))


def _put(table: MutableMapping[str, Any], told: dict[str, Any]) -> None:
    """Let a table say what it is told, touching only what is otherwise."""
    import tomlkit

    for key in [key for key in table if key not in told]:
        del table[key]
    for key, value in told.items():
        if not isinstance(value, dict):
            if key not in table or table[key] != value:
                table[key] = value
            continue
        if not isinstance(table.get(key), MutableMapping):
            has_values = any(not isinstance(one, dict) for one in value.values())
            table[key] = tomlkit.table(is_super_table=not has_values)
        _put(table[key], value)


def pruned(told: dict[str, Any]) -> dict[str, Any]:
    """A mapping without tables that say nothing."""
    inner = {key: pruned(one) if isinstance(one, dict) else one for key, one in told.items()}
    return {key: one for key, one in inner.items() if one != {}}


def _write_whole(file: Path, content: bytes) -> None:
    """Put it where a file is, or is not yet, so that nobody ever finds half of it."""
    made = file.with_name(f".{file.name}.moi")
    try:
        with made.open("wb") as handle:
            handle.write(content)
            handle.flush()
            os.fsync(handle.fileno())
        made.replace(file)
    except OSError:
        with suppress(OSError):
            made.unlink()
        raise


def export_settings(
    home: Path, file: Path, *, is_replacing: bool = False
) -> Literal["exists", "unwritable"] | None:
    """Write what other counters of the unit may share into a file; why not, if it was not written.

    Raises:
        SettingsError: this counter's own settings are wrong.
    """
    import tomlkit

    told = pruned(_without_bound(told_of(read_settings(home))))
    if file.is_file() and not is_replacing:
        return "exists"
    try:
        _write_whole(file, (words.EXPORT_HEAD + tomlkit.dumps(told)).encode())
    except OSError:
        return "unwritable"
    return None


@dataclass(frozen=True, slots=True)
class Imported:
    """What it means that settings were taken over."""

    before: str
    """The name under which the file of before is kept; empty without one."""
    waits_for_start: bool
    """Whether a program is open, which prints by what it read when it started."""


def import_settings(home: Path, file: Path) -> Imported | None:
    """Take over another counter's settings, keeping this machine's own; None if not written.

    What is bound to a machine stays as it is here, whatever the file says; printers that only this
    counter has stay too.

    Raises:
        SettingsError: the file, or what would come of it, cannot be followed; all that is wrong.
    """
    try:
        brought = told_in_file(file, str(file))
    except FileNotFoundError:
        raise SettingsError(words.NO_FILE.format(file=file)) from None
    if wrong := mistakes(brought):
        raise SettingsError("\n".join(in_file(str(file), one) for one in wrong))
    before = kept_as(home)
    # Of a file that is wrong only what can be followed is this counter's own: the rest is replaced.
    if not write_settings(home, _joined(brought, told_of(sound_settings(home)))):
        return None
    return Imported(before, _is_open(Home(home)))


def _joined(brought: dict[str, Any], own: dict[str, Any]) -> dict[str, Any]:
    """What another counter's settings make of one's own."""
    told = _without_bound(brought)
    told["printers"] = own.get("printers", {}) | told.get("printers", {})
    for place in BOUND:
        value = _at(own, place)
        if value is not None:
            into = told
            for key in place[:-1]:
                into = into.setdefault(key, {})
            into[place[-1]] = value
    return told


def _is_open(home: Home) -> bool:
    """Whether a program holds the home now."""
    try:
        home.hold().release()
    except HomeTakenError:
        return True
    except StoreError:
        return False
    return False


def _without_bound(told: dict[str, Any]) -> dict[str, Any]:
    """The mapping without what belongs to one machine."""
    left = {key: dict(one) if isinstance(one, dict) else one for key, one in told.items()}
    for place in BOUND:
        into: Any = left
        for key in place[:-1]:
            into = into.get(key, {})
        into.pop(place[-1], None)
    return left


def _at(told: dict[str, Any], place: tuple[str, ...]) -> Any:
    into: Any = told
    for key in place:
        if not isinstance(into, dict) or key not in into:
            return None
        into = into[key]
    return into
