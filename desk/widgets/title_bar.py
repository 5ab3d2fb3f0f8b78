"""The first line of every screen: what it is for, and who works at which counter."""

from textual.app import RenderResult
from textual.content import Content
from textual.widget import Widget

from desk.widgets.cells import cut, filled, plain

SEPARATOR = " · "


def title_line(left: str, right: str, width: int) -> str:
    """Both ends in one line; the right one is cut first, since it begins with what matters."""
    left = cut(plain(left), width)
    room = max(0, width - len(left) - 2)
    right = cut(plain(right), room)
    return left + filled(right, max(0, width - len(left)), right=True)


class TitleBar(Widget):
    """The screen's title left; officer, counter and unit, as the App has them, right."""

    DEFAULT_CLASSES = "title-bar"

    def on_mount(self) -> None:
        """Follow the titles of App and screen."""
        for holder, name in ((self.app, "title"), (self.app, "sub_title"), (self.screen, "title")):
            self.watch(holder, name, self._redraw, init=False)

    def _redraw(self) -> None:
        self.refresh()

    def render(self) -> RenderResult:
        """Both ends."""
        who = SEPARATOR.join(filter(None, (self.app.sub_title, self.app.title)))
        width = self.content_size.width
        return Content(title_line((self.screen.title or "").upper(), who, width))
