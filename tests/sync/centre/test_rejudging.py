"""What an older release parked for its kind is judged by the release that knows the kind."""

from typing import Any

import pytest
from sqlalchemy import update

from schemas import entries
from schemas.dossiers import Dossier
from schemas.entries import Reason
from schemas.statuses import Status
from sync.centre.acting import state_of
from sync.centre.loose import loose_count
from sync.centre.open_cases import open_cases
from sync.centre.own_counter import Hand
from sync.centre.rejudging import rejudge
from sync.centre.tables import StoredDossier
from sync.centre.verifying import problems
from tests.builders import COUNTER, NOON, UNIT, JournalOf, an_id
from tests.sync.centre.desks import Centre, Desk

NEW = ("dossier.hovered", 3)
DOSSIER = an_id("waiting")
RESULT = {"number": "12/QĐ", "dated": "2019-11-21", "signatory": "Bình"}


def hand(centre: Centre) -> Hand:
    return Hand("", NOON, centre.random_bytes, "i")


def rejudged(centre: Centre) -> int:
    with centre.store.writing() as session:
        return rejudge(session, UNIT, hand(centre))


def dossier(centre: Centre) -> Dossier:
    with centre.store.reading() as session:
        assert list(problems(session)) == []
        return state_of(session, UNIT, DOSSIER)


async def push_unknown(desk: Desk, **fields: Any) -> JournalOf:
    journal = JournalOf()
    journal.write()
    journal.receive(DOSSIER)
    journal.write(NEW[0], v=NEW[1], dossier=DOSSIER, base=2, body={"reason": "x"} | fields)
    journal.write("dossier.in_process", dossier=DOSSIER, base=2)
    journal.write("dossier.resolved", dossier=DOSSIER, base=2, body=RESULT)
    await desk.push(journal.texts)
    return journal


async def test_a_release_that_knows_the_kind_applies_it_and_all_that_waited_behind(
    centre: Centre, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    await push_unknown(desk)
    assert len(dossier(centre).cases) == 1
    monkeypatch.setitem(entries.BODIES, NEW, Reason)
    assert rejudged(centre) == 1
    state = dossier(centre)
    assert (state.status, state.cases, state.parked) == (Status.RESOLVED, (), ())
    settlements = [one for one in state.timeline if one.kind == "case.settled"]
    assert [one.counter for one in settlements] == [f"{UNIT}/C0"]


async def test_judging_anew_twice_settles_once(
    centre: Centre, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    await push_unknown(desk)
    monkeypatch.setitem(entries.BODIES, NEW, Reason)
    assert (rejudged(centre), rejudged(centre)) == (1, 0)


async def test_a_release_that_does_not_know_the_kind_either_settles_nothing(
    centre: Centre, desk: Desk
) -> None:
    await push_unknown(desk)
    assert rejudged(centre) == 0
    assert len(dossier(centre).cases) == 1


async def test_what_the_judge_would_not_simply_apply_waits_for_a_person(
    centre: Centre, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    await push_unknown(desk)
    other = await centre.enrol("Q2")
    journal = JournalOf(other.counter)
    journal.write()
    journal.write("dossier.in_process", dossier=DOSSIER, base=2)
    await other.push(journal.texts)
    monkeypatch.setitem(entries.BODIES, NEW, Reason)
    assert rejudged(centre) == 0
    assert [one.case.code for one in dossier(centre).cases] == ["unknown_kind"]


async def test_an_upgraded_centre_judges_when_it_starts(
    centre: Centre, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    await push_unknown(desk)
    monkeypatch.setitem(entries.BODIES, NEW, Reason)
    with centre.store.writing() as session:
        session.connection().execute(update(StoredDossier).values(fold=1))
    Centre(centre.store)
    state = dossier(centre)
    assert (state.status, state.counter) == (Status.RESOLVED, COUNTER)


SHIFT = ("shift.paused", 1)


async def push_without_dossier(desk: Desk) -> JournalOf:
    journal = JournalOf(desk.counter)
    journal.write()
    journal.write(*SHIFT[:1], body={"reason": "x"})
    answer = await desk.push(journal.texts)
    assert answer.json()["results"][1]["outcome"] == "parked"
    return journal


def listed(centre: Centre) -> list[tuple[str | None, str, str]]:
    with centre.store.reading() as session:
        assert loose_count(session) == len(list(open_cases(session, UNIT)))
        return [
            (one.dossier, one.case.case.code, one.entry.officer if one.entry else "")
            for one in open_cases(session, UNIT)
        ]


async def test_what_is_about_no_dossier_is_listed_and_judged_by_the_release_that_knows_it(
    centre: Centre, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    await push_without_dossier(desk)
    assert rejudged(centre) == 0
    assert listed(centre) == [(None, "unknown_kind", "lan")]
    monkeypatch.setitem(entries.BODIES, SHIFT, Reason)
    assert (rejudged(centre), rejudged(centre)) == (1, 0)
    assert listed(centre) == []
    settlement = (await desk.feed()).rows[-1]
    assert (settlement.entry["dossier"], settlement.outcome) == (None, "applied")


async def test_a_release_that_knows_a_kind_judges_when_it_starts_though_its_fold_is_the_same(
    centre: Centre, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    await push_unknown(desk)
    other = await centre.enrol("Q2")
    await push_without_dossier(other)
    monkeypatch.setitem(entries.BODIES, NEW, Reason)
    monkeypatch.setitem(entries.BODIES, SHIFT, Reason)
    Centre(centre.store)
    assert (dossier(centre).status, listed(centre)) == (Status.RESOLVED, [])
    ends = (await desk.feed()).position
    Centre(centre.store)
    assert (await desk.feed()).position == ends
