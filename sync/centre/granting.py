"""Vouchers: how a counter whose line is down is granted a band over the telephone."""

from datetime import datetime

from sqlmodel import Session

from schemas.vouchers import Grant, VoucherError, read_epoch_name, voucher
from sync.centre.epochs import counter_named
from sync.centre.refusals import RefusedError
from sync.centre.slots import grant_slot


def issue_voucher(session: Session, name: str, epoch_name: str, *, now: datetime) -> str:
    """The voucher for the epoch that a counter read aloud; the same epoch gets the same again.

    Raises:
        RefusedError: 404 `unknown_counter`, 422 `mistyped`, 409 `no_slot`.
    """
    counter = counter_named(session, name)
    try:
        epoch = read_epoch_name(epoch_name)
    except VoucherError:
        raise RefusedError(422, "mistyped") from None
    grant = grant_slot(session, counter.unit, name, epoch, now=now)
    if grant is None:
        raise RefusedError(409, "no_slot")
    key = bytes.fromhex(counter.voucher_key)
    return voucher(key, name, epoch, Grant(grant.slot, grant.turn))
