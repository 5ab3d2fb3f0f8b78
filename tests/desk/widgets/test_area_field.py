"""Several lines in a section: keys in the order typed, lines that break, and how it is left."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from textual.app import App, ComposeResult

from desk.widgets.area_field import AreaField, stretches
from desk.widgets.fields import Spec
from desk.widgets.form_rows import rows_of
from desk.widgets.form_section import FormSection
from desk.widgets.form_sheet import FormScreen, FormSheet
from desk.widgets.scan_box import ScanTap
from tests.desk.screens.shell import seen
from tests.desk.widgets.keys import settle, type_in_one_read

CARD = "001099012345|012345678|Nguyễn Văn An|01021999|Nam|Thôn 1, xã Tân Tiến|15032021"
UP, DOWN, HOME, END, BACKSPACE = "\x1b[A", "\x1b[B", "\x1b[H", "\x1b[F", "\x7f"


class Form(FormScreen[None]):
    """A field of several lines between two of one."""

    def __init__(self) -> None:
        super().__init__()
        specs = [[Spec("before", "")], [Spec("note", "", lines=3)], [Spec("after", "")]]
        self.section = FormSection(rows_of(specs))

    def compose(self) -> ComposeResult:
        yield FormSheet(self.section)


class Fields(App[None]):
    CSS_PATH = ["../../../desk/app.tcss", "../../../desk/screens/reception_form.tcss"]

    def __init__(self) -> None:
        super().__init__()
        self.form = Form()
        self.keys: list[str] = []
        self.tap = ScanTap(lambda text: "|" in text)

    def on_mount(self) -> None:
        self.push_screen(self.form)

    async def on_event(self, event: object) -> None:
        if not self.tap.takes(event, self):  # type: ignore[arg-type]  # as Textual calls it
            await super().on_event(event)  # type: ignore[arg-type]  # as Textual calls it

    def on_key(self, event: object) -> None:
        self.keys.append(getattr(event, "key", ""))

    @property
    def values(self) -> tuple[str, ...]:
        return tuple(self.form.section.texts.values())


@asynccontextmanager
async def typed(keys: str, note: str = "", width: int = 40) -> AsyncGenerator[Fields, None]:
    app = Fields()
    async with app.run_test(size=(width, 12)) as pilot:
        await settle(pilot)
        app.form.section.fill({"note": note})
        app.form.section.go_to("note")
        await settle(pilot)
        type_in_one_read(app, keys, gap=0.001)
        await settle(pilot)
        yield app


async def test_enter_begins_a_line_and_the_keys_of_one_read_keep_their_order() -> None:
    keys = f"một\rhaii{BACKSPACE}{UP}{END}x{DOWN}{HOME}y\x1b[3~"
    async with typed(keys) as app:
        assert app.values == ("", "mộtx\nyai", "")


async def test_tab_and_the_arrows_at_the_ends_leave_with_what_is_typed_after() -> None:
    async with typed(f"a\rb{UP}{UP}c\td\te") as app:
        assert app.values == ("c", "ad\nb", "e")
    async with typed(f"a{DOWN}b\x1b[Zc") as app:
        assert app.values == ("", "ac", "b")


async def test_it_grows_with_its_text_and_function_keys_are_the_screens() -> None:
    async with typed("\r5\x1b[17~", "một hai ba bốn\n2\n3\n4", width=12) as app:
        assert app.keys == ["f6"]
        shown = [line.strip(" │┃") for line in seen(app).splitlines()]
        assert shown[1:8] == ["một hai", "ba bốn", "2", "3", "4", "5", ""]


async def test_its_room_ends_and_a_paste_keeps_its_lines() -> None:
    async with typed("\r", "x" * 500) as app:
        assert app.values[1] == "x" * 500
    async with typed("\x1b[200~\u0302\u0301\x07\r\n hai\x1b[201~", "e") as app:
        assert app.values[1] == "ế\nhai"


async def test_a_scan_into_it_is_taken_back() -> None:
    async with typed(f"a\rb{CARD}\r", "") as app:
        assert app.values[1] == "a\nb"


LETTERS = st.text(st.sampled_from("aế Đ\n汉"), max_size=60)


@given(LETTERS, st.integers(2, 12))
def test_lines_hold_every_letter_once_in_order_and_fit(text: str, width: int) -> None:
    lines = stretches(text, width)
    assert lines[0][0] == 0
    assert lines[-1][1] == len(text)
    for (start, end), (following, _) in pairwise(lines):
        assert start < following
        assert text[end:following] in {"", "\n"}
    assert all(cell_len(text[start:end].rstrip(" ")) <= width for start, end in lines)


@given(LETTERS, st.lists(st.sampled_from(["up", "down", "home", "end", "left", "right"])))
@pytest.mark.parametrize("width", [3, 8])
def test_the_cursor_stays_in_the_text_on_the_line_that_is_named(
    width: int, text: str, keys: list[str]
) -> None:
    area = AreaField(Spec("note", ""))
    area.value, area.width = text, width
    for key in keys:
        before = area.row
        area.press(key)
        start, end = area.seen(area.row)
        assert start <= area.line.cursor < max(end, start + 1)
        assert area.row - before in {"up": {-1, 0}, "down": {1, 0}}.get(key, {-1, 0, 1})
