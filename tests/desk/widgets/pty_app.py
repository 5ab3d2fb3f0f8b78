"""A tiny program for a real terminal: it tells on a file descriptor what it understood.

Run as `python pty_app.py FD LOG [stock]`; with `stock` the cures are left out. F8 tells and empties
both fields, F9 crashes it.
"""

import json
import os
import sys
from datetime import UTC, datetime
from pathlib import Path

from textual import on
from textual.app import App, ComposeResult
from textual.widgets import Input

from desk.terminal import end_calmly, install, note_crash
from desk.widgets.fields import Spec
from desk.widgets.form_rows import rows_of
from desk.widgets.form_section import FormSection
from desk.widgets.form_sheet import FormSheet
from desk.widgets.scan_box import ScanBox
from desk.widgets.scanned import Scanned
from desk.widgets.typing_input import TypingInput


class PtyApp(App[None]):
    CSS_PATH = Path(__file__).parents[3] / "desk" / "app.tcss"
    BINDINGS = [("f8", "tell_fields", ""), ("f9", "crash", "")]

    def __init__(self, report: int, log: Path) -> None:
        super().__init__()
        self.report, self.log_path = report, log

    def tell(self, what: str, text: str) -> None:
        os.write(self.report, json.dumps([what, text]).encode() + b"\n")

    def compose(self) -> ComposeResult:
        yield ScanBox()
        yield TypingInput(id="name")
        yield FormSheet(FormSection(rows_of([[Spec("note", "", lines=3)]])))

    def on_ready(self) -> None:
        self.tell("ready", "")

    @on(Scanned)
    def tell_scan(self, event: Scanned) -> None:
        self.tell("scan", event.text)

    @on(Input.Changed)
    def tell_value(self, event: Input.Changed) -> None:
        self.tell("value", event.value)

    @on(Input.Submitted)
    def tell_submitted(self, event: Input.Submitted) -> None:
        self.tell("submitted", event.value)

    def action_tell_fields(self) -> None:
        name, note = self.screen.query_one("#name", TypingInput), self.screen.query_one(FormSection)
        self.tell("name", name.value)
        self.tell("note", note.texts["note"])
        name.value = ""
        note.fill({})

    def action_crash(self) -> None:
        number = self.screen.query_one("#name", TypingInput).value
        raise ValueError(number)

    def _handle_exception(self, error: Exception) -> None:
        note_crash(error, log=self.log_path, at=datetime(2019, 6, 3, tzinfo=UTC))
        super()._handle_exception(error)

    def _fatal_error(self) -> None:
        end_calmly(self)


if __name__ == "__main__":
    if sys.argv[3:] != ["stock"]:
        install()
    app = PtyApp(int(sys.argv[1]), Path(sys.argv[2]))
    app.run()
    sys.exit(app.return_code)
