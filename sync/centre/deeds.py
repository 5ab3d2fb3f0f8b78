"""The deeds of a department by the names that the command line has, each as kind and body."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session

from schemas.calendars import HANOI
from schemas.dossier_bodies import HandedOver, ResultArrived
from schemas.dossiers import Dossier
from schemas.entries import (
    Apologised,
    Lacking,
    Promised,
    Reason,
    Refusal,
    Resolved,
    Returned,
    Supplemented,
    SupplementRequested,
)
from schemas.reception import DeliveryChannel
from schemas.shape import Shape
from sync.centre.refusals import RefusedError
from sync.centre.times import is_working_day, latest_notice, restarted

APOLOGY_RULE = "apology"
"""Rule of a time that an apology promises."""


@dataclass(frozen=True)
class Deed:
    """One thing that a department does, with whatever that kind needs."""

    name: str
    reason: str = ""
    number: str = ""
    date: str = ""
    signatory: str = ""
    signed: bool = False
    to: str = ""
    identity: str = ""
    channel: DeliveryChannel = "counter"
    due: datetime | None = None
    missing: tuple[str, ...] = ()


@dataclass(frozen=True)
class Scene:
    """What a deed is done to, and when."""

    session: Session
    state: Dossier
    now: datetime


def body_for(deed: Deed, scene: Scene) -> tuple[str, Shape]:
    """The kind and body of a deed.

    Raises:
        RefusedError: 422 `unknown_deed`, or `missing_option` with the option's name.
    """
    known = DEEDS.get(deed.name)
    if known is None:
        raise RefusedError(422, "unknown_deed", {"deed": deed.name})
    for option in known.needs:
        if not getattr(deed, option):
            raise RefusedError(422, "missing_option", {"option": f"--{option}"})
    return known.kind, known.body(deed, scene)


def _reason(deed: Deed, _: Scene) -> Shape:
    return Reason(reason=deed.reason)


def _supplement(deed: Deed, scene: Scene) -> Shape:
    number = deed.number or f"C0-{scene.state.code}-{len(scene.state.slips) + 1}"
    lacking = (Lacking(key=f"C0-{n}", name=one, flaw="") for n, one in enumerate(deed.missing, 1))
    return SupplementRequested(
        number=number,
        barcode=number,
        lacking=tuple(lacking),
        reason=deed.reason,
        notice_due=latest_notice(scene.session, scene.state),
    )


def _supplemented(_: Deed, scene: Scene) -> Shape:
    return Supplemented(promised=restarted(scene.session, scene.state, scene.now))


def _refuse(deed: Deed, _: Scene) -> Shape:
    return Refusal(reason=deed.reason, number=deed.number, competent_agency=deed.to)


def _resolve(deed: Deed, scene: Scene) -> Shape:
    return Resolved(
        number=deed.number,
        dated=_dated(deed, scene),
        signatory=deed.signatory,
        digitally_signed=deed.signed,
    )


def refuse_odd_due(deed: Deed, scene: Scene) -> None:
    """See that a new promise is later than now and than the one before, on a working day.

    Raises:
        RefusedError: 422 `due_too_early` or `due_day_off`.
    """
    if deed.due is None:
        return
    before = scene.state.promised
    if deed.due <= scene.now or (before is not None and deed.due <= before.due):
        raise RefusedError(422, "due_too_early")
    if not is_working_day(scene.session, deed.due):
        raise RefusedError(422, "due_day_off")


def _dated(deed: Deed, scene: Scene) -> str:
    """The day of a document, as ISO 8601 writes it; none is of a day to come."""
    try:
        day = date.fromisoformat(deed.date)
    except ValueError:
        raise RefusedError(422, "bad_date", {"date": deed.date}) from None
    if day > scene.now.astimezone(HANOI).date():
        raise RefusedError(422, "date_to_come", {"date": deed.date})
    return day.isoformat()


def _return(deed: Deed, scene: Scene) -> Shape:
    received = scene.state.received
    to = deed.to or (received.applicant.name if received else "")
    return Returned(to=to, identity=deed.identity, channel=deed.channel)


def _apologise(deed: Deed, scene: Scene) -> Shape:
    assert deed.due is not None
    before = scene.state.promised
    calendar = before.calendar if before else 0
    return Apologised(
        number=deed.number,
        dated=_dated(deed, scene),
        signatory=deed.signatory,
        promised=Promised(due=deed.due, published=deed.due, rule=APOLOGY_RULE, calendar=calendar),
        reason=deed.reason,
    )


def _hand_over(deed: Deed, _: Scene) -> Shape:
    return HandedOver(batch=deed.number, to=deed.to, reason=deed.reason)


def _arrive(deed: Deed, _: Scene) -> Shape:
    return ResultArrived(number=deed.number)


@dataclass(frozen=True)
class Kind:
    """How one deed becomes an entry."""

    kind: str
    body: Callable[[Deed, Scene], Shape] = _reason
    needs: tuple[str, ...] = ()
    """Options that have to be given."""


DEEDS: Mapping[str, Kind] = {
    "take": Kind("dossier.in_process"),
    "supplement": Kind("dossier.supplement_requested", _supplement, ("reason",)),
    "supplemented": Kind("dossier.supplemented", _supplemented),
    "pay": Kind("dossier.payment_requested"),
    "paid": Kind("obligation.met"),
    "resolve": Kind("dossier.resolved", _resolve, ("number", "date", "signatory")),
    "stop": Kind("dossier.stopped", needs=("reason",)),
    "withdraw": Kind("dossier.withdrawn"),
    "refuse": Kind("dossier.refused", _refuse, ("reason",)),
    "return": Kind("dossier.returned", _return),
    "apologise": Kind("dossier.apologised", _apologise, ("number", "date", "signatory", "due")),
    "hand-over": Kind("dossier.handed_over", _hand_over, ("number", "to")),
    "arrive": Kind("result.arrived", _arrive),
}
