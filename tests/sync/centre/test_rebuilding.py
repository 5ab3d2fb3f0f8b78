"""Dossiers and codes can be made anew from the feed, and are when the fold has changed."""

from sqlmodel import text

from sync.centre.rebuilding import rebuild, stale_units
from sync.centre.verifying import problems
from tests.builders import UNIT, a_journal, an_id
from tests.sync.centre.desks import Centre, Desk


async def damaged(centre: Centre, desk: Desk, *statements: str) -> None:
    journal = a_journal(4)
    journal.receive(an_id("late"), ordinal=1001)
    await desk.push(journal.texts)
    with centre.store.writing() as session:
        for statement in statements:
            session.connection().execute(text(statement))


def whole(centre: Centre) -> bool:
    with centre.store.reading() as session:
        return not list(problems(session))


def stale(centre: Centre) -> list[str]:
    with centre.store.reading() as session:
        return stale_units(session)


async def test_a_rebuild_mends_states_and_codes(centre: Centre, desk: Desk) -> None:
    await damaged(centre, desk, "DELETE FROM codeclaim", "DELETE FROM storeddossier")
    assert not whole(centre)
    with centre.store.writing() as session:
        assert rebuild(session, UNIT) == 4
    assert whole(centre)
    assert (await desk.feed()).position == 5


async def test_states_of_another_fold_are_folded_again_at_the_start(
    centre: Centre, desk: Desk
) -> None:
    await damaged(centre, desk, "UPDATE storeddossier SET fold = 0, state = '{}'")
    assert whole(centre), "it is an earlier release's, and no damage"
    assert stale(centre) == [UNIT]
    Centre(centre.store)
    assert whole(centre)
    assert stale(centre) == []
