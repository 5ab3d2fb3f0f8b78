"""Midnight in Vietnam decides dates, whatever the machine's zone and however its clock jumps."""

import json
import time
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlmodel import col, select

from desk.store.journal import counter_of
from desk.store.tables import PrintJob
from desk.usecases.approving import Approved, approve_date
from desk.usecases.lists import dossier_by_id
from desk.usecases.receive import Accepted, Refused, receive_dossier
from desk.usecases.status import standing
from desk.usecases.supplement import Requested, Telling, request_supplement
from desk.usecases.verify import verify
from printing.forms import render
from schemas.shape import written
from tests.desk.office import Office, complete_form, lacking_form, open_office, with_passwords
from tests.printing.reading import texts

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
BEFORE_MIDNIGHT = timedelta(seconds=-0.1)
TUESDAY = datetime(2020, 3, 3, tzinfo=HANOI)
NEW_YEAR = datetime(2021, 1, 1, tzinfo=HANOI)
"""A Friday off; Monday is the next working day."""


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return open_office(tmp_path)


@pytest.fixture(params=["Asia/Ho_Chi_Minh", "UTC", "America/Los_Angeles"])
def zone(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """What the machine believes its zone to be."""
    monkeypatch.setenv("TZ", request.param)
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


def at(office: Office, moment: datetime) -> None:
    """Let the clock show a moment; the centre says that it does so too."""
    office.clock.at = moment
    with office.desk.store.write() as session:
        counter = counter_of(session)
        counter.centre_time = written(moment)
        session.add(counter)


def received(office: Office, moment: datetime) -> tuple[str, str, str]:
    """Code without its identifier, register line, and promised time of a citizen at a moment."""
    at(office, moment)
    answer = receive_dossier(complete_form(office), office.desk)
    assert isinstance(answer, Accepted), answer
    state = dossier_by_id(office.desk, answer.id)
    assert state is not None
    assert state.received is not None
    line, promised = state.received.register_line, answer.promised
    assert line is not None
    assert promised is not None
    register = f"{line.volume} {line.line}"
    due = f"{promised.due.astimezone(HANOI):%H:%M %d/%m/%Y}"
    return answer.code.partition("-")[2], register, due


def slip(office: Office, moment: datetime) -> str:
    at(office, moment)
    answer = request_supplement(lacking_form(office), Telling(reason="Thiếu"), office.desk)
    assert isinstance(answer, Requested)
    return answer.barcode.partition("-")[2]


def receipts(office: Office) -> list[str]:
    """What stands on the receipts, in order."""
    query = select(PrintJob).where(PrintJob.form == "receipt").order_by(col(PrintJob.id))
    with office.desk.store.read() as session:
        jobs = [(one.version, one.values) for one in session.exec(query)]
    values: list[tuple[str, dict[str, Any]]] = [(one, json.loads(text)) for one, text in jobs]
    return [" ".join(texts(render("receipt", version, one))) for version, one in values]


@pytest.mark.usefixtures("zone")
def test_the_date_turns_at_midnight_in_vietnam_in_codes_registers_deadlines_and_on_paper(
    office: Office,
) -> None:
    assert received(office, TUESDAY + BEFORE_MIDNIGHT) == (
        "200302-1001",
        "Q1-01/2020 1",
        "17:00 05/03/2020",
    )
    assert received(office, TUESDAY) == ("200303-1001", "Q1-01/2020 2", "17:00 06/03/2020")
    # Seven in the morning here is midnight in the zone that everything is stored in.
    dawn = TUESDAY + timedelta(hours=7)
    assert received(office, dawn + BEFORE_MIDNIGHT)[0] == "200303-1002"
    assert received(office, dawn) == ("200303-1003", "Q1-01/2020 4", "17:00 06/03/2020")
    first, second, *_ = receipts(office)
    assert "23 giờ 59 phút, ngày 02 tháng 3 năm 2020" in first
    assert "00 giờ 00 phút, ngày 03 tháng 3 năm 2020" in second
    assert verify(office.desk) == ()


@pytest.mark.usefixtures("zone")
def test_registers_and_slips_begin_anew_with_the_year_in_vietnam(office: Office) -> None:
    eve = NEW_YEAR + BEFORE_MIDNIGHT
    assert received(office, eve) == ("201231-1001", "Q1-01/2020 1", "17:00 06/01/2021")
    assert slip(office, eve) == "20-1-0001"
    assert received(office, NEW_YEAR) == ("210101-1001", "Q1-01/2021 1", "17:00 06/01/2021")
    assert slip(office, NEW_YEAR) == "21-1-0001"


def test_a_clock_set_back_over_midnight_gives_no_number_twice(office: Office) -> None:
    with_passwords(office)
    assert received(office, TUESDAY + BEFORE_MIDNIGHT)[0] == "200302-1001"
    assert received(office, TUESDAY)[0] == "200303-1001"
    office.clock.at = TUESDAY + BEFORE_MIDNIGHT
    assert standing(office.desk).clock == "behind_entries"
    form = complete_form(office)
    refused = receive_dossier(form, office.desk)
    assert isinstance(refused, Refused)
    assert [one.code for one in refused.doubts] == ["date_behind"]
    # Later again on the same day: nothing was used up by what was refused.
    assert received(office, TUESDAY + timedelta(hours=9))[:2] == ("200303-1002", "Q1-01/2020 3")

    office.clock.at = TUESDAY + BEFORE_MIDNIGHT
    allowed = approve_date(office.desk.today(), "truong", "truong-1", office.desk)
    assert isinstance(allowed, Approved)
    again = receive_dossier(form, office.desk)
    assert isinstance(again, Accepted)
    assert again.code.endswith("200302-1002")
    assert verify(office.desk) == ()
