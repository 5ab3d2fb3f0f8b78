"""The commands of `desk`: each opens what it needs, calls one use case, and prints its answer."""

import asyncio
import json
import sys
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from desk import machine
from desk.command_options import HomeOption, JsonOption, home_of, instant, tell
from desk.commands_counter import outage, pad, shift, void
from desk.commands_epochs import backup, restore, voucher
from desk.commands_exchange import doctor, export
from desk.commands_printers import printers, proof
from desk.commands_recording import record
from desk.commands_settings import settings
from desk.machine import DEFAULT_HOME
from desk.texts import commands as words
from desk.texts import epochs, exchange, prints, recording

app = typer.Typer(
    help=words.PROGRAM, add_completion=False, pretty_exceptions_enable=False, no_args_is_help=False
)
app.command("export-bundle", help=exchange.EXPORT)(export)
app.command("doctor", help=exchange.DOCTOR)(doctor)
app.command("backup", help=epochs.BACKUP)(backup)
app.command("restore", help=epochs.RESTORE)(restore)
app.command("printers", help=prints.COMMAND_PRINTERS)(printers)
app.command("test-page", help=prints.COMMAND_PROOF)(proof)
app.command("voucher", help=epochs.VOUCHER)(voucher)
app.add_typer(settings, name="settings")
app.command("record", help=recording.RECORD)(record)
app.command("void", help=recording.VOID)(void)
for group, name in ((shift, "shift"), (outage, "outage"), (pad, "pad")):
    app.add_typer(group, name=name)


@app.callback(invoke_without_command=True)
def program(context: typer.Context, home: HomeOption = DEFAULT_HOME) -> None:
    """Open the program unless a command was named."""
    context.obj = home
    if context.invoked_subcommand is None:
        from desk.program import run_program

        sys.exit(run_program(home))


@app.command(help=words.ENROL)
def enrol(
    context: typer.Context,
    url: Annotated[str, typer.Argument(help=words.ENROL_URL)],
    code: Annotated[str, typer.Argument(help=words.ENROL_CODE)],
    name: Annotated[str, typer.Option("--name", help=words.ENROL_NAME)],
    home: HomeOption = DEFAULT_HOME,
) -> None:
    """Make this home a counter."""
    from desk.errands import enrol_home
    from desk.opening import failures

    with failures():
        typer.echo(asyncio.run(enrol_home(home_of(context, home), url, code, name)))


@app.command(help=words.CENTRE)
def centre(
    context: typer.Context,
    url: Annotated[str, typer.Argument(help=words.CENTRE_URL)],
    home: HomeOption = DEFAULT_HOME,
) -> None:
    """Follow the centre to another address."""
    from desk.errands import follow_centre
    from desk.opening import failures, opened

    path = home_of(context, home)
    with failures(), opened(path, writing=True) as desk:
        typer.echo(asyncio.run(follow_centre(path, desk, url)))


@app.command(help=words.REBUILD)
def rebuild(context: typer.Context, home: HomeOption = DEFAULT_HOME) -> None:
    """Make the projections again."""
    from desk.opening import opened
    from desk.usecases.verify import rebuild as rebuild_projections

    with opened(home_of(context, home), writing=True) as desk:
        rebuild_projections(desk)
    typer.echo(words.REBUILT)


@app.command(help=words.SYNC)
def sync(
    context: typer.Context,
    home: HomeOption = DEFAULT_HOME,
    *,
    once: Annotated[bool, typer.Option("--once", help=words.SYNC_ONCE)] = False,
) -> None:
    """Deliver everything and follow the feed once."""
    from desk.errands import drain
    from desk.opening import fail, opened
    from desk.texts.standing import not_drained, what_is_left
    from desk.usecases.status import standing

    if not once:
        raise typer.BadParameter(words.SYNC_NEEDS_ONCE)
    path = home_of(context, home)
    with opened(path, writing=True) as desk:
        ended = asyncio.run(drain(path, desk))
        left = standing(desk)
    waiting = what_is_left(left.unsent, left.scans, left.scans_refused)
    if ended.trouble:
        fail(not_drained(ended.line, ended.trouble, waiting, ended.which))
    if left.scans_refused:
        fail(waiting)
    typer.echo(words.DRAINED)


@app.command(help=words.STATUS)
def status(
    context: typer.Context, home: HomeOption = DEFAULT_HOME, *, as_json: JsonOption = False
) -> None:
    """Tell where the counter stands."""
    from desk.errands import line_now
    from desk.opening import opened
    from desk.store.folder import hindrance
    from desk.texts.standing import what_is_wrong
    from desk.usecases.epochs import numbers
    from desk.usecases.status import standing

    path = home_of(context, home)
    with opened(path) as desk:
        line = asyncio.run(line_now(path, desk))
        now, issued = standing(desk), numbers(desk)
    trouble = "clone" if issued.cloned and line.line != "up" else line.trouble
    fields = (
        "counter",
        "epoch",
        "head_seq",
        "acked_seq",
        "unsent",
        "scans",
        "scans_refused",
        "feed_position",
        "dossiers",
        "drafts",
        "print_jobs",
    )
    told: dict[str, Any] = {name: getattr(now, name) for name in fields}
    shut = hindrance(path)
    told |= {"line": line.line, "trouble": trouble, "frozen": now.frozen, "home": shut}
    told["epoch_name"] = issued.epoch_name
    text = words.STATUS_LINES.format(**told | {"line": words.LINE[line.line]})
    wrong = what_is_wrong(trouble, is_frozen=now.frozen, home=shut, which=line.which)
    tell(told, "\n".join((text, *wrong)), as_json=as_json)


@app.command(help=words.VERIFY)
def verify(
    context: typer.Context, home: HomeOption = DEFAULT_HOME, *, as_json: JsonOption = False
) -> None:
    """Prove that the record is whole."""
    from desk.opening import fail, opened
    from desk.usecases.verify import verify as verify_record

    with opened(home_of(context, home)) as desk:
        problems = verify_record(desk)
    told = {"ok": not problems, "problems": [f"{one.code} {one.where}" for one in problems]}
    tell(told, words.WHOLE, as_json=as_json, quiet=bool(problems))
    if problems:
        fail(words.BROKEN.format(count=len(problems)))


@app.command(help=words.DUE)
def due(  # noqa: PLR0913  # one parameter an option
    context: typer.Context,
    received: Annotated[str, typer.Option("--received", help=words.DUE_RECEIVED)],
    limit: Annotated[int, typer.Option("--limit", help=words.DUE_LIMIT)],
    unit: Annotated[str, typer.Option("--unit", help=words.DUE_UNIT)],
    cutoff: Annotated[str | None, typer.Option("--cutoff", help=words.DUE_CUTOFF)] = None,
    home: HomeOption = DEFAULT_HOME,
    *,
    as_json: JsonOption = False,
) -> None:
    """Count a promised time by the calendar that this home holds, else the official one."""
    from desk.errands import calendar_of
    from desk.opening import fail, failures
    from schemas.deadlines import NotPromised, promise, rule_words
    from schemas.procedures import Limit, LimitUnit

    if unit not in LimitUnit.__args__:  # type: ignore[attr-defined]  # a Literal knows its values
        raise typer.BadParameter(words.DUE_UNIT_WRONG)
    asked = Limit.model_validate({"amount": limit, "unit": unit, "cutoff": cutoff})
    with failures():
        calendar = calendar_of(home_of(context, home))
    promised = promise(asked, instant(received), calendar)
    if isinstance(promised, NotPromised):
        fail(words.DUE_REFUSED[promised.reason])
    if promised.beyond_calendar:
        typer.echo(words.DUE_BEYOND_CALENDAR, err=True)
    told = {"due": local(promised.due), "rule": promised.rule}
    tell(told, f"{told['due']} ({rule_words(promised.rule)})", as_json=as_json)


@app.command(help=words.CARD)
def card(*, _as_json: Annotated[bool, typer.Option("--json", help=words.JSON)] = True) -> None:
    """Read scans from stdin, one JSON line each; bytes that are no UTF-8 do not end it."""
    from desk.scanning.scan import as_json as shape
    from desk.scanning.scan import read_scan
    from desk.usecases.desk import local_date

    for raw in sys.stdin.buffer:
        line = raw.decode("utf-8", errors="replace")
        answer = shape(read_scan(line, local_date(machine.now())))
        typer.echo(json.dumps(answer, ensure_ascii=False))


@app.command(help=words.RECEIVE)
def receive(
    context: typer.Context,
    file: Annotated[Path, typer.Option("--file", help=words.RECEIVE_FILE)],
    home: HomeOption = DEFAULT_HOME,
    *,
    as_json: JsonOption = False,
) -> None:
    """Receive one dossier, and print its receipt where the screen would."""
    from desk.batch import receive_file
    from desk.opening import opened
    from desk.store.home import Home

    path = home_of(context, home)
    with opened(path, writing=True) as desk:
        answer = receive_file(file, Home(path), desk)
    if answer.notice:
        typer.echo(answer.notice, err=True)
    told = {
        "id": str(answer.id),
        "code": answer.code,
        "promised_at": local(answer.promised_at) if answer.promised_at else None,
        "pdf": answer.pdf,
        "created": answer.created,
    }
    tell(told, answer.code, as_json=as_json)


@app.command(help=words.DEMO)
def demo(
    home: Annotated[Path, typer.Option("--home", help=words.DEMO_HOME)] = Path(".demo"),
    *,
    headless: Annotated[bool, typer.Option("--headless", help=words.DEMO_HEADLESS)] = False,
) -> None:
    """Run the demo office: its centre as its own process, and its counter."""
    from desk.demo import run_demo

    sys.exit(run_demo(home, headless=headless or not sys.stdout.isatty()))


def local(moment: datetime) -> str:
    """An instant as the commands print it, with Vietnam's offset."""
    from schemas.calendars import in_hanoi

    return in_hanoi(moment).isoformat(timespec="seconds")
