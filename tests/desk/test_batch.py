"""`desk receive` says what a file lacks, prints where the screen would, and names real files."""

import json
from collections.abc import Collection, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from desk.batch import receive_file
from desk.opening import CommandError
from desk.store.replica import StoreReplica
from desk.texts import commands as words
from desk.usecases.print_queue import queue_page
from printing.spool import JobState
from schemas.wire import Officer, Reference
from tests.desk.office import BIRTH, MONDAY, Office, complete_form, open_office


def form_file(
    office: Office,
    folder: Path,
    *,
    without: Collection[str] = (),
    changes: Mapping[str, Any] | None = None,
) -> Path:
    form = complete_form(office).model_dump(mode="json", exclude=set(without))
    file = folder / "form.json"
    file.write_text(json.dumps(form | dict(changes or {})), encoding="utf-8")
    return file


def test_a_receipt_goes_by_its_route_and_again_to_the_same_file(tmp_path: Path) -> None:
    office = open_office(tmp_path)
    (office.home.path / "ra").mkdir()
    (office.home.path / "desk.toml").write_text(
        '[printers.kho]\nkind = "folder"\nfolder = "ra"\n[forms.receipt]\nprinter = "kho"\n'
    )
    file = form_file(office, tmp_path)
    first = receive_file(file, office.home, office.desk)
    assert first.created
    assert first.pdf == str(next((office.home.path / "ra").glob("*.pdf")))
    again = receive_file(file, office.home, office.desk)
    assert (again.created, again.pdf, again.code) == (False, first.pdf, first.code)


def test_the_same_file_is_answered_as_before_when_its_officer_was_disabled_since(
    tmp_path: Path,
) -> None:
    office = open_office(tmp_path)
    first = receive_file(form_file(office, tmp_path), office.home, office.desk)
    again = tmp_path / "again.json"
    again.write_bytes((tmp_path / "form.json").read_bytes())
    disabled = Officer(account="lan", name="Lan", role="officer", verifier="", active=False)
    officers = Reference(
        request="r",
        incarnation="i",
        name="officers",
        version=2,
        published_at=MONDAY,
        content=[disabled.model_dump(mode="json")],
    )
    StoreReplica(office.desk.store, "i").store_reference(officers, '"officers-2"')
    answer = receive_file(again, office.home, office.desk)
    assert answer == replace(first, created=False)
    with pytest.raises(CommandError, match=words.OFFICER_UNKNOWN):
        receive_file(form_file(office, tmp_path), office.home, office.desk)


def test_a_printer_that_does_not_answer_keeps_nobody_from_being_received(tmp_path: Path) -> None:
    office = open_office(tmp_path)
    (office.home.path / "desk.toml").write_text(
        '[printers.tat]\nkind = "ipp"\nurl = "ipp://127.0.0.1:9/x"\n[printing]\nprinter = "tat"\n'
    )
    answer = receive_file(form_file(office, tmp_path), office.home, office.desk)
    assert (answer.created, answer.pdf, answer.notice) == (True, None, "")
    assert [job.state for job in queue_page(office.desk, 0, 9)] == [JobState.FAILED]


def test_wrong_settings_are_said_and_the_folder_takes_the_receipt(tmp_path: Path) -> None:
    office = open_office(tmp_path)
    (office.home.path / "desk.toml").write_text("[printing]\ncopies = 0\n")
    answer = receive_file(form_file(office, tmp_path), office.home, office.desk)
    assert "printing.copies" in answer.notice
    assert answer.pdf is not None
    assert Path(answer.pdf).parent == office.home.paper


KEYS = "on_time, late, abandoned"
PAPERS = [{"key": "declaration", "state": "ok"}, {"key": "identity", "state": "ok"}]


@pytest.mark.parametrize("papers", [PAPERS, []])
@pytest.mark.parametrize(
    ("chosen", "said"),
    [
        ({}, words.PROCEDURE_MISSING),
        ({"procedure": "9.999999"}, words.PROCEDURE_UNKNOWN),
        ({"procedure": BIRTH}, words.CASE_MISSING.format(keys=KEYS)),
        ({"procedure": BIRTH, "case": None}, words.CASE_MISSING.format(keys=KEYS)),
        ({"procedure": BIRTH, "case": "twins"}, words.CASE_UNKNOWN.format(keys=KEYS)),
    ],
)
def test_an_unknown_procedure_or_case_is_named_with_the_keys_there_are(
    tmp_path: Path, chosen: dict[str, Any], said: str, papers: list[dict[str, Any]]
) -> None:
    office = open_office(tmp_path)
    unchosen = {"procedure", "case", "papers"}
    file = form_file(office, tmp_path, without=unchosen, changes=chosen | {"papers": papers})
    with pytest.raises(CommandError) as refused:
        receive_file(file, office.home, office.desk)
    assert said in str(refused.value)


def test_another_wrong_field_is_told_by_its_place(tmp_path: Path) -> None:
    office = open_office(tmp_path)
    file = form_file(office, tmp_path, changes={"sets": "hai"})
    with pytest.raises(CommandError, match="ở: sets"):
        receive_file(file, office.home, office.desk)
