"""A page as a small picture made of half blocks, two dots to a cell."""

from PIL import Image
from rich.color import Color
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip
from textual.widget import Widget

_HALF = "▀"
_COLOURED = {"256", "truecolor", "windows"}
_TURNS = {
    90: Image.Transpose.ROTATE_270,
    180: Image.Transpose.ROTATE_180,
    270: Image.Transpose.ROTATE_90,
}


class PagePreview(Widget):
    """Shows one picture as large as there is room, in the middle; nothing without colours."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self._lines: list[Strip] = []
        self._picture: Image.Image | None = None
        self._turn = 0

    def show(self, picture: Image.Image | None, turn: int = 0) -> None:
        """Show a picture, turned clockwise by 0, 90, 180 or 270 degrees; None shows nothing."""
        self._picture, self._turn = picture, turn
        self._draw()

    def is_possible(self) -> bool:
        """Whether this terminal has the colours for it."""
        return not self.app.no_color and self.app.console.color_system in _COLOURED

    def on_resize(self) -> None:
        """Draw it for the new room."""
        self._draw()

    def _draw(self) -> None:
        self._lines = []
        if self._picture is not None and self.size.area and self.is_possible():
            picture = upright(self._picture, self._turn)
            self._lines = half_blocks(picture, self.size.width, self.size.height)
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """Two rows of dots."""
        top = (self.size.height - len(self._lines)) // 2
        if not 0 <= y - top < len(self._lines):
            return Strip.blank(self.size.width, self.rich_style)
        strip = self._lines[y - top]
        left = (self.size.width - strip.cell_length) // 2
        space = Segment(" " * left, self.rich_style)
        return Strip([space, *strip]).adjust_cell_length(self.size.width, self.rich_style)


def upright(picture: Image.Image, turn: int) -> Image.Image:
    """The picture turned clockwise."""
    return picture.transpose(_TURNS[turn]) if turn else picture


def half_blocks(picture: Image.Image, wide: int, high: int) -> list[Strip]:
    """Lines of a picture that fits into so many cells; its shape stays."""
    scale = min(wide / picture.width, 2 * high / picture.height)
    columns = max(1, min(wide, round(picture.width * scale)))
    rows = max(1, min(high, round(picture.height * scale / 2)))
    small = picture.convert("RGB").resize((columns, 2 * rows), Image.Resampling.BOX)
    dots = small.tobytes()
    return [_strip(dots, columns, row) for row in range(rows)]


def _strip(dots: bytes, columns: int, row: int) -> Strip:
    def dot(x: int, y: int) -> Color:
        at = 3 * (y * columns + x)
        return Color.from_rgb(*dots[at : at + 3])

    return Strip(
        Segment(_HALF, Style(color=dot(x, 2 * row), bgcolor=dot(x, 2 * row + 1)))
        for x in range(columns)
    )
