"""Cures for what a terminal program meets: bytes that are no text, no terminal, its own crash."""

import codecs
import sys
import traceback
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from functools import cache, partial
from pathlib import Path
from typing import Any

from rich.text import Text
from textual.app import App
from textual.drivers._writer_thread import WriterThread

CALM = (
    "Chương trình đã dừng vì một lỗi bất ngờ. Những gì đã nhập vẫn được giữ: hãy mở lại chương "
    "trình; nếu lỗi lặp lại, báo cho người quản trị."
)
_PRIVATE = 0o600
LEAVE_SECONDS = 1.0
"""From the end of the terminal to the end of the program; what was typed last is kept meanwhile."""


class TerminalGoneError(Exception):
    """Nobody is at the other end any more."""


def install() -> None:
    """Let the program live through bytes that are not UTF-8, and end when its terminal is gone.

    Textual ends at the first such byte (its issue 6456); they become U+FFFD instead. Where no
    signal tells that a terminal is gone, it reads nothing for ever, at full speed; the program
    leaves instead, once drafts have had their time to be kept. Once or often, before the app is
    made. Windows consoles deliver text and close their programs, so there is nothing to do there.
    """
    if sys.platform == "win32":
        return
    from textual.drivers import linux_driver

    linux_driver.__dict__["LinuxDriver"] = _driver()
    linux_driver.__dict__["WriterThread"] = _Writer
    linux_driver.__dict__["getincrementaldecoder"] = lambda encoding: partial(_Decoder, encoding)


class _Decoder:
    """UTF-8 as it comes; no bytes at all are the end."""

    def __init__(self, encoding: str) -> None:
        self._decoder = codecs.getincrementaldecoder(encoding)("replace")

    def decode(self, data: bytes, final: bool = False) -> str:  # noqa: FBT001, FBT002  # as codecs do
        if not data and not final:
            raise TerminalGoneError
        return self._decoder.decode(data, final)


class _Writer(WriterThread):
    """Writes what it is given; to a terminal that is gone, it goes on taking it."""

    def run(self) -> None:
        while (text := self._queue.get()) is not None:
            with suppress(OSError):
                self._file.write(text)
                if self._queue.empty():
                    self._file.flush()
        with suppress(OSError):
            self._file.flush()


@cache
def _driver() -> Any:
    """The driver, with an end where it has none."""
    from textual.drivers.linux_driver import LinuxDriver

    class Driver(LinuxDriver):
        def run_input_thread(self) -> None:
            try:
                super().run_input_thread()
            except (TerminalGoneError, OSError):
                self._app.call_later(self._app.set_timer, LEAVE_SECONDS, self._app.exit)

    return Driver


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
