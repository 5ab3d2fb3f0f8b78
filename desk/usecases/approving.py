"""The head of unit allows codes for a date out of the usual order, once per date."""

from dataclasses import dataclass
from datetime import date

from desk.store.tables import ApprovedDate
from desk.usecases.desk import Desk
from desk.usecases.signing_in import NoAccounts, SignedIn, TooSoon, WrongPassword, sign_in
from schemas.shape import written


@dataclass(frozen=True)
class Approved:
    """Codes may be issued for the date."""

    on: date


@dataclass(frozen=True)
class NotHead:
    """The account is no head of unit."""


Answer = Approved | NotHead | WrongPassword | TooSoon | NoAccounts


def approve_date(on: date, account: str, password: str, desk: Desk) -> Answer:
    """Let a head of unit, by password, allow codes for a date; doing it again changes nothing."""
    answer = sign_in(account, password, desk)
    if not isinstance(answer, SignedIn):
        return answer
    if answer.officer.role != "head":
        return NotHead()
    with desk.store.write() as session:
        if session.get(ApprovedDate, on.isoformat()) is None:
            approved = ApprovedDate(
                on=on.isoformat(), officer=answer.officer.account, at=written(desk.now())
            )
            session.add(approved)
    return Approved(on)
