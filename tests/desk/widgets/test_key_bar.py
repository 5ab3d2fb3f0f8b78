"""The line of keys shows whole words only."""

from typing import ClassVar

from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType

from desk.widgets.key_bar import KeyBar


class KeysApp(App[None]):
    ENABLE_COMMAND_PALETTE = False
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f2", "bell", "Tiếp nhận"),
        Binding("f3", "bell", "Bổ sung"),
        Binding("f4", "bell", "Cùng người"),
    ]

    def compose(self) -> ComposeResult:
        yield KeyBar()


async def test_a_key_that_does_not_fit_is_not_shown_in_half() -> None:
    app = KeysApp()

    async with app.run_test(size=(27, 3)) as pilot:
        await pilot.pause()
        line = app.query_one(KeyBar).render_line(0)

        # Ctrl+Q is the program's own and comes after ours.
        assert line.text.split() == ["f2", "Tiếp", "nhận", "f3", "Bổ", "sung"]
        assert line.cell_length == 27
