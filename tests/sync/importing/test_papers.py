"""Rows of paper lists: papers to tick, how many, and notes that are no papers."""

from typing import Any

import pytest

from schemas.procedures import Case, Paper
from sync.centre.importing.papers import NAME_MAX, shortened, without_numbering
from tests.sync.importing.records import a_section, collected, imported_from, kinds, published


def case_of(*rows: Any, heading: str | None = None) -> Case:
    return imported_from(published(components=[a_section(heading, *rows)])).procedures[0].cases[0]


def paper_of(row: Any, heading: str | None = None) -> Paper:
    return case_of(row, heading=heading).papers[0]


def row(name: str, original: Any = 1, copy: Any = 0, **more: Any) -> dict[str, Any]:
    return {"name": name, "original": original, "copy": copy} | more


def held(paper: Paper) -> tuple[int, int, int]:
    return paper.originals, paper.certified, paper.photocopies


@pytest.mark.parametrize(
    ("stated", "counts"),
    [
        (row("Đơn đề nghị"), (1, 0, 0)),
        (row("Giấy khai sinh", 0, 1), (0, 0, 1)),
        (row("Bản vẽ", 2, 2), (2, 0, 2)),
        (row("Bản sao có chứng thực giấy khai sinh", 0, 1), (0, 1, 0)),
        (row("Kháng nghị (02 bản)"), (2, 0, 0)),
        (row("02 bộ bản vẽ thiết kế"), (2, 0, 0)),
        (row("Bản sao giấy chứng nhận", 1, 0), (0, 0, 1)),
        (row("Đơn đề nghị", "một", None), (1, 0, 0)),
    ],
)
def test_counts_are_what_is_asked_for(stated: dict[str, Any], counts: tuple[int, int, int]) -> None:
    assert held(paper_of(stated)) == counts


def test_a_count_read_from_the_name_is_listed() -> None:
    record = published(components=[a_section(None, row("Kháng nghị (02 bản)"))])
    assert kinds(imported_from(record)) == ["paper_count_unclear"]


@pytest.mark.parametrize(
    ("form", "counts", "handling"),
    [
        ("original", (2, 0, 0), "handed_in"),
        ("copy", (0, 0, 2), "handed_in"),
        ("presented", (2, 0, 0), "presented"),
    ],
)
def test_the_form_of_2019_says_how_a_paper_is_handled(
    form: str, counts: tuple[int, int, int], handling: str
) -> None:
    stated = {"name": "Giấy tờ", "form": form, "copies": 2, "required": False}
    paper = imported_from(collected(components=[stated])).procedures[0].cases[0].papers[0]
    assert (held(paper), paper.handling, paper.required) == (counts, handling, False)


@pytest.mark.parametrize(
    ("name", "heading"),
    [
        ("Hộ chiếu", "Giấy tờ phải xuất trình"),
        ("Xuất trình giấy tờ hợp lệ của người nộp.", None),
        ("Bản chính giấy chứng nhận để đối chiếu", None),
        ("Người yêu cầu chứng thực xuất trình một trong các giấy tờ: Hộ chiếu; Căn cước", None),
    ],
)
def test_a_presented_paper_is_told_from_one_handed_in(name: str, heading: str | None) -> None:
    assert paper_of(row(name), heading).handling == "presented"


@pytest.mark.parametrize("name", ["Văn bản ủy quyền", "Bản sao kèm bản chính để đối chiếu"])
def test_every_other_paper_is_handed_in(name: str) -> None:
    assert paper_of(row(name), "Giấy tờ phải nộp").handling == "handed_in"


@pytest.mark.parametrize(
    "name",
    [
        "Văn bản ủy quyền (nếu có)",
        "Nếu đã ly hôn phải nộp bản án",
        "Giấy tờ về cư trú trong trường hợp không khai thác được",
        "Mẫu hộ tịch điện tử tương tác",
    ],
)
def test_a_paper_with_a_condition_is_not_required(name: str) -> None:
    assert not paper_of(row(name)).required


@pytest.mark.parametrize(
    "stated",
    [
        row("Lưu ý: chỉ nộp khi chưa có trong cơ sở dữ liệu."),
        row("Số lượng hồ sơ: 01 (một) bộ."),
        row("0"),
        row("Người tiếp nhận có trách nhiệm tiếp nhận đúng, đủ hồ sơ."),
        row("Các giấy tờ sau đây:"),
        row("Trường hợp gửi bưu chính thì gửi kèm bản sao.", 0, 0, zero=True),
        row("Giấy tờ do nước ngoài cấp phải được hợp pháp hóa.", 0, 0, zero=True),
    ],
)
def test_a_row_that_instructs_is_a_note_not_a_paper(stated: dict[str, Any]) -> None:
    record = published(components=[a_section(None, "Đơn đề nghị", stated)])
    imported = imported_from(record)
    case = imported.procedures[0].cases[0]
    assert [paper.name for paper in case.papers] == ["Đơn đề nghị"]
    assert case.notes == (stated["name"],)
    assert [(m.kind, m.original) for m in imported.to_settle] == [
        ("note_among_papers", stated["name"])
    ]


def test_everything_under_a_heading_of_notes_is_a_note() -> None:
    record = published(components=[a_section(None, "Đơn"), a_section("Lưu ý", "Giấy tờ ghi rõ.")])
    assert imported_from(record).procedures[0].cases[0].notes == ("Giấy tờ ghi rõ.",)


def test_a_paper_without_a_count_stays_a_paper() -> None:
    stated = row("Hộ chiếu hoặc thẻ căn cước", 0, 0, zero=True)
    record = published(components=[a_section(None, stated)])
    assert held(imported_from(record).procedures[0].cases[0].papers[0]) == (1, 0, 0)
    assert kinds(imported_from(record)) == ["paper_without_count"]


def test_a_long_name_is_shortened_and_kept_whole_beside() -> None:
    long = "Giấy chứng sinh; " + "nếu không có thì nộp văn bản khác " * 9
    record = published(components=[a_section(None, long)])
    imported = imported_from(record)
    paper = imported.procedures[0].cases[0].papers[0]
    assert paper.name == "Giấy chứng sinh"
    assert paper.note == long.strip()
    assert kinds(imported) == ["paper_name_too_long"]


def test_a_long_name_without_a_clause_ends_in_an_ellipsis() -> None:
    short = shortened("giấy tờ chứng minh " * 20)
    assert short.endswith("minh giấy…")
    assert len(short) <= NAME_MAX


@pytest.mark.parametrize(
    ("text", "bare"),
    [
        ("(1) Giấy đề nghị", "Giấy đề nghị"),
        ("a) Trường hợp một:", "Trường hợp một"),
        ("+ Trường hợp hai", "Trường hợp hai"),
        ("(1.2) Đối với công trình", "Đối với công trình"),
        ("(iii) Biên bản", "Biên bản"),
        ("15 ngày", "15 ngày"),
        ("(1)", "(1)"),
    ],
)
def test_numbering_is_taken_off(text: str, bare: str) -> None:
    assert without_numbering(text) == bare


def test_the_same_paper_twice_is_asked_for_once() -> None:
    record = published(components=[a_section(None, "Đơn đề nghị", "Đơn đề nghị.")])
    imported = imported_from(record)
    assert len(imported.procedures[0].cases[0].papers) == 1
    assert kinds(imported) == ["duplicate_paper"]


@pytest.mark.parametrize("stated", [5, {}, {"name": ""}, None, [], {"name": 3}])
def test_a_row_without_a_name_is_listed(stated: Any) -> None:
    record = published(components=[{"case": None, "papers": ["Đơn", stated]}])
    assert kinds(imported_from(record)) == ["not_understood"]


@pytest.mark.parametrize("components", [[], None, 7, [{"case": "Lưu ý", "papers": ["Chỉ dẫn"]}]])
def test_a_list_without_papers_is_listed(components: Any) -> None:
    assert "no_papers" in kinds(imported_from(published(components=components)))
