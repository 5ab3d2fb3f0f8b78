"""Dossiers are found by words, whole ones before half a last one."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from desk.usecases.desk import Desk
from desk.usecases.drafts import drafts_with, save_draft
from desk.usecases.lists import search
from desk.usecases.receive import Accepted, receive_dossier
from schemas.people import Organisation, Person
from schemas.reception import ReceptionForm
from tests.desk.shell_office import filled_form, received, shop

NAMES = ("Hà Thị Lan", "Lê Hàng", "Hà Văn Đo", "Hàng Hà", "Trần Hải")
BINH = Person(name="Bùi Bình", number="024090000123", old_number="121234567")
COMPANY = Organisation(
    name="Công ty TNHH Đất Việt",
    number="0100109106-001",
    representative="Vũ Thị Mười",
    phone="02403855555",
)


def for_the_company(desk: Desk) -> ReceptionForm:
    form = filled_form(desk, BINH.name)
    return form.model_copy(update={"submitter": BINH, "applicant": COMPANY, "confirmed": DOUBTED})


DOUBTED = ("tax_check_digit",)
"""What the officer was asked about, and confirmed."""


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    made: Path = tmp_path_factory.mktemp("search")
    opened = shop(made).desk()
    assert isinstance(receive_dossier(for_the_company(opened), opened), Accepted)
    for name in NAMES:
        received(opened, name)
    return opened


@pytest.mark.parametrize(
    "line",
    [
        "dat viet",
        "công ty tnhh đất v",
        "vu thi muoi",
        "0100109106",
        "0100 109 106",
        "0100109106-001",
        "0100109106001",
        "02403855555",
        "0240.385.5555",
        "+84 240 385 55 55",
        "024 090 000 123",
        "121234567",
        "121 234 567",
    ],
)
def test_an_organisation_is_found_by_all_that_names_it_and_by_who_came_for_it(
    desk: Desk, line: str
) -> None:
    assert [one.applicant for one in search(desk, line)] == [COMPANY.name]


def test_a_draft_is_found_as_its_dossier_would_be(desk: Desk) -> None:
    save_draft(for_the_company(desk), desk)
    lines = ("DAT VIET", "0100 109 106", "dat v", "121234567", "lan", "đất vịt", '"')
    assert [drafts_with(one, desk) for one in lines] == [1, 1, 1, 1, 0, 0, 0]


AS_BEFORE = (
    "DROP TABLE testified",
    "ALTER TABLE counter DROP COLUMN snapshot_fold",
    "INSERT INTO dossier_words(dossier_words) VALUES('delete-all')",
    "INSERT INTO dossier_words(rowid, words) VALUES (1, 'bui van binh')",
    "UPDATE alembic_version SET version_num = '0009'",
    "PRAGMA user_version = 9",
)
"""How the release before left its store."""


def test_what_an_older_release_indexed_is_found_as_by_this_one(tmp_path: Path) -> None:
    made = shop(tmp_path)
    before = made.desk()
    assert isinstance(receive_dossier(for_the_company(before), before), Accepted)
    with before.store.write() as session:
        for statement in AS_BEFORE:
            session.execute(text(statement))
    assert search(before, "dat viet") == ()
    before.store.close()
    assert [one.applicant for one in search(made.desk(), "dat viet")] == [COMPANY.name]


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
