"""Who a token speaks for, and what the centre knows of that counter."""

import hashlib
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, select

from schemas.journal import Head
from schemas.shape import written
from sync.centre.refusals import RefusedError
from sync.centre.tables import Counter, CounterHead, Token


@dataclass(frozen=True)
class Caller:
    """The counter that a request comes from."""

    unit: str
    counter: str
    epoch: int
    is_revoked: bool = False
    """Its token was withdrawn: it may still deliver what it has, and nothing else."""
    instance: str = ""
    """The installation that speaks, if it said."""


def hashed(secret: str) -> str:
    """How a token or a one-time code is kept: both are random, so a plain digest is enough."""
    return hashlib.sha256(secret.encode()).hexdigest()


def caller_by_token(session: Session, token: str) -> Caller:
    """The counter a token belongs to, a revoked one included.

    Raises:
        RefusedError: 401 `unknown_token`.
    """
    found = session.exec(
        select(Counter.unit, Counter.counter, Counter.epoch, Token.revoked_at)
        .join(Token, (col(Token.unit) == Counter.unit) & (col(Token.counter) == Counter.counter))
        .where(Token.hash == hashed(token))
    ).one_or_none()
    if found is None:
        raise RefusedError(401, "unknown_token")
    unit, counter, epoch, revoked_at = found
    return Caller(unit, counter, epoch, is_revoked=revoked_at is not None)


def revoke(session: Session, counter: str, *, now: datetime) -> None:
    """Withdraw a counter's tokens: it may deliver what it has, flagged, and do nothing else.

    Raises:
        RefusedError: 404 `unknown_counter`.
    """
    unit = counter.partition("/")[0]
    held = session.exec(select(Token).where(Token.unit == unit, Token.counter == counter)).all()
    if not held:
        raise RefusedError(404, "unknown_counter")
    for token in held:
        token.revoked_at = token.revoked_at or written(now)
        session.add(token)


def own_unit_only(caller: Caller, unit: str) -> None:
    """Refuse a counter that asks for another unit's data.

    Raises:
        RefusedError: 403 `not_your_unit`.
    """
    if caller.unit != unit:
        raise RefusedError(403, "not_your_unit")


def head_of(session: Session, caller: Caller, epoch: int) -> Head:
    """Where an epoch of a counter's journal ends.

    Raises:
        RefusedError: 409 `epoch`: the centre does not know that epoch.
    """
    head = session.get(CounterHead, (caller.unit, caller.counter, epoch))
    if head is None:
        raise RefusedError(409, "epoch", {"epoch": str(caller.epoch)})
    return Head(seq=head.seq, digest=head.digest)
