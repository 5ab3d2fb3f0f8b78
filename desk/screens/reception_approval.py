"""The part of the reception screen where a head of unit allows codes for a date out of order."""

from dataclasses import dataclass

from textual import on, work
from textual.message import Message

from desk.screens.reception_scans import ScanningScreen
from desk.texts import approval as texts
from desk.usecases.approving import Answer, Approved, NotHead, approve_date
from desk.usecases.desk import local_date
from desk.usecases.signing_in import TooSoon, WrongPassword
from desk.widgets.choice import Ask
from schemas.people import Doubt

OUT_OF_ORDER = frozenset({"date_behind", "date_ahead"})


class ApprovingScreen(ScanningScreen):
    """Asks for the head's account and password; the form stays as it is meanwhile."""

    @dataclass
    class HeadAnswered(Message):
        """What became of the approval."""

        answer: Answer

    class DateApproved(Message):
        """The form may be accepted now."""

    def ask_head(self, found: list[Doubt]) -> None:
        """Ask for approval where only that stands in the way."""
        if found and all(one.code in OUT_OF_ORDER for one in found):
            ask = Ask(texts.ASK_ACCOUNT, title=texts.TITLE)
            self.app.push_screen(ask, self._ask_password)

    def _ask_password(self, account: str | None) -> None:
        if not account:
            return
        ask = Ask(texts.ASK_PASSWORD.format(account=account), title=texts.TITLE, password=True)

        def approve(password: str | None) -> None:
            self._approve(account, password or "")

        self.app.push_screen(ask, approve)

    @work(thread=True, group="approval")
    def _approve(self, account: str, password: str) -> None:
        on_date = local_date(self.form.happened or self.desk.now())
        self.post_message(self.HeadAnswered(approve_date(on_date, account, password, self.desk)))

    @on(HeadAnswered)
    def take_approval(self, event: HeadAnswered) -> None:
        """Go on, or say why not."""
        match event.answer:
            case Approved():
                self.post_message(self.DateApproved())
            case NotHead():
                self.notice.say(texts.NOT_HEAD)
            case WrongPassword(wait_seconds) | TooSoon(wait_seconds) if wait_seconds:
                self.notice.say(texts.WAIT.format(seconds=wait_seconds))
            case _:
                self.notice.say(texts.WRONG)
