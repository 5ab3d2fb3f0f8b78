"""An entry over which the centre's own program fails parks alone; the rest of its batch flows."""

import json
import logging
from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest

from schemas.dossiers import Case, Dossier, Outcome, fold
from schemas.journal import Entry
from schemas.judge import judge
from schemas.statuses import Status
from sync.centre import ingest, ledgers, ranking
from sync.centre.acting import state_of
from sync.centre.observing import LOG
from sync.centre.own_counter import Hand
from sync.centre.rejudging import rejudge
from sync.centre.verifying import problems
from tests.builders import COUNTER, NOON, UNIT, JournalOf, an_id
from tests.sync.centre.desks import Centre, Desk

POISONED = an_id("poisoned")
Plant = Callable[[pytest.MonkeyPatch, str], None]


def fail(named: str, entry: Entry) -> None:
    if str(entry.id) == named:
        raise OverflowError(str(entry.body))


def in_judging(patch: pytest.MonkeyPatch, named: str) -> None:
    def judging(state: Dossier | None, entry: Entry, owner: UUID | None, known: Any) -> Outcome:
        fail(named, entry)
        return judge(state, entry, owner, known)

    patch.setattr(ranking, "judge", judging)


def in_concerns(patch: pytest.MonkeyPatch, named: str) -> None:
    def concerned(entry: Entry) -> tuple[Case, ...]:
        fail(named, entry)
        return ()

    patch.setattr(ingest, "concerns_of", lambda *_: concerned)


def in_folding(patch: pytest.MonkeyPatch, named: str) -> None:
    def folding(state: Dossier | None, entry: Entry, outcome: Outcome, rank: int | None) -> Dossier:
        if outcome.kind != "parked":
            fail(named, entry)
        return fold(state, entry, outcome, rank)

    patch.setattr(ledgers, "fold", folding)


@pytest.mark.parametrize("plant", [in_judging, in_concerns, in_folding])
async def test_what_cannot_be_judged_is_parked_stops_nobody_and_is_judged_once_it_can_be(
    centre: Centre,
    desk: Desk,
    plant: Plant,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    journal = JournalOf()
    journal.write()
    journal.receive(POISONED)
    poison = json.loads(journal.write("dossier.in_process", dossier=POISONED, base=2))
    journal.receive(an_id("next"), ordinal=1002)
    plant(monkeypatch, poison["id"])
    # A centre that served in this process has its own lines.
    monkeypatch.setattr(LOG, "propagate", True)
    with caplog.at_level(logging.ERROR, "desk-centre"):
        answer = (await desk.push(journal.texts)).json()
    assert [one["outcome"] for one in answer["results"]] == [*["applied"] * 2, "parked", "applied"]
    assert answer["results"][2]["case"] == {
        "code": "unjudgeable",
        "params": {"kind": "dossier.in_process", "version": "1"},
    }
    assert [row.rank for row in (await desk.feed()).rows] == [1, 2, 3, 4]
    (line,) = [record.getMessage() for record in caplog.records]
    assert line.startswith("OverflowError at test_unjudgeable.py:")
    assert line.endswith(f": cannot judge {COUNTER} 1/3, parked")
    with centre.store.reading() as session:
        assert [str(one.entry) for one in state_of(session, UNIT, POISONED).cases] == [poison["id"]]
        assert list(problems(session)) == []
    monkeypatch.undo()
    with centre.store.writing() as session:
        assert rejudge(session, UNIT, Hand("", NOON, centre.random_bytes, "i")) == 1
        state = state_of(session, UNIT, POISONED)
        assert list(problems(session)) == []
    assert (state.status, state.cases) == (Status.IN_PROCESS, ())
