"""The most important words stay on the line."""

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from textual.app import App, ComposeResult

from desk.widgets.status_line import SEPARATOR, Piece, StatusLine, fitting

APP_CSS = Path(__file__).parents[3] / "desk" / "app.tcss"
LINE = Piece("Mất đường truyền từ 09:12 hôm nay", "Mất đường truyền 09:12", rank=3, loud=True)
UNSENT = Piece("Chưa gửi 12 bút toán", "Chưa gửi 12", rank=2)
AGE = Piece("Danh mục bản 3 [/]", rank=1)


def words(width: int) -> str:
    return SEPARATOR.join(piece.words for piece in fitting((AGE, LINE, UNSENT), width))


def test_pieces_are_shortened_before_they_are_dropped_and_the_least_important_goes_first() -> None:
    assert (
        words(80) == "Danh mục bản 3 [/] │ Mất đường truyền từ 09:12 hôm nay │ Chưa gửi 12 bút toán"
    )
    assert words(70) == "Danh mục bản 3 [/] │ Mất đường truyền từ 09:12 hôm nay │ Chưa gửi 12"
    assert words(60) == "Danh mục bản 3 [/] │ Mất đường truyền 09:12 │ Chưa gửi 12"
    assert words(40) == "Mất đường truyền 09:12 │ Chưa gửi 12"
    assert words(25) == "Mất đường truyền 09:12"
    assert words(9) == "Mất đườn…"


@given(
    st.lists(st.builds(Piece, st.text(max_size=30), st.text(max_size=9), st.integers(0, 3))),
    st.integers(1, 120),
)
def test_whatever_is_known_stands_on_the_line(pieces: list[Piece], width: int) -> None:
    shown = fitting(pieces, width)

    assert cell_len(SEPARATOR.join(piece.words for piece in shown)) <= width
    assert bool(shown) == any(piece.words for piece in pieces)


async def test_new_pieces_are_drawn() -> None:
    class Status(App[None]):
        CSS_PATH = APP_CSS

        def compose(self) -> ComposeResult:
            yield StatusLine()

    app = Status()
    async with app.run_test(size=(60, 24)) as pilot:
        line = app.screen.query_one(StatusLine)
        line.pieces = (AGE, LINE)
        await pilot.pause()
        shown = " ".join(line.render_line(0).text.split())
        assert shown == "Danh mục bản 3 [/] │ Mất đường truyền từ 09:12 hôm nay"
