"""Finds where a scanned or typed line leads: in the store, else at the centre. Draws nothing."""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from textual import work
from textual.message import Message
from textual.widget import Widget

from desk.screens.routing import AskCentre, AtCentre, Outcome, Say
from desk.texts import desk as words
from desk.usecases.loading import load_store

if TYPE_CHECKING:
    from desk.usecases.line import Line


class Finder(Widget):
    """Asks in a thread, and answers with one message; what needs the centre answers twice.

    Answers come in the order of the questions: of two cards in one burst, the first is opened.
    """

    @dataclass
    class Answered(Message):
        """Where it leads."""

        outcome: Outcome

    @dataclass
    class _Unknown(Message):
        code: str

    @dataclass
    class _Told(Message):
        outcome: Outcome | AskCentre

    def __init__(self, *, line: "Line") -> None:
        super().__init__()
        self.display = False
        self._line = line
        self._questions: deque[Callable[[], Outcome | AskCentre]] = deque()

    def find(self, ask: Callable[..., Outcome | AskCentre], *given: Any) -> None:
        """Ask the store, after what was asked before."""
        self._questions.append(partial(ask, *given))
        if len(self._questions) == 1:
            self._ask(self._questions[0])

    @work(thread=True, group="finding")
    def _ask(self, question: Callable[[], Outcome | AskCentre]) -> None:
        load_store()
        from desk.store.store import StoreError

        try:
            answer = question()
        except StoreError:
            answer = Say(words.STORE_UNREAD)
        self.post_message(self._Told(answer))

    def on_finder__told(self, event: _Told) -> None:
        """Answer, and ask the next."""
        event.stop()
        self._questions.popleft()
        if isinstance(event.outcome, AskCentre):
            self.post_message(self._Unknown(event.outcome.code))
        else:
            self.post_message(self.Answered(event.outcome))
        if self._questions:
            self._ask(self._questions[0])

    def on_finder__unknown(self, event: _Unknown) -> None:
        """Go on to the centre with a code that is not known here."""
        event.stop()
        self.post_message(self.Answered(Say(words.ASKING_CENTRE.format(code=event.code))))
        self._ask_centre(event.code)

    @work(group="asking-centre", exclusive=True)
    async def _ask_centre(self, code: str) -> None:
        from schemas.dossiers import Dossier

        found = await self._line.find(code)
        if isinstance(found, Dossier):
            self.post_message(self.Answered(AtCentre(found)))
            return
        is_up = self._line.standing.line == "up"
        sentences = words.UNKNOWN_CODE if is_up else words.UNKNOWN_OFFLINE
        self.post_message(self.Answered(Say(sentences["receipt"].format(code=code))))
