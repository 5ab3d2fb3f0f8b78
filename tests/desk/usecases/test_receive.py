"""Receiving: one transaction, once, with its code, line, fees and print job."""

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import select

from desk.store.tables import PrintJob
from desk.usecases.drafts import load_draft, save_draft
from desk.usecases.lists import all_page, dossier_by_id
from desk.usecases.print_jobs import jobs_of
from desk.usecases.receive import Accepted, Refused, receive_dossier
from desk.usecases.verify import verify
from schemas.reception import FeeTaken
from tests.desk.office import AN, Office, complete_form, lacking_form, open_office


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return open_office(tmp_path)


def accepted(answer: Accepted | Refused) -> Accepted:
    assert isinstance(answer, Accepted)
    return answer


def codes(answer: Accepted | Refused) -> list[str]:
    assert isinstance(answer, Refused)
    return [doubt.code for doubt in answer.doubts]


def test_receiving_twice_gives_the_same_answer_once(office: Office) -> None:
    form = complete_form(office)
    first = accepted(receive_dossier(form, office.desk))
    again = accepted(receive_dossier(form, office.desk))
    assert (first.created, again.created) == (True, False)
    assert (first.code, first.promised, first.job) == (again.code, again.promised, again.job)
    assert len(all_page(office.desk, 0, 10)) == 1


def test_codes_follow_one_another_without_gaps(office: Office) -> None:
    answers = [accepted(receive_dossier(complete_form(office), office.desk)) for _ in range(3)]
    assert [one.code[-4:] for one in answers] == ["1001", "1002", "1003"]


def test_the_record_is_whole_afterwards(office: Office) -> None:
    receive_dossier(complete_form(office), office.desk)
    assert verify(office.desk) == ()


def test_a_receipt_is_queued_and_the_draft_is_gone(office: Office) -> None:
    form = complete_form(office)
    save_draft(form, office.desk)
    receive_dossier(form, office.desk)
    assert [one.form for one in jobs_of(office.desk, form.id)] == ["receipt"]
    assert load_draft(form.id, office.desk) is None


def test_a_late_draft_does_not_bring_a_received_form_back(office: Office) -> None:
    form = complete_form(office)
    receive_dossier(form, office.desk)
    save_draft(form, office.desk)
    assert load_draft(form.id, office.desk) is None


def test_fees_of_nothing_are_not_taken(office: Office) -> None:
    fees = (
        FeeTaken(key="counter", name="Lệ phí", amount_vnd=15_000),
        FeeTaken(key="other", name="Khác", amount_vnd=0),
    )
    form = complete_form(office).model_copy(update={"fees": fees})
    receive_dossier(form, office.desk)
    state = dossier_by_id(office.desk, form.id)
    assert state is not None
    assert [fee.amount_vnd for fee in state.fees] == [15_000]


def test_a_receipt_says_what_is_still_to_be_paid(office: Office) -> None:
    paid = FeeTaken(key="other", name="Khác", amount_vnd=7_000)
    form = complete_form(office, code="2.001263").model_copy(update={"fees": (paid,)})

    receive_dossier(form, office.desk)

    assert [(fee["amount_vnd"], fee["is_taken"]) for fee in printed(office)["fees"]] == [
        (400_000, False),
        (7_000, True),
    ]
    state = dossier_by_id(office.desk, form.id)
    assert state is not None
    assert [fee.amount_vnd for fee in state.fees] == [7_000], "only what was taken is money"


@pytest.mark.parametrize(("is_asked", "receipts"), [(False, 0), (True, 1)])
def test_an_immediate_result_has_a_receipt_only_if_the_citizen_asks(
    office: Office, *, is_asked: bool, receipts: int
) -> None:
    form = complete_form(office, code="2.000884")
    asked = form.model_copy(update={"wants_receipt": is_asked}) if is_asked else form

    accepted(receive_dossier(asked, office.desk))

    assert len(jobs_of(office.desk, form.id)) == receipts


def printed(office: Office) -> dict[str, Any]:
    with office.desk.store.read() as session:
        values: dict[str, Any] = json.loads(session.exec(select(PrintJob.values)).one())
        return values


def test_missing_papers_refuse(office: Office) -> None:
    assert codes(receive_dossier(lacking_form(office), office.desk)) == ["papers_lacking"]


def test_what_could_not_be_read_refuses(office: Office) -> None:
    form = complete_form(office).model_copy(update={"typed": {"submitter.birth_date": "31/2"}})
    assert codes(receive_dossier(form, office.desk)) == ["unread_date"]


def test_a_warning_refuses_until_it_is_confirmed(office: Office) -> None:
    form = complete_form(office, AN.model_copy(update={"number": "024190000123"}))
    assert codes(receive_dossier(form, office.desk)) == ["number_gender"]
    confirmed = form.model_copy(update={"confirmed": ("submitter.number:number_gender",)})
    assert accepted(receive_dossier(confirmed, office.desk)).created


def test_a_promise_later_than_published_refuses(office: Office) -> None:
    late = office.desk.now() + timedelta(days=30)
    form = complete_form(office).model_copy(update={"promised_at": late})
    assert codes(receive_dossier(form, office.desk)) == ["later_than_published"]


def test_a_clock_set_back_a_day_refuses(office: Office) -> None:
    receive_dossier(complete_form(office), office.desk)
    office.clock.at -= timedelta(days=1)
    assert codes(receive_dossier(complete_form(office), office.desk)) == ["date_behind"]


def test_only_a_commit_with_entries_is_told(office: Office) -> None:
    told: list[int] = []
    desk = type(office.desk)(
        office.desk.store,
        office.desk.now,
        office.desk.random_bytes,
        written=lambda: told.append(1),
    )
    receive_dossier(lacking_form(office), desk)
    assert told == []
    receive_dossier(complete_form(office), desk)
    assert told == [1]
