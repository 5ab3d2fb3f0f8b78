"""What only the centre can know of an entry flags it, and never loses it."""

from datetime import date, datetime

import pytest
from sqlalchemy import update
from sqlmodel import col

from schemas.procedures import Case, Catalogue, Procedure
from schemas.wire import Officer
from sync.centre.officers import add_officer
from sync.centre.reference import publish
from sync.centre.tables import Counter, CounterHead, Token
from sync.centre.verifying import problems
from tests.builders import COUNTER, NOON, UNIT, JournalOf, a_journal, an_id
from tests.sync.centre.desks import Centre, Desk

LISTED = "1.001193"


async def pushed(desk: Desk, journal: JournalOf, *, epoch: int = 1) -> list[tuple[str, str | None]]:
    answer = await desk.push(journal.texts, epoch=epoch)
    assert answer.status_code == 200, answer.text
    cases = [(one["outcome"], one["case"]) for one in answer.json()["results"]]
    return [(outcome, case["code"] if case else None) for outcome, case in cases]


def publish_officer(centre: Centre, *, active: bool) -> None:
    officer = Officer(account="lan", name="Lan", verifier="x", active=active)
    with centre.store.writing() as session:
        add_officer(session, UNIT, officer, now=NOON)


def publish_catalogue(centre: Centre, code: str, on: date) -> None:
    case = Case(key="default", name="Thông thường", papers=())
    procedure = Procedure(code=code, name="x", field="y", levels=("commune",), cases=(case,))
    with centre.store.writing() as session:
        publish(
            session,
            "catalogue",
            lambda version: Catalogue(
                version=version, published_on=on, procedures=(procedure,)
            ).model_dump(mode="json"),
            now=NOON,
        )


async def test_what_an_officer_recorded_before_being_disabled_arrives_flagged(
    centre: Centre, desk: Desk
) -> None:
    publish_officer(centre, active=True)
    journal = a_journal(2)
    assert await pushed(desk, journal) == [("applied", None)] * 2
    publish_officer(centre, active=False)
    journal.receive(an_id("late"), ordinal=1500)
    journal.receive(an_id("other"), ordinal=1501, officer="minh")
    assert (await pushed(desk, journal))[2:] == [("flagged", "disabled_officer"), ("applied", None)]


async def test_a_revoked_counter_delivers_what_it_has_and_reads_nothing(
    centre: Centre, desk: Desk
) -> None:
    with centre.store.writing() as session:
        revoked = update(Token).where(col(Token.counter) == COUNTER).values(revoked_at="x")
        session.connection().execute(revoked)
    assert await pushed(desk, a_journal(2)) == [("flagged", "revoked_counter")] * 2
    assert (await desk.get("/v1/counters/me")).status_code == 200
    for path in (f"/v1/units/{UNIT}/feed", f"/v1/units/{UNIT}/snapshot", "/v1/reference/officers"):
        assert (await desk.get(path)).status_code == 401


async def test_the_tail_of_a_closed_epoch_is_taken_and_flagged(centre: Centre, desk: Desk) -> None:
    journal = a_journal(2)
    await pushed(desk, journal)
    with centre.store.writing() as session:
        counter = session.get_one(Counter, (UNIT, COUNTER))
        counter.epoch = 77
        session.add(counter)
        session.add(CounterHead(unit=UNIT, counter=COUNTER, epoch=77))
    journal.receive(an_id("tail"), ordinal=1500)
    newer = JournalOf(epoch=77)
    newer.write(body={"reason": "restored"}, id=an_id("opening"))
    newer.receive(an_id("new"), ordinal=1600)
    assert (await pushed(desk, journal))[2:] == [("flagged", "late_epoch")]
    assert await pushed(desk, newer, epoch=77) == [("applied", None)] * 2
    with centre.store.reading() as session:
        assert list(problems(session)) == []


@pytest.mark.parametrize(
    ("happened", "outcome"),
    [
        (NOON, ("flagged", "retired_procedure")),
        (NOON.replace(day=18), ("applied", None)),
    ],
)
async def test_a_procedure_retired_while_the_line_was_down(
    centre: Centre, desk: Desk, happened: datetime, outcome: tuple[str, str | None]
) -> None:
    publish_catalogue(centre, LISTED, date(2019, 1, 1))
    publish_catalogue(centre, "1.000001", date(2019, 11, 19))
    journal = JournalOf()
    journal.write()
    journal.receive(an_id("retired"), happened=happened)
    assert (await pushed(desk, journal))[1] == outcome


async def test_a_procedure_of_the_newest_catalogue_is_no_concern(
    centre: Centre, desk: Desk
) -> None:
    publish_catalogue(centre, "1.000001", date(2019, 1, 1))
    journal = a_journal(2)
    assert (await pushed(desk, journal))[1] == ("flagged", "retired_procedure")
    publish_catalogue(centre, LISTED, date(2019, 1, 2))
    journal.receive(an_id("again"), ordinal=1500)
    assert (await pushed(desk, journal))[2] == ("applied", None)
