"""How a desk becomes a counter: a one-time code buys a place, a token and a band of numbers."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta

from sqlmodel import Session, select

from schemas.codes import CENTRE_COUNTER, Band, band_of_slot
from schemas.shape import written
from schemas.wire import Enrolled, EnrolRequest
from sync.centre.counters import hashed
from sync.centre.refusals import RefusedError
from sync.centre.slots import grant_slot
from sync.centre.tables import BandGrant, Counter, CounterHead, EnrolCode, Token, Unit
from sync.centre.units import known_unit, printed_settings

CODE_LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
"""Letters and digits that are not mistaken for one another when read aloud."""
CODE_LENGTH = 16
TOKEN_BYTES = 32
VOUCHER_KEY_BYTES = 32
FIRST_EPOCH = 1
_NAME = re.compile(r"[A-Z][A-Z0-9]{0,7}")
_RESERVED = frozenset({CENTRE_COUNTER})
"""Departments and the portal write under this name."""


def new_enrol_code(
    session: Session,
    unit: str,
    *,
    now: datetime,
    random_bytes: Callable[[int], bytes],
    hours: int = 24,
) -> str:
    """A code that enrols one desk of a unit, once, before it expires.

    Raises:
        RefusedError: 404 `unknown_unit`.
    """
    known_unit(session, unit)
    letters = (CODE_LETTERS[byte % len(CODE_LETTERS)] for byte in random_bytes(CODE_LENGTH))
    code = "".join(letters)
    expires_at = written(now + timedelta(hours=hours))
    session.add(EnrolCode(hash=hashed(code), unit=unit, expires_at=expires_at))
    return "-".join(code[start : start + 4] for start in range(0, CODE_LENGTH, 4))


def enrol(
    session: Session,
    asked: EnrolRequest,
    *,
    incarnation: str,
    now: datetime,
    random_bytes: Callable[[int], bytes],
) -> Enrolled:
    """Make a desk a counter; the same request again gives the same counter with a new token.

    Tokens are kept as digests only, so a lost answer cannot be repeated to the letter. A repeat is
    answered until the counter has begun its journal: from then on it has its token.

    Raises:
        RefusedError: the code or the name will not do, or no slot is free.
    """
    code = _locked_code(session, asked.code)
    if code.request is None:
        _refuse_expired(code, now)
        key = random_bytes(VOUCHER_KEY_BYTES).hex()
        code.counter = _new_counter(session, code.unit, asked, key, now)
        code.request = asked.request
        session.add(code)
    elif code.request != asked.request or _has_begun(session, code):
        raise RefusedError(409, "code_used")
    assert code.counter is not None
    token = random_bytes(TOKEN_BYTES).hex()
    session.add(Token(hash=hashed(token), unit=code.unit, counter=code.counter))
    return Enrolled(
        request=asked.request,
        incarnation=incarnation,
        counter=code.counter,
        epoch=FIRST_EPOCH,
        token=token,
        unit=code.unit,
        band=_band(session, code.unit, code.counter),
        settings=printed_settings(session, code.unit),
        voucher_key=session.get_one(Counter, (code.unit, code.counter)).voucher_key,
    )


def _locked_code(session: Session, code: str) -> EnrolCode:
    plain = "".join(letter for letter in code.upper() if letter in CODE_LETTERS)
    wanted = select(EnrolCode).where(EnrolCode.hash == hashed(plain)).with_for_update()
    found = session.exec(wanted).one_or_none()
    if found is None:
        raise RefusedError(403, "unknown_code")
    # The unit's row orders enrolments, so that no two desks are given one slot or one name.
    session.exec(select(Unit).where(Unit.unit == found.unit).with_for_update()).one()
    return found


def _refuse_expired(code: EnrolCode, now: datetime) -> None:
    if code.expires_at < written(now):
        raise RefusedError(403, "expired_code")


def _has_begun(session: Session, code: EnrolCode) -> bool:
    head = session.get_one(CounterHead, (code.unit, code.counter, FIRST_EPOCH))
    return head.seq > 0


def _new_counter(
    session: Session, unit: str, asked: EnrolRequest, voucher_key: str, now: datetime
) -> str:
    if not _NAME.fullmatch(asked.name) or asked.name in _RESERVED:
        raise RefusedError(422, "bad_name")
    counter = f"{unit}/{asked.name}"
    if session.get(Counter, (unit, counter)) is not None:
        raise RefusedError(409, "name_taken")
    at, instance = written(now), asked.instance
    session.add(
        Counter(
            unit=unit,
            counter=counter,
            instance=instance,
            enrolled_at=at,
            voucher_key=voucher_key,
        )
    )
    session.flush()
    session.add(
        CounterHead(unit=unit, counter=counter, epoch=FIRST_EPOCH, opened_at=at, instance=instance)
    )
    session.flush()
    if grant_slot(session, unit, counter, FIRST_EPOCH, now=now) is None:
        raise RefusedError(409, "no_slot")
    return counter


def _band(session: Session, unit: str, counter: str) -> Band:
    granted = select(BandGrant.slot).where(
        BandGrant.unit == unit, BandGrant.counter == counter, BandGrant.epoch == FIRST_EPOCH
    )
    return band_of_slot(session.exec(granted).one())
