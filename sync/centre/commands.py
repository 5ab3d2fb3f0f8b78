"""The commands of `desk-centre`."""

import json
import signal
import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sync.addresses import is_loopback
from sync.centre import words
from sync.centre.acting_commands import add_acting_commands
from sync.centre.bundle_commands import add_bundle_commands
from sync.centre.epoch_commands import add_epoch_commands
from sync.centre.epoch_words import ALARMS, VERIFY_ALARM, VERIFY_UNPLACED
from sync.centre.office_commands import add_office_commands
from sync.centre.options import (
    DEFAULT_HOME,
    AsJson,
    Database,
    Home,
    clock,
    opened,
    randomness,
    read_text,
    stop,
)
from sync.centre.succession_commands import add_succession_commands

if TYPE_CHECKING:
    from sync.centre.serving import Certificate

app = typer.Typer(
    name="desk-centre",
    help="Hệ thống trung tâm mẫu của quầy Một cửa.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
UnitArgument = Annotated[str, typer.Argument(metavar="UNIT", help="Mã định danh của bộ phận.")]


class Role(StrEnum):
    """What an account may be."""

    OFFICER = "officer"
    HEAD = "head"
    TECHNICIAN = "technician"


@app.command()
def serve(  # noqa: PLR0913, PLR0917  (each is an option of the command line)
    port: Annotated[int, typer.Option(min=0, max=65535, help="Cổng; 0 là cổng trống bất kỳ.")],
    host: Annotated[str, typer.Option(help="Địa chỉ lắng nghe.")] = "127.0.0.1",
    cert: Annotated[Path | None, typer.Option(help="Chứng thư TLS (PEM), cả chuỗi.")] = None,
    key: Annotated[Path | None, typer.Option(help="Khóa riêng của chứng thư (PEM).")] = None,
    behind_tls_proxy: Annotated[  # noqa: FBT002  (a flag)
        bool,
        typer.Option("--behind-tls-proxy", help="Máy chủ chuyển tiếp phía trước lo phần TLS."),
    ] = False,
    log: Annotated[bool, typer.Option("--log", help="Ghi mỗi câu trả lời ra stderr.")] = False,  # noqa: FBT002  (a flag)
    home: Home = DEFAULT_HOME,
    database: Database = None,
) -> None:
    """Chạy hệ thống trung tâm cho đến khi bị dừng."""
    from sync.centre.api import create_app
    from sync.centre.observing import log_to
    from sync.centre.serving import Server, listen, own_process

    certificate = _certificate(cert, key)
    if not (certificate or behind_tls_proxy or is_loopback(host)):
        stop(words.CERTIFICATE_NEEDED)
    with opened(home, database) as store:
        try:
            bound = listen(host, port)
        except OSError as error:
            other = words.PORT_OTHER.format(number=error.errno)
            reason = words.PORT_REASONS.get(error.errno or 0, other)
            stop(words.PORT_UNUSABLE.format(port=port, reason=reason))
        place = f"[{host}]" if ":" in host else host
        url = f"{'https' if certificate else 'http'}://{place}:{bound.getsockname()[1]}"
        log_to(sys.stderr, clock, answers=log)
        app_here = create_app(store, now=clock, random_bytes=randomness)
        said = words.SERVING.format(url=url)

        def ready() -> None:
            own_process()
            typer.echo(said)

        server = Server(app_here, ready, certificate)
        # Uvicorn raises the signal again once it has stopped; by then all is done.
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: None)
        server.run(sockets=[bound])


def _certificate(cert: Path | None, key: Path | None) -> "Certificate | None":
    """The certificate to serve with, tried out before anything is opened."""
    import ssl

    from sync.centre.serving import Certificate

    if cert is None and key is None:
        return None
    if cert is None or key is None:
        stop(words.CERTIFICATE_WITH_KEY)
    try:
        ssl.create_default_context(ssl.Purpose.CLIENT_AUTH).load_cert_chain(cert, key)
    except OSError:  # ssl.SSLError is one
        stop(words.CERTIFICATE_UNUSABLE)
    return Certificate(cert, key)


@app.command("enrol-code")
def enrol_code(
    unit: UnitArgument,
    hours: Annotated[int, typer.Option(min=1, help="Số giờ mã còn dùng được.")] = 24,
    home: Home = DEFAULT_HOME,
    database: Database = None,
) -> None:
    """In một mã ghi danh dùng một lần cho một quầy mới."""
    from sync.centre.enrolment import new_enrol_code

    with opened(home, database) as store:
        with store.writing() as session:
            code = new_enrol_code(session, unit, now=clock(), random_bytes=randomness, hours=hours)
        typer.echo(code)


@app.command()
def revoke(
    counter: Annotated[str, typer.Argument(help="Tên đầy đủ, ví dụ 000.17.22.H02/Q1.")],
    home: Home = DEFAULT_HOME,
    database: Database = None,
) -> None:
    """Thu hồi quyền của một quầy; việc quầy đã ghi vẫn được nhận, có đánh dấu."""
    from sync.centre.counters import revoke as revoke_counter

    with opened(home, database) as store:
        with store.writing() as session:
            revoke_counter(session, counter, now=clock())
        typer.echo(words.REVOKED.format(counter=counter))


@app.command("add-unit")
def add_unit_command(  # noqa: PLR0913, PLR0917  (each is a field of the form)
    identifier: Annotated[str, typer.Argument(help="Mã định danh, ví dụ 000.17.22.H02.")],
    name: Annotated[str, typer.Option(help="Tên cơ quan, in trên biểu mẫu.")],
    superior: Annotated[str, typer.Option(help="Tên cơ quan cấp trên.")] = "",
    place: Annotated[str, typer.Option(help="Địa danh đứng trước ngày tháng.")] = "",
    phone: Annotated[str, typer.Option(help="Số điện thoại của bộ phận.")] = "",
    lookup_url: Annotated[str, typer.Option(help="Địa chỉ trang tra cứu công khai.")] = "",
    rollback_guard: Annotated[
        bool | None,
        typer.Option(
            "--rollback-guard/--no-rollback-guard",
            help="Mất đường truyền lúc mở quầy thì hỏi giấy tiếp nhận mới nhất.",
        ),
    ] = None,
    home: Home = DEFAULT_HOME,
    database: Database = None,
) -> None:
    """Thêm hoặc sửa một bộ phận Một cửa."""
    from sync.centre.units import NewUnit, add_unit

    new = NewUnit(
        identifier, name, superior, place, phone, lookup_url, rollback_guard=rollback_guard
    )
    with opened(home, database) as store:
        with store.writing() as session:
            add_unit(session, new, now=clock())
        typer.echo(words.UNIT_STORED.format(unit=identifier))


@app.command("add-officer")
def add_officer_command(  # noqa: PLR0913, PLR0917  (each is a field of the form)
    unit: UnitArgument,
    account: Annotated[str, typer.Argument(help="Tên đăng nhập.")],
    name: Annotated[str, typer.Option(help="Họ và tên.")],
    role: Annotated[Role, typer.Option(help="Vai trò.")] = Role.OFFICER,
    password: Annotated[str | None, typer.Option(help="Để trống thì sẽ được hỏi.")] = None,
    demo: Annotated[bool, typer.Option("--demo", help="Tài khoản dùng thử.")] = False,  # noqa: FBT002  (a flag)
    home: Home = DEFAULT_HOME,
    database: Database = None,
) -> None:
    """Thêm hoặc cấp lại một tài khoản; mật khẩu cấp ban đầu phải đổi khi đăng nhập lần đầu."""
    from schemas.wire import Officer
    from sync.centre.officers import PASSWORD_LENGTH_MIN, add_officer, verifier_of

    chosen = password or typer.prompt(
        words.PASSWORD_PROMPT, hide_input=True, confirmation_prompt=True
    )
    if len(chosen) < PASSWORD_LENGTH_MIN:
        stop(words.PASSWORD_SHORT.format(length=PASSWORD_LENGTH_MIN))
    officer = Officer(
        account=account,
        name=name,
        role=role.value,
        verifier=verifier_of(chosen),
        must_change=not demo,
        demo=demo,
    )
    with opened(home, database) as store:
        with store.writing() as session:
            add_officer(session, unit, officer, now=clock())
        typer.echo(words.OFFICER_STORED.format(account=account))


@app.command("import-catalogue")
def import_catalogue(
    file: Annotated[Path, typer.Argument(help="Tệp JSON của danh mục thủ tục.")],
    as_json: AsJson = False,  # noqa: FBT002  (a flag)
    home: Home = DEFAULT_HOME,
    database: Database = None,
) -> None:
    """Nhập danh mục thủ tục thành một phiên bản mới và in báo cáo."""
    from sync.centre.importing.reading import Refusal
    from sync.centre.publishing import publish_catalogue

    text = read_text(file)
    with opened(home, database) as store, store.writing() as session:
        published = publish_catalogue(session, text, source=file.name, now=clock())
    if isinstance(published, Refusal):
        stop(published.reason)
    if as_json:
        said = {"version": published.version, "accepted": published.procedures}
        typer.echo(json.dumps(said | published.details, ensure_ascii=False))
        return
    typer.echo(published.account, nl=False)
    count = published.procedures
    typer.echo(words.CATALOGUE_STORED.format(version=published.version, count=count))


@app.command("import-calendar")
def import_calendar(
    file: Annotated[Path | None, typer.Argument(help="Tệp lịch làm việc (JSON).")] = None,
    official: Annotated[bool, typer.Option("--official", help="Lịch kèm theo.")] = False,  # noqa: FBT002  (a flag)
    home: Home = DEFAULT_HOME,
    database: Database = None,
) -> None:
    """Lưu lịch làm việc thành một phiên bản mới."""
    from schemas.data import official_calendar
    from sync.centre.publishing import publish_calendar, read_calendar

    if (file is None) != official:
        raise typer.BadParameter(words.CALENDAR_WHICH)
    calendar = read_calendar(read_text(file)) if file else official_calendar()
    if calendar is None:
        stop(words.FILE_NOT_KNOWN.format(name=file.name if file else ""))
    with opened(home, database) as store:
        with store.writing() as session:
            version = publish_calendar(session, calendar, now=clock())
        typer.echo(words.CALENDAR_STORED.format(version=version))


@app.command()
def dossiers(
    as_json: AsJson = False,  # noqa: FBT002  (a flag)
    unit: Annotated[str | None, typer.Option(help="Chỉ của một bộ phận.")] = None,
    home: Home = DEFAULT_HOME,
    database: Database = None,
) -> None:
    """Liệt kê hồ sơ theo thứ tự hệ thống đã nhận."""
    from sync.centre.listing import dossiers as listed
    from sync.centre.units import known_unit

    with opened(home, database) as store, store.reading() as session:
        if unit is not None:
            known_unit(session, unit)
        lines = listed(session, unit)
    if as_json:
        typer.echo(json.dumps({"dossiers": lines}, ensure_ascii=False))
        return
    for line in lines:
        shown = (line["code"] or line["id"], line["status"] or "-", line["counter"])
        typer.echo("  ".join(str(part) for part in (*shown, line["received_at"] or "-")))


@app.command()
def verify(
    as_json: AsJson = False,  # noqa: FBT002  (a flag)
    home: Home = DEFAULT_HOME,
    database: Database = None,
) -> None:
    """Kiểm tra chuỗi bút toán, trạng thái hồ sơ và mã hồ sơ; thoát 1 nếu có sai sót."""
    from sync.centre.blobs import count_pending
    from sync.centre.rebuilding import stale_units
    from sync.centre.regained import unplaced
    from sync.centre.verifying import cloned, problems

    with opened(home, database) as store, store.reading() as session:
        found = list(problems(session))
        copied = cloned(session)
        pending = count_pending(session)
        beside, stale = unplaced(session), stale_units(session)
    if as_json:
        told = {"ok": not found, "problems": found, "cloned": copied, "scans_pending": pending}
        told |= {"unplaced": beside, "stale": stale}
        typer.echo(json.dumps(told, ensure_ascii=False))
    else:
        typer.echo("\n".join(found) if found else words.VERIFY_OK)
        for counter in copied:
            alarm = ALARMS["clone"].format(counter=counter)
            typer.echo(VERIFY_ALARM.format(counter=counter, alarm=alarm))
        for unit in stale:
            typer.echo(words.VERIFY_STALE.format(unit=unit))
        for counter, count in beside.items():
            typer.echo(VERIFY_UNPLACED.format(counter=counter, count=count))
    if pending and not as_json:
        typer.echo(words.SCANS_PENDING.format(count=pending))
    if found:
        raise typer.Exit(1)


@app.command()
def rebuild(home: Home = DEFAULT_HOME, database: Database = None) -> None:
    """Dựng lại trạng thái mọi hồ sơ và mã hồ sơ từ các bút toán đã nhận."""
    from sync.centre.rebuilding import rebuild as rebuild_unit
    from sync.centre.rebuilding import units_of

    with opened(home, database) as store:
        with store.writing() as session:
            count = sum(rebuild_unit(session, unit) for unit in units_of(session))
        typer.echo(words.REBUILT.format(count=count))


@app.command("seed-demo")
def seed_demo_command(home: Home = DEFAULT_HOME, database: Database = None) -> None:
    """Chuẩn bị bộ phận, tài khoản, danh mục và lịch dùng thử; chạy lại không đổi gì."""
    with opened(home, database) as store:
        from sync.centre.seeding import seed_demo

        with store.writing() as session:
            unit = seed_demo(session, now=clock())
        typer.echo(words.DEMO_SEEDED.format(unit=unit))


add_acting_commands(app)
add_bundle_commands(app)
add_epoch_commands(app)
add_office_commands(app)
add_succession_commands(app)
