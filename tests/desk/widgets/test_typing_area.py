"""Several lines of typing in the order of the keys; how it is left, and what it refuses."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from typing import Any

from textual.app import App, ComposeResult
from textual.events import Key, Paste

from desk.widgets.scan_box import ScanTap
from desk.widgets.typing_area import TypingArea
from desk.widgets.typing_input import TypingInput
from tests.desk.widgets.keys import type_in_one_read

CARD = "001099012345|012345678|Nguyễn Văn An|01021999|Nam|Thôn 1, xã Tân Tiến|15032021"
UP, DOWN = "\x1b[A", "\x1b[B"


class Form(App[None]):
    def __init__(self, text: str = "", **area: Any) -> None:
        super().__init__()
        self.area = {"text": text, **area}
        self.keys: list[str] = []
        self.tap = ScanTap(lambda text: "|" in text)

    def compose(self) -> ComposeResult:
        yield TypingInput(id="before")
        yield TypingArea(**self.area)
        yield TypingInput(id="after")

    async def on_event(self, event: Any) -> None:
        if not self.tap.takes(event, self):
            await super().on_event(event)

    def on_key(self, event: Key) -> None:
        self.keys.append(event.key)

    def text(self) -> str:
        return self.screen.query_one(TypingArea).text

    def other(self, name: str) -> str:
        return self.screen.query_one(f"#{name}", TypingInput).value


@asynccontextmanager
async def typed(keys: str, **area: Any) -> AsyncGenerator[Form, None]:
    app = Form(**area)
    async with app.run_test(size=(80, 24)) as pilot:
        app.screen.query_one(TypingArea).focus()
        await pilot.pause()
        type_in_one_read(app, keys, gap=0.001)
        await pilot.pause()
        yield app


async def test_enter_begins_a_line_and_the_keys_of_one_read_keep_their_order() -> None:
    keys = f"một\rhaii\x7f{UP}\x1b[Fx{DOWN}\x1b[Hy\x1b[3~"
    async with typed(keys) as app:
        assert app.text() == "mộtx\nyai"


async def test_tab_and_the_arrows_at_the_ends_leave_with_what_is_typed_after() -> None:
    async with typed(f"a\rb{UP}{UP}c\td\te") as app:
        assert (app.other("before"), app.text(), app.other("after")) == ("c", "ad\nb", "e")
    async with typed(f"a{DOWN}b\x1b[Zc") as app:
        assert (app.text(), app.other("after")) == ("ac", "b")


async def test_it_takes_no_more_than_its_room_and_function_keys_are_the_screens() -> None:
    async with typed("abcd\x1b[17~", max_length=3) as app:
        assert app.text() == "abc"
        assert app.keys == ["f6"]


async def test_a_paste_keeps_its_lines_and_joins_marks_to_the_letter_before() -> None:
    app = Form("e")
    async with app.run_test() as pilot:
        area = app.screen.query_one(TypingArea).focus()
        area.move_cursor((0, 1))
        app.post_message(Paste("\u0302\u0301\x07\r\nhai"))
        await pilot.pause()
        assert app.text() == "ế\nhai"


async def test_a_scan_into_it_is_taken_back() -> None:
    app = Form()
    async with app.run_test() as pilot:
        app.screen.query_one(TypingArea).focus()
        await pilot.pause()
        type_in_one_read(app, "a\rb", at=0.0, gap=0.2)
        type_in_one_read(app, f"{CARD}\r", at=2.0, gap=0.001)
        await pilot.pause()
        assert app.text() == "a\nb"
