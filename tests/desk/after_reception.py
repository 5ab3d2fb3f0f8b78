"""Dossiers that were received at a counter of the tests, and what departments do to them."""

from uuid import UUID

from desk.rules.reception import checklist
from desk.store.journal import Fact, append
from desk.store.projection import show_own, state_of
from desk.store.replica import StoreReplica
from desk.usecases.receive import Accepted, receive_dossier
from desk.usecases.recording import Hand
from schemas.dossiers import Dossier
from schemas.entries import Lacking, Resolved, SupplementRequested
from schemas.reception import FeeTaken
from schemas.shape import Shape
from tests.desk.office import LAN, RESIDENCE, Office, complete_form, only_case

BY_LAN = Hand(LAN.account)
FEE = FeeTaken(
    key="counter", name="Lệ phí đăng ký cư trú", amount_vnd=15_000, receipt_number="0000123"
)
"""The one fee of `RESIDENCE` at the counter."""


def received(office: Office, *fees: FeeTaken) -> Accepted:
    """A dossier that was received at this counter, with the fees that were taken."""
    form = complete_form(office).model_copy(update={"fees": fees})
    answer = receive_dossier(form, office.desk)
    assert isinstance(answer, Accepted)
    return answer


def step(office: Office, dossier: UUID, kind: str, body: Shape) -> None:
    """What somebody else did to a dossier, as far as this counter sees it."""
    desk = office.desk
    fact = Fact(kind, body, desk.now(), LAN.account, dossier)
    with desk.store.write() as session:
        written = append(session, [fact], now=desk.now(), random_bytes=desk.random_bytes)
        show_own(session, written)


def resolved(office: Office, dossier: UUID) -> None:
    """The result is there."""
    letter = Resolved(number="12/QĐ", dated="2020-03-03", signatory="Trần Thị Bình")
    step(office, dossier, "dossier.resolved", letter)


def papers_asked(office: Office, dossier: UUID) -> None:
    """The first paper of the checklist was asked for once more."""
    first = checklist(only_case(RESIDENCE))[0]
    lacking = Lacking(key=first.key, name=first.name, flaw="mờ", originals=1)
    body = SupplementRequested(number="Q1-0009/HDHS", barcode="x", lacking=(lacking,))
    step(office, dossier, "dossier.supplement_requested", body)


def standing(office: Office, dossier: UUID) -> Dossier:
    """The dossier as the counter shows it."""
    with office.desk.store.read() as session:
        state = state_of(session, dossier)
    assert state is not None
    return state


def entries(office: Office) -> list[str]:
    """The counter's unsent entries, as first written."""
    return list(StoreReplica(office.desk.store, "i").unsent(500, 1024 * 1024))
