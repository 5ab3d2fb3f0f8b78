"""A counter's store with any number of dossiers, made in seconds.

One dossier goes through the real program; all others are copies of its rows with other ids, dates,
codes, people and digests. The record is whole: `verify` says so of a small one.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import islice
from pathlib import Path

from sqlalchemy import Connection, insert, text, update
from sqlalchemy.dialects.sqlite import insert as upsert

from desk.store.tables import Counter, Ordinal, PrintJob, table
from desk.usecases.desk import Desk
from desk.usecases.verify import verify
from schemas.codes import dossier_code
from schemas.ids import uuid7
from schemas.letters import folded
from schemas.shape import written
from sync.centre.data import demo_unit
from tests.bench.model import PRINTED, Model, RowMould, make_model
from tests.desk.shell_office import MORNING, Shop, shop

A_DAY = 400
"""Dossiers of one day at a busy counter; those of the newest day are still open."""
AT_ONCE = 5_000
FIRST_ORDINAL = 1001
_KEEP_WORDS = text("INSERT INTO dossier_words(rowid, words) VALUES (:row, :words)")
FAMILY = ("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Phan", "Vũ", "Đặng", "Bùi", "Đỗ", "Hồ", "Ngô")
MIDDLE = ("Văn", "Thị", "Đức", "Ngọc", "Quang", "Minh", "Thanh", "Hữu", "Kim", "Xuân", "Bích")
GIVEN = ("An", "Bình", "Chi", "Dũng", "Giang", "Hà", "Hùng", "Lan", "Mai", "Nam", "Phương")


def filled_shop(folder: Path, dossiers: int) -> Shop:
    """An enrolled counter that knows so many dossiers, the newest of them of today."""
    made = shop(folder)
    made.clock.at = _first_day(dossiers)
    desk = made.desk()
    model = make_model(desk, made.home.instance())
    _hurry(desk)
    with desk.store.write() as session:
        _copy(session.connection(), model, dossiers - 1)
    desk.store.close()
    made.clock.at = MORNING + timedelta(hours=7)
    return made


def newest_code() -> str:
    """The dossier at the head of every list, as lists show its code."""
    return _shown(dossier_code(demo_unit().identifier, MORNING.date(), FIRST_ORDINAL + A_DAY - 1))


def oldest_code(dossiers: int) -> str:
    """The dossier at the end of the list of all, as lists show its code."""
    first = dossier_code(demo_unit().identifier, _first_day(dossiers).date(), FIRST_ORDINAL)
    return _shown(first)


def _shown(code: str) -> str:
    return code.partition("-")[2]


def _first_day(dossiers: int) -> datetime:
    return MORNING - timedelta(days=(dossiers - 1) // A_DAY + 1)


def problems(made: Shop) -> int:
    """How many things `verify` finds wrong with the record."""
    desk = made.desk()
    found = verify(desk)
    desk.store.close()
    return len(found)


def _hurry(desk: Desk) -> None:
    """Nothing is lost if the filling fails: it is done again. Opening the store undoes this."""
    # Only a store that nobody else has open leaves its log.
    desk.store.close()
    connection = desk.store.engine.raw_connection()
    for pragma in ("journal_mode = OFF", "synchronous = OFF", "cache_size = -200000"):
        connection.cursor().execute(f"PRAGMA {pragma}").fetchall()
    connection.close()


def _copy(connection: Connection, model: Model, count: int) -> None:
    digest = model.digest
    numbers = iter(range(count))
    while batch := list(islice(numbers, AT_ONCE)):
        copies = [_values(count, number) for number in batch]
        for values in copies:
            digest = _seal(model, digest, values)
        today = [one for one, number in zip(copies, batch, strict=True) if count - number <= A_DAY]
        _insert(connection, model.done, copies[: len(copies) - len(today)])
        _insert(connection, model.open, today)
        connection.execute(_KEEP_WORDS, [_words(one) for one in copies])
    _advance(connection, count, digest)


def _values(count: int, number: int) -> dict[str, str]:
    """What is particular to one copy; the last one is of this morning."""
    from_end = count - 1 - number
    of_day = A_DAY - 1 - from_end % A_DAY
    at = MORNING - timedelta(days=from_end // A_DAY) + timedelta(minutes=of_day, hours=-1)
    noise = number.to_bytes(10, "big")
    seq = number + 3
    return {
        "dossier": str(uuid7(at, lambda _: noise)),
        "received_id": str(uuid7(at, lambda _: b"\1" + noise[1:])),
        "resolved_id": str(uuid7(at, lambda _: b"\2" + noise[1:])),
        "code": dossier_code(demo_unit().identifier, at.date(), FIRST_ORDINAL + of_day),
        "name": f"{FAMILY[number % 12]} {MIDDLE[number // 12 % 11]} {GIVEN[number // 132 % 11]}",
        "number": f"0241{number:08d}",
        "phone": f"09{number:08d}",
        "happened": written(at),
        "due": written(at.replace(hour=17, minute=0)),
        "row": str(number + 2),
        "seq": str(seq),
        "seq_text": f'"seq":{seq},',
        "line_text": f'"line":{number + 2}',
        "first_rank": str(2 * seq - 3),
        "second_rank": str(2 * seq - 2),
        "first_rank_text": f'"rank":{2 * seq - 3},',
        "second_rank_text": f'"rank":{2 * seq - 2},',
    }


def _words(values: dict[str, str]) -> dict[str, str]:
    """What the projection makes a dossier findable by."""
    words = " ".join(values[name] for name in ("code", "name", "number", "phone"))
    return {"row": values["row"], "words": folded(words)}


def _seal(model: Model, prev: str, values: dict[str, str]) -> str:
    """Write the entries of one copy; the digest that the next one stands on."""
    values["prev"] = prev
    values["received_text"], digest = model.received.cast(values)
    values["resolved_text"], _ = model.resolved.cast(values)
    return digest


def _insert(
    connection: Connection, rows: Sequence[RowMould], copies: Sequence[dict[str, str]]
) -> None:
    if copies:
        for row in rows:
            connection.execute(insert(row.table), [row.cast(values) for values in copies])


def _advance(connection: Connection, count: int, digest: str) -> None:
    """Let the counter know how far it has come."""
    end = {"head_seq": count + 2, "acked_seq": count + 2, "feed_position": 2 * count + 2}
    connection.execute(update(table(Counter)).values(**end, head_digest=digest))
    # A receipt still to be printed would open a question in every program that is started here.
    connection.execute(update(table(PrintJob)).values(state=PRINTED["state"]))
    used = {"on": MORNING.date().isoformat(), "last": FIRST_ORDINAL + A_DAY - 1}
    connection.execute(upsert(table(Ordinal)).values(used).on_conflict_do_nothing())
