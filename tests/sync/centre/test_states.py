"""A reception is kept without a state until more comes, and is read as any other dossier."""

from itertools import pairwise

import pytest

from schemas.dossiers import Dossier, Outcome, fold
from schemas.journal import read_entry
from schemas.shape import dumped
from sync.centre.listing import dossiers
from sync.centre.lookup import look_up
from sync.centre.rebuilding import rebuild
from sync.centre.states import SPAN_MAX, dossier_at, kept_dossiers, states_of
from sync.centre.verifying import problems
from tests.builders import UNIT, JournalOf, an_id
from tests.sync.centre.desks import Centre, Desk

FIRST = an_id("first")
PRINTED = {"form": "01", "version": "1"}


def a_reception(counter: str) -> JournalOf:
    """A dossier with its printed receipt, and one beside it."""
    journal = JournalOf(counter)
    journal.write()
    journal.receive(FIRST, ordinal=1001)
    journal.receive(an_id("second"), ordinal=1002)
    journal.write("slip.printed", dossier=FIRST, body=PRINTED)
    return journal


def told(journal: JournalOf) -> Dossier:
    """The first dossier, folded from what was written."""
    state = None
    for position, text in enumerate(journal.texts, start=1):
        entry = read_entry(text)
        if entry.dossier == FIRST:
            state = fold(state, entry, Outcome(kind="applied"), position)
    assert state is not None
    return state


def has_state(centre: Centre) -> dict[str, bool]:
    """Whether each dossier is kept with a state."""
    with centre.store.reading() as session:
        return {str(row.id): row.state is not None for row in kept_dossiers(session, UNIT)}


async def test_a_reception_alone_is_kept_without_a_state_and_read_like_any(
    centre: Centre, desk: Desk
) -> None:
    journal = a_reception(desk.counter)
    await desk.push(journal.texts)
    assert has_state(centre) == {str(FIRST): False, str(an_id("second")): False}
    with centre.store.reading() as session:
        assert dossier_at(session, UNIT, FIRST) == told(journal)
        rows = kept_dossiers(session, UNIT)
        assert states_of(session, UNIT, rows)[0] == dumped(told(journal))
        assert [one["status"] for one in dossiers(session, None)] == [2, 2]
        assert look_up(session, told(journal).code or "") is not None
        assert list(problems(session)) == []
    snapshot = (await desk.get(f"/v1/units/{UNIT}/snapshot?limit=1")).json()
    assert Dossier.model_validate(snapshot["dossiers"][0]) == told(journal)
    one = (await desk.get(f"/v1/dossiers/{FIRST}")).json()
    assert Dossier.model_validate(one["dossier"]) == told(journal)


async def test_the_next_step_gives_it_a_state_that_knows_all_before(
    centre: Centre, desk: Desk
) -> None:
    journal = a_reception(desk.counter)
    await desk.push(journal.texts)
    journal.write("dossier.in_process", dossier=FIRST, base=4)
    await desk.push(journal.texts)
    assert has_state(centre) == {str(FIRST): True, str(an_id("second")): False}
    with centre.store.reading() as session:
        assert dossier_at(session, UNIT, FIRST) == told(journal)
        assert list(problems(session)) == []


@pytest.mark.parametrize("kind", ["dossier.in_process", "scan.attached"])
async def test_a_step_in_the_same_batch_gives_it_a_state(
    centre: Centre, desk: Desk, kind: str
) -> None:
    journal = a_reception(desk.counter)
    journal.write(kind, dossier=FIRST, body={}, base=4)
    await desk.push(journal.texts)
    assert has_state(centre)[str(FIRST)]


async def test_a_reception_spread_over_the_feed_gets_a_state(centre: Centre, desk: Desk) -> None:
    journal = a_reception(desk.counter)
    for number in range(SPAN_MAX):
        journal.receive(an_id(number), ordinal=1100 + number)
    journal.write("slip.printed", dossier=FIRST, body=PRINTED)
    await desk.push(journal.texts)
    assert has_state(centre)[str(FIRST)]
    with centre.store.reading() as session:
        assert dossier_at(session, UNIT, FIRST) == told(journal)


async def test_a_rebuild_keeps_them_as_they_were(centre: Centre, desk: Desk) -> None:
    journal = a_reception(desk.counter)
    journal.write("dossier.in_process", dossier=an_id("second"), base=3)
    await desk.push(journal.texts)
    before = has_state(centre)
    with centre.store.writing() as session:
        rebuild(session, UNIT)
    assert has_state(centre) == before
    with centre.store.reading() as session:
        assert list(problems(session)) == []
        ranks = [row.first_rank for row in kept_dossiers(session, UNIT)]
    assert all(one < other for one, other in pairwise(ranks))
