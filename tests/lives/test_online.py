"""A dossier from the portal: it waits at every counter, one accepts it, two make a case."""

import pytest

from desk.rules.reception import all_required, checklist
from desk.screens.routing import OpenDossier, OpenForm, listed
from desk.texts.cases import sentence
from desk.usecases.cases import open_cases
from desk.usecases.drafts import load_draft, save_draft
from desk.usecases.lists import counts
from desk.usecases.receive import Accepted, Refused, receive_dossier
from desk.usecases.supplement import Requested, Telling, request_supplement
from desk.usecases.worklists import online_page, waiting_page
from schemas.reception import ReceptionForm
from schemas.statuses import Status
from sync.centre.acting import Done
from sync.centre.own_counter import Hand
from sync.centre.submitting import read_submission, submit_online
from tests.lives.scenes import AN, Scene
from tests.properties.world import PROCEDURE, UNIT, CounterOf, drawn

pytestmark = pytest.mark.slow


def submitted(scene: Scene) -> Done:
    """What the portal handed in."""
    said = {
        "unit": UNIT,
        "procedure": PROCEDURE.code,
        "applicant": AN.model_dump(mode="json"),
        "reference": "H22-1",
    }
    hand = Hand("", scene.world.clock(), drawn("portal"), "i")
    with scene.world.centre.store.writing() as session:
        return submit_online(session, read_submission(said), hand)


def opened(at: CounterOf, done: Done) -> ReceptionForm:
    """The form as it opens from the list, its papers ticked."""
    (waiting,) = online_page(at.desk, 0, 10)
    assert (waiting.code, waiting.applicant, waiting.title) == (done.code, AN.name, PROCEDURE.name)
    assert counts(at.desk).online == 1
    outcome = listed(waiting.id, at.desk, "lan")
    assert isinstance(outcome, OpenForm)
    case = PROCEDURE.cases[0]
    assert outcome.form.papers == checklist(case)
    form = outcome.form.model_copy(update={"papers": all_required(outcome.form.papers, case)})
    assert (form.channel, form.officer) == ("online", "lan")
    return form


def test_a_counter_completes_what_was_submitted_under_the_code_that_the_citizen_has(
    scene: Scene,
) -> None:
    at, other = scene.counter(), scene.counter("Q2")
    done = submitted(scene)
    for one in (at, other):
        assert scene.sync(one)
    form = opened(at, done)
    lacking = form.model_copy(update={"papers": checklist(PROCEDURE.cases[0])})
    assert isinstance(request_supplement(lacking, Telling(), other.desk), Requested)
    for one in (other, at):
        assert scene.sync(one)
    (waiting,) = waiting_page(at.desk, 0, 10)
    assert (waiting.code, counts(at.desk).online, counts(at.desk).waiting) == (done.code, 0, 1)
    save_draft(form, at.desk)
    assert load_draft(form.id, at.desk) == form
    answer = receive_dossier(form, at.desk)
    assert isinstance(answer, Accepted)
    assert (answer.code, answer.created, answer.job is None) == (done.code, True, False)
    assert receive_dossier(form, at.desk).created is False  # type: ignore[union-attr]
    assert counts(at.desk).waiting == 0
    assert isinstance(listed(form.id, at.desk, "lan"), OpenDossier)
    for one in (at, other, at):
        assert scene.sync(one)
    assert isinstance(receive_dossier(form, other.desk), Refused)
    for one in (at, other):
        (state,) = one.dossiers().values()
        assert (state.code, state.status, state.cases) == (done.code, Status.RECEIVED, ())
    # No number of the counter's own was used up.
    scene.receive(at, 1)
    assert scene.printed[-1][0].endswith("-1001")
    assert scene.sync(at)
    scene.nothing_is_lost_and_no_number_given_twice(at)


def test_two_counters_that_accept_the_same_one_make_a_case_that_says_who_was_first(
    scene: Scene,
) -> None:
    first, second = scene.counter(), scene.counter("Q2")
    done = submitted(scene)
    for at in (first, second):
        assert scene.sync(at)
    for at in (first, second):
        answer = receive_dossier(opened(at, done), at.desk)
        assert isinstance(answer, Accepted)
        assert answer.code == done.code
    for at in (first, second, first):
        assert scene.sync(at)
    assert first.dossiers() == second.dossiers() == scene.world.centre.dossiers()
    for at in (first, second):
        (case,) = open_cases(at.desk)
        assert (case.open.case.code, case.open.parked, case.settlable) == (
            "received_twice",
            True,
            True,
        )
        assert sentence(case.open).startswith("Hồ sơ đã được tiếp nhận ở nơi khác")
        assert "Q1" in sentence(case.open)
    state = next(iter(first.dossiers().values()))
    assert state.counter.endswith("/Q1")
    scene.nothing_is_lost_and_no_number_given_twice(first, second)
