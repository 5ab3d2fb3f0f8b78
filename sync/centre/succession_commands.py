"""The command for units that were merged or split."""

from typing import Annotated

import typer

from sync.centre import words
from sync.centre.options import DEFAULT_HOME, Database, Home, clock, opened


def add_succession_commands(app: typer.Typer) -> None:
    """Add it to the centre's program."""
    app.command("add-heir", help=words.ADD_HEIR)(add)


def add(
    unit: Annotated[str, typer.Argument(metavar="UNIT", help=words.GIVER)],
    heir: Annotated[str, typer.Argument(metavar="HEIR", help=words.HEIR)],
    home: Home = DEFAULT_HOME,
    database: Database = None,
) -> None:
    """Let a unit work on another's dossiers."""
    from sync.centre.succession import add_heir

    with opened(home, database) as store:
        with store.writing() as session:
            count = add_heir(session, unit, heir, now=clock())
        typer.echo(words.HEIR_ADDED.format(unit=unit, heir=heir, count=count))
