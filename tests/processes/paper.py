"""Forms as a batch file carries them, and both records read side by side."""

import json
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlmodel import col, select

from desk import machine
from desk.rules.reception import came, checklist
from desk.store.home import Home
from desk.store.replica import StoreReplica
from desk.store.store import open_store
from desk.store.tables import Journal
from desk.usecases.desk import Desk
from desk.usecases.verify import verify
from schemas.people import Person
from schemas.reception import ReceptionForm
from sync.centre.data import demo_catalogue
from sync.centre.store import open_store as open_centre_store
from sync.centre.tables import StoredEntry
from sync.centre.verifying import problems
from tests.builders import an_id

NAMES = ("Ấn", "Bình", "Đạt", "Ích", "Oanh", "Quỳnh", "Ước", "Yến")


def a_form(number: int) -> ReceptionForm:
    """The complete form of one citizen; received in 2020, whose calendar never changes again."""
    procedure = next(one for one in demo_catalogue().procedures if not one.immediate)
    case = procedure.cases[0]
    asked = {paper.key: paper for paper in case.papers}
    return ReceptionForm.model_validate(
        {
            "id": an_id("form", number),
            "officer": "lan",
            "submitter": Person(name=f"Nguyễn Văn {NAMES[number % len(NAMES)]}"),
            "procedure": procedure.code,
            "case": case.key,
            "papers": tuple(came(one, asked[one.key]) for one in checklist(case)),
            "happened": "2020-03-02T02:00:00Z",
        }
    )


def write_forms(file: Path, count: int) -> list[UUID]:
    """A file of forms, one a line, and their ids."""
    forms = [a_form(number) for number in range(count)]
    file.write_text("\n".join(form.model_dump_json() for form in forms), encoding="utf-8")
    return [form.id for form in forms]


def write_form(file: Path, number: int) -> Path:
    """One form in a file of its own."""
    file.write_text(a_form(number).model_dump_json(), encoding="utf-8")
    return file


def journal_at_the_desk(home: Path) -> list[str]:
    """The entries as the counter first wrote them."""
    store = open_store(Home(home))
    with store.read() as session:
        texts = list(session.exec(select(Journal.text).order_by(col(Journal.place))))
    store.close()
    return texts


def journal_at_the_centre(home: Path) -> list[str]:
    """The same entries as a centre in a home holds them."""
    return journal_in(f"sqlite:///{home / 'centre.sqlite'}")


def journal_in(database: str) -> list[str]:
    """The entries in a centre's database."""
    store = open_centre_store(database)
    with store.reading() as session:
        texts = list(session.exec(select(StoredEntry.text).order_by(col(StoredEntry.seq))))
    store.close()
    return texts


def assert_both_are_whole(home: Path, database: str) -> None:
    """Neither the counter's check of its store finds anything, nor the centre's of its own."""
    desk = open_store(Home(home))
    centre = open_centre_store(database)
    assert verify(Desk(desk, machine.now, machine.random_bytes)) == ()
    with centre.reading() as session:
        assert list(problems(session)) == []
    assert StoreReplica(desk, "").unsent_count() == 0
    desk.close()
    centre.close()


def ordinals(lines: list[dict[str, Any]]) -> list[int]:
    """The ordinals in the codes of a list of dossiers."""
    return [int(line["code"].rpartition("-")[2]) for line in lines]


def said(line: str) -> dict[str, Any]:
    """What the driver said of one dossier."""
    told: dict[str, Any] = json.loads(line)
    return told
