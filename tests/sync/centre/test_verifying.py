"""`verify` finds nothing in what the centre wrote, and every kind of damage done to it."""

import pytest
from sqlmodel import Session, text

from sync.centre.verifying import problems
from tests.builders import OTHER_UNIT, a_journal, an_id
from tests.sync.centre.desks import Centre, Desk


def found(centre: Centre) -> list[str]:
    with centre.store.reading() as session:
        return list(problems(session))


async def test_what_the_centre_wrote_is_whole(centre: Centre, desk: Desk) -> None:
    centre.add_unit(OTHER_UNIT)
    other = await centre.enrol("Q1", OTHER_UNIT)
    journal = a_journal(4)
    journal.receive(an_id("again"), ordinal=1001)
    journal.receive(an_id("relayed"), ordinal=1300, home=OTHER_UNIT)
    journal.receive(an_id("nowhere"), ordinal=1400, home="000.99.99.H99")
    await desk.push(journal.texts)
    await other.push(a_journal(3, counter=other.counter).texts)
    assert found(centre) == []


@pytest.mark.parametrize(
    ("damage", "sentence"),
    [
        ("UPDATE storedentry SET text = replace(text, 'lan', 'hoa') WHERE seq = 2", "entry 2"),
        ("DELETE FROM storedentry WHERE seq = 3", "entry 3 is missing"),
        ("UPDATE counterhead SET seq = 3", "the head is 3"),
        ("UPDATE unithead SET position = 9", "its head says 9"),
        ("UPDATE storedentry SET outcome = 'flagged' WHERE seq = 5", "not the fold"),
        ("UPDATE storeddossier SET rank = rank + 1 WHERE state IS NULL", "not the fold"),
        ("UPDATE storeddossier SET state = replace(state, 'khai', 'khoe')", "not the fold"),
        ("UPDATE storeddossier SET state = '{'", "not the fold"),
        ("UPDATE storeddossier SET id = '" + "0" * 32 + "' WHERE first_rank = 2", "not folded"),
        ("UPDATE codeclaim SET code = '000.17.22.H02-191120-1777' WHERE code LIKE '%1'", "1777"),
    ],
)
async def test_damage_is_found(centre: Centre, desk: Desk, damage: str, sentence: str) -> None:
    journal = a_journal(4)
    journal.write("dossier.in_process", dossier=an_id(desk.counter, "dossier", 0), base=2)
    await desk.push(journal.texts)
    with centre.store.writing() as session:
        damaged(session, damage)
    assert any(sentence in problem for problem in found(centre))


def damaged(session: Session, statement: str) -> None:
    session.connection().execute(text(statement))
