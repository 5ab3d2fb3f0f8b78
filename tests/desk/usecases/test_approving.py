"""A head of unit allows codes for a date out of the usual order."""

from datetime import timedelta
from pathlib import Path

import pytest

from desk.usecases.approving import Approved, NotHead, approve_date
from desk.usecases.receive import Accepted, Refused, receive_dossier
from desk.usecases.signing_in import WrongPassword
from tests.desk.office import Office, complete_form, open_office, with_passwords


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return with_passwords(open_office(tmp_path))


def codes_of(answer: Accepted | Refused) -> list[str]:
    assert isinstance(answer, Refused)
    return [doubt.code for doubt in answer.doubts]


def received_at(office: Office, days: int) -> Accepted | Refused:
    form = complete_form(office)
    return receive_dossier(
        form.model_copy(update={"happened": office.clock.at + timedelta(days=days)}), office.desk
    )


def test_an_earlier_date_needs_the_head_of_unit_once(office: Office) -> None:
    assert isinstance(received_at(office, 0), Accepted)
    assert codes_of(received_at(office, -3)) == ["date_behind"]
    friday = office.desk.today() - timedelta(days=3)
    assert approve_date(friday, "truong", "truong-1", office.desk) == Approved(friday)
    first, second = received_at(office, -3), received_at(office, -3)
    assert isinstance(first, Accepted)
    assert isinstance(second, Accepted)
    assert (first.code[-4:], second.code[-4:]) == ("1001", "1002")


def test_a_clock_weeks_ahead_needs_the_head_of_unit(office: Office) -> None:
    assert isinstance(received_at(office, 0), Accepted)
    office.clock.at += timedelta(days=21)
    assert codes_of(received_at(office, 0)) == ["date_ahead"]
    assert isinstance(
        approve_date(office.desk.today(), "truong", "truong-1", office.desk), Approved
    )
    assert isinstance(received_at(office, 0), Accepted)


@pytest.mark.parametrize(
    ("account", "password", "answer"),
    [("lan", "lan-1", NotHead), ("truong", "wrong", WrongPassword)],
)
def test_nobody_else_may_allow_it(
    office: Office, account: str, password: str, answer: type[object]
) -> None:
    assert isinstance(received_at(office, 0), Accepted)
    friday = office.desk.today() - timedelta(days=3)
    assert isinstance(approve_date(friday, account, password, office.desk), answer)
    assert codes_of(received_at(office, -3)) == ["date_behind"]
