"""The enrolment that is under way, remembered across tries."""

from pathlib import Path

from desk.store.home import Home
from desk.usecases.enrol import forget_request, remembered_request


def test_a_second_try_has_the_id_of_the_first(tmp_path: Path) -> None:
    home = Home(tmp_path / "home")
    assert remembered_request(home, lambda: "first") == "first"
    assert remembered_request(home, lambda: "second") == "first"
    forget_request(home)
    assert remembered_request(home, lambda: "second") == "second"


def test_a_try_that_died_while_writing_does_not_stand_in_the_way(tmp_path: Path) -> None:
    home = Home(tmp_path)
    home.enrolment.with_suffix(".new").write_text('{"requ')
    assert not home.enrolment.exists()
    assert remembered_request(home, lambda: "next") == "next"
    assert [one.name for one in tmp_path.iterdir()] == [home.enrolment.name]
