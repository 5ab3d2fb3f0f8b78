"""A supplement slip: everything at once, and the form hangs on it."""

from dataclasses import replace
from pathlib import Path

import pytest

from desk.screens.dossier_words import slip_waiting
from desk.screens.routing import OpenDossier, route
from desk.texts.desk import SLIP_DONE
from desk.usecases.drafts import bring_back, load_draft, save_draft
from desk.usecases.lists import counts, dossier_by_id
from desk.usecases.print_jobs import jobs_of
from desk.usecases.receive import Accepted, Refused, receive_dossier
from desk.usecases.supplement import Requested, Telling, request_supplement
from desk.usecases.verify import verify
from schemas.statuses import Status
from tests.desk.contested import LittleCentre
from tests.desk.office import Office, complete_form, lacking_form, open_office

WHY = Telling(reason="Thiếu giấy tờ")


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return open_office(tmp_path)


def requested(answer: Requested | Refused) -> Requested:
    assert isinstance(answer, Requested)
    return answer


def codes(answer: Requested | Refused) -> list[str]:
    assert isinstance(answer, Refused)
    return [doubt.code for doubt in answer.doubts]


def test_one_slip_names_everything_that_is_missing(office: Office) -> None:
    form = lacking_form(office)
    answer = requested(request_supplement(form, WHY, office.desk))
    assert (answer.number, answer.barcode) == ("Q1-0001/HDHS", "000.17.22.H02-20-1-0001")
    state = dossier_by_id(office.desk, form.id)
    assert state is not None
    assert [one.key for one in state.slips[0].request.lacking] == [one.key for one in form.papers]
    assert [one.form for one in jobs_of(office.desk, form.id)] == ["supplement"]
    assert verify(office.desk) == ()


def test_asking_twice_gives_one_slip(office: Office) -> None:
    form = lacking_form(office)
    first = requested(request_supplement(form, WHY, office.desk))
    again = requested(request_supplement(form, WHY, office.desk))
    assert (first.number, first.job) == (again.number, again.job)
    assert (first.created, again.created) == (True, False)


def test_other_words_make_another_slip(office: Office) -> None:
    form = lacking_form(office)
    request_supplement(form, WHY, office.desk)
    there = Telling(reason="Khác", competent_agency="Phòng Tư pháp")
    others = (Telling(reason="Khác"), there, replace(there, competent_address="Số 1"))
    made = [requested(request_supplement(form, one, office.desk)).number for one in others]
    assert made == [f"Q1-000{number}/HDHS" for number in (2, 3, 4)]


def test_nothing_missing_needs_another_agency(office: Office) -> None:
    form = complete_form(office)
    assert codes(request_supplement(form, WHY, office.desk)) == ["nothing_lacking"]
    agency = Telling(reason="x", competent_agency="Phòng Tư pháp")
    assert requested(request_supplement(form, agency, office.desk)).created


def test_where_to_go_is_not_left_out_for_want_of_the_agency(office: Office) -> None:
    form, where = lacking_form(office), Telling(reason="x", competent_address="Số 1")
    assert codes(request_supplement(form, where, office.desk)) == ["agency_missing"]


def test_the_form_comes_back_with_its_slip_and_can_be_received(office: Office) -> None:
    form = lacking_form(office)
    answer = requested(request_supplement(form, WHY, office.desk))
    assert load_draft(form.id, office.desk) is None
    assert counts(office.desk).waiting == 1
    back = bring_back(form.id, office.desk, "huong")
    assert back is not None
    assert (back.slip, back.officer) == (answer.number, "huong")
    assert [paper.state for paper in back.papers] == ["absent", "absent"]
    whole = back.model_copy(update={"papers": complete_form(office).papers})
    assert isinstance(receive_dossier(whole, office.desk), Accepted)
    assert bring_back(form.id, office.desk, "huong") is None


def test_a_draft_typed_since_comes_back_first(office: Office) -> None:
    form = lacking_form(office)
    request_supplement(form, WHY, office.desk)
    save_draft(form.model_copy(update={"note": "mới"}), office.desk)
    back = bring_back(form.id, office.desk, "huong")
    assert back is not None
    assert back.note == "mới"


@pytest.mark.parametrize(
    ("kind", "status"),
    [
        ("dossier.withdrawn", Status.WITHDRAWN),
        ("dossier.refused", Status.NOT_RECEIVED),
        ("dossier.stopped", Status.STOPPED),
    ],
)
def test_a_slip_whose_dossier_came_to_an_end_leads_to_it_and_nothing_is_received(
    office: Office, kind: str, status: Status
) -> None:
    form, centre = lacking_form(office), LittleCentre(office.desk, "000.17.22.H02")
    slip = requested(request_supplement(form, WHY, office.desk))
    centre.sync()
    save_draft(form.model_copy(update={"note": "mới"}), office.desk)
    centre.elsewhere("C0", kind, {"number": "1", "reason": "đổi ý"}, form.id, officer="")
    centre.sync()
    state = dossier_by_id(office.desk, form.id)
    assert state is not None
    assert (state.status, slip_waiting(state)) == (status, "")
    led = route(slip.barcode, office.desk, "lan")
    assert led == OpenDossier(form.id, SLIP_DONE.format(code=slip.barcode))
    whole = form.model_copy(update={"papers": complete_form(office).papers})
    answer = receive_dossier(whole, office.desk)
    assert isinstance(answer, Refused)
    assert [one.code for one in answer.doubts] == ["not_waiting"]
    other = Telling(reason="Khác")
    assert codes(request_supplement(form, other, office.desk)) == ["not_waiting"]


def test_a_received_dossier_gets_no_slip_of_this_kind(office: Office) -> None:
    form = complete_form(office)
    receive_dossier(form, office.desk)
    assert codes(request_supplement(form, WHY, office.desk)) == ["already_received"]
