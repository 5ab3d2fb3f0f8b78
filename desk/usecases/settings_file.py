"""desk.toml as it is written: whole or not at all, with its comments, the one before kept."""

import os
import tomllib
from collections.abc import MutableMapping
from pathlib import Path
from typing import Any

from desk.settings import FILE_NAME, Settings, SettingsError, checked, read_settings
from desk.texts import settings as words

PREVIOUS = f"{FILE_NAME}.truoc"
"""What stood there before the last change."""
BOUND: tuple[tuple[str, ...], ...] = (("scanner",), ("scans", "device"), ("scans", "folder"))
"""What belongs to one machine: never carried to another, and kept there."""


def told_of(settings: Settings) -> dict[str, Any]:
    """What the file says, without what it leaves to the defaults."""
    return settings.model_dump(mode="json", exclude_unset=True)


def write_settings(home: Path, told: dict[str, Any]) -> bool:
    """Replace the file of a home; whether that could be done.

    A valid file keeps its comments and its order; one that was wrong is written anew. Either way
    the old one stays beside it.

    Raises:
        SettingsError: what it would say cannot be followed; nothing was written.
    """
    import tomlkit

    checked(told)
    try:
        read_settings(home)
        before = (home / FILE_NAME).read_text(encoding="utf-8")
    except (SettingsError, FileNotFoundError):
        before = ""
    except OSError:
        return False
    document = tomlkit.parse(before)
    _put(document, pruned(told))
    return _replace(home / FILE_NAME, tomlkit.dumps(document))


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


def _replace(file: Path, text: str) -> bool:
    made, previous = file.with_name(f".{file.name}.moi"), file.with_name(PREVIOUS)
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with made.open("w", encoding="utf-8", newline="\n") as handle:
            handle.write(text)
            handle.flush()
            os.fsync(handle.fileno())
        if file.exists():
            previous.write_bytes(file.read_bytes())
        made.replace(file)
    except OSError:
        return False
    return True


def export_settings(home: Path, file: Path) -> bool:
    """Write what other counters of the unit may share into a file; whether that could be done.

    Raises:
        SettingsError: this counter's own settings are wrong.
    """
    import tomlkit

    told = pruned(_without_bound(told_of(read_settings(home))))
    try:
        file.write_text(words.EXPORT_HEAD + tomlkit.dumps(told), encoding="utf-8", newline="\n")
    except OSError:
        return False
    return True


def import_settings(home: Path, file: Path) -> bool:
    """Take over another counter's settings, keeping this machine's own; False if not written.

    What is bound to a machine stays as it is here, whatever the file says; printers that only this
    counter has stay too.

    Raises:
        SettingsError: the file, or what would come of it, cannot be followed.
    """
    try:
        brought = tomllib.loads(file.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError):
        raise SettingsError(words.UNREADABLE.format(file=file.name)) from None
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(words.NO_TOML.format(file=file.name, error=error)) from None
    checked(brought)
    own = _own(home)
    told = _without_bound(brought)
    told["printers"] = own.get("printers", {}) | told.get("printers", {})
    for place in BOUND:
        value = _at(own, place)
        if value is not None:
            into = told
            for key in place[:-1]:
                into = into.setdefault(key, {})
            into[place[-1]] = value
    return write_settings(home, told)


def _own(home: Path) -> dict[str, Any]:
    """What this counter says; nothing where it cannot be understood, since it is replaced."""
    try:
        return told_of(read_settings(home))
    except SettingsError:
        return {}


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
