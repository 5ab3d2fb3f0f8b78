"""The commands whose answer is a file: a bundle for the centre, and the diagnosis."""

import asyncio
from pathlib import Path
from typing import Annotated

import typer

from desk.command_options import HomeOption, JsonOption, home_of, tell
from desk.machine import DEFAULT_HOME
from desk.texts import exchange as words


def export(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help=words.EXPORT_FILE)],
    home: HomeOption = DEFAULT_HOME,
    *,
    as_json: JsonOption = False,
) -> None:
    """Write what is unsent into a bundle."""
    from desk.opening import fail, opened
    from desk.usecases.bundle import NotExported, export_bundle

    with opened(home_of(context, home)) as desk:
        answer = export_bundle(file, desk)
    if isinstance(answer, NotExported):
        fail(words.NOT_EXPORTED[answer.reason].format(file=file))
    told = {"file": str(file), "entries": answer.entries, "scans": answer.scans}
    tell(told, words.EXPORTED.format(**told), as_json=as_json)


def doctor(
    context: typer.Context,
    out: Annotated[Path | None, typer.Option("--out", help=words.DOCTOR_OUT)] = None,
    home: HomeOption = DEFAULT_HOME,
    *,
    as_json: JsonOption = False,
) -> None:
    """Say what is wrong and what to do."""
    from desk.diagnosis import examine, write_zip
    from desk.opening import fail

    found = asyncio.run(examine(home_of(context, home)))
    lines = [one.line for one in found.findings]
    tell(
        {"ok": found.is_well, "findings": [one.as_json() for one in found.findings]},
        "\n".join(lines),
        as_json=as_json,
    )
    if out is not None and not write_zip(found, out):
        fail(words.DOCTOR_UNWRITABLE.format(file=out))
    if out is not None and not as_json:
        typer.echo(words.DOCTOR_WRITTEN.format(file=out))
    if not found.is_well:
        raise typer.Exit(1)
