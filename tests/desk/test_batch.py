"""`desk receive` prints where the screen would, and names a file only where there is one."""

from pathlib import Path

from desk.batch import receive_file
from desk.usecases.print_jobs import doubtful_jobs
from printing.spool import JobState
from tests.desk.office import Office, complete_form, open_office


def form_file(office: Office, folder: Path) -> Path:
    file = folder / "form.json"
    file.write_text(complete_form(office).model_dump_json(), encoding="utf-8")
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


def test_a_printer_that_does_not_answer_keeps_nobody_from_being_received(tmp_path: Path) -> None:
    office = open_office(tmp_path)
    (office.home.path / "desk.toml").write_text(
        '[printers.tat]\nkind = "ipp"\nurl = "ipp://127.0.0.1:9/x"\n[printing]\nprinter = "tat"\n'
    )
    answer = receive_file(form_file(office, tmp_path), office.home, office.desk)
    assert (answer.created, answer.pdf, answer.notice) == (True, None, "")
    assert [job.state for job in doubtful_jobs(office.desk)] == [JobState.FAILED]


def test_wrong_settings_are_said_and_the_folder_takes_the_receipt(tmp_path: Path) -> None:
    office = open_office(tmp_path)
    (office.home.path / "desk.toml").write_text("[printing]\ncopies = 0\n")
    answer = receive_file(form_file(office, tmp_path), office.home, office.desk)
    assert "printing.copies" in answer.notice
    assert answer.pdf is not None
    assert Path(answer.pdf).parent == office.home.paper
