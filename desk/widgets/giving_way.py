"""A question, its options and the keys, of which a small terminal always shows the last."""

from textual.containers import Vertical
from textual.geometry import Size, Spacing
from textual.layout import Layout, WidgetPlacement
from textual.layouts.vertical import VerticalLayout
from textual.widget import Widget


class GivingWay(Vertical):
    """Three widgets, as high as they are; of too much the second shows a part, and scrolls."""

    @property
    def layout(self) -> Layout:
        """Styles can only name a layout of Textual's own."""
        return _Yielding()


class _Yielding(VerticalLayout):
    def arrange(
        self,
        parent: Widget,
        children: list[Widget],
        size: Size,
        greedy: bool = True,  # noqa: FBT001, FBT002 - as in Layout
    ) -> list[WidgetPlacement]:
        """Take from the second what is too much, and move the last one up."""
        first, second, last = super().arrange(parent, children, size, greedy)
        excess = max(0, last.region.bottom - size.height)
        less = second.region.shrink(Spacing(bottom=excess))
        up = last.region.translate((0, -excess))
        return [first, second._replace(region=less), last._replace(region=up)]
