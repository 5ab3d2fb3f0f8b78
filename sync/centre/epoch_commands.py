"""Commands for counters and centres that were restored, copied or rolled back."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sync.centre import epoch_words as words
from sync.centre.options import (
    DEFAULT_HOME,
    AsJson,
    Database,
    Home,
    clock,
    opened,
    randomness,
    stop,
)

if TYPE_CHECKING:
    from sync.centre.alarms import EnrolledCounter

CounterArgument = Annotated[str, typer.Argument(metavar="COUNTER", help=words.COUNTER)]


def add_epoch_commands(app: typer.Typer) -> None:
    """Add them to the centre's program."""
    app.command("counters", help=words.COUNTERS)(list_counters)
    app.command("voucher", help=words.VOUCHER)(issue)
    app.command("settle-clone", help=words.SETTLE)(settle)
    app.command("restored", help=words.RESTORED)(restored)
    app.command("unseal-backup", help=words.UNSEAL)(unseal)


def list_counters(
    as_json: AsJson = False,  # noqa: FBT002  (a flag)
    unit: Annotated[str | None, typer.Option(help=words.ONE_UNIT)] = None,
    home: Home = DEFAULT_HOME,
    database: Database = None,
) -> None:
    """Print the counters of a unit, or of all, and what each waits for."""
    from sync.centre.alarms import counters
    from sync.centre.rebuilding import units_of
    from sync.centre.units import known_unit

    with opened(home, database) as store, store.reading() as session:
        if unit is not None:
            known_unit(session, unit)
        units = [unit] if unit is not None else units_of(session)
        found = [one for name in units for one in counters(session, name)]
    if as_json:
        typer.echo(json.dumps({"counters": [asdict(one) for one in found]}))
        return
    for one in found:
        typer.echo(_line(one))


def _line(one: "EnrolledCounter") -> str:
    told = [words.COUNTER_LINE.format(counter=one.counter, entries=one.entries)]
    if one.is_revoked:
        told.append(words.IS_REVOKED)
    if not one.slots:
        told.append(words.NO_BAND)
    if one.alarm:
        told.append(words.ALARMS[one.alarm].format(counter=one.counter))
    return " ".join(told)


def issue(
    counter: CounterArgument,
    epoch: Annotated[str, typer.Argument(metavar="EPOCH", help=words.EPOCH)],
    home: Home = DEFAULT_HOME,
    database: Database = None,
) -> None:
    """Print a voucher."""
    from sync.centre.granting import issue_voucher

    with opened(home, database) as store:
        with store.writing() as session:
            text = issue_voucher(session, counter, epoch, now=clock())
        typer.echo(text)


def settle(counter: CounterArgument, home: Home = DEFAULT_HOME, database: Database = None) -> None:
    """End the alarm."""
    from sync.centre.epochs import settle_alarm

    with opened(home, database) as store:
        with store.writing() as session:
            settle_alarm(session, counter, now=clock())
        typer.echo(words.SETTLED.format(counter=counter))


def restored(home: Home = DEFAULT_HOME, database: Database = None) -> None:
    """Begin a new incarnation."""
    from sync.centre.restoring import begin_incarnation

    with opened(home, database) as store:
        with store.writing() as session:
            begin_incarnation(session, now=clock(), random_bytes=randomness)
        typer.echo(words.BEGUN)


def unseal(
    file: Annotated[Path, typer.Argument(help=words.UNSEAL_FILE)],
    home: Home = DEFAULT_HOME,
    database: Database = None,
) -> None:
    """Print the key of a counter's backup."""
    from schemas.backups import LABEL_BYTES_MAX, read_label, unseal_key
    from schemas.sealing import SealError
    from sync.centre.keys import bundle_private_key

    try:
        with file.open("rb") as backup:
            label = read_label(backup.readline(LABEL_BYTES_MAX))
    except (OSError, ValueError):
        stop(words.NO_BACKUP.format(name=file.name))
    with opened(home, database) as store, store.reading() as session:
        private = bundle_private_key(session)
    try:
        key = unseal_key(private or bytes(32), label)
    except SealError:
        stop(words.NOT_SEALED_FOR_US)
    typer.echo(key.hex())
