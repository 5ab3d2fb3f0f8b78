"""What is said of a scan that no screen took: one sentence at a time, until it could be read."""

from collections.abc import Callable
from typing import Any

from textual.app import App
from textual.notifications import Notification, Notify

READ_SECONDS = 20
"""How long a sentence stays that has to be read and acted on, if nobody types."""
SEEN_SECONDS = 3.0
"""After so long the next key takes it away: it may lie over what is typed into."""


class ScanNotice:
    """A toast that takes the place of the one before it, and goes with Esc or a later key."""

    def __init__(self, app: App[Any], monotonic: Callable[[], float]) -> None:
        self._app = app
        self._monotonic = monotonic
        self._said: Notification | None = None
        self._said_at = 0.0

    def say(self, sentence: str, *, title: str = "") -> None:
        """Say this, and nothing any longer of the scan before."""
        self._take_back()
        self._said = Notification(sentence, title, "warning", READ_SECONDS)
        self._said_at = self._monotonic()
        self._app.post_message(Notify(self._said))

    def see_key(self, key: str) -> None:
        """Make room for whoever goes on working."""
        if key == "escape" or self._monotonic() - self._said_at >= SEEN_SECONDS:
            self._take_back()

    def _take_back(self) -> None:
        if self._said is not None:
            self._app._unnotify(self._said)  # noqa: SLF001 - the public way takes all others, too
            self._said = None
