"""Telling screens that the store may have changed, seldom enough to leave time for typing."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from textual.app import App
from textual.signal import Signal
from textual.timer import Timer

if TYPE_CHECKING:
    from desk.usecases.line import LineStanding

NEWS_SECONDS = 0.1


class News:
    """A signal that is published at most once in a while, however often it is asked to."""

    def __init__(self, app: App[Any], standing: "Callable[[], LineStanding]") -> None:
        self.signal: Signal[LineStanding] = Signal(app, "news")
        self._app = app
        self._standing = standing
        self._timer: Timer | None = None

    def spread(self) -> None:
        """Tell soon; in the event loop."""
        if self._timer is None:
            self._timer = self._app.set_timer(NEWS_SECONDS, self._publish)

    def _publish(self) -> None:
        self._timer = None
        self.signal.publish(self._standing())
