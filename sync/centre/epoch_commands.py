"""Commands for counters and centres that were restored, copied or rolled back."""

from pathlib import Path
from typing import Annotated

import typer

from sync.centre import epoch_words as words
from sync.centre.options import DEFAULT_HOME, Database, Home, clock, opened, randomness, stop

CounterArgument = Annotated[str, typer.Argument(metavar="COUNTER", help=words.COUNTER)]


def add_epoch_commands(app: typer.Typer) -> None:
    """Add them to the centre's program."""
    app.command("voucher", help=words.VOUCHER)(issue)
    app.command("settle-clone", help=words.SETTLE)(settle)
    app.command("restored", help=words.RESTORED)(restored)
    app.command("unseal-backup", help=words.UNSEAL)(unseal)


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
