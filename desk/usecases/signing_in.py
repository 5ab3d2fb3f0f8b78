"""Signing in, without a line: verifiers come with the reference data."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from desk.store import front
from desk.usecases.desk import Desk
from schemas.officers import Officer
from schemas.shape import written

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
    scans: int


def greet(desk: Desk) -> Greeting:
    """Which counter of which unit this is, and what the last session left behind."""
    with desk.store.bare() as connection:
        place = front.place(connection)
        officers = desk.references.officers(connection)
        name = desk.references.settings(connection).get("name", "")
    return Greeting(
        unit=name or place.unit,
        counter=place.counter,
        has_accounts=bool(officers),
        demo_officers=tuple(one for one in officers if one.demo and one.active),
        unsent=place.unsent,
        scans=place.scans,
    )


def sign_in(account: str, password: str, desk: Desk) -> SignInAnswer:
    """Check an officer's password; takes a tenth of a second on purpose."""
    name = account.strip().casefold()
    with desk.store.bare() as connection:
        officers = desk.references.officers(connection)
        failed, last_at = front.failures(connection, name)
    wait = _wait_left(failed, last_at, desk.now())
    if not officers:
        return NoAccounts()
    if wait:
        return TooSoon(wait)
    officer = next((one for one in officers if one.account == name and one.active), None)
    if _fits(officer, password) and officer is not None:
        if failed:
            _forgive(name, desk)
        return SignedIn(officer)
    return WrongPassword(_note_failure(name, desk))


def officer_by_account(account: str, desk: Desk) -> Officer | None:
    """The active officer with an account name."""
    with desk.store.bare() as connection:
        officers = desk.references.officers(connection)
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


def _wait_left(failed: int, last_at: str, now: datetime) -> int:
    if failed < FREE_TRIES:
        return 0
    wait = min(WAIT_SECONDS_MAX, 2 ** (failed - FREE_TRIES + 1))
    ends = datetime.fromisoformat(last_at) + timedelta(seconds=wait)
    left = (ends - now).total_seconds()
    # A clock set back must not lock anybody out for longer than the wait itself.
    return max(0, min(wait, round(left + 0.5))) if left > 0 else 0


def _note_failure(account: str, desk: Desk) -> int:
    now = desk.now()
    with desk.store.bare() as connection:
        failed = front.note_failure(connection, account, written(now))
    return _wait_left(failed, written(now), now)


def _forgive(account: str, desk: Desk) -> None:
    with desk.store.bare() as connection:
        front.forgive(connection, account)
