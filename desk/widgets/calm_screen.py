"""Screens that come up at once and close only themselves; dialogs dim what is beneath."""

from typing import Any, TypeVar

from rich.segment import Segment
from rich.style import Style
from textual import events, on
from textual.await_complete import AwaitComplete
from textual.color import Color
from textual.screen import ModalScreen, Screen
from textual.strip import Strip

Answer = TypeVar("Answer")


class CalmScreen(Screen[Answer]):
    """A screen whose widgets keep the styles that they got when they were mounted.

    Dismissed while another one lies over it, as the lock may, it closes when that one has gone: the
    stock way closes whatever is on top.
    """

    _owed_answer: tuple[Answer | None] | None = None
    """The answer to close with."""

    def dismiss(self, result: Answer | None = None) -> AwaitComplete:
        """Close this screen and no other; once."""
        if self.is_active:
            return super().dismiss(result)
        self._owed_answer = self._owed_answer or (result,)
        return AwaitComplete()

    @on(events.ScreenResume)
    def close_at_last(self) -> None:
        """Close, if that is due since something lay over this screen."""
        if self._owed_answer is not None:
            self.call_later(self._close_late, *self._owed_answer)

    def _close_late(self, answer: Answer | None) -> None:
        self.dismiss(answer)  # Nothing waits for its end: a screen cannot wait for its own.

    def update_node_styles(self, animate: bool = True) -> None:  # noqa: FBT001, FBT002 - as in Screen
        """Leave out what is only done because the screen comes up: nothing has changed then."""
        if animate:
            super().update_node_styles(animate)


class Dialog(ModalScreen[Answer], CalmScreen[Answer]):
    """A question over another screen, which stays in sight, dimmed.

    The stock modal blends every piece of that screen anew, several times for each question.
    """

    def __init__(self) -> None:
        super().__init__()
        self._beneath: list[Strip] = []

    def refresh(self, *regions: Any, **how: Any) -> "Dialog[Answer]":
        """Look again at what is beneath."""
        self._beneath = []
        super().refresh(*regions, **how)
        return self

    def render_line(self, y: int) -> Strip:
        """A line of the screen beneath, dimmed."""
        if not self._beneath:
            self._beneath = self._dimmed()
        return self._beneath[y] if y < len(self._beneath) else Strip.blank(self.size.width)

    def _dimmed(self) -> list[Strip]:
        stack = self.app.screen_stack
        place = stack.index(self) if self in stack else 0
        tint, known = self.styles.background, dict[Style | None, Style]()
        # Textual has no public way to what another screen shows.
        lines = stack[place - 1]._compositor.render_strips(self.size) if place else []  # noqa: SLF001
        return [Strip([_dim(one, tint, known) for one in line], line.cell_length) for line in lines]


def _dim(segment: Segment, tint: Color, known: dict[Style | None, Style]) -> Segment:
    """A piece of a line under the tint; the styles that came before are known."""
    text, style, _ = segment
    if style not in known:
        known[style] = _tinted(style or Style(), tint)
    return Segment(text, known[style])


def _tinted(style: Style, tint: Color) -> Style:
    def blend(part: Any) -> Any:
        return (Color.from_rich_color(part) + tint).rich_color if part is not None else None

    plain = style.clear_meta_and_links()
    return plain + Style.from_color(blend(style.color), blend(style.bgcolor))
