"""The sheet that a form's sections stand on: their styles, and the field in use always in sight."""

from typing import Any, Protocol, TypeVar, runtime_checkable

from textual.containers import VerticalScroll
from textual.geometry import Region
from textual.screen import Screen
from textual.widget import Widget

from desk.widgets.calm_screen import CalmScreen

Answer = TypeVar("Answer")


@runtime_checkable
class Sheeted(Protocol):
    """A part of the sheet that knows which of its lines are in use."""

    def lines_in_use(self) -> tuple[int, int]:
        """The first of them, counted within the part's content, and how many there are."""
        ...


class FormSheet(VerticalScroll, can_focus=False):
    """Sections that scroll together; what has the cursor is in sight after every layout.

    Its screen is a `FormScreen`, so that nothing else scrolls.
    """

    COMPONENT_CLASSES = {
        "form-sheet--label",
        "form-sheet--field",
        "form-sheet--field-focused",
        "form-sheet--bar",
        "form-sheet--placeholder",
        "form-sheet--choice",
        "form-sheet--choice-focused",
        "form-sheet--strong",
        "form-sheet--error",
        "form-sheet--warning",
    }

    def __init__(self, *parts: Widget, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(*parts, id=id)
        self._revealed: Any = None
        self._is_new = False

    def on_mount(self) -> None:
        """Look after every layout."""
        self.screen.screen_layout_refresh_signal.subscribe(self, self._after_layout, immediate=True)

    def _after_layout(self, _screen: Screen[Any]) -> None:
        if self._is_new:
            # What took the cursor meanwhile was shown where it stood in the form before.
            self._is_new, self._revealed = False, None
            self.scroll_home(animate=False, force=True, immediate=True)
        self.reveal()

    def to_the_top(self) -> None:
        """Show the beginning, as of a form that is just being opened, once it is laid out."""
        self._is_new = True
        self.refresh(layout=True)

    def reveal(self) -> None:
        """Bring what is in use into sight, unless it is where it was when it was last brought."""
        part = self.screen.focused
        if part is None or self not in part.ancestors:
            return
        outer = part.virtual_region
        if not outer.area:
            return  # Not laid out yet: the layout that comes looks again.
        first, count = part.lines_in_use() if isinstance(part, Sheeted) else (0, outer.height)
        inner = Region(0, outer.y + part.gutter.top + first - 1, 1, count + 1)
        wanted = (part, inner, self.size, self.virtual_size)
        if wanted != self._revealed:
            self._revealed = wanted
            self.scroll_to_region(inner, animate=False, force=True, immediate=True)


class FormScreen(CalmScreen[Answer]):
    """A screen around a sheet: the sheet alone decides what is in sight."""

    def set_focus(
        self,
        widget: Widget | None,
        scroll_visible: bool = True,  # noqa: ARG002, FBT001, FBT002 - as in Screen
        from_app_focus: bool = False,  # noqa: FBT001, FBT002 - as in Screen
    ) -> None:
        """Focus a widget without the scrolling that comes some time later."""
        super().set_focus(widget, scroll_visible=False, from_app_focus=from_app_focus)
        for sheet in self.query(FormSheet):
            sheet.reveal()
