"""The one dossier that the program itself makes, as rows that others are copied from."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Table, select

from desk.store.replica import StoreReplica
from desk.store.tables import Citizen, CodeClaim, DossierRow, Feed, Journal, PrintJob, table
from desk.usecases.desk import Desk
from desk.usecases.receive import Accepted, receive_dossier
from schemas.entries import Resolved
from schemas.journal import Entry, read_entry, seal
from schemas.people import Person
from schemas.shape import written
from schemas.wire import FeedPage, FeedRow, Result
from tests.bench.copying import EntryMould, Mould, entry_mould
from tests.desk.shell_office import filled_form

CITIZEN = Person(
    name="Mẫu Thị Đầu Tiên", number="024190000999", phone="0912345678", gender="female"
)
NUMBERS = {
    "row": {1: "row"},
    "seq": {2: "seq"},
    "place": {2: "seq"},
    "position": {1: "first_rank", 2: "second_rank"},
    "rank": {1: "first_rank", 2: "second_rank"},
}
"""Columns of numbers, and what a value in them stands for."""
PRINTED = {"state": "confirmed", "values": "{}"}
"""A receipt that was handed over; what stood on it is not measured and would double the store."""


@dataclass(frozen=True)
class RowMould:
    """A row of one table: what stays, what is cast, what is a number of the copy."""

    table: Table
    fixed: Mapping[str, Any]
    moulds: Mapping[str, Mould]
    numbers: Mapping[str, str]

    def cast(self, values: Mapping[str, str]) -> dict[str, Any]:
        """The row of one copy."""
        return {
            **self.fixed,
            **{name: mould.cast(values) for name, mould in self.moulds.items()},
            **{name: int(values[of]) for name, of in self.numbers.items()},
        }


@dataclass(frozen=True)
class Model:
    """A dossier with its rows; the texts of its entries are cast first, for their digests."""

    received: EntryMould
    resolved: EntryMould
    open: tuple[RowMould, ...]
    """Its rows while the department works on it."""
    done: tuple[RowMould, ...]
    """Its rows once the centre has said that it is resolved."""
    digest: str


def make_model(desk: Desk, instance: str) -> Model:
    """Receive a dossier, and let the centre rank it and then resolve it."""
    form = filled_form(desk, "").model_copy(update={"submitter": CITIZEN})
    accepted = receive_dossier(form, desk)
    assert isinstance(accepted, Accepted), accepted
    replica = StoreReplica(desk.store, instance)
    _, text = replica.unsent(9, 1 << 20)
    results = [Result(seq=one, outcome="applied") for one in (1, 2)]
    replica.acknowledge(replica.head(), results)
    received = read_entry(text)
    resolved = _resolved(received)
    places = _places(received, read_entry(resolved), accepted)
    row_places = {**places, text: "received_text", resolved: "resolved_text"}
    rows = []
    for rank, entry in ((1, received), (2, read_entry(resolved))):
        _rank(replica, entry, rank)
        with desk.store.read() as session:
            rows.append(_rows(session.connection(), row_places))
    return Model(
        entry_mould(text, places), entry_mould(resolved, places), rows[0], rows[1], received.digest
    )


def _rank(replica: StoreReplica, entry: Entry, rank: int) -> None:
    row = FeedRow(rank=rank, entry=entry.model_dump(mode="json"), outcome="applied")
    page = FeedPage(request="r", incarnation="i", unit=entry.home, rows=(row,), position=rank)
    replica.apply_page(page)


def _resolved(received: Entry) -> str:
    body = Resolved(number="12/GKS", dated="2019-11-20", signatory="Trần Thị Bình")
    changed = received.model_copy(
        update={
            "counter": f"{received.home}/C0",
            "id": UUID(int=received.id.int ^ 1),
            "kind": "dossier.resolved",
            "body": body.model_dump(mode="json"),
        }
    )
    return seal(changed.model_dump(mode="json", exclude={"digest"}))


def _places(received: Entry, resolved: Entry, accepted: Accepted) -> dict[str, str]:
    """The texts that differ from dossier to dossier, and what they stand for."""
    assert accepted.promised is not None
    assert received.prev is not None
    return {
        str(received.dossier): "dossier",
        str(received.id): "received_id",
        str(resolved.id): "resolved_id",
        accepted.code: "code",
        CITIZEN.name: "name",
        CITIZEN.number: "number",
        CITIZEN.phone: "phone",
        written(received.happened): "happened",
        written(accepted.promised.due): "due",
        received.prev: "prev",
        '"seq":2,': "seq_text",
        '"line":1': "line_text",
        '"rank":1,': "first_rank_text",
        '"rank":2,': "second_rank_text",
    }


def _rows(connection: Connection, places: Mapping[str, str]) -> tuple[RowMould, ...]:
    whose = next(word for word, name in places.items() if name == "dossier")
    return tuple(
        _row(of, dict(row._mapping), places)
        for record in (Journal, Feed, DossierRow, CodeClaim, PrintJob, Citizen)
        for of in (table(record),)
        for row in connection.execute(select(of))
        if of.name == "citizen" or row._mapping["dossier" if "dossier" in of.c else "id"] == whose
    )


def _row(of: Table, row: dict[str, Any], places: Mapping[str, str]) -> RowMould:
    if of.name == "printjob":
        row |= PRINTED
    texts = {name: value for name, value in row.items() if isinstance(value, str)}
    named = (NUMBERS.keys() & row.keys()) - texts.keys()
    numbers = {name: NUMBERS[name][row[name]] for name in named}
    moulds = {name: Mould(value, places) for name, value in texts.items()}
    # A job's own number is handed out by the store.
    cast = moulds.keys() | numbers.keys() | ({"id"} if of.name == "printjob" else set())
    kept = {name: value for name, value in row.items() if name not in cast}
    return RowMould(of, kept, moulds, numbers)
