"""What each scan leads to at a counter."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desk.texts.desk import SCAN_WARNINGS
from desk.usecases.receive import Accepted, receive_dossier
from desk.usecases.scan import (
    CitizenScanned,
    DossierScanned,
    NotFound,
    SlipScanned,
    Unreadable,
    citizen_known,
    open_scan,
)
from desk.usecases.supplement import Requested, Telling, request_supplement
from schemas.codes import PROOF_BARS
from tests.desk.office import AN, CARD, Office, complete_form, lacking_form, open_office


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return open_office(tmp_path)


def test_a_card_is_a_citizen(office: Office) -> None:
    answer = open_scan(CARD, office.desk)
    assert isinstance(answer, CitizenScanned)
    assert (answer.person.name, answer.person.number) == (AN.name, AN.number)


def test_a_known_citizen_brings_the_telephone_along(office: Office) -> None:
    receive_dossier(complete_form(office), office.desk)
    answer = open_scan(CARD, office.desk)
    assert isinstance(answer, CitizenScanned)
    assert answer.person.phone == AN.phone
    assert citizen_known(AN.phone, office.desk) == AN
    assert citizen_known("", office.desk) is None


def test_a_receipt_opens_its_dossier(office: Office) -> None:
    accepted = receive_dossier(complete_form(office), office.desk)
    assert isinstance(accepted, Accepted)
    assert open_scan(f" {accepted.code.lower()} ", office.desk) == DossierScanned(
        accepted.code, (accepted.id,)
    )


def test_a_slip_leads_to_its_form(office: Office) -> None:
    asked = request_supplement(lacking_form(office), Telling(reason="x"), office.desk)
    assert isinstance(asked, Requested)
    assert open_scan(asked.barcode, office.desk) == SlipScanned(asked.barcode, asked.id)


def test_a_code_of_another_counter_is_not_known_here(office: Office) -> None:
    code = "000.17.22.H02-200302-2001"
    assert open_scan(code, office.desk) == NotFound("receipt", code)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=50)
@given(st.text(max_size=200))
def test_anything_else_is_repeated_short(office: Office, text: str) -> None:
    answer = open_scan(text, office.desk)
    assert not isinstance(answer, Unreadable) or len(answer.shown) <= 40


def test_a_code_of_the_test_page_says_what_it_is(office: Office) -> None:
    assert open_scan(PROOF_BARS, office.desk) == Unreadable(PROOF_BARS, ("proof",))
    assert "trang in thử" in SCAN_WARNINGS["proof"]
