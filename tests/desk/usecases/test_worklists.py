from pathlib import Path

from desk.usecases.lists import all_page, counts
from desk.usecases.supplement import Requested, Telling, request_supplement
from desk.usecases.worklists import due_page, waiting_page
from tests.desk.shell_office import filled_form, received, shop


def test_the_lists_hold_what_the_counts_say(tmp_path: Path) -> None:
    desk = shop(tmp_path).desk()
    for name in ("Nguyễn Thị Hoa", "Trần Văn Nam"):
        received(desk, name)
    form = filled_form(desk, "Vũ Thị Năm")
    absent = tuple(one.model_copy(update={"state": "absent"}) for one in form.papers)
    asked = request_supplement(form.model_copy(update={"papers": absent}), Telling(), desk)
    assert isinstance(asked, Requested)
    told = counts(desk)
    (waiting,) = waiting_page(desk, 0, 64)
    # Before reception the dossier itself has only the procedure's code.
    assert (waiting.applicant, waiting.title) == ("Vũ Thị Năm", "Đăng ký khai sinh")
    assert all_page(desk, 0, 1) == (waiting,)
    assert told.waiting == 1
    assert len(due_page(desk, 0, 64)) == told.due == 2


def test_the_most_urgent_dossier_comes_first_and_pages_go_on(tmp_path: Path) -> None:
    counter = shop(tmp_path)
    desk = counter.desk()
    first = received(desk, "Nguyễn Thị Hoa")
    counter.clock.pass_(7 * 3600)
    second = received(desk, "Trần Văn Nam")
    assert [one.code for one in due_page(desk, 0, 1)] == [first.code]
    assert [one.code for one in due_page(desk, 1, 5)] == [second.code]
