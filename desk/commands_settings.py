"""The commands that carry a unit's settings from counter to counter."""

from pathlib import Path
from typing import Annotated

import typer

from desk.command_options import HomeOption, home_of
from desk.machine import DEFAULT_HOME
from desk.texts import settings as words

settings = typer.Typer(help=words.COMMANDS, no_args_is_help=True)


@settings.command("export", help=words.EXPORT)
def export_to(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help=words.EXPORT_FILE)],
    home: HomeOption = DEFAULT_HOME,
) -> None:
    """Write what all counters of the unit may share."""
    from desk.opening import fail
    from desk.settings import SettingsError
    from desk.usecases.settings_file import export_settings

    try:
        is_written = export_settings(home_of(context, home), file)
    except SettingsError as error:
        fail(str(error))
    if not is_written:
        fail(words.NOT_WRITTEN.format(file=file))
    typer.echo(words.EXPORTED.format(file=file))


@settings.command("import", help=words.IMPORT)
def import_from(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help=words.IMPORT_FILE)],
    home: HomeOption = DEFAULT_HOME,
) -> None:
    """Take over what another counter exported."""
    from desk.opening import fail
    from desk.settings import FILE_NAME, SettingsError
    from desk.usecases.settings_file import import_settings

    try:
        is_written = import_settings(home_of(context, home), file)
    except SettingsError as error:
        fail(str(error))
    if not is_written:
        fail(words.NOT_WRITTEN.format(file=FILE_NAME))
    typer.echo(words.IMPORTED)
