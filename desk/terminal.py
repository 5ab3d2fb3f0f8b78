"""Cures for what a terminal program must survive: bytes that are no text, and its own crash."""

import codecs
import sys
import traceback
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

from rich.text import Text
from textual.app import App

CALM = (
    "Chương trình đã dừng vì một lỗi bất ngờ. Những gì đã nhập vẫn được giữ: hãy mở lại chương "
    "trình; nếu lỗi lặp lại, báo cho người quản trị."
)
_PRIVATE = 0o600


def install() -> None:
    """Let the program live through bytes that are not UTF-8; once or often, before it runs.

    Textual ends at the first such byte (its issue 6456). They become U+FFFD instead. Windows
    consoles deliver text, so there is nothing to do there.
    """
    if sys.platform == "win32":
        return
    from textual.drivers import linux_driver

    linux_driver.__dict__["getincrementaldecoder"] = _forgiving_decoder


def _forgiving_decoder(encoding: str) -> partial[codecs.IncrementalDecoder]:
    return partial(codecs.getincrementaldecoder(encoding), errors="replace")


def note_crash(error: BaseException, *, log: Path, at: datetime) -> None:
    """Append what kind of error it was and where, without a single value.

    The text of an error may hold what an officer typed, so it stays out, as local variables do.
    A disk that cannot take the note must not hide the crash itself.
    """
    account = "\n".join(_account(error))
    with suppress(OSError):
        log.touch(mode=_PRIVATE)
        with log.open("a", encoding="utf-8") as file:
            file.write(f"{at.isoformat()} {account}\n")


def _account(error: BaseException) -> Iterator[str]:
    """The error and those that led to it, each with its frames, the innermost last."""
    seen: set[int] = set()
    current: BaseException | None = error
    while current is not None and id(current) not in seen:
        seen.add(id(current))
        yield f"{type(current).__module__}.{type(current).__qualname__}"
        for frame, line in traceback.walk_tb(current.__traceback__):
            yield f"  {frame.f_code.co_filename}:{line} {frame.f_code.co_qualname}"
        current = current.__cause__ or current.__context__


def end_calmly(app: App[Any], sentence: str = CALM) -> None:
    """Leave the screen with one sentence; for an app's `_fatal_error`.

    Textual's own prints every local variable to the terminal, numbers of citizens among them.
    """
    app.bell()
    app._exit_renderables.append(Text(sentence))  # noqa: SLF001 - there is no public way out
    app._close_messages_no_wait()  # noqa: SLF001 - as above; a test pins both
