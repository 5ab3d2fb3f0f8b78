"""Headings in paper lists: those that make cases, and those that only sort papers."""

import pytest

from schemas.procedures import Case
from tests.sync.importing.records import a_section, imported_from, kinds, published


def cases_of(*sections: dict[str, object]) -> tuple[Case, ...]:
    return imported_from(published(components=list(sections))).procedures[0].cases


def names(case: Case) -> list[str]:
    return [paper.name for paper in case.papers]


def test_headings_of_cases_make_cases_that_share_the_common_papers() -> None:
    cases = cases_of(
        a_section(None, "Đơn đề nghị"),
        a_section("a) Trường hợp bị mất:", "Đơn trình báo"),
        a_section("b) Trường hợp bị hỏng:", "Bản cũ"),
    )
    assert [(case.key, case.name, names(case)) for case in cases] == [
        ("c1", "Trường hợp bị mất", ["Đơn đề nghị", "Đơn trình báo"]),
        ("c2", "Trường hợp bị hỏng", ["Đơn đề nghị", "Bản cũ"]),
    ]


def test_a_single_special_case_stands_beside_the_ordinary_one() -> None:
    cases = cases_of(a_section(None, "Đơn"), a_section("Trường hợp bị mất", "Đơn trình báo"))
    assert [(case.name, names(case)) for case in cases] == [
        ("Thông thường", ["Đơn"]),
        ("Trường hợp bị mất", ["Đơn", "Đơn trình báo"]),
    ]


@pytest.mark.parametrize(
    "heading",
    [
        "Giấy tờ phải nộp",
        "Giấy tờ phải xuất trình",
        "Thành phần hồ sơ",
        "Bao gồm",
        "Hồ sơ của người nhận con nuôi",
        "1) Hồ sơ đăng ký bao gồm",
        "Người yêu cầu chứng thực nộp 01 bộ hồ sơ",
        "Số lượng hồ sơ: do tỉnh quy định",
    ],
)
def test_headings_that_only_sort_papers_make_no_case(heading: str) -> None:
    cases = cases_of(a_section(None, "Đơn"), a_section(heading, "Giấy khai sinh"))
    assert [(case.name, names(case)) for case in cases] == [
        ("Thông thường", ["Đơn", "Giấy khai sinh"])
    ]


def test_papers_of_a_proxy_are_added_to_the_ordinary_case_as_optional() -> None:
    cases = cases_of(
        a_section(None, "Đơn"), a_section("Trường hợp ủy quyền thực hiện thủ tục", "Giấy ủy quyền")
    )
    assert [(paper.name, paper.required) for paper in cases[0].papers] == [
        ("Đơn", True),
        ("Giấy ủy quyền", False),
    ]


def test_one_heading_given_twice_is_one_case() -> None:
    cases = cases_of(
        a_section("Trường hợp mua", "Hợp đồng"),
        a_section("Trường hợp thuê", "Hợp đồng thuê"),
        a_section("Trường hợp mua", "Hóa đơn"),
    )
    assert [names(case) for case in cases] == [["Hợp đồng", "Hóa đơn"], ["Hợp đồng thuê"]]


def test_paper_keys_are_unique_in_each_case() -> None:
    cases = cases_of(a_section(None, "Đơn", "Giấy A"), a_section("Trường hợp X", "Giấy B"))
    assert [[paper.key for paper in case.papers] for case in cases] == [
        ["p1", "p2"],
        ["p1", "p2", "p3"],
    ]


def test_cases_from_headings_are_listed_for_a_check() -> None:
    record = published(components=[a_section("Trường hợp A", "x y"), a_section("Đối với B", "z")])
    imported = imported_from(record)
    assert kinds(imported) == ["cases_from_headings"]
    assert imported.to_settle[0].original == "Trường hợp A | Đối với B"


def test_a_very_long_case_name_is_kept_and_listed() -> None:
    heading = "Trường hợp " + "người thừa kế " * 20
    record = published(components=[a_section(heading, "Đơn")])
    assert "case_name_too_long" in kinds(imported_from(record))
    assert imported_from(record).procedures[0].cases[0].name == heading.strip()
