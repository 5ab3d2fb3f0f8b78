"""Officers' accounts: verifiers travel with the reference data, passwords stay nowhere."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from sqlmodel import Session

from schemas.wire import Officer, PasswordChange
from sync.centre.reference import officers_content, officers_of, publish
from sync.centre.refusals import RefusedError
from sync.centre.units import known_unit

PASSWORD_LENGTH_MIN = 8
PASSWORD_LENGTH_MAX = 200
_HASHER = PasswordHasher()


def verifier_of(password: str) -> str:
    """An argon2id hash in PHC form."""
    return _HASHER.hash(password)


def matches(verifier: str, password: str) -> bool:
    """Whether a password is the one of a verifier; takes about a tenth of a second."""
    try:
        return _HASHER.verify(verifier, password)
    except (VerificationError, InvalidHashError):
        return False


@dataclass(frozen=True)
class Change:
    """An account before and after a change of its password."""

    before: Officer
    after: Officer


def add_officer(session: Session, unit: str, officer: Officer, *, now: datetime) -> None:
    """Add an account to a unit, or replace the one of that name.

    Raises:
        RefusedError: 404 `unknown_unit`.
    """
    known_unit(session, unit)
    _publish(session, unit, officer, now)


def set_active(session: Session, unit: str, account: str, *, active: bool, now: datetime) -> None:
    """Disable an account, or enable it again; desks hear of it with the reference data.

    Raises:
        RefusedError: 404 `unknown_unit` or `unknown_account`.
    """
    known_unit(session, unit)
    held = {one.account: one for one in officers_of(session, unit)}
    if account not in held:
        raise RefusedError(404, "unknown_account")
    if held[account].active != active:
        _publish(session, unit, held[account].model_copy(update={"active": active}), now)


def checked_change(session: Session, unit: str, asked: PasswordChange) -> Change | None:
    """What an officer's own change of password comes to; None if it was made already.

    Hashing takes a while, so this is done before any lock is taken.

    Raises:
        RefusedError: the account, the old or the new password will not do.
    """
    officers = officers_of(session, unit)
    officer = next((one for one in officers if one.account == asked.account), None)
    if officer is None or not officer.active:
        raise RefusedError(403, "wrong_password")
    if officer.demo:
        raise RefusedError(403, "demo_account")
    if not matches(officer.verifier, asked.old):
        # A lost answer: whoever knows the new password already is the one who set it.
        if not officer.must_change and matches(officer.verifier, asked.new):
            return None
        raise RefusedError(403, "wrong_password")
    if not _is_good(asked):
        raise RefusedError(422, "weak_password", {"length_min": str(PASSWORD_LENGTH_MIN)})
    update = {"verifier": verifier_of(asked.new), "must_change": False}
    return Change(officer, officer.model_copy(update=update))


def apply_change(session: Session, unit: str, change: Change, *, now: datetime) -> None:
    """Publish a changed account.

    Raises:
        RefusedError: 409 `changed_meanwhile`; somebody else changed the account since it was read.
    """
    held = {one.account: one for one in officers_of(session, unit)}
    if held.get(change.before.account) != change.before:
        raise RefusedError(409, "changed_meanwhile")
    _publish(session, unit, change.after, now)


def _is_good(asked: PasswordChange) -> bool:
    return PASSWORD_LENGTH_MIN <= len(asked.new) <= PASSWORD_LENGTH_MAX and asked.new not in {
        asked.old,
        asked.account,
    }


def _publish(session: Session, unit: str, officer: Officer, now: datetime) -> None:
    def content(_: int) -> Any:
        held = {one.account: one for one in officers_of(session, unit)}
        return officers_content(tuple((held | {officer.account: officer}).values()))

    publish(session, "officers", content, unit=unit, now=now)
