"""Procedures are found by a few letters."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.rules.finding import find, findable
from sync.centre.data import demo_catalogue

AMONG = findable(demo_catalogue(), {})


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("đăng ký tạm trú", "1.004194"),
        ("tam tru", "1.004194"),
        ("dktt", "1.004222"),
        ("dkks", "1.001193"),
        ("1.004194", "1.004194"),
        ("KHAI SINH", "1.001193"),
        ("khai tử", "1.000656"),
        ("thuong tru", "1.004222"),
        ("đăng ký thường trú", "1.004222"),
        ("cu tru", "1.010041"),
    ],
)
def test_a_few_letters_name_a_procedure(query: str, first: str) -> None:
    assert find(query, AMONG)[0].code == first


def test_a_field_names_its_procedures() -> None:
    assert {one.field for one in find("cu tru", AMONG)[:5]} == {"Cư trú"}


def test_the_most_used_come_first() -> None:
    used = findable(demo_catalogue(), {"1.004222": 3, "1.004194": 9})
    assert [one.code for one in find("", used)[:2]] == ["1.004194", "1.004222"]
    assert find("cu tru", used)[0].code == "1.004194"


def test_use_outweighs_where_the_words_stand_in_a_name() -> None:
    used = findable(demo_catalogue(), {"2.000986": 1})
    assert find("thuong tru", used)[0].code == "2.000986"


@given(st.text())
def test_every_query_has_an_answer(query: str) -> None:
    assert len(find(query, AMONG, 6)) <= 6
