"""What the centre logs while a test looks."""

import io
import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sync.centre.observing import LOG, log_to
from tests.builders import NOON


class Logged(io.StringIO):
    """The log as it is written."""

    def lines(self) -> list[dict[str, Any]]:
        """Its lines so far."""
        return [json.loads(line) for line in self.getvalue().splitlines()]


@contextmanager
def logged() -> Iterator[Logged]:
    """The log of every answer; afterwards it is as it was."""
    before = LOG.handlers, LOG.level, LOG.propagate
    stream = Logged()
    log_to(stream, lambda: NOON, answers=True)
    try:
        yield stream
    finally:
        LOG.handlers, LOG.propagate = before[0], before[2]
        LOG.setLevel(before[1])
