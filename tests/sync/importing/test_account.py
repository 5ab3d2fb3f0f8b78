"""The account of an import: every record appears once, accepted or refused, and nothing raises."""

import json
from datetime import date
from typing import Any, get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.procedures import Catalogue, Procedure
from sync.centre.importing.matters import LABELS, Kind, Matter
from sync.centre.importing.reporting import WIDTH, report
from sync.centre.importing.understanding import Import, catalogue_of, understand
from tests.sync.importing.records import FREE, a_section, collected, imported_from, kinds, published

WORDS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=30)
UNSTORABLE = st.sampled_from(["\0", "\ud800", 2**60, float("nan")])
SCALARS = (
    st.none()
    | st.booleans()
    | st.integers(-9, 2**52)
    | st.floats(allow_nan=False, allow_infinity=False)
    | WORDS
    | st.sampled_from(["5 ngày làm việc", "Lưu ý: x", "Giấy tờ phải nộp", "HĐND tỉnh", "4.000 đ"])
)
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(WORDS, inner, max_size=3),
    max_leaves=6,
)
TIMES = VALUES | st.fixed_dictionaries(
    {},
    optional={
        "value": VALUES,
        "unit": VALUES | st.sampled_from(["day", "hour", "immediate", "working_day"]),
        "text": VALUES,
        "unit_inferred": VALUES,
    },
)
FEES = VALUES | st.fixed_dictionaries(
    {}, optional={"amount": VALUES, "currency": VALUES, "text": VALUES, "note": VALUES}
)
METHODS = VALUES | st.fixed_dictionaries(
    {},
    optional={
        "channel": VALUES | st.sampled_from(["counter", "online", "post"]),
        "time": TIMES,
        "fees": VALUES | st.lists(FEES, max_size=2),
    },
)
PAPERS = VALUES | st.fixed_dictionaries(
    {},
    optional={
        "name": VALUES,
        "original": VALUES,
        "copy": VALUES,
        "zero": VALUES,
        "form": VALUES | st.sampled_from(["original", "copy", "presented"]),
        "copies": VALUES,
        "required": VALUES,
    },
)
SECTIONS = PAPERS | st.fixed_dictionaries(
    {"case": VALUES, "papers": VALUES | st.lists(PAPERS, max_size=3)}
)
PLAUSIBLE = st.fixed_dictionaries(
    {"code": st.sampled_from(["1.900001", "1.900002", "x"]), "name": st.just("Tên") | WORDS},
    optional={
        "field": VALUES,
        "level": VALUES,
        "time_limit": TIMES,
        "fee": VALUES | st.lists(FEES, max_size=2),
        "fee_vnd": VALUES,
        "fee_note": VALUES,
        "methods": VALUES | st.lists(METHODS, max_size=3),
        "components": VALUES | st.lists(SECTIONS, max_size=3),
        "confidence_by_field": VALUES,
        "confidence": VALUES | st.just("low"),
        "same_day_cutoff": VALUES,
        "time_extension": VALUES,
        "results": VALUES,
        "legal": VALUES,
    },
)
RECORDS: st.SearchStrategy[Any] = st.one_of(
    PLAUSIBLE,
    st.dictionaries(st.sampled_from(["code", "name", "x"]), WORDS | UNSTORABLE),
    VALUES,
)


@pytest.mark.slow
@given(st.lists(RECORDS, max_size=4))
@settings(max_examples=150, deadline=None)
def test_any_records_are_all_accepted_or_refused(records: list[Any]) -> None:
    imported = understand(records)
    assert imported.total == len(records) == len(imported.procedures) + len(imported.refused)
    assert len({procedure.code for procedure in imported.procedures}) == len(imported.procedures)
    text = report(imported)
    assert f"Đã đọc {len(records)} bản ghi" in text
    assert all(line.isprintable() for line in text.split("\n"))


@pytest.mark.slow
@given(st.lists(PLAUSIBLE, max_size=3))
@settings(max_examples=150, deadline=None)
def test_what_is_accepted_survives_storing_and_reading(records: list[Any]) -> None:
    catalogue = catalogue_of(understand(records), version=1, published_on=date(2020, 1, 1))
    stored = catalogue.model_dump_json().encode()
    assert Catalogue.model_validate_json(stored).model_dump_json().encode() == stored


@pytest.mark.slow
@given(PLAUSIBLE)
@settings(max_examples=150, deadline=None)
def test_accepted_limits_are_sane_and_papers_short(record: Any) -> None:
    for procedure in understand([record]).procedures:
        assert procedure.cases
        for case in procedure.cases:
            assert all(0 <= limit.amount <= 1000 for limit in case.limits)
            assert all(0 < len(paper.name) <= 120 for paper in case.papers)
            assert len({paper.key for paper in case.papers}) == len(case.papers)


def the_only(record: dict[str, Any]) -> Procedure:
    return imported_from(record).procedures[0]


def test_a_portal_record_becomes_a_procedure() -> None:
    procedure = the_only(published())
    assert procedure.levels == ("commune",)
    assert procedure.agency == "UBND cấp xã"
    assert procedure.result == "Giấy chứng nhận mẫu"
    assert procedure.legal_basis == "01/2019/NĐ-CP; 02/2019/TT-BTP"
    assert not procedure.immediate


def test_a_record_of_2019_becomes_a_procedure() -> None:
    procedure = the_only(collected())
    assert procedure.levels == ("commune", "district")
    assert (procedure.agency, procedure.result) == ("UBND cấp xã", "Bản chứng thực")
    assert procedure.legal_basis == "NĐ 23/2015/NĐ-CP"


@pytest.mark.parametrize("record", [published(extra={"a": [1, "  x "]}), collected(note="gốc\n ")])
def test_the_source_is_kept_word_for_word(record: dict[str, Any]) -> None:
    as_read = json.loads(json.dumps(record))
    assert the_only(record).original == as_read


def test_controls_and_invisible_marks_do_not_reach_the_catalogue() -> None:
    procedure = the_only(published(name="Đăng\u200b ký\x1b[2J\tmẫu\u00a01"))
    assert procedure.name == "Đăng ký [2J mẫu 1"
    assert procedure.original["name"].count("\x1b") == 1


def test_decomposed_letters_are_composed() -> None:
    assert the_only(published(name="Đa\u0306ng ky\u0301")).name == "Đăng ký"


@pytest.mark.parametrize(
    ("record", "reason"),
    [
        ({"name": "Không mã"}, "thiếu mã thủ tục"),
        (published(code="  "), "thiếu mã thủ tục"),
        (published(code="1" * 41), "mã thủ tục quá dài"),
        (published(name=None), "thiếu tên thủ tục"),
        ("1.900001", "không phải một bản ghi thủ tục"),
        (published(result="\ud800"), "không lưu được nguyên văn: có ký tự hỏng"),
    ],
)
def test_a_record_without_identity_is_refused_with_its_place(record: Any, reason: str) -> None:
    refused = imported_from(collected(), record).refused
    assert [(r.position, r.reason) for r in refused] == [(2, reason)]


def test_the_second_record_of_a_code_is_refused_and_listed() -> None:
    imported = imported_from(published(), published(name="Khác"))
    assert [procedure.name for procedure in imported.procedures] == ["Đăng ký mẫu"]
    assert [(r.position, r.code) for r in imported.refused] == [(2, "1.900001")]
    assert kinds(imported) == ["duplicate_code"]


@pytest.mark.parametrize(
    ("change", "kind"),
    [
        ({"code": "BNN-1"}, "unusual_code"),
        ({"name": "Rất dài " * 40}, "name_too_long"),
        ({"field": None}, "field_missing"),
        ({"level": ["Cấp bộ"]}, "level_unknown"),
        ({"confidence": "low"}, "low_confidence"),
        ({"confidence_by_field": {"code": "none"}}, "low_confidence"),
        ({"methods": [{"channel": "fax"}]}, "not_understood"),
    ],
)
def test_doubts_about_a_record_are_listed(change: dict[str, Any], kind: Kind) -> None:
    assert kind in kinds(imported_from(published(**change)))


def test_one_name_under_two_codes_is_listed_for_both() -> None:
    imported = imported_from(published(), published(code="1.900002"))
    assert kinds(imported) == ["duplicate_name", "duplicate_name"]


def test_a_matter_is_noted_once_however_many_channels_repeat_it() -> None:
    days = {"value": 15, "unit": "day", "text": "15 Ngày"}
    methods = [{"channel": c, "time": days, "fees": [FREE]} for c in ("counter", "online", "post")]
    assert kinds(imported_from(published(time_limit=days, methods=methods))) == [
        "limit_is_plain_day"
    ]


def test_the_report_accounts_for_all_records_and_groups_what_is_to_settle() -> None:
    imported = imported_from(
        published(components=[a_section(None, "Đơn", "Lưu ý: ghi rõ.")]),
        published(
            code="1.900002", name="Hai", components=[a_section(None, "A b", "Lưu ý: ghi rõ.")]
        ),
        {"name": "Không mã"},
    )
    text = report(imported)
    assert "Đã đọc 3 bản ghi = nhập 2 + từ chối 1." in text
    assert "bản ghi thứ 3: không mã – Không mã: thiếu mã thủ tục" in text
    assert "Dòng hướng dẫn nằm giữa thành phần hồ sơ (2)" in text
    assert "  - 1.900001, 1.900002: Lưu ý: ghi rõ." in text


def test_the_report_of_a_clean_import_says_so() -> None:
    assert "Không có việc gì phải xử lý." in report(imported_from(published()))


@given(st.text(max_size=300))
@settings(max_examples=100, deadline=None)
def test_no_text_of_a_source_breaks_the_lines_of_the_report(text: str) -> None:
    matter = Matter("1.900001", "suspicious_fee", text, "để trống")
    lines = report(Import(0, (), (), (matter,))).split("\n")
    assert all(line.isprintable() for line in lines)
    assert all(len(line) <= WIDTH for line in lines if " " in line.strip(" -"))


def test_every_kind_has_words_for_the_administrator() -> None:
    assert set(LABELS) == set(get_args(Kind))
