"""The commands for a counter's backup, its restore, and the voucher that thaws its numbers."""

from pathlib import Path
from typing import Annotated

import typer

from desk import machine
from desk.command_options import HomeOption, JsonOption, home_of, tell
from desk.machine import DEFAULT_HOME
from desk.texts import epochs as words

KEY_BYTES = 32


def backup(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help=words.BACKUP_FILE)],
    home: HomeOption = DEFAULT_HOME,
    *,
    as_json: JsonOption = False,
) -> None:
    """Write a verified backup."""
    from desk.opening import fail, opened
    from desk.store.home import Home
    from desk.usecases.backup import NotBackedUp, back_up
    from desk.usecases.device_facts import note_backup

    path = home_of(context, home)
    with opened(path) as desk:
        answer = back_up(file, Home(path), desk)
    if isinstance(answer, NotBackedUp):
        fail(words.NOT_BACKED_UP[answer.reason].format(file=file))
    note_backup(Home(path))
    told = {"file": str(file), "epoch": answer.epoch, "seq": answer.seq}
    told |= {"for_province": answer.for_province}
    sentence = words.BACKED_UP.format(**told)
    tell(
        told,
        sentence if answer.for_province else f"{sentence}\n{words.NO_PROVINCE}",
        as_json=as_json,
    )


def restore(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help=words.RESTORE_FILE)],
    key: Annotated[str | None, typer.Option("--key", help=words.RESTORE_KEY)] = None,
    home: HomeOption = DEFAULT_HOME,
    *,
    as_json: JsonOption = False,
) -> None:
    """Make the home from a backup, in a new epoch."""
    from desk.opening import fail, failures
    from desk.store.home import Home
    from desk.usecases.restore import NotRestored
    from desk.usecases.restore import restore as restore_backup

    with failures():
        held = Home(home_of(context, home))
        lock = held.hold()
        try:
            answer = restore_backup(
                file,
                held,
                recovery_key=_key(key),
                now=machine.now,
                random_bytes=machine.random_bytes,
            )
        finally:
            lock.release()
    if isinstance(answer, NotRestored):
        counts = {"count": answer.count, "scans": answer.scans}
        fail(words.NOT_RESTORED[answer.reason].format(file=file, **counts))
    told = {"counter": answer.counter, "epoch": answer.epoch, "unsent": answer.unsent}
    said = words.RESTORED.format(counter=answer.counter)
    said += words.KEPT.format(folder=answer.kept) if answer.kept else ""
    tell(told | {"kept": answer.kept}, said, as_json=as_json)


def _key(text: str | None) -> bytes | None:
    if text is None:
        return None
    try:
        key = bytes.fromhex("".join(text.split()).replace("-", ""))
    except ValueError:
        key = b""
    if len(key) != KEY_BYTES:
        raise typer.BadParameter(words.KEY_UNREADABLE)
    return key


def voucher(
    context: typer.Context,
    code: Annotated[str | None, typer.Argument(help=words.VOUCHER_CODE)] = None,
    home: HomeOption = DEFAULT_HOME,
    *,
    as_json: JsonOption = False,
) -> None:
    """Take a voucher, or say what to read over the telephone."""
    from desk.opening import fail, opened
    from desk.usecases.epochs import NotGranted, accept_voucher, numbers

    path = home_of(context, home)
    if code is None:
        with opened(path) as desk:
            now = numbers(desk)
        asked = {"counter": now.counter, "epoch_name": now.epoch_name}
        sentence = words.VOUCHER_ASK if now.frozen else words.VOUCHER_NOT_NEEDED
        tell({"frozen": now.frozen, **asked}, sentence.format(**asked), as_json=as_json)
        return
    with opened(path, writing=True) as desk:
        answer = accept_voucher(code, desk)
    if isinstance(answer, NotGranted):
        fail(words.NOT_GRANTED[answer.reason])
    tell({"slot": answer.slot}, words.GRANTED.format(slot=answer.slot), as_json=as_json)
