"""Signing in, without a line: verifiers come with the reference data."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel import Session

from desk.store.journal import counter_of
from desk.store.replica import unsent_count
from desk.store.tables import SignInFailure
from desk.usecases.desk import Desk
from schemas.shape import written
from schemas.wire import Officer

FREE_TRIES = 3
WAIT_SECONDS_MAX = 60


@dataclass(frozen=True)
class SignedIn:
    """The officer may work; an issued password has still to be changed (article 21.2)."""

    officer: Officer

    @property
    def must_change(self) -> bool:
        """Whether the password was issued by somebody else; demo accounts keep theirs."""
        return self.officer.must_change and not self.officer.demo


@dataclass(frozen=True)
class WrongPassword:
    """Account and password do not fit; which of them is not said."""

    wait_seconds: int
    """How long the next try has to wait."""


@dataclass(frozen=True)
class TooSoon:
    """Too many wrong passwords; this one was not looked at."""

    wait_seconds: int


@dataclass(frozen=True)
class NoAccounts:
    """No reference data has come yet, so nobody can sign in."""


SignInAnswer = SignedIn | WrongPassword | TooSoon | NoAccounts


@dataclass(frozen=True)
class Greeting:
    """What the sign-in screen says before anybody has signed in."""

    unit: str
    """The unit's name; its identifier until the settings have come."""
    counter: str
    has_accounts: bool
    demo_officers: tuple[Officer, ...]
    unsent: int


def greet(desk: Desk) -> Greeting:
    """Which counter of which unit this is, and what the last session left behind."""
    with desk.store.read() as session:
        counter = counter_of(session)
        officers = desk.references.officers(session)
        name = desk.references.settings(session).get("name", "")
        unsent = unsent_count(session)
    return Greeting(
        unit=name or counter.unit,
        counter=counter.counter,
        has_accounts=bool(officers),
        demo_officers=tuple(one for one in officers if one.demo and one.active),
        unsent=unsent,
    )


def sign_in(account: str, password: str, desk: Desk) -> SignInAnswer:
    """Check an officer's password; takes a tenth of a second on purpose."""
    name = account.strip().casefold()
    with desk.store.read() as session:
        officers = desk.references.officers(session)
        wait = _wait_left(session, name, desk.now())
    if not officers:
        return NoAccounts()
    if wait:
        return TooSoon(wait)
    officer = next((one for one in officers if one.account == name and one.active), None)
    if _fits(officer, password) and officer is not None:
        _forget_failures(name, desk)
        return SignedIn(officer)
    return WrongPassword(_note_failure(name, desk))


def officer_by_account(account: str, desk: Desk) -> Officer | None:
    """The active officer with an account name."""
    with desk.store.read() as session:
        officers = desk.references.officers(session)
    return next((one for one in officers if one.account == account and one.active), None)


def _fits(officer: Officer | None, password: str) -> bool:
    from argon2 import PasswordHasher
    from argon2.exceptions import InvalidHashError, VerificationError

    hasher = PasswordHasher()
    if officer is None:
        # An unknown account costs as much time as a wrong password, so that timing tells nothing.
        hasher.hash(password)
        return False
    try:
        return hasher.verify(officer.verifier, password)
    except (VerificationError, InvalidHashError):
        return False


def _wait_left(session: Session, account: str, now: datetime) -> int:
    held = session.get(SignInFailure, account)
    if held is None or held.count < FREE_TRIES:
        return 0
    wait = min(WAIT_SECONDS_MAX, 2 ** (held.count - FREE_TRIES + 1))
    ends = datetime.fromisoformat(held.last_at) + timedelta(seconds=wait)
    left = (ends - now).total_seconds()
    # A clock set back must not lock anybody out for longer than the wait itself.
    return max(0, min(wait, round(left + 0.5))) if left > 0 else 0


def _note_failure(account: str, desk: Desk) -> int:
    now = desk.now()
    with desk.store.write() as session:
        held = session.get(SignInFailure, account)
        held = held or SignInFailure(account=account, count=0, last_at="")
        held.count, held.last_at = held.count + 1, written(now)
        session.add(held)
        session.flush()
        return _wait_left(session, account, now)


def _forget_failures(account: str, desk: Desk) -> None:
    with desk.store.write() as session:
        held = session.get(SignInFailure, account)
        if held is not None:
            session.delete(held)
