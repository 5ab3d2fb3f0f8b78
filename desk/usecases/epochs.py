"""Lives of the journal, as an officer and a technician meet them: signs, frozen numbers, vouchers.

A store that was restored, copied or rolled back opens a new epoch, which issues no number until it
is granted a band: by the line, or by a voucher read over the telephone.
"""

from dataclasses import dataclass
from typing import Literal

from sqlalchemy import func
from sqlmodel import Session, select

from desk.scanning.scan import read_scan
from desk.store.epochs import Reason, are_numbers_frozen, open_epoch, take_band
from desk.store.journal import counter_of
from desk.store.tables import CodeClaim, Journal
from desk.usecases.desk import Desk, local_date
from schemas.codes import Band, read_code
from schemas.vouchers import VoucherError, epoch_name, read_voucher


@dataclass(frozen=True)
class Numbers:
    """Whether numbers are issued, and what to read over the telephone if not."""

    frozen: bool
    counter: str
    epoch_name: str
    cloned: bool = False
    """Another machine works as this counter: no voucher helps."""


def numbers(desk: Desk) -> Numbers:
    """How the numbers of this counter stand."""
    with desk.store.read() as session:
        counter = counter_of(session)
        return Numbers(
            frozen=are_numbers_frozen(counter),
            counter=counter.counter,
            epoch_name=epoch_name(counter.epoch),
            cloned=counter.alarm == "clone",
        )


def _open(session: Session, desk: Desk, reason: Reason, instance: str) -> int:
    return open_epoch(
        session, reason, instance=instance, now=desk.now(), random_bytes=desk.random_bytes
    )


def check_instance(desk: Desk, instance: str) -> bool:
    """At the start: a store that another installation wrote is a copy, and opens a new epoch.

    Answers whether it was one.
    """
    with desk.store.write() as session:
        counter = counter_of(session)
        if counter.instance == instance:
            return False
        if not counter.instance:
            counter.instance = instance
            session.add(counter)
            return False
        _open(session, desk, "cloned", instance)
    desk.written()
    return True


VoucherProblem = Literal["mistyped", "not_ours", "not_frozen"]


@dataclass(frozen=True)
class Granted:
    """The voucher was taken: numbers are issued again."""

    slot: int


@dataclass(frozen=True)
class NotGranted:
    """The voucher was not taken, and why."""

    reason: VoucherProblem


def accept_voucher(text: str, desk: Desk) -> Granted | NotGranted:
    """Take a voucher for the epoch we are in; a voucher of another epoch or counter is none."""
    with desk.store.write() as session:
        counter = counter_of(session)
        if counter.band:
            return NotGranted("not_frozen")
        try:
            key = bytes.fromhex(counter.voucher_key)
            grant = read_voucher(key, counter.counter, counter.epoch, text)
        except VoucherError as error:
            return NotGranted("mistyped" if str(error) == "mistyped" else "not_ours")
        take_band(session, counter, grant.band())
    return Granted(grant.slot)


GuardAnswer = Literal["known", "rolled_back", "not_ours", "unreadable"]


def is_guard_due(desk: Desk) -> bool:
    """Whether a session that starts without the centre asks for the newest kept receipt.

    A counter that never issued a number has none; a site may switch the guard off, and in a demo,
    where no paper is kept, it is off.
    """
    with desk.store.read() as session:
        settings = desk.references.settings(session)
        if not settings.get("rollback_guard", not settings.get("demo", False)):
            return False
        counter = counter_of(session)
        received = select(func.count()).where(Journal.kind == "dossier.received")
        return bool(counter.band) and session.exec(received).one() > 0


def check_newest_receipt(text: str, desk: Desk) -> GuardAnswer:
    """Take in the newest receipt, scanned or typed: a code of ours without a dossier is a rollback.

    A store that was rolled back opens a new epoch, and issues no number from here on.
    """
    read = read_code(read_scan(text, local_date(desk.now())).code)
    if read is None:
        return "unreadable"
    with desk.store.write() as session:
        counter = counter_of(session)
        if session.exec(select(CodeClaim.code).where(CodeClaim.code == read.text)).first():
            return "known"
        ranges = Band.model_validate_json(counter.band).ranges if counter.band else ()
        of_band = any(first <= read.ordinal <= last for first, last in ranges)
        if read.identifier != counter.unit or not of_band:
            return "not_ours"
        _open(session, desk, "rolled_back", counter.instance)
    desk.written()
    return "rolled_back"
