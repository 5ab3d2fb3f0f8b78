"""Dossiers are found by words, whole ones before half a last one."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desk.usecases.desk import Desk
from desk.usecases.lists import search
from tests.desk.shell_office import received, shop

NAMES = ("Hà Thị Lan", "Lê Hàng", "Hà Văn Đo", "Hàng Hà", "Trần Hải")


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    made: Path = tmp_path_factory.mktemp("search")
    opened = shop(made).desk()
    for name in NAMES:
        received(opened, name)
    return opened


def test_half_a_last_word_finds_the_newest_first_whatever_the_marks(desk: Desk) -> None:
    assert [one.applicant for one in search(desk, "ha")] == list(reversed(NAMES))
    assert [one.applicant for one in search(desk, "văn đ")] == ["Hà Văn Đo"]


def test_whole_words_that_fill_the_list_leave_no_room_for_halves(desk: Desk) -> None:
    assert [one.applicant for one in search(desk, "HA", 3)] == [
        "Hàng Hà",
        "Hà Văn Đo",
        "Hà Thị Lan",
    ]


def test_what_means_something_to_the_index_is_only_letters_here(desk: Desk) -> None:
    assert search(desk, '"') == ()
    assert search(desk, 'ha OR "lan*') == ()
    assert [one.applicant for one in search(desk, 'thị "lan')] == ["Hà Thị Lan"]


def test_a_code_is_found_as_lists_show_it_and_a_name_in_its_halves(desk: Desk) -> None:
    (first,) = search(desk, "Lê Hàng")
    short = first.code.partition("-")[2]

    assert [one.code for one in search(desk, short)] == [first.code]
    assert [one.code for one in search(desk, first.code)] == [first.code]
    assert [one.applicant for one in search(desk, "lê-hàng")] == ["Lê Hàng"]


@settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.text(max_size=40))
def test_whatever_is_typed_is_an_answer(desk: Desk, words: str) -> None:
    assert isinstance(search(desk, words), tuple)
