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
    *,
    replace: Annotated[bool, typer.Option("--replace", help=words.EXPORT_REPLACE)] = False,
) -> None:
    """Write what all counters of the unit may share."""
    from desk.opening import fail
    from desk.settings import SettingsError
    from desk.usecases.settings_file import export_settings

    try:
        problem = export_settings(home_of(context, home), file, is_replacing=replace)
    except SettingsError as error:
        fail(str(error))
    if problem is not None:
        fail(words.NOT_EXPORTED[problem].format(file=file))
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
        imported = import_settings(home_of(context, home), file)
    except SettingsError as error:
        fail(str(error))
    if imported is None:
        fail(words.NOT_WRITTEN.format(file=FILE_NAME))
    before = words.IMPORTED_BEFORE.format(before=imported.before) if imported.before else ""
    since = words.IMPORTED_SINCE["reopen" if imported.waits_for_start else "now"]
    typer.echo(words.IMPORTED.format(file=file, before=before, since=since))
