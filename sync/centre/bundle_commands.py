"""The command that takes a bundle which was carried here by hand."""

import json
from pathlib import Path
from typing import Annotated

import typer

from sync.centre import words
from sync.centre.options import DEFAULT_HOME, AsJson, Database, Home, clock, opened, stop

IMPORTED = (
    "Đã nhận gói của quầy {counter}: {entries} bút toán, {scans} bản quét. Nhận lại gói này, hoặc "
    "quầy gửi lại qua mạng, cũng không sao."
)
REFUSED = {
    "bundle_not_a_bundle": "Tệp này không phải là gói dữ liệu của quầy.",
    "bundle_other_centre": "Gói này dành cho một hệ thống trung tâm khác; không mở được ở đây.",
    "bundle_damaged": (
        "Gói bị cắt cụt hoặc bị sửa đổi nên không nhận gì; hãy chép lại hoặc xuất lại ở quầy."
    ),
    "bundle_unknown_writer": "Gói không do một quầy đã ghi danh ở đây ghi ra nên không nhận gì.",
    "gap": "Gói bắt đầu sau chỗ trung tâm đang có; hãy nhận gói trước đó của quầy này trước.",
    "fork": "Nhật ký trong gói khác nhật ký trung tâm đang giữ của quầy này; báo kỹ thuật viên.",
    "epoch": "Gói thuộc một kỳ nhật ký mà trung tâm chưa biết; quầy phải nối mạng một lần.",
}
words.REFUSALS.update(REFUSED)


def add_bundle_commands(app: typer.Typer) -> None:
    """Add what this module has."""
    app.command("import-bundle")(import_bundle_command)


def import_bundle_command(
    file: Annotated[Path, typer.Argument(help="Tệp gói mà quầy đã xuất.")],
    as_json: AsJson = False,  # noqa: FBT002  (a flag)
    home: Home = DEFAULT_HOME,
    database: Database = None,
) -> None:
    """Nhận một gói do quầy xuất ra (desk export-bundle) và chuyển bằng tay."""
    from sync.centre.bundles import import_bundle

    with opened(home, database) as store:
        try:
            with file.open("rb") as bundle:
                taken = import_bundle(bundle, store, now=clock())
        except OSError:
            stop(words.FILE_UNREADABLE.format(name=file.name))
    told = {"counter": taken.counter, "entries": taken.entries, "scans": taken.scans}
    typer.echo(json.dumps(told) if as_json else IMPORTED.format(**told))
