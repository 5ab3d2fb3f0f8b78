"""The demo catalogue is fit for a counter: short, exact, complete."""

import re
import unicodedata
from itertools import chain

import pytest

from schemas.procedures import Case, Procedure
from sync.centre.data import demo_catalogue, demo_unit

PROCEDURES = demo_catalogue().procedures
CASES = [pytest.param(p, c, id=f"{p.code}-{c.key}") for p in PROCEDURES for c in p.cases]


def unique(keys: list[str]) -> bool:
    return len(set(keys)) == len(keys)


def test_there_are_common_procedures_of_communes_and_districts() -> None:
    assert len(PROCEDURES) >= 28
    assert {"commune", "district"} == set(chain.from_iterable(p.levels for p in PROCEDURES))
    assert {"1.001193", "1.000894", "1.000656", "1.001612"} <= {p.code for p in PROCEDURES}


def test_codes_are_national_and_unique() -> None:
    assert all(re.fullmatch(r"\d\.\d{6}", procedure.code) for procedure in PROCEDURES)
    assert unique([procedure.code for procedure in PROCEDURES])


def test_several_procedures_have_cases() -> None:
    assert sum(len(procedure.cases) > 1 for procedure in PROCEDURES) >= 5


def test_every_kind_of_limit_occurs() -> None:
    limits = [limit for p in PROCEDURES for case in p.cases for limit in case.limits]
    assert {(limit.unit, limit.cutoff) for limit in limits} == {
        ("working_day", None),
        ("calendar_day", None),
        ("hour", None),
        ("same_day", None),
        ("same_day", "15:00"),
    }
    assert {limit.channel for limit in limits} == {None, "postal"}


@pytest.mark.parametrize("procedure", PROCEDURES, ids=lambda p: p.code)
def test_a_procedure_says_who_does_what_by_which_law(procedure: Procedure) -> None:
    assert all((procedure.field, procedure.agency, procedure.result, procedure.legal_basis))
    assert unique([case.key for case in procedure.cases])
    assert not procedure.immediate or procedure.cases[0].limits[0].unit == "same_day"


@pytest.mark.parametrize(("procedure", "case"), CASES)
def test_a_case_can_be_ticked_and_promised(procedure: Procedure, case: Case) -> None:
    assert case.papers
    assert case.limits
    assert unique([paper.key for paper in case.papers])
    assert unique([fee.key for fee in case.fees])
    assert all(len(paper.name) <= 60 for paper in case.papers)
    assert all(
        paper.handling == "presented" or paper.originals + paper.certified + paper.photocopies > 0
        for paper in case.papers
    )
    assert all(
        limit.amount == 0 if limit.unit == "same_day" else 1 <= limit.amount <= 60
        for limit in case.limits
    )
    assert all(fee.amount_vnd is None or fee.amount_vnd >= 1000 for fee in case.fees)
    assert all(fee.amount_vnd is not None or fee.note for fee in case.fees)


def test_all_texts_are_composed_and_on_one_line() -> None:
    text = demo_catalogue().model_dump_json() + demo_unit().model_dump_json()
    assert unicodedata.is_normalized("NFC", text)
    assert "\\n" not in text
    assert "  " not in text


def test_nothing_in_the_demo_data_is_misspelt_by_the_shapes() -> None:
    extras = [
        shape.model_extra
        for p in PROCEDURES
        for case in p.cases
        for shape in (p, case, *case.papers, *case.limits, *case.fees)
    ]
    assert not any(extras)


def test_the_demo_unit_is_marked_as_a_demo_and_stays_on_this_machine() -> None:
    unit = demo_unit()
    assert unit.demo
    assert unit.identifier == "000.17.22.H02"
    assert "(mẫu)" in unit.name
    assert unit.lookup_url.startswith("http://127.0.0.1:")
    assert [(o.account, o.role) for o in unit.officers] == [
        ("lan", "officer"),
        ("huong", "officer"),
        ("truong", "head"),
    ]
